import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import type { Offered, Word } from '../model/completions';

const TYPES: Readonly<Record<Word['kind'], string>> = { name: 'variable', field: 'property', function: 'function', keyword: 'keyword' };

/** A word as CodeMirror offers it; a function is written with its parentheses, and the cursor between them. */
export function option(word: Word): Completion {
  return {
    label: word.label,
    type: TYPES[word.kind],
    ...(word.detail === undefined ? {} : { detail: word.detail }),
    ...(word.kind === 'function'
      ? { apply: (view, _, from, to) => view.dispatch({ changes: { from, to, insert: `${word.label}()` }, selection: { anchor: from + word.label.length + 1 } }) }
      : {}),
  };
}

/** What the model offers at a place, in the form of CodeMirror. */
export function completed(offered: Offered | undefined, context: CompletionContext): CompletionResult | null {
  if (offered === undefined || (offered.replaces === 0 && !context.explicit && !/[.#]/.test(context.state.sliceDoc(context.pos - 1, context.pos)))) return null;
  return { from: context.pos - offered.replaces, options: offered.words.map(option), validFor: /^[:#]*\w*$/ };
}
