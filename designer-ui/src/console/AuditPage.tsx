import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button, Table, Tag } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { problemOf } from '../api/problem';
import { askForAudit, askForChain, AUDIT } from '../api/watch';
import type { AuditEntry } from '../api/watch';
import { useClient } from '../app/session';
import { Loading } from '../parts/Loaded';
import { Page } from '../parts/Page';
import { ProblemPage } from '../parts/ProblemNotice';
import { Scrolled } from '../parts/Scrolled';
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
  const again = (): void => void query.refetch();
  return (
    <Page
      title={t('audit.title')}
      intro={
        chain.data &&
        (chain.data.whole ? <Tag>{t('audit.whole')}</Tag> : <Tag color="red">{t('audit.broken', { number: chain.data.first_broken })}</Tag>)
      }
      call={`GET ${AUDIT} · GET ${AUDIT}/chain`}
    >
      {query.data === undefined ? (
        query.isError ? (
          <ProblemPage problem={problemOf(query.error)} again={again} />
        ) : (
          <Loading />
        )
      ) : (
        <>
          <Scrolled label={t('audit.title')}>
            <Table<AuditEntry>
              rowKey="number"
              size="small"
              pagination={false}
              dataSource={query.data.pages.flatMap((page) => page.entries)}
              columns={[
                { title: t('audit.number'), width: 80, dataIndex: 'number' },
                { title: t('calls.at'), width: 190, render: (_, entry) => formats.dateTime(entry.at) },
                { title: t('audit.actor'), width: 160, dataIndex: 'actor' },
                { title: t('audit.act'), width: 200, render: (_, entry) => <code>{entry.act}</code> },
                { title: t('audit.subject'), width: 200, dataIndex: 'subject' },
                { title: t('audit.detail'), dataIndex: 'detail' },
              ]}
            />
          </Scrolled>
          {query.hasNextPage && (
            <Button className="tg-gap" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              {t('calls.more')}
            </Button>
          )}
        </>
      )}
    </Page>
  );
}
