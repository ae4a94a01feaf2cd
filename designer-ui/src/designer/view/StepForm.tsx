import { AutoComplete, Input, InputNumber, Select, Switch } from 'antd';
import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Resources } from '../../api/designing';
import { useFormats } from '../../texts/formats';
import { valueAt } from '../model/document';
import type { ServiceDocument } from '../model/document';
import type { Path } from '../model/path';
import type { Route, Step } from '../model/route';
import { keysOf, kindOf } from '../model/table';
import type { Option, StepTable } from '../model/table';

interface StepFormProps {
  readonly document: ServiceDocument;
  readonly step: Step;
  readonly table: StepTable;
  readonly routes: readonly Route[];
  readonly resources: Resources | undefined;
  readonly onSet: (path: Path, value: unknown) => void;
  readonly onRename: (path: Path, name: string) => void;
}

/** The options of a step, from the engine's own table. What a form cannot write is written in the text beside it. */
export function StepForm({ document, step, table, routes, resources, onSet, onRename }: StepFormProps): ReactNode {
  const { t } = useTranslation('designer');
  const formats = useFormats();
  const kind = kindOf(table, step.name, step.endpoint);
  if (kind === undefined) return <p className="tg-pad tg-quiet">{t('form.unknown', { name: step.name })}</p>;
  const body: Path = [...step.path, step.name];
  const target = valueAt(document, body);
  const uri = typeof target === 'string' ? target : '';
  const options: Path = step.name === 'to' ? [...body, 'parameters'] : body;
  return (
    <div className="tg-form">
      <h2>{formats.text(kind.title)}</h2>
      <p className="tg-quiet">{formats.text(kind.meaning)}</p>
      {step.endpoint === 'direct' && (
        <Field title={t('form.route')}>
          {(id) => (
            <Select
              id={id}
              value={uri || String(valueAt(document, [...body, 'uri']) ?? '')}
              options={routes.filter((route) => route.name !== '').map((route) => ({ value: `direct:${route.name}` }))}
              onChange={(value) => onSet(uri === '' ? [...body, 'uri'] : body, value)}
            />
          )}
        </Field>
      )}
      {kind.options.map((option) => (
        <OptionField key={option.name} document={document} at={options} option={option} table={table} routes={routes} resources={resources} onSet={onSet} onRename={onRename} />
      ))}
      {step.name === 'to' && <FurtherInputs document={document} at={options} known={kind.options.flatMap(keysOf)} onSet={onSet} />}
    </div>
  );
}

/** Inputs of operations and parameters of services have names of their own. */
function FurtherInputs({ document, at, known, onSet }: { readonly document: ServiceDocument; readonly at: Path; readonly known: readonly string[]; readonly onSet: StepFormProps['onSet'] }): ReactNode {
  const value = valueAt(document, at);
  if (typeof value !== 'object' || value === null) return null;
  return Object.entries(value)
    .filter(([name, one]) => !known.includes(name) && typeof one !== 'object')
    .map(([name, one]) => (
      <Field key={name} title={name} code>
        {(id) => <Written id={id} value={String(one)} onWrite={(text) => onSet([...at, name], text)} />}
      </Field>
    ));
}

interface OptionFieldProps {
  readonly document: ServiceDocument;
  readonly at: Path;
  readonly option: Option;
  readonly table: StepTable;
  readonly routes: readonly Route[];
  readonly resources: Resources | undefined;
  readonly onSet: StepFormProps['onSet'];
  readonly onRename: StepFormProps['onRename'];
}

