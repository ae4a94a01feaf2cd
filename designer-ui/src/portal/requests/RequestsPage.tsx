import { useInfiniteQuery } from '@tanstack/react-query';
import { Table } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { askForRequests, REQUESTS } from '../../api/applying';
import type { AccessRequest } from '../../api/applying';
import { useClient } from '../../app/session';
import { Page } from '../../parts/Page';
import { Pages } from '../../parts/Pages';
import { useFormats } from '../../texts/formats';
import { ClockText, StateTag } from './RequestParts';

/** What the enterprise asked for, how far each is, and whose turn it is since when. */
export default function RequestsPage(): ReactNode {
  const { t } = useTranslation('portal');
  const client = useClient();
  const formats = useFormats();
  const query = useInfiniteQuery({
    queryKey: [REQUESTS],
    queryFn: ({ pageParam }) => askForRequests(client, pageParam),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => page.next,
  });
  return (
    <Page title={t('requests.title')} intro={t('requests.intro')} call={`GET ${REQUESTS}`}>
      <Pages query={query} label={t('requests.title')}>
        {(pages) => (
          <Table<AccessRequest>
            rowKey="id"
            size="small"
            pagination={false}
            locale={{
              emptyText: (
                <p>
                  {t('requests.none')} <Link to="/portal">{t('nav.services')}</Link>
                </p>
              ),
            }}
            dataSource={pages.flatMap((page) => page.requests)}
            columns={[
              { title: t('requests.number'), width: 90, render: (_, request) => <Link to={String(request.id)}>{t('requests.name', { id: request.id })}</Link> },
              { title: t('requests.service'), render: (_, request) => <code>{`${request.service} v${request.major}`}</code> },
              { title: t('wish.application'), render: (_, request) => <code>{request.application}</code> },
              { title: t('wish.purpose'), render: (_, request) => t(`purpose.${request.purpose}`, request.purpose) },
              { title: t('requests.askedAt'), render: (_, request) => request.events[0] && formats.dateTime(request.events[0].at) },
              { title: t('requests.state'), render: (_, request) => <StateTag state={request.state} /> },
              { title: t('requests.turn'), render: (_, request) => <ClockText request={request} /> },
            ]}
          />
        )}
      </Pages>
    </Page>
  );
}
