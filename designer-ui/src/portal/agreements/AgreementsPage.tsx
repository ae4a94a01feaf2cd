import { useInfiniteQuery } from '@tanstack/react-query';
import { Table } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { AGREEMENTS, askForAgreements } from '../../api/applying';
import type { Agreement } from '../../api/applying';
import { useClient } from '../../app/session';
import { Page } from '../../parts/Page';
import { Pages } from '../../parts/Pages';
import { useFormats } from '../../texts/formats';
import { StandingTag } from './StandingTag';

/** What the enterprise agreed on with the platform. */
export default function AgreementsPage(): ReactNode {
  const { t } = useTranslation('portal');
  const client = useClient();
  const formats = useFormats();
  const query = useInfiniteQuery({
    queryKey: [AGREEMENTS],
    queryFn: ({ pageParam }) => askForAgreements(client, pageParam),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => page.next,
  });
  return (
    <Page title={t('agreements.title')} intro={t('agreements.intro')} call={`GET ${AGREEMENTS}`}>
      <Pages query={query} label={t('agreements.title')}>
        {(pages) => (
          <Table<Agreement>
            rowKey="id"
            size="small"
            pagination={false}
            locale={{ emptyText: t('agreements.none') }}
            dataSource={pages.flatMap((page) => page.agreements)}
            columns={[
              { title: t('agreements.number'), render: (_, agreement) => <Link to={String(agreement.id)}>{agreement.name}</Link> },
              { title: t('requests.service'), render: (_, agreement) => formats.text(agreement.title) },
              { title: t('wish.application'), render: (_, agreement) => <code>{agreement.application}</code> },
              { title: t('wish.purpose'), render: (_, agreement) => t(`purpose.${agreement.purpose}`, agreement.purpose) },
              { title: t('wish.period'), render: (_, agreement) => t('wish.fromTo', { from: agreement.from, to: agreement.to }) },
              { title: t('requests.state'), render: (_, agreement) => <StandingTag agreement={agreement} /> },
            ]}
          />
        )}
      </Pages>
    </Page>
  );
}