function OptionField({ document, at, option, table, routes, resources, onSet, onRename }: OptionFieldProps): ReactNode {
  const formats = useFormats();
  const keys = keysOf(option);
  const holder = valueAt(document, at);
  const members = typeof holder === 'object' && holder !== null ? (holder as Record<string, unknown>) : {};
  const key = keys.find((one) => one in members) ?? keys[0] ?? option.name;
  const value = members[key];
  const path: Path = [...at, key];
  const put = (next: unknown): void => onSet(path, next === '' || next === null ? undefined : next);
  // what is drawn on the canvas, or has a form of its own in the text
  if (['steps', 'branches', 'shape', 'conditions', 'orders'].includes(option.kind) || option.name.startsWith('(')) return null;
  // written in another form, which the text keeps as it is
  if (typeof value === 'object' && value !== null) return null;
  const text = value === undefined || value === null ? '' : String(value);
  const choices = choicesOf(option, table, routes, resources, formats.text);
  return (
    <Field title={option.name} code required={option.required} help={formats.text(option.meaning)}>
      {(id) => {
        switch (option.kind) {
          case 'flag':
            return <Switch id={id} checked={value === true || text === 'true'} onChange={(on) => put(on)} />;
          case 'number':
            return <InputNumber id={id} value={typeof value === 'number' ? value : null} onChange={put} />;
          case 'sql':
            return <Written id={id} value={text} lines={10} onWrite={(sql) => put(sql === '' || sql.endsWith('\n') ? sql : `${sql}\n`)} />;
          case 'expression':
            return (
              <>
                {keys.length > 1 && (
                  <Select
                    aria-label={option.name}
                    className="tg-language"
                    value={key}
                    options={keys.map((language) => ({ value: language }))}
                    onChange={(language: string) => (value === undefined ? onSet([...at, language], '${body}') : onRename(path, language))}
                  />
                )}
                <Written id={id} value={text} lines={key === 'groovy' ? 6 : 1} onWrite={put} />
              </>
            );
          default:
            return choices.length > 0 ? (
              <AutoComplete id={id} value={text} options={choices} showSearch={{ filterOption: true }} onSelect={put} onBlur={(event) => put((event.target as HTMLInputElement).value)} />
            ) : (
              <Written id={id} value={text} onWrite={put} />
            );
        }
      }}
    </Field>
  );
}

function choicesOf(option: Option, table: StepTable, routes: readonly Route[], resources: Resources | undefined, words: (both: { zh: string; en: string }) => string): { value: string; label?: string }[] {
  switch (option.kind) {
    case 'source':
      return (resources?.sources ?? []).filter((source) => source.tables).map((source) => ({ value: `#${source.id}`, label: `#${source.id} ${words(source.title)}` }));
    case 'operation':
      return (resources?.resources ?? []).filter((resource) => resource.kind === 'operation').map((resource) => ({ value: resource.id, label: `${resource.id} ${words(resource.title)}` }));
    case 'route':
      return routes.filter((route) => route.name !== '').map((route) => ({ value: `direct:${route.name}` }));
    case 'strategy':
      return table.strategies.map((strategy) => ({ value: strategy.word, label: `${strategy.word} ${strategy.meaning}` }));
    case 'word':
      if (option.name === 'outputType') return [{ value: 'SelectList' }, { value: 'SelectOne' }];
      if (option.name === 'exceptionType') return table.problems.map((value) => ({ value }));
      return option.name === 'name' ? table.answer_headers.map((value) => ({ value })) : [];
    default:
      return [];
  }
}

interface FieldProps {
  readonly title: string;
  readonly code?: boolean;
  readonly required?: boolean;
  readonly help?: string;
  readonly children: (id: string) => ReactNode;
}

function Field({ title, code, required, help, children }: FieldProps): ReactNode {
  const id = useId();
  return (
    <div className="tg-field">
      <label htmlFor={id}>
        {code ? <code>{title}</code> : title}
        {required && <span aria-hidden> *</span>}
      </label>
      {children(id)}
      {help !== undefined && <div className="tg-quiet">{help}</div>}
    </div>
  );
}

/** A text that is written into the document when its field is left, so that each of them is one edit. */
function Written({ id, value, lines = 1, onWrite }: { readonly id: string; readonly value: string; readonly lines?: number; readonly onWrite: (text: string) => void }): ReactNode {
  const [typing, setTyping] = useState<string>();
  const parts = {
    id,
    spellCheck: false,
    className: 'tg-written',
    value: typing ?? value,
    onChange: (event: { target: { value: string } }) => setTyping(event.target.value),
    onBlur: () => {
      if (typing !== undefined && typing !== value) onWrite(typing);
      setTyping(undefined);
    },
  };
  return lines === 1 ? <Input {...parts} onPressEnter={(event) => event.currentTarget.blur()} /> : <Input.TextArea {...parts} autoSize={{ minRows: lines, maxRows: 24 }} />;
}
