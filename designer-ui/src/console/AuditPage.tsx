import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Table, Tag } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { askForAudit, askForChain, AUDIT } from '../api/watch';
import type { AuditEntry } from '../api/watch';
import { useClient } from '../app/session';
import { Page } from '../parts/Page';
import { Pages } from '../parts/Pages';
import { useFormats } from '../texts/formats';

/** Who did what, in order, and whether the chain of entries is whole. */
export function AuditPage(): ReactNode {
  const { t } = useTranslation('console');
  const client = useClient();
  const formats = useFormats();
  const chain = useQuery({ queryKey: [AUDIT, 'chain'], queryFn: () => askForChain(client) });
  const query = useInfiniteQuery({
    queryKey: [AUDIT],
    queryFn: ({ pageParam }) => askForAudit(client, pageParam),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => page.next_after,
  });
  return (
    <Page
      title={t('audit.title')}
      intro={
        chain.data &&
        (chain.data.whole ? <Tag>{t('audit.whole')}</Tag> : <Tag color="error">{t('audit.broken', { number: chain.data.first_broken })}</Tag>)
      }
      call={`GET ${AUDIT} · GET ${AUDIT}/chain`}
    >
      <Pages query={query} label={t('audit.title')}>
        {(pages) => (
          <Table<AuditEntry>
            rowKey="number"
            size="small"
            pagination={false}
            dataSource={pages.flatMap((page) => page.entries)}
            columns={[
              { title: t('audit.number'), width: 80, dataIndex: 'number' },
              { title: t('calls.at'), width: 190, render: (_, entry) => formats.dateTime(entry.at) },
              { title: t('audit.actor'), width: 160, dataIndex: 'actor' },
              { title: t('audit.act'), width: 200, render: (_, entry) => <code>{entry.act}</code> },
              { title: t('audit.subject'), width: 200, dataIndex: 'subject' },
              { title: t('audit.detail'), dataIndex: 'detail' },
            ]}
          />
        )}
      </Pages>
    </Page>
  );
}
