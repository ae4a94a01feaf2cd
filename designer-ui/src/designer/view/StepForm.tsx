import { useQuery } from '@tanstack/react-query';
import { AutoComplete, Input, InputNumber, Select, Switch } from 'antd';
import { useId, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { askForResourcesOf, RESOURCES } from '../../api/designing';
import type { Resources, StepShapes } from '../../api/designing';
import { useClient } from '../../app/session';
import { formatsOf, useFormats } from '../../texts/formats';
import { givenAt, tablesOf, valuesOf } from '../model/completions';
import type { InWords } from '../model/completions';
import { valueAt } from '../model/document';
import type { ServiceDocument } from '../model/document';
import type { Path } from '../model/path';
import type { Route, Step } from '../model/route';
import { keysOf, kindOf } from '../model/table';
import type { Option, StepTable } from '../model/table';
import { marksWithin, writtenAt } from '../model/written';
import type { Mark } from '../model/written';
import type { EditorParts } from './CodeEditor';
import { MappingPanel } from './MappingPanel';
import { ScriptEditor } from './ScriptEditor';
import { SqlEditor } from './SqlEditor';

/** What texts within a step are written with. */
export interface Writing {
  /** What was found, at the places of the document as it is now; absent while that was not looked at. */
  readonly marks: readonly Mark[] | undefined;
  /** What there is at the steps, as far as it was understood last. */
  readonly shapes: readonly StepShapes[];
  readonly undo: () => void;
  readonly redo: () => void;
  readonly onType: (path: Path, value: string | undefined) => void;
  /** Makes a script the expression of a step, whatever it was before. */
  readonly onScript: (step: Step, script: string) => void;
  /** Puts a step behind one that looks up what a code in one of its members stands for. */
  readonly onLookUp: (step: Step, field: string) => void;
}

interface StepFormProps {
  readonly document: ServiceDocument;
  readonly writing: Writing;
  readonly step: Step;
  readonly table: StepTable;
  readonly routes: readonly Route[];
  readonly resources: Resources | undefined;
  readonly onSet: (path: Path, value: unknown) => void;
  readonly onRename: (path: Path, name: string) => void;
}

/** The options of a step, from the engine's own table. What a form cannot write is written in the text beside it. */
export function StepForm({ document, writing, step, table, routes, resources, onSet, onRename }: StepFormProps): ReactNode {
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
        <OptionField key={option.name} document={document} writing={writing} step={step} at={options} option={option} table={table} routes={routes} resources={resources} onSet={onSet} onRename={onRename} />
      ))}
      {MAKES_THE_BODY.has(step.name) && (
        <MappingPanel
          body={givenAt(step, routes, writing.shapes)}
          script={scriptOf(valueAt(document, body))}
          onWrite={(script) => writing.onScript(step, script)}
          onLookUp={(field) => writing.onLookUp(step, field)}
        />
      )}
      {step.name === 'to' && <FurtherInputs document={document} at={options} known={kind.options.flatMap(keysOf)} onSet={onSet} />}
    </div>
  );
}

/** Steps whose expression becomes the body. */
const MAKES_THE_BODY = new Set(['setBody', 'transform']);

/** The script of a step, whatever its language; what is written in another form is left alone. */
function scriptOf(body: unknown): string {
  const members = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const script = members['groovy'] ?? members['simple'] ?? (Object.keys(members).length === 0 ? '' : undefined);
  return typeof script === 'string' ? script : '-';
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
  readonly writing: Writing;
  readonly step: Step;
  readonly at: Path;
  readonly option: Option;
  readonly table: StepTable;
  readonly routes: readonly Route[];
  readonly resources: Resources | undefined;
  readonly onSet: StepFormProps['onSet'];
  readonly onRename: StepFormProps['onRename'];
}

