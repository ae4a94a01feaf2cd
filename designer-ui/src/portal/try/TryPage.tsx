import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Input, Radio, Select, Tabs, Typography } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { callService } from '../../api/calling';
import { askForService, servicePath } from '../../api/catalogue';
import type { CatalogueParameter, CatalogueRelease } from '../../api/catalogue';
import { newKey } from '../../api/client';
import { askForPrograms, PROGRAMS } from '../../api/organisation';
import { useClient, useSession } from '../../app/session';
import { Loaded } from '../../parts/Loaded';
import { Page } from '../../parts/Page';
import { useFormats } from '../../texts/formats';
import { BringKey } from '../keys/BringKey';
import { useSigningKeys } from '../keys/useKeys';
import { missing, sampleOf, SAMPLES, targetOf } from '../model/samples';
import type { Values } from '../model/samples';
import { signedHeaders } from '../model/sm2';
import { Answer } from './Answer';

/** Calling a service from its page, by a key of one's own. */
export default function TryPage(): ReactNode {
  const { service = '' } = useParams();
  const client = useClient();
  const query = useQuery({ queryKey: [servicePath(service)], queryFn: () => askForService(client, service) });
  return <Loaded query={query}>{({ releases }) => releases[0] !== undefined && <Try release={releases[0]} />}</Loaded>;
}

/** By what a call is proved. */
type Proof = 'none' | 'api_key' | 'sm2_sm3';

