import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Input, Tag } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { askForAudit, askForChain, AUDIT } from '../api/watch';
import type { AuditEntry, AuditPage as Answer, AuditQuestion } from '../api/watch';
import { useClient } from '../app/session';
import { Page } from '../parts/Page';
import { PAGE, PagedTable } from '../parts/PagedTable';
import { useFormats } from '../texts/formats';
import { useAsked } from './useAsked';

const WORDS = ['actor', 'act', 'subject'] as const;
const DAYS = ['from', 'to'] as const;
const entriesOf = (page: Answer): readonly AuditEntry[] => page.entries;

/** Who did what, the latest first, and whether the chain of entries is whole. What is looked for stands in the address. */
export function AuditPage(): ReactNode {
  const { t } = useTranslation('console');
  const client = useClient();
  const formats = useFormats();
  const [asked, look] = useAsked([...WORDS, ...DAYS]);
  const chain = useQuery({ queryKey: [AUDIT, 'chain'], queryFn: () => askForChain(client) });
  const query = useInfiniteQuery({
    queryKey: [AUDIT, 'entries', asked],
    queryFn: ({ pageParam }) => askForAudit(client, asked satisfies AuditQuestion, PAGE, pageParam),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => page.next_before,
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
      <div className="tg-form">
        {WORDS.map((name) => (
          <Input.Search key={`${name} ${asked[name] ?? ''}`} allowClear aria-label={t(`audit.by.${name}`)} placeholder={t(`audit.by.${name}`)} defaultValue={asked[name] ?? ''} onSearch={(value) => look(name, value)} />
        ))}
        {DAYS.map((name) => (
          <label key={name}>
            {t(`audit.by.${name}`)}
            <Input type="date" value={asked[name] ?? ''} onChange={(event) => look(name, event.target.value)} />
          </label>
        ))}
      </div>
      <PagedTable<Answer, AuditEntry>
        query={query}
        label={t('audit.title')}
        none={t('audit.none')}
        rowsOf={entriesOf}
        rowKey="number"
        columns={[
          { title: t('audit.number'), width: 80, dataIndex: 'number' },
          { title: t('calls.at'), width: 190, render: (_, entry) => formats.dateTime(entry.at) },
          { title: t('audit.actor'), width: 160, dataIndex: 'actor' },
          { title: t('audit.act'), width: 200, render: (_, entry) => <code>{entry.act}</code> },
          { title: t('audit.subject'), width: 200, dataIndex: 'subject' },
          { title: t('audit.detail'), width: 320, dataIndex: 'detail' },
        ]}
      />
    </Page>
  );
}
