import { useQuery } from '@tanstack/react-query';
import { Input, Radio, Select } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { newKey } from '../../api/client';
import { askForPrograms, PROGRAMS } from '../../api/organisation';
import { useClient, useSession } from '../../app/session';
import { Loaded } from '../../parts/Loaded';
import { signedHeaders } from '../model/sm2';
import { BringKey } from './BringKey';
import { useSigningKeys } from './useKeys';

/** By what a call is proved. */
type Kind = 'none' | 'api_key' | 'sm2_sm3';

interface Proof {
  /** Whether no key is shown. */
  readonly anonymous: boolean;
  /** Whether there is what it takes. */
  readonly ready: boolean;
  /** What proves a `GET` of a target, path and query. */
  readonly headers: (target: string) => Record<string, string>;
  /** Where it is chosen. */
  readonly chooser: ReactNode;
}

/** How a program proves a call that is made from a page. A key that is typed is held while the page is shown. */
export function useProof(anonymous: boolean): Proof {
  const { t } = useTranslation('portal');
  const member = useSession()?.organisation !== undefined;
  const [kind, setKind] = useState<Kind>(anonymous ? 'none' : 'api_key');
  const [secret, setSecret] = useState('');
  const [program, setProgram] = useState('');
  const [chosen, setChosen] = useState<string>();
  const keys = useSigningKeys(kind === 'sm2_sm3' ? program : '');
  const held = keys.data?.held.find((key) => key.keyId === chosen) ?? keys.data?.held[0];
  const kinds: Kind[] = [...(anonymous ? (['none'] as const) : []), 'api_key', ...(member ? (['sm2_sm3'] as const) : [])];
  return {
    anonymous: kind === 'none',
    ready: kind === 'none' || (kind === 'api_key' ? secret.trim() !== '' : held !== undefined),
    headers: (target) => {
      if (kind === 'api_key') return { 'X-API-Key': secret.trim() };
      if (kind === 'none' || held === undefined) return {};
      return signedHeaders({ target, host: window.location.host, application: program, keyId: held.keyId, nonce: newKey(), timestamp: Date.now() }, held);
    },
    chooser: (
      <fieldset className="tg-plain">
        <legend>{t('try.proof')}</legend>
        <Radio.Group aria-label={t('try.proof')} value={kind} onChange={(event) => setKind(event.target.value as Kind)} options={kinds.map((one) => ({ value: one, label: t(`try.by.${one}`) }))} />
        {kind === 'api_key' && (
          <div className="tg-labelled tg-gap tg-narrow">
            <label htmlFor="tg-secret">{t('keyKind.api_key')}</label>
            <Input.Password id="tg-secret" autoComplete="off" spellCheck={false} value={secret} onChange={(event) => setSecret(event.target.value)} />
            <span className="tg-quiet">{t('try.secretHint')}</span>
          </div>
        )}
        {kind === 'sm2_sm3' && (
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
    ),
  };
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
