import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Input, Space, Tag } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { Check, RequestEvent } from '../../api/applying';
import { approveRequest, askBack, askForRequest, DATA_REQUESTS, rejectRequest } from '../../api/deciding';
import type { InspectedRequest } from '../../api/deciding';
import { problemOf } from '../../api/problem';
import { useClient, useSession } from '../../app/session';
import { Loaded } from '../../parts/Loaded';
import { NoPage } from '../../parts/NoPage';
import { Page } from '../../parts/Page';
import { ProblemNotice } from '../../parts/ProblemNotice';
import { useFormats } from '../../texts/formats';
import { isPartial, requestHindrance } from './deciding';

/** One request of an enterprise for data: what it asks for, what stands against it, what was said, and the decision. */
export function RequestPage(): ReactNode {
  const number = Number(useParams().id);
  const client = useClient();
  const query = useQuery({ queryKey: [DATA_REQUESTS, number], queryFn: () => askForRequest(client, number), enabled: Number.isSafeInteger(number) });
  if (!Number.isSafeInteger(number)) return <NoPage />;
  return <Loaded query={query}>{(request) => <Request request={request} />}</Loaded>;
}

function Request({ request }: { readonly request: InspectedRequest }): ReactNode {
  const { t } = useTranslation('console');
  const formats = useFormats();
  return (
    <Page
      title={t('approvals.requestNumber', { id: request.id })}
      intro={
        <>
          <Tag>{t(`requestState.${request.state}`)}</Tag>
          {t('request.intro', { enterprise: request.enterprise, service: request.service })}
        </>
      }
      actions={<Link to="/console/approvals">{t('approvals.back')}</Link>}
      call={`GET ${DATA_REQUESTS}/${request.id}`}
    >
      <dl className="tg-terms">
        <dt>{t('request.enterprise')}</dt>
        <dd>
          {request.enterprise} <code>{request.credit_code}</code> <Tag>{t(`level.${request.level}`, request.level)}</Tag>
        </dd>
        <dt>{t('approvals.application')}</dt>
        <dd>
          <code>{request.application}</code>
        </dd>
        <dt>{t('services.service')}</dt>
        <dd>
          <code>{`${request.service} ${request.major}`}</code>
        </dd>
        <dt>{t('approvals.purpose')}</dt>
        <dd>{t(`purpose.${request.purpose}`, request.purpose)}</dd>
        <dt>{t('request.reason')}</dt>
        <dd>{request.reason}</dd>
        <dt>{t('request.period')}</dt>
        <dd>{`${formats.date(request.from)} – ${formats.date(request.to)}`}</dd>
        <dt>{t('request.calls')}</dt>
        <dd>
          {request.per_day !== undefined && t('request.perDay', { calls: formats.number(request.per_day) })}{' '}
          {request.per_month !== undefined && t('request.perMonth', { calls: formats.number(request.per_month) })}
          {request.per_day === undefined && request.per_month === undefined && t('request.asClass', { limit: request.check.limit })}
        </dd>
        <dt>{t('approvals.fields')}</dt>
        <dd>
          {request.asked.map((field) => (
            <Tag key={field} color={request.fields.includes(field) ? undefined : 'warning'}>
              {request.fields.includes(field) ? field : t('request.left', { field })}
            </Tag>
          ))}
        </dd>
        {request.renews !== undefined && (
          <>
            <dt>{t('request.renews')}</dt>
            <dd>
              <Link to={`/console/approvals/agreements/${request.renews}`}>{t('agreement.number', { id: request.renews })}</Link>
            </dd>
          </>
        )}
        {request.agreement !== undefined && (
          <>
            <dt>{t('request.agreement')}</dt>
            <dd>
              <Link to={`/console/approvals/agreements/${request.agreement}`}>{t('agreement.number', { id: request.agreement })}</Link>
            </dd>
          </>
        )}
      </dl>
      <section className="tg-section" aria-label={t('request.check')}>
        <h2>{t('request.check')}</h2>
        <Checked check={request.check} />
      </section>
      <section className="tg-section" aria-label={t('request.voices')}>
        <h2>{t('request.voices')}</h2>
        <ol className="tg-voices">
          {request.events.map((event, at) => (
            <Voice key={at} event={event} />
          ))}
        </ol>
      </section>
      <Decision key={request.revision} request={request} />
    </Page>
  );
}

