import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Input, Popconfirm, Table } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { askApplicant, askForAuthorisations, askForConsents, AUTHORISATIONS, consent, CONSENTS, refuse, revokeAuthorisation, USES } from '../../api/lent';
import type { Authorisation, ConsentRequest } from '../../api/lent';
import { problemOf } from '../../api/problem';
import { useClient, useSession } from '../../app/session';
import { Page } from '../../parts/Page';
import { Pages } from '../../parts/Pages';
import { ProblemNotice } from '../../parts/ProblemNotice';
import { useFormats } from '../../texts/formats';
import { StandingTag } from '../agreements/StandingTag';
import { Facts } from '../Facts';
import { ClockText, StateTag } from '../requests/RequestParts';
import { CallsTable } from './CallsTable';

/** What others have of the enterprise's records: who asks, who may, and who did. */
export default function OwnDataPage(): ReactNode {
  const { t } = useTranslation('portal');
  const administers = useSession()?.roles.includes('organisation_administrator') ?? false;
  return (
    <Page title={t('lent.title')} intro={t('lent.intro')} call={`GET ${CONSENTS} · GET ${AUTHORISATIONS} · GET ${USES}`}>
      {!administers && <p className="tg-notice tg-notice-info">{t('lent.administrator')}</p>}
      <Consents administers={administers} />
      <Authorisations administers={administers} />
      <section className="tg-card tg-gap" aria-labelledby="tg-uses">
        <h2 id="tg-uses">{t('lent.uses')}</h2>
        <CallsTable path={USES} label={t('lent.uses')} />
      </section>
    </Page>
  );
}

function Consents({ administers }: { readonly administers: boolean }): ReactNode {
  const { t } = useTranslation('portal');
  const client = useClient();
  const query = useInfiniteQuery({
    queryKey: [CONSENTS],
    queryFn: ({ pageParam }) => askForConsents(client, pageParam),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => page.next,
  });
  return (
    <section className="tg-card" aria-labelledby="tg-consents">
      <h2 id="tg-consents">{t('lent.consents')}</h2>
      <Pages query={query} label={t('lent.consents')}>
        {(pages) => (
          <Table<ConsentRequest>
            rowKey="id"
            size="small"
            pagination={false}
            locale={{ emptyText: t('lent.noConsents') }}
            dataSource={pages.flatMap((page) => page.requests)}
            expandable={{ expandedRowRender: (request) => <Decide key={request.revision} request={request} administers={administers} />, expandRowByClick: true }}
            columns={[
              { title: t('requests.number'), width: 90, render: (_, request) => t('requests.name', { id: request.id }) },
              { title: t('lent.who'), render: (_, request) => `${request.enterprise} (${request.credit_code})` },
              { title: t('requests.service'), render: (_, request) => <code>{`${request.service} v${request.major}`}</code> },
              { title: t('wish.purpose'), render: (_, request) => t(`purpose.${request.purpose}`, request.purpose) },
              { title: t('requests.state'), render: (_, request) => <StateTag state={request.state} /> },
              { title: t('requests.turn'), render: (_, request) => request.stage !== undefined && <ClockText request={request} /> },
            ]}
          />
        )}
      </Pages>
    </section>
  );
}

