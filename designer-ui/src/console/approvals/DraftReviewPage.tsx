import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Space, Table, Tag } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { askForDraft, DRAFTS } from '../../api/designing';
import type { Draft } from '../../api/designing';
import { problemOf } from '../../api/problem';
import { approveDraft, askForDifference, askForReport, askForTexts, publishDraft, sendDraftBack } from '../../api/reviewing';
import type { AdmissionReport, DraftDifference, WrittenText } from '../../api/reviewing';
import { useClient, useSession } from '../../app/session';
import { FieldDifference } from '../../parts/FieldDifference';
import { LineDifference } from '../../parts/LineDifference';
import { Loaded } from '../../parts/Loaded';
import { NoPage } from '../../parts/NoPage';
import { Page } from '../../parts/Page';
import { ProblemNotice } from '../../parts/ProblemNotice';
import { Scrolled } from '../../parts/Scrolled';
import { useFormats } from '../../texts/formats';
import { ComparedRoutes } from '../ComparedRoutes';
import { draftHindrance, mayPublish } from './deciding';

/** One service that was submitted: what the machine found out, what changes, and the decision. */
export function DraftReviewPage(): ReactNode {
  const number = Number(useParams().id);
  const client = useClient();
  const query = useQuery({
    queryKey: [DRAFTS, number],
    queryFn: async () => (await askForDraft(client, String(number))).body,
    enabled: Number.isSafeInteger(number),
  });
  if (!Number.isSafeInteger(number)) return <NoPage />;
  return <Loaded query={query}>{(draft) => <Review draft={draft} />}</Loaded>;
}

function Review({ draft }: { readonly draft: Draft }): ReactNode {
  const { t } = useTranslation('console');
  const client = useClient();
  const formats = useFormats();
  // bound to what was submitted: another revision has another report
  const report = useQuery({ queryKey: [DRAFTS, draft.id, 'report', draft.revision], queryFn: () => askForReport(client, draft.id), enabled: draft.fingerprint !== null });
  const difference = useQuery({ queryKey: [DRAFTS, draft.id, 'difference', draft.revision], queryFn: () => askForDifference(client, draft.id) });
  const texts = useQuery({ queryKey: [DRAFTS, draft.id, 'texts', draft.revision], queryFn: () => askForTexts(client, draft.id) });
  return (
    <Page
      title={`${draft.service} ${draft.version}`}
      intro={
        <>
          <Tag>{t(`serviceDraftState.${draft.state}`)}</Tag>
          {t('review.intro', { department: draft.department, author: draft.author, at: formats.dateTime(draft.changed_at) })}
        </>
      }
      actions={<Link to="/console/approvals">{t('approvals.back')}</Link>}
      call={`GET ${DRAFTS}/${draft.id} · …/report · …/difference · …/texts`}
    >
      {draft.reason !== '' && <p>{t('review.reasonIs', { reason: draft.reason })}</p>}
      <section className="tg-section" aria-label={t('review.report')}>
        <h2>{t('review.report')}</h2>
        {draft.fingerprint === null ? <p className="tg-quiet">{t('review.noReport')}</p> : <Loaded query={report}>{(found) => <Report report={found} />}</Loaded>}
      </section>
      <section className="tg-section" aria-label={t('review.effect')}>
        <h2>{t('review.effect')}</h2>
        <Loaded query={difference}>{(found) => <Difference difference={found} />}</Loaded>
      </section>
      <section className="tg-section" aria-label={t('review.steps')}>
        <h2>{t('review.steps')}</h2>
        <Loaded query={difference}>{(found) => <ComparedRoutes before={found.live_text ?? ''} after={draft.text} />}</Loaded>
      </section>
      <section className="tg-section" aria-label={t('review.text')}>
        <h2>{t('review.text')}</h2>
        <Loaded query={difference}>
          {(found) => <LineDifference label={t('review.text')} before={found.live_text ?? ''} after={draft.text} />}
        </Loaded>
      </section>
      <Loaded query={texts}>{(found) => <Decision draft={draft} texts={found.texts} passed={report.data?.passed} />}</Loaded>
    </Page>
  );
}

const RESULT_COLOURS = { passed: 'success', failed: 'error', not_tried: 'default' } as const;

