import { autocompletion, completionKeymap } from '@codemirror/autocomplete';
import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { defaultKeymap, indentWithTab } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import type { Diagnostic as Mark } from '@codemirror/lint';
import { searchKeymap } from '@codemirror/search';
import { Annotation, EditorState } from '@codemirror/state';
import type { Text } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import type { Diagnostic } from '../../api/diagnostic';

interface YamlEditorProps {
  readonly label: string;
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly diagnostics: readonly Diagnostic[];
  /** Names that can be completed, with what they are. */
  readonly words: readonly Completion[];
  /** Lines to bring into view, from 1. */
  readonly shown?: readonly [number, number];
  /** Undo and redo go over text and canvas, so they are not the editor's. */
  readonly undo: () => void;
  readonly redo: () => void;
  /** What a quick fix writes into the place of a diagnostic. */
  readonly fixLabel: (suggestion: string) => string;
}

/** Marks changes that came from outside, which are not told back. */
const fromOutside = Annotation.define<boolean>();

const NONCE = document.querySelector<HTMLElement>('meta[property="csp-nonce"]')?.nonce;

const look = EditorView.theme({
  '&': { height: '100%', fontSize: '13px', color: 'var(--tg-text)', backgroundColor: 'var(--tg-surface)' },
  '.cm-scroller': { fontFamily: 'var(--tg-mono)', lineHeight: '1.55' },
  '.cm-gutters': { backgroundColor: 'var(--tg-surface)', color: 'var(--tg-quiet)', borderRight: '1px solid var(--tg-line)' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--tg-hover)' },
  '.cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': { background: 'var(--tg-soft) !important' },
  '.cm-cursor': { borderLeftColor: 'var(--tg-text)' },
  '&.cm-focused': { outline: '2px solid var(--tg-link)', outlineOffset: '-2px' },
  '.cm-tooltip': { backgroundColor: 'var(--tg-raised)', border: '1px solid var(--tg-edge)', color: 'var(--tg-text)' },
});

const colours = syntaxHighlighting(
  HighlightStyle.define([
    { tag: [tags.definition(tags.propertyName), tags.propertyName], color: 'var(--tg-link)' },
    { tag: [tags.string, tags.content], color: 'var(--tg-text)' },
    { tag: tags.comment, color: 'var(--tg-quiet)', fontStyle: 'italic' },
    { tag: [tags.keyword, tags.atom, tags.number], color: 'var(--tg-success)' },
  ]),
);

/** The document as text, beside the canvas. What happens outside comes in as the smallest change, so that cursor and view stay. */
export function YamlEditor(props: YamlEditorProps): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | undefined>(undefined);
  const now = useRef(props);
  useEffect(() => {
    now.current = props;
  });

  useEffect(() => {
    if (place.current === null) return undefined;
    const editor = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: now.current.text,
        extensions: [
          NONCE === undefined || NONCE === '' ? [] : EditorView.cspNonce.of(NONCE),
          EditorView.contentAttributes.of({ 'aria-label': now.current.label, tabindex: '0' }),
          lineNumbers(),
          drawSelection(),
          highlightActiveLine(),
          bracketMatching(),
          indentOnInput(),
          lintGutter(),
          yaml(),
          look,
          colours,
          autocompletion({ override: [(context) => completed(context, now.current.words)] }),
          keymap.of([
            { key: 'Mod-z', run: () => (now.current.undo(), true), preventDefault: true },
            { key: 'Mod-Shift-z', run: () => (now.current.redo(), true), preventDefault: true },
            { key: 'Mod-y', run: () => (now.current.redo(), true), preventDefault: true },
            ...completionKeymap,
            ...lintKeymap,
            ...searchKeymap,
            ...defaultKeymap,
            indentWithTab,
          ]),
          EditorView.updateListener.of((update) => {
            if (update.docChanged && !update.transactions.some((one) => one.annotation(fromOutside))) now.current.onChange(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = editor;
    return () => editor.destroy();
  }, []);

  useEffect(() => {
    const editor = view.current;
    if (editor === undefined) return;
    const change = smallest(editor.state.doc.toString(), props.text);
    if (change !== undefined) editor.dispatch({ changes: change, annotations: fromOutside.of(true) });
  }, [props.text]);

  useEffect(() => {
    const editor = view.current;
    if (editor === undefined) return;
    editor.dispatch(
      setDiagnostics(
        editor.state,
        props.diagnostics.map((one) => mark(editor.state.doc, one, now.current.fixLabel)),
      ),
    );
  }, [props.diagnostics, props.text]);

  const [from, to] = props.shown ?? [0, 0];
  useEffect(() => {
    const editor = view.current;
    if (editor === undefined || from === 0 || editor.hasFocus) return;
    const doc = editor.state.doc;
    const anchor = doc.line(Math.min(from, doc.lines)).from;
    editor.dispatch({
      selection: { anchor, head: doc.line(Math.min(to, doc.lines)).to },
      effects: EditorView.scrollIntoView(anchor, { y: 'center' }),
    });
  }, [from, to]);

  return <div className="tg-yaml" ref={place} />;
}

function smallest(before: string, after: string): { from: number; to: number; insert: string } | undefined {
  if (before === after) return undefined;
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < most - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return { from: head, to: before.length - tail, insert: after.slice(head, after.length - tail) };
}

function mark(doc: Text, diagnostic: Diagnostic, fixLabel: (suggestion: string) => string): Mark {
  const at = (line: number, column: number): number => {
    const found = doc.line(Math.max(1, Math.min(line, doc.lines)));
    return Math.min(found.from + Math.max(0, column - 1), found.to);
  };
  const from = at(diagnostic.line, diagnostic.column);
  const to = Math.max(from, at(diagnostic.endLine, diagnostic.endColumn));
  const { suggestion } = diagnostic;
  return {
    from,
    to,
    severity: diagnostic.severity === 'note' ? 'info' : diagnostic.severity,
    source: diagnostic.code,
    message: [diagnostic.message, diagnostic.help].filter(Boolean).join('\n'),
    actions:
      suggestion === undefined
        ? []
        : [{ name: fixLabel(suggestion), apply: (editor, start, end) => editor.dispatch({ changes: { from: start, to: end, insert: suggestion } }) }],
  };
}

function completed(context: CompletionContext, words: readonly Completion[]): CompletionResult | null {
  const word = context.matchBefore(/[\w#/.-]+/);
  if (word === null && !context.explicit) return null;
  return { from: word?.from ?? context.pos, options: [...words], validFor: /^[\w#/.-]*$/ };
}
