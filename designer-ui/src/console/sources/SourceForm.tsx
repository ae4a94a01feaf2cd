import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { SOURCE_KINDS } from '../../api/sources';
import type { RegisteredSource, SourceChange, SourceKind } from '../../api/sources';
import { toldOf } from './sources';

const AREAS = ['declaration', 'transport', 'manifest', 'cross-border', 'express', 'bonded', 'parameters'] as const;

interface SourceFormProps {
  /** What is changed; absent when a source is registered. */
  readonly source?: RegisteredSource;
  readonly busy: boolean;
  readonly send: (id: string, kind: SourceKind, told: SourceChange) => void;
}

/** What is told of a source: what it is called, whose it is, where it is and how it is entered. */
export function SourceForm({ source, busy, send }: SourceFormProps): ReactNode {
  const { t } = useTranslation('console');
  const [id, setId] = useState(source?.source ?? '');
  const [kind, setKind] = useState<SourceKind>(source?.kind ?? 'postgresql');
  const [told, setTold] = useState<SourceChange>(() => toldOf(source));
  const text = (name: keyof SourceChange, label: string, more: { placeholder?: string; disabled?: boolean } = {}): ReactNode => (
    <label>
      {label}
      <Input value={told[name]} onChange={(event) => setTold({ ...told, [name]: event.target.value })} {...more} />
    </label>
  );
  return (
    <form
      className="tg-form"
      onSubmit={(event) => {
        event.preventDefault();
        send(id, kind, told);
      }}
    >
      <label>
        {t('sources.id')}
        <Input value={id} disabled={source !== undefined} onChange={(event) => setId(event.target.value)} />
      </label>
      <label>
        {t('sources.kind')}
        <Select<SourceKind>
          aria-label={t('sources.kind')}
          value={kind}
          disabled={source !== undefined}
          onChange={setKind}
          options={SOURCE_KINDS.map((value) => ({ value, label: t(`sources.kinds.${value}`) }))}
        />
      </label>
      {text('title_zh', t('sources.titleZh'))}
      {text('title_en', t('sources.titleEn'))}
      <label>
        {t('sources.area')}
        <Select<string>
          aria-label={t('sources.area')}
          value={told.area === '' ? undefined : told.area}
          onChange={(area) => setTold({ ...told, area })}
          options={AREAS.map((value) => ({ value, label: t(`sources.areas.${value}`) }))}
        />
      </label>
      {text('department', t('sources.department'))}
      {text('theme', t('sources.theme'))}
      {text('url', t('sources.url'), { placeholder: kind === 'postgresql' ? 'jdbc:postgresql://10.1.2.3:5432/harbour' : 'https://10.1.2.3/api' })}
      {kind === 'postgresql' && text('schema', t('sources.schema'), { disabled: source !== undefined })}
      {text('user', t('sources.user'))}
      <label>
        {t(source?.password_set ? 'sources.newPassword' : 'sources.password')}
        <Input.Password autoComplete="new-password" value={told.password} onChange={(event) => setTold({ ...told, password: event.target.value })} />
      </label>
      <div>
        <Button type="primary" htmlType="submit" loading={busy}>
          {t(source === undefined ? 'sources.register' : 'sources.save')}
        </Button>
      </div>
    </form>
  );
}
