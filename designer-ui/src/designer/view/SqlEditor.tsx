import type { CompletionContext } from '@codemirror/autocomplete';
import { PostgreSQL, schemaCompletionSource } from '@codemirror/lang-sql';
import type { SQLNamespace } from '@codemirror/lang-sql';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { completeBinding } from '../model/completions';
import type { Offered, Tables, Values, Word } from '../model/completions';
import type { Mark } from '../model/written';
import { CodeEditor } from './CodeEditor';
import type { EditorParts } from './CodeEditor';
import { completed, option } from './offering';

interface SqlEditorProps extends EditorParts {
  readonly marks: readonly Mark[] | undefined;
  readonly tables: Tables;
  /** Of the source; its tables need no schema before them. */
  readonly defaultSchema: string;
  /** Functions a statement may call. */
  readonly functions: readonly string[];
  readonly values: Values;
}

/** Words a statement is put together with; what they may be put together to, the engine judges. */
const CLAUSES = 'select distinct from join left inner full cross lateral on using where and or not in exists between like is null case when then else end group by having order asc desc nulls first last limit offset with recursive union all except intersect over partition filter as cast true false interval date'
  .split(' ')
  .map((label): Word => ({ label, kind: 'keyword' }));

/** A statement, with the tables and columns of its source. */
export function SqlEditor({ tables, defaultSchema, functions, values, ...parts }: SqlEditorProps): ReactNode {
  const language = useMemo(() => {
    const words = [...CLAUSES, ...functions.map((label): Word => ({ label, kind: 'function' }))];
    const sources = [
      schemaCompletionSource({ dialect: PostgreSQL, schema: namespaceOf(tables), defaultSchema }),
      (context: CompletionContext) => completed(completeBinding(values, context.state.sliceDoc(0, context.pos)), context),
      (context: CompletionContext) => completed(wordsFor(context, words), context),
    ];
    return [PostgreSQL.language, ...sources.map((autocomplete) => PostgreSQL.language.data.of({ autocomplete }))];
  }, [defaultSchema, functions, tables, values]);
  return <CodeEditor className="tg-code" openEnd language={language} {...parts} />;
}

function wordsFor(context: CompletionContext, words: readonly Word[]): Offered | undefined {
  const started = context.matchBefore(/\w+$/);
  const from = started?.from ?? context.pos;
  // behind a dot stands a column, behind a colon a value
  if ((started === null && !context.explicit) || /[.:#]/.test(context.state.sliceDoc(Math.max(0, from - 1), from))) return undefined;
  return { replaces: context.pos - from, words };
}

function namespaceOf(tables: Tables): SQLNamespace {
  const children = (schema: string): SQLNamespace => Object.fromEntries((tables.get(schema) ?? []).map((table) => [table.name.label, { self: option(table.name), children: table.columns.map(option) }]));
  return Object.fromEntries([...tables.keys()].map((schema) => [schema, children(schema)]));
}
