import { Button, Input } from 'antd';
import { useState } from 'react';
import type { DragEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Shape } from '../../api/designing';
import { useFormats } from '../../texts/formats';
import { movedField, readMapping, renamed, sourcesIn, withField, withoutField, writeMapping } from '../model/mapping';
import type { Mapping } from '../model/mapping';

interface MappingPanelProps {
  /** What the step finds; absent when that is not known. */
  readonly body: Shape | undefined;
  /** The script as it is written. */
  readonly script: string;
  readonly onWrite: (script: string) => void;
  /** Puts a step behind this one that looks a code up for its name. */
  readonly onLookUp: (field: string) => void;
}

/** The type dragged members go under. */
const MEMBER = 'application/x-tidegate-member';

/** Which members the body is to have: dragged, or taken by key, from those the step finds. It writes the script beside it. */
export function MappingPanel({ body, script, onWrite, onLookUp }: MappingPanelProps): ReactNode {
  const { t } = useTranslation('designer');
  const formats = useFormats();
  const [over, setOver] = useState(false);
  const sources = sourcesIn(body);
  const read = readMapping(script);
  if (sources.length === 0) return null;
  const untouched = /^\s*(body|\$\{body\})?\s*$/.test(script);
  if (read === undefined && !untouched) return <p className="tg-quiet">{t('mapping.other')}</p>;
  const mapping: Mapping = read ?? { list: body?.type === 'list', fields: [] };
  const write = (next: Mapping): void => {
    if (next !== mapping) onWrite(next.fields.length === 0 ? 'body' : writeMapping(next));
  };
  const drop = (event: DragEvent, at?: number): void => {
    const from = event.dataTransfer.getData(MEMBER);
    setOver(false);
    if (from === '') return;
    event.preventDefault();
    event.stopPropagation();
    write(withField(mapping, from, at));
  };
  return (
    <div className="tg-mapping">
      <section aria-label={t('mapping.there')}>
        <h3>{t('mapping.there')}</h3>
        <ul>
          {sources.map(({ from, shape }) => (
            <li key={from}>
              <button
                type="button"
                className="tg-member"
                draggable
                title={t('mapping.take', { field: from })}
                onDragStart={(event) => {
                  event.dataTransfer.setData(MEMBER, from);
                  event.dataTransfer.effectAllowed = 'copy';
                }}
                onClick={() => write(withField(mapping, from))}
              >
                <code>{from}</code> <span className="tg-quiet">{[shape.type, shape.title && formats.text(shape.title)].filter(Boolean).join(' ')}</span>
              </button>
            </li>
          ))}
        </ul>
      </section>
      <section
        aria-label={t('mapping.wanted')}
        className={over ? 'tg-over-mapping' : undefined}
        onDragOver={(event) => {
          if (!event.dataTransfer.types.includes(MEMBER)) return;
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => drop(event)}
      >
        <h3>{t('mapping.wanted')}</h3>
        {mapping.fields.length === 0 && <p className="tg-quiet">{t('mapping.none')}</p>}
        <ol>
          {mapping.fields.map((field, i) => (
            <li key={field.name} onDrop={(event) => drop(event, i)}>
              <Name label={t('mapping.name', { field: field.from })} name={field.name} onName={(name) => write(renamed(mapping, i, name))} />
              <code>{field.from}</code>
              <span>
                <Button size="small" aria-label={t('mapping.up', { field: field.name })} disabled={i === 0} onClick={() => write(movedField(mapping, i, i - 1))}>
                  ↑
                </Button>
                <Button size="small" aria-label={t('mapping.down', { field: field.name })} disabled={i === mapping.fields.length - 1} onClick={() => write(movedField(mapping, i, i + 1))}>
                  ↓
                </Button>
                <Button size="small" aria-label={t('mapping.lookUp', { field: field.name })} title={t('mapping.lookUp', { field: field.name })} onClick={() => onLookUp(field.name)}>
                  {t('mapping.code')}
                </Button>
                <Button size="small" aria-label={t('mapping.leave', { field: field.name })} onClick={() => write(withoutField(mapping, i))}>
                  ×
                </Button>
              </span>
            </li>
          ))}
        </ol>
      </section>
    </div>
  );
}

function Name({ label, name, onName }: { readonly label: string; readonly name: string; readonly onName: (name: string) => void }): ReactNode {
  const [typing, setTyping] = useState<string>();
  return (
    <Input
      size="small"
      aria-label={label}
      value={typing ?? name}
      onChange={(event) => setTyping(event.target.value)}
      onPressEnter={(event) => event.currentTarget.blur()}
      onBlur={() => {
        if (typing !== undefined) onName(typing);
        setTyping(undefined);
      }}
    />
  );
}
