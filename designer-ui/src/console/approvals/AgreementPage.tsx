import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Space, Tag } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { Signed as Signature } from '../../api/applying';
import { AGREEMENTS, askForAgreement, DATA_REQUESTS, revokeAgreement, signAgreement } from '../../api/deciding';
import type { InspectedAgreement } from '../../api/deciding';
import { problemOf } from '../../api/problem';
import { useClient, useSession } from '../../app/session';
import { Loaded } from '../../parts/Loaded';
import { NoPage } from '../../parts/NoPage';
import { Page } from '../../parts/Page';
import { ProblemNotice } from '../../parts/ProblemNotice';
import { useFormats } from '../../texts/formats';
import { mayRevoke, maySign } from './deciding';

/** An agreement: its text, who signed, and what can be done about it. */
export function AgreementPage(): ReactNode {
  const number = Number(useParams().id);
  const client = useClient();
  const query = useQuery({ queryKey: [AGREEMENTS, number], queryFn: () => askForAgreement(client, number), enabled: Number.isSafeInteger(number) });
  if (!Number.isSafeInteger(number)) return <NoPage />;
  return <Loaded query={query}>{(agreement) => <Shown agreement={agreement} />}</Loaded>;
}

function Shown({ agreement }: { readonly agreement: InspectedAgreement }): ReactNode {
  const { t } = useTranslation('console');
  const formats = useFormats();
  return (
    <Page
      title={t('agreement.title', { name: agreement.name })}
      intro={
        <>
          <Tag color={agreement.state === 'in_force' ? 'success' : undefined}>{t(`agreementState.${agreement.state}`)}</Tag>
          {`${agreement.enterprise} · ${formats.text(agreement.title)} · ${formats.date(agreement.from)} – ${formats.date(agreement.to)}`}
        </>
      }
      actions={
        <>
          <Button href={`${AGREEMENTS}/${agreement.id}/pdf`} download={`${agreement.name}.pdf`}>
            {t('agreement.pdf')}
          </Button>
          <Link to={`/console/approvals/requests/${agreement.request}`}>{t('approvals.requestNumber', { id: agreement.request })}</Link>
        </>
      }
      call={`GET ${AGREEMENTS}/${agreement.id}`}
    >
      <dl className="tg-terms">
        <dt>{t('agreement.consumer')}</dt>
        <dd>
          <Signed signature={agreement.consumer} />
        </dd>
        <dt>{t('agreement.platform')}</dt>
        <dd>
          <Signed signature={agreement.platform} />
        </dd>
        {agreement.platform && (
          <>
            <dt>{t('agreement.verified')}</dt>
            <dd>
              <Tag color={agreement.verified ? 'success' : 'error'}>{t(agreement.verified ? 'agreement.holds' : 'agreement.broken')}</Tag>
            </dd>
          </>
        )}
        {agreement.ending && (
          <>
            <dt>{t('agreement.ending')}</dt>
            <dd>{t('agreement.endedBy', { by: agreement.ending.by, at: formats.dateTime(agreement.ending.at), reason: agreement.ending.reason })}</dd>
          </>
        )}
      </dl>
      <pre className="tg-agreement" tabIndex={0} aria-label={t('agreement.text')}>
        {agreement.text}
      </pre>
      <Acts agreement={agreement} />
    </Page>
  );
}

function Signed({ signature }: { readonly signature?: Signature }): ReactNode {
  const { t } = useTranslation('console');
  const formats = useFormats();
  if (signature === undefined) return <span className="tg-quiet">{t('agreement.unsigned')}</span>;
  return t('agreement.signedBy', { by: signature.by, key: signature.key, at: formats.dateTime(signature.at) });
}

function Acts({ agreement }: { readonly agreement: InspectedAgreement }): ReactNode {
  const { t } = useTranslation('console');
  const client = useClient();
  const session = useSession();
  const queries = useQueryClient();
  const { modal } = App.useApp();
  const [reason, setReason] = useState('');
  const renew = (next: InspectedAgreement): void => {
    queries.setQueryData([AGREEMENTS, agreement.id], next);
    void queries.invalidateQueries({ queryKey: [AGREEMENTS, 'all'] });
    void queries.invalidateQueries({ queryKey: [DATA_REQUESTS] });
  };
  const sign = useMutation({ mutationFn: () => signAgreement(client, agreement.id), onSuccess: renew });
  const revoke = useMutation({ mutationFn: () => revokeAgreement(client, agreement.id, reason), onSuccess: renew });
  if (session === undefined) return null;
  const pending = sign.isPending || revoke.isPending;
  return (
    <>
      {agreement.state === 'offered' && <p className="tg-quiet">{t('agreement.consumerFirst')}</p>}
      {maySign(agreement, session) && (
        <section className="tg-decide" aria-label={t('agreement.sign')}>
          <h2>{t('agreement.sign')}</h2>
          <p className="tg-quiet">{t('agreement.signHint')}</p>
          <Space>
            <Button type="primary" disabled={pending} loading={sign.isPending} onClick={() => sign.mutate()}>
              {t('agreement.signDo')}
            </Button>
          </Space>
        </section>
      )}
      {mayRevoke(agreement, session) && (
        <section className="tg-decide" aria-label={t('agreement.revoke')}>
          <h2>{t('agreement.revoke')}</h2>
          <p className="tg-quiet">{t('agreement.revokeHint')}</p>
          <label>
            {t('agreement.revokeReason')}
            <Input.TextArea rows={2} maxLength={1000} value={reason} onChange={(event) => setReason(event.target.value)} />
          </label>
          <Space>
            <Button
              danger
              disabled={pending || reason.trim() === ''}
              loading={revoke.isPending}
              onClick={() =>
                void modal.confirm({
                  title: t('agreement.revokeAsk', { name: agreement.name }),
                  content: t('agreement.revokeHint'),
                  okText: t('agreement.revokeDo'),
                  onOk: () => revoke.mutateAsync().catch(() => undefined),
                })
              }
            >
              {t('agreement.revokeDo')}
            </Button>
          </Space>
        </section>
      )}
      {[sign, revoke].map((act, at) => act.isError && <ProblemNotice key={at} problem={problemOf(act.error)} />)}
    </>
  );
}