/** What would become of it today. */
function Checked({ check }: { readonly check: Check }): ReactNode {
  const { t } = useTranslation('console');
  const formats = useFormats();
  return (
    <>
      <p>
        <Tag color={check.passes ? 'success' : 'error'}>{t(check.passes ? 'request.passes' : 'request.barred')}</Tag>
        {check.route.length === 0 ? t('request.nobody') : check.route.map((stage) => formats.text(stage.title)).join(' → ')}
        {check.working_days > 0 && <span className="tg-quiet"> {t('approvals.within', { count: check.working_days })}</span>}
      </p>
      {check.findings.length > 0 && (
        <ul className="tg-voices">
          {check.findings.map((finding, at) => (
            <li key={at}>
              <Tag color={finding.bars ? 'error' : 'default'}>{t(finding.bars ? 'request.bars' : 'request.note')}</Tag>
              <code>{finding.about}</code> {formats.text(finding.said)}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Voice({ event }: { readonly event: RequestEvent }): ReactNode {
  const { t } = useTranslation('console');
  const formats = useFormats();
  return (
    <li>
      <b>{t(`requestAct.${event.act}`)}</b> {event.stage && <Tag>{t(`stage.${event.stage}`, event.stage)}</Tag>} {event.by}{' '}
      <span className="tg-quiet">{formats.dateTime(event.at)}</span>
      {event.note !== '' && <div>{event.note}</div>}
      {event.fields && <div className="tg-quiet">{t('request.agreed', { fields: event.fields.join(', ') })}</div>}
    </li>
  );
}

/** The one decision of the page: whoever's turn it is agrees to all or some of what is left, refuses, or asks back. */
function Decision({ request }: { readonly request: InspectedRequest }): ReactNode {
  const { t } = useTranslation('console');
  const client = useClient();
  const session = useSession();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<readonly string[]>(request.fields);
  const [said, setSaid] = useState('');
  const renew = (): Promise<void> => queries.invalidateQueries({ queryKey: [DATA_REQUESTS] });
  const approve = useMutation({ mutationFn: () => approveRequest(client, request, chosen, said), onSuccess: renew });
  const reject = useMutation({ mutationFn: () => rejectRequest(client, request, said), onSuccess: renew });
  const ask = useMutation({ mutationFn: () => askBack(client, request, said), onSuccess: renew });
  if (session === undefined) return null;
  const hindrance = requestHindrance(request, session);
  if (hindrance !== undefined) {
    return (
      <section className="tg-decide" aria-label={t('review.decision')}>
        <h2>{t('review.decision')}</h2>
        <p>{hindrance === 'right' && request.stage ? t('request.hindered.right', { stage: t(`stage.${request.stage}`, request.stage) }) : t(`request.hindered.${hindrance === 'right' ? 'over' : hindrance}`)}</p>
      </section>
    );
  }
  const acts = [approve, reject, ask];
  const pending = acts.some((act) => act.isPending);
  const silent = said.trim() === '';
  return (
    <section className="tg-decide" aria-label={t('review.decision')}>
      <h2>{t('review.decision')}</h2>
      <p className="tg-quiet">{t('request.turn', { stage: request.stage && t(`stage.${request.stage}`, request.stage) })}</p>
      <Checkbox.Group
        className="tg-choices"
        aria-label={t('request.choose')}
        value={[...chosen]}
        onChange={setChosen}
        options={request.fields.map((field) => ({ value: field, label: field }))}
      />
      <label>
        {t('request.said')}
        <Input.TextArea rows={3} maxLength={1000} value={said} onChange={(event) => setSaid(event.target.value)} />
      </label>
      <Space wrap>
        <Button type="primary" disabled={pending || chosen.length === 0} loading={approve.isPending} onClick={() => approve.mutate()}>
          {isPartial(request, chosen) ? t('request.approveSome', { count: chosen.length, of: request.fields.length }) : t('request.approve')}
        </Button>
        <Button disabled={pending || silent} loading={ask.isPending} onClick={() => ask.mutate()}>
          {t('request.ask')}
        </Button>
        <Button danger disabled={pending || silent} loading={reject.isPending} onClick={() => reject.mutate()}>
          {t('request.reject')}
        </Button>
        {silent && <span className="tg-quiet">{t('request.saidHint')}</span>}
      </Space>
      {acts.map((act, at) => act.isError && <ProblemNotice key={at} problem={problemOf(act.error)} />)}
    </section>
  );
}
