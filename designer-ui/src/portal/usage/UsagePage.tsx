import { useMutation } from '@tanstack/react-query';
import { Button, Tag } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { callService } from '../../api/calling';
import { Page } from '../../parts/Page';
import { ProblemNotice } from '../../parts/ProblemNotice';
import { useFormats } from '../../texts/formats';
import { useProof } from '../keys/useProof';
import { alertOf, OWN_QUOTA, usedOf } from '../model/usage';
import type { Bucket, Quota } from '../model/usage';

/** What a program has left of its calls, told to whoever has a key of it. */
export default function UsagePage(): ReactNode {
  const { t, i18n } = useTranslation('portal');
  const proof = useProof(false);
  const ask = useMutation({ mutationFn: () => callService((...request) => fetch(...request), OWN_QUOTA, i18n.language, proof.headers(OWN_QUOTA)) });
  const quota = ask.data?.text === undefined ? undefined : (JSON.parse(ask.data.text) as Quota);
  return (
    <Page title={t('usage.title')} intro={t('usage.intro')} call={`GET ${OWN_QUOTA}`}>
      <form
        className="tg-card"
        onSubmit={(event) => {
          event.preventDefault();
          if (proof.ready) ask.mutate();
        }}
      >
        {proof.chooser}
        <Button type="primary" htmlType="submit" disabled={!proof.ready} loading={ask.isPending} aria-describedby="tg-keyless">
          {t('usage.do')}
        </Button>
        <p id="tg-keyless" className="tg-quiet">
          {!proof.ready && t('try.keyless')}
        </p>
      </form>
      {ask.data?.problem !== undefined && <ProblemNotice problem={ask.data.problem} again={() => ask.mutate()} />}
      {quota !== undefined && <Left quota={quota} />}
    </Page>
  );
}

function Left({ quota }: { readonly quota: Quota }): ReactNode {
  const { t } = useTranslation('portal');
  return (
    <section className="tg-gap" aria-labelledby="tg-left" aria-live="polite">
      <h2 id="tg-left">{t('usage.application', { application: quota.application })}</h2>
      {quota.accounts.length === 0 && <p className="tg-card">{t('usage.none')}</p>}
      <div className="tg-accounts">
        {quota.accounts.map((account) => (
          <article key={`${account.agreement ?? ''} ${account.service}`} className="tg-card">
            <h3>
              <Link to={`/portal/services/${encodeURIComponent(account.service)}`}>{account.service}</Link>
            </h3>
            <p className="tg-quiet">{account.agreement === undefined ? t('usage.byClass') : t('usage.agreement', { name: account.agreement })}</p>
            {account.buckets.map((bucket) => (
              <Held key={bucket.bucket} bucket={bucket} />
            ))}
          </article>
        ))}
      </div>
    </section>
  );
}

function Held({ bucket }: { readonly bucket: Bucket }): ReactNode {
  const { t } = useTranslation('portal');
  const formats = useFormats();
  const alert = alertOf(bucket);
  const name = t(`usage.bucket.${bucket.bucket}`, bucket.bucket);
  return (
    <div className="tg-bucket">
      <b>{name}</b> {alert !== undefined && <Tag color={alert === 'near' ? 'error' : 'warning'}>{t(`usage.${alert}`)}</Tag>}
      <meter aria-label={name} min={0} max={bucket.limit} high={bucket.limit * 0.9} value={usedOf(bucket)} />
      <span>{t('usage.used', { used: formats.number(usedOf(bucket)), limit: formats.number(bucket.limit), left: formats.number(bucket.remaining) })}</span>
      <span className="tg-quiet">
        {t('usage.resets', { at: formats.dateTime(bucket.resets_at) })}
        {bucket.reserved > 0 && ` · ${t('usage.reserved', { count: bucket.reserved })}`}
      </span>
    </div>
  );
}