function OptionField({ document, writing, step, at, option, table, routes, resources, onSet, onRename }: OptionFieldProps): ReactNode {
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
            return <StatementField label={option.name} document={document} writing={writing} path={path} text={text} routes={routes} table={table} resources={resources} source={String(members['dataSource'] ?? '').replace(/^#/, '')} />;
          case 'expression':
            return (
              <>
                {keys.length > 1 && (
                  <Select
                    aria-label={option.name}
                    className="tg-language"
                    value={key}
                    options={keys.map((language) => ({ value: language }))}
                    onChange={(language: string) => {
                      // what is a text with a value in it is the value alone to a script
                      const alone = language === 'groovy' ? /^\$\{([\w.]+)\}$/.exec(text)?.[1] : undefined;
                      if (value === undefined) onSet([...at, language], language === 'groovy' ? 'body' : '${body}');
                      else if (alone !== undefined) writing.onScript(step, alone);
                      else onRename(path, language);
                    }}
                  />
                )}
                {key === 'groovy' ? <ScriptField label={option.name} document={document} writing={writing} path={path} text={text} step={step} routes={routes} table={table} /> : <Written id={id} value={text} onWrite={put} />}
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

interface CodeFieldProps {
  readonly label: string;
  readonly document: ServiceDocument;
  readonly writing: Writing;
  readonly path: Path;
  readonly text: string;
  readonly routes: readonly Route[];
  readonly table: StepTable;
}

/** What the editor of a text within the document needs, whatever its language is. */
function useCode({ label, document, writing, path, text }: CodeFieldProps, written: (text: string) => string): EditorParts & { readonly marks: readonly Mark[] | undefined } {
  const { t } = useTranslation('designer');
  const { marks } = writing;
  const within = useMemo(() => {
    if (marks === undefined) return undefined;
    const at = writtenAt(document, path);
    return at === undefined ? [] : marksWithin(marks, at);
    // marks are there only for the document as it is, and come anew with each
  }, [marks]);
  return {
    label,
    text,
    marks: within,
    onChange: (next) => writing.onType(path, next.trim() === '' ? undefined : written(next.trimEnd())),
    undo: writing.undo,
    redo: writing.redo,
    fixLabel: (suggestion) => t('fix', { suggestion }),
  };
}

const statement = (text: string): string => `${text}\n`;
const script = (text: string): string => (text.includes('\n') ? `${text}\n` : text);

function StatementField({ resources, source, ...props }: CodeFieldProps & { readonly resources: Resources | undefined; readonly source: string }): ReactNode {
  const client = useClient();
  const inWords = useInWords();
  const found = useQuery({ queryKey: [RESOURCES, 'of', source], queryFn: () => askForResourcesOf(client, source), enabled: source !== '', staleTime: 60_000 });
  const tables = useMemo(() => tablesOf(found.data ?? [], inWords), [found.data, inWords]);
  const values = useSame(valuesOf(props.document, props.routes, inWords));
  return (
    <SqlEditor
      tables={tables}
      defaultSchema={resources?.sources.find((one) => one.id === source)?.default_schema ?? ''}
      functions={props.table.sql_functions}
      values={values}
      {...useCode(props, statement)}
    />
  );
}

function ScriptField({ step, ...props }: CodeFieldProps & { readonly step: Step }): ReactNode {
  const inWords = useInWords();
  const body = givenAt(step, props.routes, props.writing.shapes);
  const words = useSame({ ...valuesOf(props.document, props.routes, inWords), functions: props.table.functions, ...(body === undefined ? {} : { body }) });
  return <ScriptEditor words={words} inWords={inWords} {...useCode(props, script)} />;
}

/** The same object as long as it says the same, so that an editor is not set up anew with each letter. */
function useSame<T>(value: T): T {
  return useMemo(() => value, [JSON.stringify(value)]);
}

function useInWords(): InWords {
  const { language } = useTranslation().i18n;
  return useMemo(() => formatsOf(language).text, [language]);
}

/** A text that is written into the document when its field is left, so that each of them is one edit. */
function Written({ id, value, onWrite }: { readonly id: string; readonly value: string; readonly onWrite: (text: string) => void }): ReactNode {
  const [typing, setTyping] = useState<string>();
  return (
    <Input
      id={id}
      spellCheck={false}
      className="tg-written"
      value={typing ?? value}
      onChange={(event) => setTyping(event.target.value)}
      onPressEnter={(event) => event.currentTarget.blur()}
      onBlur={() => {
        if (typing !== undefined && typing !== value) onWrite(typing);
        setTyping(undefined);
      }}
    />
  );
}
