import { useMutation } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { issueKey } from '../../api/organisation';
import type { ProgramKey } from '../../api/organisation';
import { problemOf } from '../../api/problem';
import { useClient, useSession } from '../../app/session';
import { ProblemNotice } from '../../parts/ProblemNotice';
import { newPair, readPair } from '../model/sm2';
import type { KeyPair } from '../model/sm2';
import { browserKeys } from './useKeys';

interface BringKeyProps {
  readonly application: string;
  /** The good SM2 keys the platform knows of it. */
  readonly good: readonly ProgramKey[];
  readonly done: () => void;
}

const DAYS = 365;

/** A key comes into this browser: made here and enrolled, or one that the enterprise has. What leaves the browser is the public part. */
export function BringKey({ application, good, done }: BringKeyProps): ReactNode {
  const { t } = useTranslation('portal');
  const client = useClient();
  const administers = useSession()?.roles.includes('organisation_administrator') ?? false;
  const [text, setText] = useState('');
  const [keyId, setKeyId] = useState<string>();
  const pair = readPair(text);
  const bring = useMutation({
    mutationFn: async (brought: { readonly pair: KeyPair; readonly keyId?: string }) => {
      const id = brought.keyId ?? (await issueKey(client, application, 'sm2_sm3', DAYS, brought.pair.publicKey)).id;
      await browserKeys.keep({ ...brought.pair, keyId: id, application });
    },
    onSuccess: () => {
      setText('');
      done();
    },
  });
  return (
    <div className="tg-bring">
      <p className="tg-quiet">{t(browserKeys.lasting ? 'key.lasting' : 'key.passing')}</p>
      {administers ? (
        <p>
          <Button type="primary" loading={bring.isPending} onClick={() => bring.mutate({ pair: newPair() })}>
            {t('key.make')}
          </Button>{' '}
          <span className="tg-quiet">{t('key.makeHint')}</span>
        </p>
      ) : (
        <p className="tg-quiet">{t('key.administrator')}</p>
      )}
      <details>
        <summary>{t('key.import')}</summary>
        <label htmlFor="tg-private">{t('key.private')}</label>
        <Input.TextArea id="tg-private" rows={4} autoComplete="off" spellCheck={false} value={text} onChange={(event) => setText(event.target.value)} />
        {text !== '' && pair === undefined && <p className="tg-bars">{t('key.unreadable')}</p>}
        <label htmlFor="tg-known">{t('key.known')}</label>
        <Select
          id="tg-known"
          allowClear={administers}
          value={keyId}
          onChange={setKeyId}
          placeholder={administers ? t('key.enrol') : undefined}
          options={good.map((key) => ({ value: key.id, label: key.id }))}
        />
        <p>
          <Button disabled={pair === undefined || (keyId === undefined && !administers)} loading={bring.isPending} onClick={() => pair && bring.mutate({ pair, keyId })}>
            {t('key.importDo')}
          </Button>
        </p>
      </details>
      {bring.isError && <ProblemNotice problem={problemOf(bring.error)} />}
    </div>
  );
}
