import { useInfiniteQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { askForEnding, ENDING } from '../api/deciding';
import type { EndingPage as Answer, InspectedAgreement } from '../api/deciding';
import { useClient } from '../app/session';
import { Page } from '../parts/Page';
import { PAGE, PagedTable } from '../parts/PagedTable';
import { useFormats } from '../texts/formats';
import { useAsked } from './useAsked';

/** How many days ahead one looks. */
const DAYS = ['7', '30', '90', '365', '3660'] as const;
const agreementsOf = (page: Answer): readonly InspectedAgreement[] => page.agreements;

/** Grants that end soon, the soonest first: who has to be told, or asks again. */
export function EndingPage(): ReactNode {
  const { t } = useTranslation('console');
  const client = useClient();
  const formats = useFormats();
  const [asked, look] = useAsked(['days']);
  const days = DAYS.find((one) => one === asked.days) ?? '30';
  const query = useInfiniteQuery({
    queryKey: [ENDING, days],
    queryFn: ({ pageParam }) => askForEnding(client, Number(days), PAGE, pageParam),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => page.next,
  });
  return (
    <Page
      title={t('ending.title')}
      intro={t('ending.intro')}
      actions={<Select<string> aria-label={t('ending.within')} value={days} onChange={(value) => look('days', value)} options={DAYS.map((one) => ({ value: one, label: t('ending.days', { days: formats.number(Number(one)) }) }))} />}
      call={`GET ${ENDING}?days=${days}`}
    >
      <PagedTable<Answer, InspectedAgreement>
        query={query}
        label={t('ending.title')}
        none={t('ending.none')}
        rowsOf={agreementsOf}
        rowKey="id"
        columns={[
          { title: t('ending.last'), width: 150, render: (_, agreement) => formats.date(agreement.to) },
          { title: t('ending.agreement'), width: 120, render: (_, agreement) => <Link to={`/console/approvals/agreements/${agreement.id}`}>{agreement.name}</Link> },
          { title: t('calls.enterprise'), width: 240, dataIndex: 'enterprise' },
          { title: t('approvals.application'), width: 160, render: (_, agreement) => <code>{agreement.application}</code> },
          {
            title: t('services.service'),
            width: 260,
            render: (_, agreement) => (
              <>
                {formats.text(agreement.title)}
                <div className="tg-quiet">
                  <code>{`${agreement.service} ${agreement.major}`}</code>
                </div>
              </>
            ),
          },
          { title: t('approvals.purpose'), width: 140, render: (_, agreement) => t(`purpose.${agreement.purpose}`, agreement.purpose) },
        ]}
      />
    </Page>
  );
}
