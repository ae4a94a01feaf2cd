import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Input, Select, Tabs, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { callService } from '../../api/calling';
import { askForService, servicePath } from '../../api/catalogue';
import type { CatalogueParameter, CatalogueRelease } from '../../api/catalogue';
import { useClient } from '../../app/session';
import { Loaded } from '../../parts/Loaded';
import { Page } from '../../parts/Page';
import { useFormats } from '../../texts/formats';
import { useProof } from '../keys/useProof';
import { missing, sampleOf, SAMPLES, targetOf } from '../model/samples';
import type { Values } from '../model/samples';
import { Answer } from './Answer';

/** Calling a service from its page, by a key of one's own. */
export default function TryPage(): ReactNode {
  const { service = '' } = useParams();
  const client = useClient();
  const query = useQuery({ queryKey: [servicePath(service)], queryFn: () => askForService(client, service) });
  return <Loaded query={query}>{({ releases }) => releases[0] !== undefined && <Try release={releases[0]} />}</Loaded>;
}

function Try({ release }: { readonly release: CatalogueRelease }): ReactNode {
  const { t, i18n } = useTranslation('portal');
  const formats = useFormats();
  const [address, setAddress] = useSearchParams();
  const proof = useProof(release.anonymous);
  const values: Values = Object.fromEntries(release.parameters.map((parameter) => [parameter.name, address.get(parameter.name) ?? '']));
  const target = targetOf(release, values);
  const lacking = missing(release, values);
  const call = useMutation({
    mutationFn: () => callService((...request) => fetch(...request), target, i18n.language, proof.headers(target)),
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
          if (proof.ready && lacking.length === 0) call.mutate();
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
        {proof.chooser}
        <Button type="primary" htmlType="submit" size="large" disabled={!proof.ready || lacking.length > 0} loading={call.isPending} aria-describedby="tg-lacks">
          {t('try.do')}
        </Button>
        <p id="tg-lacks" className="tg-quiet">
          {lacking.length > 0 ? t('try.lacks', { names: lacking.map((parameter) => parameter.name).join(', ') }) : !proof.ready ? t('try.keyless') : null}
        </p>
      </form>
      {call.data !== undefined && <Answer called={call.data} release={release} />}
      <section className="tg-card tg-gap" aria-labelledby="tg-samples">
        <h2 id="tg-samples">{t('try.samples')}</h2>
        <p className="tg-quiet">{t('try.samplesHint')}</p>
        <Tabs
          items={SAMPLES.map((language) => {
            const sample = sampleOf(language, window.location.origin + target, proof.anonymous);
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
