import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { indentWithTab } from '@codemirror/commands';
import { yaml, yamlLanguage } from '@codemirror/lang-yaml';
import { keymap } from '@codemirror/view';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import type { Mark } from '../model/written';
import { CodeEditor } from './CodeEditor';
import type { EditorParts } from './CodeEditor';

interface YamlEditorProps extends EditorParts {
  readonly marks: readonly Mark[] | undefined;
  /** Names that can be completed, with what they are. */
  readonly words: readonly Completion[];
  readonly shown?: readonly [number, number];
}

/** Indentation is what a document is made of, so the key for it writes it. */
const indenting = keymap.of([indentWithTab]);

/** The document as text, beside the canvas. */
export function YamlEditor({ words, ...parts }: YamlEditorProps): ReactNode {
  const language = useMemo(() => [yaml(), yamlLanguage.data.of({ autocomplete: (context: CompletionContext) => completed(context, words) })], [words]);
  return <CodeEditor className="tg-yaml" language={language} extensions={indenting} {...parts} />;
}

function completed(context: CompletionContext, words: readonly Completion[]): CompletionResult | null {
  const word = context.matchBefore(/[\w#/.-]+/);
  if (word === null && !context.explicit) return null;
  return { from: word?.from ?? context.pos, options: [...words], validFor: /^[\w#/.-]*$/ };
}