function Try({ release }: { readonly release: CatalogueRelease }): ReactNode {
  const { t, i18n } = useTranslation('portal');
  const formats = useFormats();
  const member = useSession()?.organisation !== undefined;
  const [address, setAddress] = useSearchParams();
  const [proof, setProof] = useState<Proof>(release.anonymous ? 'none' : 'api_key');
  const [secret, setSecret] = useState('');
  const [program, setProgram] = useState('');
  const [chosen, setChosen] = useState<string>();
  const keys = useSigningKeys(proof === 'sm2_sm3' ? program : '');
  const held = keys.data?.held.find((key) => key.keyId === chosen) ?? keys.data?.held[0];
  const values: Values = Object.fromEntries(release.parameters.map((parameter) => [parameter.name, address.get(parameter.name) ?? '']));
  const target = targetOf(release, values);
  const lacking = missing(release, values);
  const call = useMutation({
    mutationFn: () => {
      const headers =
        proof === 'api_key'
          ? { 'X-API-Key': secret.trim() }
          : proof === 'sm2_sm3' && held !== undefined
            ? signedHeaders({ target, host: window.location.host, application: program, keyId: held.keyId, nonce: newKey(), timestamp: Date.now() }, held)
            : {};
      return callService((...request) => fetch(...request), target, i18n.language, headers);
    },
  });
  const set = (name: string, value: string): void =>
    setAddress(
      (now) => {
        const next = new URLSearchParams(now);
        if (value === '') next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  const keyless = (proof === 'api_key' && secret.trim() === '') || (proof === 'sm2_sm3' && held === undefined);
  return (
    <Page
      title={t('try.title', { service: formats.text(release.title) })}
      intro={
        <>
          <Link to={`/portal/services/${encodeURIComponent(release.service)}`}>
            <code>{`${release.service} ${release.version}`}</code>
          </Link>{' '}
          · {t('try.intro')}
        </>
      }
      call={`GET ${target}`}
    >
      <form
        className="tg-card"
        onSubmit={(event) => {
          event.preventDefault();
          if (!keyless && lacking.length === 0) call.mutate();
        }}
      >
        {release.parameters.length > 0 && (
          <fieldset className="tg-plain">
            <legend>{t('service.parameter')}</legend>
            <div className="tg-pair">
              {release.parameters.map((parameter) => (
                <Parameter key={parameter.name} parameter={parameter} value={values[parameter.name] ?? ''} set={(value) => set(parameter.name, value)} />
              ))}
            </div>
          </fieldset>
        )}
        <fieldset className="tg-plain">
          <legend>{t('try.proof')}</legend>
          <Radio.Group
            aria-label={t('try.proof')}
            value={proof}
            onChange={(event) => setProof(event.target.value as Proof)}
            options={[
              ...(release.anonymous ? [{ value: 'none', label: t('try.none') }] : []),
              { value: 'api_key', label: t('keyKind.api_key') },
              ...(member ? [{ value: 'sm2_sm3', label: t('try.signed') }] : []),
            ]}
          />
          {proof === 'api_key' && (
            <div className="tg-labelled tg-gap tg-narrow">
              <label htmlFor="tg-secret">{t('keyKind.api_key')}</label>
              <Input.Password id="tg-secret" autoComplete="off" spellCheck={false} value={secret} onChange={(event) => setSecret(event.target.value)} />
              <span className="tg-quiet">{t('try.secretHint')}</span>
            </div>
          )}
          {proof === 'sm2_sm3' && (
            <div className="tg-gap">
              <ProgramSelect value={program} set={setProgram} />
              {program !== '' && (
                <Loaded query={keys}>
                  {({ held: mine, good }) =>
                    mine.length === 0 ? (
                      <BringKey application={program} good={good} done={() => void keys.renew()} />
                    ) : (
                      <Select aria-label={t('key.use')} value={held?.keyId} onChange={setChosen} options={mine.map((key) => ({ value: key.keyId, label: t('key.named', { id: key.keyId }) }))} />
                    )
                  }
                </Loaded>
              )}
            </div>
          )}
        </fieldset>
        <Button type="primary" htmlType="submit" size="large" disabled={keyless || lacking.length > 0} loading={call.isPending} aria-describedby="tg-lacks">
          {t('try.do')}
        </Button>
        <p id="tg-lacks" className="tg-quiet">
          {lacking.length > 0 ? t('try.lacks', { names: lacking.map((parameter) => parameter.name).join(', ') }) : keyless ? t('try.keyless') : null}
        </p>
      </form>
      {call.data !== undefined && <Answer called={call.data} release={release} />}
      <section className="tg-card tg-gap" aria-labelledby="tg-samples">
        <h2 id="tg-samples">{t('try.samples')}</h2>
        <p className="tg-quiet">{t('try.samplesHint')}</p>
        <Tabs
          items={SAMPLES.map((language) => {
            const sample = sampleOf(language, window.location.origin + target, proof === 'none');
            return {
              key: language,
              label: language,
              children: (
                <>
                  <pre className="tg-agreement" tabIndex={0} aria-label={language}>
                    {sample}
                  </pre>
                  <Typography.Text copyable={{ text: sample }}>{t('try.copy')}</Typography.Text>
                </>
              ),
            };
          })}
        />
      </section>
    </Page>
  );
}

interface ParameterProps {
  readonly parameter: CatalogueParameter;
  readonly value: string;
  readonly set: (value: string) => void;
}

function Parameter({ parameter, value, set }: ParameterProps): ReactNode {
  const { t } = useTranslation('portal');
  const formats = useFormats();
  const id = `tg-parameter-${parameter.name}`;
  const required = parameter.required || parameter.in === 'path';
  return (
    <div className="tg-labelled">
      <label htmlFor={id}>
        {formats.text(parameter.title)} <code>{parameter.name}</code>
        {required && ` · ${t('service.required')}`}
      </label>
      {(parameter.allowed?.length ?? 0) > 0 ? (
        <Select id={id} allowClear value={value || undefined} onChange={(chosen: string | undefined) => set(chosen ?? '')} options={parameter.allowed?.map((one) => ({ value: one, label: one }))} />
      ) : (
        <Input id={id} value={value} placeholder={parameter.example} onChange={(event) => set(event.target.value)} />
      )}
      <span className="tg-quiet">
        <code>{parameter.format ?? parameter.type}</code>
      </span>
    </div>
  );
}

function ProgramSelect({ value, set }: { readonly value: string; readonly set: (program: string) => void }): ReactNode {
  const { t } = useTranslation('portal');
  const client = useClient();
  const query = useQuery({ queryKey: [PROGRAMS], queryFn: () => askForPrograms(client) });
  return (
    <Loaded query={query}>
      {(programs) => (
        <div className="tg-labelled tg-narrow">
          <label htmlFor="tg-program">{t('wish.application')}</label>
          <Select
            id="tg-program"
            value={value || undefined}
            onChange={set}
            options={programs.filter((program) => program.state === 'active' && !program.sandbox).map((program) => ({ value: program.id, label: `${program.name} (${program.id})` }))}
          />
        </div>
      )}
    </Loaded>
  );
}
