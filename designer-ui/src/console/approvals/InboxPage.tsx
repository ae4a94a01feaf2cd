import { useInfiniteQuery } from '@tanstack/react-query';
import { Select, Table, Tag } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Route, Routes } from 'react-router';
import type { AccessRequest, RequestState } from '../../api/applying';
import { askForRequests, DATA_REQUESTS } from '../../api/deciding';
import { DRAFTS } from '../../api/designing';
import type { DraftState, DraftSummary } from '../../api/designing';
import { askForDraftsIn } from '../../api/reviewing';
import { useClient, useSession } from '../../app/session';
import { Page } from '../../parts/Page';
import { useFormats } from '../../texts/formats';
import { Pages } from '../../parts/Pages';
import { AgreementPage } from './AgreementPage';
import './approvals.css';
import { mayReadRequests, requestHindrance } from './deciding';
import { DraftReviewPage } from './DraftReviewPage';
import { RequestPage } from './RequestPage';

/** What waits for a decision: services that were submitted, and requests of enterprises for data. */
export function InboxPage(): ReactNode {
  return (
    <Routes>
      <Route index element={<Inbox />} />
      <Route path="services/:id" element={<DraftReviewPage />} />
      <Route path="requests/:id" element={<RequestPage />} />
      <Route path="agreements/:id" element={<AgreementPage />} />
    </Routes>
  );
}

function Inbox(): ReactNode {
  const { t } = useTranslation('console');
  const readsRequests = mayReadRequests(useSession());
  return (
    <Page title={t('approvals.title')} intro={t('approvals.intro')} call={readsRequests ? `GET ${DRAFTS}?state=… · GET ${DATA_REQUESTS}` : `GET ${DRAFTS}?state=…`}>
      <Drafts />
      {readsRequests && <Requests />}
    </Page>
  );
}

const DRAFT_STATES: readonly DraftState[] = ['submitted', 'approved', 'rejected', 'published'];

function Drafts(): ReactNode {
  const { t } = useTranslation('console');
  const client = useClient();
  const formats = useFormats();
  const [state, setState] = useState<DraftState>('submitted');
  const query = useInfiniteQuery({
    queryKey: [DRAFTS, 'in', state],
    queryFn: ({ pageParam }) => askForDraftsIn(client, state, pageParam),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => page.next_before,
  });
  return (
    <section aria-label={t('approvals.services')}>
      <header className="tg-section-head">
        <h2>{t('approvals.services')}</h2>
        <Select<DraftState>
          aria-label={t('approvals.state')}
          value={state}
          onChange={setState}
          options={DRAFT_STATES.map((one) => ({ value: one, label: t(`serviceDraftState.${one}`) }))}
        />
      </header>
      <Pages query={query} label={t('approvals.services')}>
        {(pages) => (
          <Table<DraftSummary>
            rowKey="id"
            size="middle"
            pagination={false}
            locale={{ emptyText: <span className="tg-quiet">{t('approvals.noServices')}</span> }}
            dataSource={pages.flatMap((page) => page.service_drafts)}
            columns={[
              { title: t('services.service'), render: (_, draft) => <Link to={`services/${draft.id}`}>{`${draft.service} ${draft.version}`}</Link> },
              { title: t('services.department'), dataIndex: 'department' },
              { title: t('rules.author'), dataIndex: 'author' },
              { title: t('approvals.since'), render: (_, draft) => formats.dateTime(draft.changed_at) },
              { title: t('services.fingerprint'), render: (_, draft) => draft.fingerprint && <code title={draft.fingerprint}>{draft.fingerprint.slice(0, 12)}</code> },
            ]}
          />
        )}
      </Pages>
    </section>
  );
}

const REQUEST_STATES: readonly RequestState[] = ['review', 'question', 'approved', 'rejected', 'withdrawn', 'closed'];

function Requests(): ReactNode {
  const { t } = useTranslation('console');
  const client = useClient();
  const session = useSession();
  const formats = useFormats();
  const [state, setState] = useState<RequestState | 'live'>('live');
  const query = useInfiniteQuery({
    queryKey: [DATA_REQUESTS, 'in', state],
    queryFn: ({ pageParam }) => askForRequests(client, state === 'live' ? undefined : state, pageParam),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => page.next,
  });
  return (
    <section aria-label={t('approvals.requests')} className="tg-gap">
      <header className="tg-section-head">
        <h2>{t('approvals.requests')}</h2>
        <Select<RequestState | 'live'>
          aria-label={t('approvals.requestState')}
          value={state}
          onChange={setState}
          options={[{ value: 'live', label: t('approvals.live') }, ...REQUEST_STATES.map((one) => ({ value: one, label: t(`requestState.${one}`) }))]}
        />
      </header>
      <Pages query={query} label={t('approvals.requests')}>
        {(pages) => (
          <Table<AccessRequest>
            rowKey="id"
            size="middle"
            pagination={false}
            locale={{ emptyText: <span className="tg-quiet">{t('approvals.noRequests')}</span> }}
            dataSource={pages.flatMap((page) => page.requests)}
            columns={[
              { title: t('approvals.request'), render: (_, request) => <Link to={`requests/${request.id}`}>{t('approvals.requestNumber', { id: request.id })}</Link> },
              { title: t('approvals.application'), dataIndex: 'application' },
              { title: t('services.service'), render: (_, request) => <code>{`${request.service} ${request.major}`}</code> },
              { title: t('approvals.purpose'), render: (_, request) => t(`purpose.${request.purpose}`, request.purpose) },
              { title: t('approvals.fields'), render: (_, request) => formats.number(request.fields.length) },
              {
                title: t('approvals.state'),
                render: (_, request) => (
                  <>
                    <Tag>{request.stage ? t(`stage.${request.stage}`, request.stage) : t(`requestState.${request.state}`)}</Tag>
                    {session && requestHindrance(request, session) === undefined && <Tag color="processing">{t('approvals.yours')}</Tag>}
                  </>
                ),
              },
              {
                title: t('approvals.since'),
                render: (_, request) => (
                  <>
                    {formats.dateTime(request.waits_since)}
                    {request.working_days !== undefined && <div className="tg-quiet">{t('approvals.within', { count: request.working_days })}</div>}
                  </>
                ),
              },
            ]}
          />
        )}
      </Pages>
    </section>
  );
}