/** What the owner can do about a request: all or some of the fields, a question, a refusal. */
function Decide({ request, administers }: { readonly request: ConsentRequest; readonly administers: boolean }): ReactNode {
  const { t } = useTranslation('portal');
  const client = useClient();
  const queries = useQueryClient();
  const [fields, setFields] = useState<readonly string[]>(request.fields);
  const [said, setSaid] = useState('');
  const act = useMutation({
    mutationFn: (way: 'consent' | 'ask' | 'refuse') =>
      way === 'consent' ? consent(client, request, fields) : way === 'ask' ? askApplicant(client, request, said) : refuse(client, request, said),
    onSettled: () => queries.invalidateQueries({ queryKey: [CONSENTS] }),
  });
  const turn = request.state === 'review' && request.stage === 'owner';
  const back = !turn && (request.state === 'review' || (request.state === 'question' && request.events.some((event) => event.act === 'approved')));
  return (
    <>
      <Facts
        facts={[
          [t('wish.application'), <code>{request.application}</code>],
          [t('wish.period'), t('wish.fromTo', { from: request.from, to: request.to })],
          [t('wish.reason'), request.reason],
          [t('wish.fields'), request.fields.join(t('apply.comma'))],
        ]}
      />
      <ol className="tg-events">
        {request.events
          .filter((event) => event.note !== '' && event.act !== 'asked_for')
          .map((event) => (
            <li key={event.at + event.act}>
              <b>{t(`event.${event.act}`)}</b> {event.note}
            </li>
          ))}
      </ol>
      {administers && (turn || back) && (
        <>
          {turn && (
            <div>
              <Checkbox.Group aria-label={t('wish.fields')} value={[...fields]} onChange={setFields} options={[...request.fields]} />
            </div>
          )}
          <Input.TextArea aria-label={t('lent.say')} placeholder={t('lent.say')} rows={2} maxLength={1000} value={said} onChange={(event) => setSaid(event.target.value)} />
          {act.isError && <ProblemNotice problem={problemOf(act.error)} />}
          <div className="tg-actions tg-gap">
            {turn && (
              <Button type="primary" disabled={fields.length === 0} loading={act.isPending} onClick={() => act.mutate('consent')}>
                {t('lent.consent')}
              </Button>
            )}
            {turn && (
              <Button disabled={said.trim() === ''} loading={act.isPending} onClick={() => act.mutate('ask')}>
                {t('lent.ask')}
              </Button>
            )}
            <Button danger disabled={said.trim() === ''} loading={act.isPending} onClick={() => act.mutate('refuse')}>
              {t(turn ? 'lent.refuse' : 'lent.takeBack')}
            </Button>
          </div>
        </>
      )}
    </>
  );
}

function Authorisations({ administers }: { readonly administers: boolean }): ReactNode {
  const { t } = useTranslation('portal');
  const client = useClient();
  const formats = useFormats();
  const queries = useQueryClient();
  const query = useInfiniteQuery({
    queryKey: [AUTHORISATIONS],
    queryFn: ({ pageParam }) => askForAuthorisations(client, pageParam),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => page.next,
  });
  const revoke = useMutation({ mutationFn: (id: number) => revokeAuthorisation(client, id), onSettled: () => queries.invalidateQueries({ queryKey: [AUTHORISATIONS] }) });
  return (
    <section className="tg-card tg-gap" aria-labelledby="tg-authorisations">
      <h2 id="tg-authorisations">{t('lent.authorisations')}</h2>
      {revoke.isError && <ProblemNotice problem={problemOf(revoke.error)} />}
      <Pages query={query} label={t('lent.authorisations')}>
        {(pages) => (
          <Table<Authorisation>
            rowKey="id"
            size="small"
            pagination={false}
            locale={{ emptyText: t('lent.noAuthorisations') }}
            dataSource={pages.flatMap((page) => page.agreements)}
            columns={[
              { title: t('agreements.number'), render: (_, one) => one.name },
              { title: t('lent.who'), render: (_, one) => one.enterprise },
              { title: t('requests.service'), render: (_, one) => formats.text(one.title) },
              { title: t('wish.fields'), render: (_, one) => one.fields.join(t('apply.comma')) },
              { title: t('wish.purpose'), render: (_, one) => t(`purpose.${one.purpose}`, one.purpose) },
              { title: t('wish.period'), render: (_, one) => t('wish.fromTo', { from: one.from, to: one.to }) },
              { title: t('lent.used'), render: (_, one) => t('lent.usedText', { calls: formats.number(one.use.calls), rows: formats.number(one.use.rows) }) },
              { title: t('lent.last'), render: (_, one) => (one.use.last === undefined ? '–' : formats.dateTime(one.use.last)) },
              { title: t('requests.state'), render: (_, one) => <StandingTag agreement={one} /> },
              {
                title: t('lent.revoke'),
                render: (_, one) =>
                  administers &&
                  one.state !== 'ended' && (
                    <Popconfirm title={t('lent.revokeAsk')} okText={t('lent.revoke')} onConfirm={() => revoke.mutate(one.id)}>
                      <Button danger size="small" loading={revoke.isPending && revoke.variables === one.id}>
                        {t('lent.revoke')}
                      </Button>
                    </Popconfirm>
                  ),
              },
            ]}
          />
        )}
      </Pages>
    </section>
  );
}
