import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { agreementPath, AGREEMENTS, askForAgreement, endAgreement, requestPath, signAgreement } from '../../api/applying';
import type { Agreement, Signed } from '../../api/applying';
import { problemOf } from '../../api/problem';
import { useClient, useSession } from '../../app/session';
import { Loaded } from '../../parts/Loaded';
import { NoPage } from '../../parts/NoPage';
import { Page } from '../../parts/Page';
import { ProblemNotice } from '../../parts/ProblemNotice';
import { useFormats } from '../../texts/formats';
import { Facts } from '../Facts';
import { BringKey } from '../keys/BringKey';
import { useSigningKeys } from '../keys/useKeys';
import { dayOf } from '../model/day';
import { signText } from '../model/sm2';
import { standingOf } from '../model/standing';
import { StandingTag } from './StandingTag';

/** An agreement: its text, the signatures under it, and what is granted by it. */
export default function AgreementPage(): ReactNode {
  const { id = '' } = useParams();
  const client = useClient();
  const number = Number(id);
  const query = useQuery({
    queryKey: [agreementPath(number)],
    queryFn: () => askForAgreement(client, number),
    enabled: Number.isSafeInteger(number),
    // the platform signs behind
    refetchInterval: (asked) => (asked.state.data?.state === 'signed' ? 5_000 : false),
  });
  if (!Number.isSafeInteger(number)) return <NoPage />;
  return <Loaded query={query}>{(agreement) => <Shown agreement={agreement} />}</Loaded>;
}

function Shown({ agreement }: { readonly agreement: Agreement }): ReactNode {
  const { t } = useTranslation('portal');
  const formats = useFormats();
  const queries = useQueryClient();
  const administers = useSession()?.roles.includes('organisation_administrator') ?? false;
  const standing = standingOf(agreement, dayOf(new Date()));
  const renew = (after: Agreement): void => {
    queries.setQueryData([agreementPath(agreement.id)], after);
    void queries.invalidateQueries({ queryKey: [AGREEMENTS] });
    void queries.invalidateQueries({ queryKey: [requestPath(agreement.request)] });
  };
  const apply = `/portal/services/${encodeURIComponent(agreement.service)}/apply?application=${encodeURIComponent(agreement.application)}`;
  return (
    <Page
      title={agreement.name}
      intro={
        <>
          {formats.text(agreement.title)} <StandingTag agreement={agreement} /> · <Link to={`/portal/requests/${agreement.request}`}>{t('requests.name', { id: agreement.request })}</Link>
        </>
      }
      actions={
        <>
          <Button href={`${agreementPath(agreement.id)}/pdf`} download={`${agreement.name}.pdf`}>
            {t('agreements.pdf')}
          </Button>
          {['in_force', 'ahead', 'over'].includes(standing) && (
            <Link className="tg-button" to={apply}>
              {t('agreements.renew')}
            </Link>
          )}
        </>
      }
      call={`GET ${agreementPath(agreement.id)}`}
    >
      {agreement.state === 'offered' && <Sign agreement={agreement} renew={renew} />}
      {agreement.state === 'signed' && <p className="tg-card">{t('agreements.platformNext')}</p>}
      {agreement.ending !== undefined && (
        <p className="tg-notice tg-notice-warning">{t('agreements.endedBy', { by: agreement.ending.by, at: formats.dateTime(agreement.ending.at), reason: agreement.ending.reason })}</p>
      )}
      <section className="tg-card tg-gap" aria-labelledby="tg-grant">
        <h2 id="tg-grant">{t('agreements.grant')}</h2>
        <p className="tg-quiet">{t(agreement.verified ? 'agreements.verified' : 'agreements.notYet')}</p>
        <Facts
          facts={[
            [t('wish.application'), <Link to={`/portal/programs/${encodeURIComponent(agreement.application)}`}>{agreement.application}</Link>],
            [t('requests.service'), <code>{`${agreement.service} v${agreement.major}`}</code>],
            agreement.owner !== undefined && [t('wish.owner'), `${agreement.owner.name} (${agreement.owner.credit_code})`],
            [t('wish.purpose'), t(`purpose.${agreement.purpose}`, agreement.purpose)],
            [t('wish.period'), t('wish.fromTo', { from: agreement.from, to: agreement.to })],
            [t('wish.perDay'), agreement.per_day === undefined ? t('wish.asClass') : formats.number(agreement.per_day)],
            [t('wish.perMonth'), agreement.per_month === undefined ? t('wish.asClass') : formats.number(agreement.per_month)],
            [
              t('wish.fields'),
              <span className="tg-names">
                {agreement.fields.map((field) => (
                  <code key={field}>{field}</code>
                ))}
              </span>,
            ],
            [t('agreements.consumer'), <Signature signed={agreement.consumer} />],
            [t('agreements.platform'), <Signature signed={agreement.platform} />],
          ]}
        />
      </section>
      <section className="tg-card tg-gap" aria-labelledby="tg-text">
        <h2 id="tg-text">{t('agreements.text')}</h2>
        <pre className="tg-agreement" tabIndex={0} aria-labelledby="tg-text">
          {agreement.text}
        </pre>
      </section>
      {administers && agreement.state !== 'ended' && <End agreement={agreement} renew={renew} />}
    </Page>
  );
}

