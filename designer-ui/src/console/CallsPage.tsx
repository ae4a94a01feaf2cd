import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Input, Tag } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { askForCalls, CALLS } from '../api/watch';
import type { Call, CallQuestion, CallsPage as Answer } from '../api/watch';
import { useClient } from '../app/session';
import { Page } from '../parts/Page';
import { PAGE, PagedTable } from '../parts/PagedTable';
import { useFormats } from '../texts/formats';
import { useAsked } from './useAsked';

const ASKED = ['service', 'application', 'trace'] as const;
const callsOf = (page: Answer): readonly Call[] => page.calls;

/** Calls as they are on record, latest first. What is looked for stands in the address, so that it can be handed on. */
export function CallsPage(): ReactNode {
  const { t } = useTranslation('console');
  const client = useClient();
  const formats = useFormats();
  const [asked, look] = useAsked(ASKED);
  const query = useInfiniteQuery({
    queryKey: [CALLS, asked],
    queryFn: ({ pageParam }) => askForCalls(client, asked satisfies CallQuestion, PAGE, pageParam),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => page.next_before,
  });
  const colours = { answered: 'success', refused: 'warning', failed: 'error', gone: 'default' } as const;
  return (
    <Page title={t('calls.title')} intro={t('calls.intro')} actions={<Button onClick={() => void query.refetch()}>{t('calls.renew')}</Button>} call={`GET ${CALLS}`}>
      <div className="tg-form">
        {ASKED.map((name) => (
          <Input.Search key={`${name} ${asked[name] ?? ''}`} allowClear aria-label={t(`calls.by.${name}`)} placeholder={t(`calls.by.${name}`)} defaultValue={asked[name] ?? ''} onSearch={(value) => look(name, value)} />
        ))}
      </div>
      <PagedTable<Answer, Call>
        query={query}
        label={t('calls.title')}
        none={t('calls.none')}
        rowsOf={callsOf}
        rowKey="number"
        columns={[
          { title: t('calls.at'), width: 190, render: (_, call) => formats.dateTime(call.at) },
          { title: t('services.service'), width: 220, render: (_, call) => <code>{`${call.service} ${call.version}`}</code> },
          { title: t('calls.enterprise'), width: 200, render: (_, call) => call.enterprise ?? '–' },
          { title: t('calls.outcome'), width: 150, render: (_, call) => <Tag color={colours[call.outcome]}>{`${t(`outcome.${call.outcome}`)} ${call.status}`}</Tag> },
          { title: t('calls.problem'), width: 170, render: (_, call) => call.problem && <code>{call.problem}</code> },
          { title: t('calls.rows'), width: 80, render: (_, call) => formats.number(call.rows) },
          { title: t('calls.time'), width: 90, render: (_, call) => `${formats.number(Math.round(call.micros / 100) / 10)} ms` },
          { title: t('calls.trace'), width: 280, render: (_, call) => <code>{call.trace_id}</code> },
        ]}
      />
    </Page>
  );
}
