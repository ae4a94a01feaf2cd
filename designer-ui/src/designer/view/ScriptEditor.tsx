import type { CompletionContext } from '@codemirror/autocomplete';
import { StreamLanguage } from '@codemirror/language';
import { groovy } from '@codemirror/legacy-modes/mode/groovy';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { completeScript } from '../model/completions';
import type { InWords, ScriptWords } from '../model/completions';
import type { Mark } from '../model/written';
import { CodeEditor } from './CodeEditor';
import type { EditorParts } from './CodeEditor';
import { completed } from './offering';

interface ScriptEditorProps extends EditorParts {
  readonly marks: readonly Mark[] | undefined;
  readonly words: ScriptWords;
  readonly inWords: InWords;
}

const SCRIPT = StreamLanguage.define(groovy);

/** A script, with the functions it may call and what there is at its step. */
export function ScriptEditor({ words, inWords, ...parts }: ScriptEditorProps): ReactNode {
  const language = useMemo(
    () => [SCRIPT, SCRIPT.data.of({ autocomplete: (context: CompletionContext) => completed(completeScript(words, context.state.sliceDoc(0, context.pos), inWords), context) })],
    [inWords, words],
  );
  return <CodeEditor className="tg-code tg-code-small" openEnd language={language} {...parts} />;
}
