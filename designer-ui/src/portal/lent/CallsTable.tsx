import { useInfiniteQuery } from '@tanstack/react-query';
import { Tag } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { askForCallsOf, OWN_CALLS, USES } from '../../api/lent';
import type { CallPage } from '../../api/lent';
import type { Call } from '../../api/watch';
import { useClient } from '../../app/session';
import { PAGE, PagedTable } from '../../parts/PagedTable';
import { useFormats } from '../../texts/formats';

const COLOURS: Readonly<Record<Call['outcome'], string>> = { answered: 'success', refused: 'warning', failed: 'error', gone: 'default' };

const callsOf = (page: CallPage): readonly Call[] => page.calls;

/** Calls as they are on record: when, who, what came of it, and never a value. */
export function CallsTable({ path, label }: { readonly path: typeof USES | typeof OWN_CALLS; readonly label: string }): ReactNode {
  const { t } = useTranslation('portal');
  const client = useClient();
  const formats = useFormats();
  const query = useInfiniteQuery({
    queryKey: [path],
    queryFn: ({ pageParam }) => askForCallsOf(client, path, PAGE, pageParam),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => page.next_before,
  });
  return (
    <PagedTable<CallPage, Call>
      query={query}
      label={label}
      none={t('lent.noCalls')}
      rowsOf={callsOf}
      rowKey="number"
      columns={[
        { title: t('lent.at'), width: 190, render: (_, call) => formats.dateTime(call.at) },
        { title: t('requests.service'), render: (_, call) => <code>{`${call.service} ${call.version}`}</code> },
        { title: t(path === USES ? 'lent.who' : 'wish.application'), render: (_, call) => <code>{(path === USES ? call.enterprise : call.application) ?? '–'}</code> },
        { title: t('lent.outcome'), render: (_, call) => <Tag color={COLOURS[call.outcome]}>{`${t(`outcome.${call.outcome}`)} ${call.status}`}</Tag> },
        { title: t('lent.problem'), render: (_, call) => call.problem && <code>{call.problem}</code> },
        { title: t('lent.rows'), width: 80, render: (_, call) => formats.number(call.rows) },
        { title: t('lent.trace'), width: 290, render: (_, call) => (path === OWN_CALLS ? <Link to={call.trace_id} className="tg-code">{call.trace_id}</Link> : <code>{call.trace_id}</code>) },
      ]}
    />
  );
}