function Signature({ signed }: { readonly signed?: Signed }): ReactNode {
  const { t } = useTranslation('portal');
  const formats = useFormats();
  if (signed === undefined) return t('agreements.unsigned');
  return (
    <>
      {t('agreements.signedBy', { by: signed.by, at: formats.dateTime(signed.at) })} <code>{`${signed.key.slice(0, 18)}…`}</code>
    </>
  );
}

interface ActProps {
  readonly agreement: Agreement;
  readonly renew: (after: Agreement) => void;
}

function Sign({ agreement, renew }: ActProps): ReactNode {
  const { t } = useTranslation('portal');
  const client = useClient();
  const keys = useSigningKeys(agreement.application);
  const [chosen, setChosen] = useState<string>();
  const sign = useMutation({
    mutationFn: (keyId: string) => {
      const key = keys.data?.held.find((held) => held.keyId === keyId);
      if (key === undefined) throw new Error(`the browser does not hold ${keyId}`);
      return signAgreement(client, agreement.id, keyId, signText(agreement.text, key));
    },
    onSuccess: renew,
  });
  return (
    <section className="tg-card" aria-labelledby="tg-sign">
      <h2 id="tg-sign">{t('agreements.sign')}</h2>
      <p>{t('agreements.signHint')}</p>
      <Loaded query={keys}>
        {({ held, good }) => {
          const key = chosen ?? held[0]?.keyId;
          return (
            <>
              {key !== undefined && (
                <div className="tg-actions">
                  <Select aria-label={t('key.use')} value={key} onChange={setChosen} options={held.map((one) => ({ value: one.keyId, label: t('key.named', { id: one.keyId }) }))} />
                  <Button type="primary" loading={sign.isPending} onClick={() => sign.mutate(key)}>
                    {t('agreements.signDo')}
                  </Button>
                </div>
              )}
              {sign.isError && <ProblemNotice problem={problemOf(sign.error)} />}
              {key === undefined ? (
                <BringKey application={agreement.application} good={good} done={() => void keys.renew()} />
              ) : (
                <details className="tg-gap">
                  <summary>{t('key.other')}</summary>
                  <BringKey application={agreement.application} good={good} done={() => void keys.renew()} />
                </details>
              )}
            </>
          );
        }}
      </Loaded>
    </section>
  );
}

function End({ agreement, renew }: ActProps): ReactNode {
  const { t } = useTranslation('portal');
  const client = useClient();
  const end = useMutation({ mutationFn: (typed: { reason: string }) => endAgreement(client, agreement.id, typed.reason), onSuccess: renew });
  return (
    <details className="tg-card tg-gap">
      <summary>{t('agreements.end')}</summary>
      <p>{t('agreements.endHint')}</p>
      <Form<{ reason: string }> layout="vertical" onFinish={(typed) => end.mutate(typed)}>
        <Form.Item name="reason" label={t('agreements.reason')} rules={[{ required: true, whitespace: true, message: t('signUp.missing') }]}>
          <Input maxLength={1000} />
        </Form.Item>
        {end.isError && <ProblemNotice problem={problemOf(end.error)} />}
        <Button danger htmlType="submit" loading={end.isPending}>
          {t('agreements.endDo')}
        </Button>
      </Form>
    </details>
  );
}
