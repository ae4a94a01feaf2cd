import { useInfiniteQuery } from '@tanstack/react-query';
import { Input, Select, Tag } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { askForOrganisations, ORGANISATIONS } from '../../api/people';
import type { KnownOrganisation, OrganisationsPage as Answer } from '../../api/people';
import { useClient } from '../../app/session';
import { Page } from '../../parts/Page';
import { PAGE, PagedTable } from '../../parts/PagedTable';
import { useFormats } from '../../texts/formats';

const STATES = ['pending', 'verified', 'refused', 'suspended'] as const;
type State = (typeof STATES)[number];
export const STATE_COLOURS = { pending: 'warning', verified: 'success', refused: 'error', suspended: 'error' } as const;

const organisationsOf = (page: Answer): readonly KnownOrganisation[] => page.organisations;

/** Organisations by credit code. */
export function OrganisationsPage(): ReactNode {
  const { t } = useTranslation('console');
  const client = useClient();
  const formats = useFormats();
  const [looked, setLooked] = useState('');
  const [state, setState] = useState<State | 'all'>('all');
  const query = useInfiniteQuery({
    queryKey: [ORGANISATIONS, 'list', looked, state],
    queryFn: ({ pageParam }) => askForOrganisations(client, looked, state === 'all' ? undefined : state, PAGE, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_after,
  });
  return (
    <Page
      title={t('organisations.title')}
      actions={
        <>
          <Input.Search allowClear className="tg-short" aria-label={t('organisations.find')} placeholder={t('organisations.find')} onSearch={setLooked} />
          <Select<State | 'all'>
            aria-label={t('approvals.state')}
            value={state}
            onChange={setState}
            options={[{ value: 'all', label: t('organisations.all') }, ...STATES.map((one) => ({ value: one, label: t(`organisations.state.${one}`) }))]}
          />
        </>
      }
      call={`GET ${ORGANISATIONS}`}
    >
      <PagedTable<Answer, KnownOrganisation>
        query={query}
        label={t('organisations.title')}
        none={t('organisations.none')}
        rowsOf={organisationsOf}
        rowKey="code"
        columns={[
          { title: t('organisations.name'), render: (_, one) => <Link to={one.code}>{one.name}</Link> },
          { title: t('organisations.code'), render: (_, one) => <code>{one.code}</code> },
          { title: t('approvals.state'), render: (_, one) => <Tag color={STATE_COLOURS[one.state]}>{t(`organisations.state.${one.state}`)}</Tag> },
          { title: t('organisations.level'), render: (_, one) => t(`level.${one.level}`, one.level) },
          { title: t('organisations.since'), render: (_, one) => formats.dateTime(one.created_at) },
        ]}
      />
    </Page>
  );
}