function Report({ report }: { readonly report: AdmissionReport }): ReactNode {
  const { t } = useTranslation('console');
  const formats = useFormats();
  return (
    <>
      <p>
        <Tag color={report.passed ? 'success' : 'error'}>{t(report.passed ? 'review.passed' : 'review.failed')}</Tag>
        <span className="tg-quiet">{t('review.examined', { at: formats.dateTime(report.at), fingerprint: report.fingerprint.slice(0, 12) })}</span>
      </p>
      <Scrolled label={t('review.report')}>
        <Table
          rowKey="key"
          size="small"
          pagination={false}
          dataSource={report.sections.flatMap((section) => section.findings.map((finding, at) => ({ key: `${section.name}${at}`, section, finding, at })))}
          columns={[
            {
              title: t('review.section'),
              onCell: (row) => ({ rowSpan: row.at === 0 ? row.section.findings.length : 0 }),
              render: (_, row) => formats.text(row.section.title),
            },
            { title: t('review.what'), render: (_, row) => formats.text(row.finding.what) },
            { title: t('review.result'), render: (_, row) => <Tag color={RESULT_COLOURS[row.finding.result]}>{t(`finding.${row.finding.result}`)}</Tag> },
            { title: t('audit.detail'), render: (_, row) => row.finding.detail },
          ]}
        />
      </Scrolled>
    </>
  );
}

function Difference({ difference }: { readonly difference: DraftDifference }): ReactNode {
  const { t } = useTranslation('console');
  return (
    <>
      <p className="tg-quiet">{difference.live_version === null ? t('review.first') : t('review.against', { version: difference.live_version })}</p>
      <FieldDifference label={t('review.effect')} fields={difference.fields} first={difference.live_version === null} />
    </>
  );
}

interface DecisionProps {
  readonly draft: Draft;
  readonly texts: readonly WrittenText[];
  readonly passed?: boolean;
}

/** The one decision of the page. */
function Decision({ draft, texts, passed }: DecisionProps): ReactNode {
  const { t } = useTranslation('console');
  const client = useClient();
  const session = useSession();
  const queries = useQueryClient();
  const { message, modal } = App.useApp();
  const [reason, setReason] = useState('');
  const renew = (next: Draft): void => {
    queries.setQueryData([DRAFTS, draft.id], next);
    void queries.invalidateQueries({ queryKey: [DRAFTS, 'in'] });
  };
  const approve = useMutation({ mutationFn: () => approveDraft(client, draft, reason), onSuccess: renew });
  const back = useMutation({ mutationFn: () => sendDraftBack(client, draft, reason), onSuccess: renew });
  const publish = useMutation({
    mutationFn: () => publishDraft(client, draft),
    onSuccess: async () => {
      await queries.invalidateQueries();
      void message.success(t('review.published', { service: draft.service, version: draft.version }));
    },
  });
  if (session === undefined) return null;
  const hindrance = draftHindrance(draft, texts, session);
  const authors = [...new Set(texts.map((text) => text.author))].join(', ');
  const pending = approve.isPending || back.isPending || publish.isPending;
  return (
    <section className="tg-decide" aria-label={t('review.decision')}>
      <h2>{t('review.decision')}</h2>
      <p className="tg-quiet">{t('review.authors', { authors })}</p>
      {draft.approver !== null && <p>{t('review.approver', { approver: draft.approver })}</p>}
      {mayPublish(draft, session) && (
        <Space wrap>
          <Button type="primary" loading={publish.isPending} disabled={pending} onClick={() => publish.mutate()}>
            {t('review.publish')}
          </Button>
          <span className="tg-quiet">{t('review.publishHint')}</span>
        </Space>
      )}
      {hindrance === undefined ? (
        <>
          {passed === false && <p>{t('review.failedHint')}</p>}
          <label>
            {t('review.reason')}
            <Input.TextArea rows={3} maxLength={1000} value={reason} onChange={(event) => setReason(event.target.value)} />
          </label>
          <Space wrap>
            <Button
              type="primary"
              disabled={pending}
              loading={approve.isPending}
              onClick={() =>
                void modal.confirm({
                  title: t('review.approve'),
                  content: t('review.approveHint', { fingerprint: draft.fingerprint?.slice(0, 12) }),
                  okText: t('review.approve'),
                  onOk: () => approve.mutateAsync().catch(() => undefined),
                })
              }
            >
              {t('review.approve')}
            </Button>
            <Button danger disabled={pending || reason.trim() === ''} loading={back.isPending} onClick={() => back.mutate()}>
              {t('review.sendBack')}
            </Button>
            {reason.trim() === '' && <span className="tg-quiet">{t('review.sendBackHint')}</span>}
          </Space>
        </>
      ) : (
        !mayPublish(draft, session) && <p>{hindrance === 'state' ? t('review.hindered.state', { state: t(`serviceDraftState.${draft.state}`) }) : t(`review.hindered.${hindrance}`)}</p>
      )}
      {[approve, back, publish].map((act, at) => act.isError && <ProblemNotice key={at} problem={problemOf(act.error)} />)}
    </section>
  );
}
