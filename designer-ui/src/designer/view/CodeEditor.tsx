import { autocompletion, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap } from '@codemirror/commands';
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import type { Diagnostic as Told } from '@codemirror/lint';
import { searchKeymap } from '@codemirror/search';
import { Annotation, Compartment, EditorState } from '@codemirror/state';
import type { Extension, Text } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import type { Mark } from '../model/written';

/** What every editor of the designer is given. */
export interface EditorParts {
  readonly label: string;
  readonly text: string;
  readonly onChange: (text: string) => void;
  /** Undo and redo go over text and canvas, so they are not the editor's. */
  readonly undo: () => void;
  readonly redo: () => void;
  /** What a quick fix writes into the place of a mark. */
  readonly fixLabel: (suggestion: string) => string;
}

interface CodeEditorProps extends EditorParts {
  readonly className: string;
  /** What was found in the text; absent while nobody has looked at it as it is now. */
  readonly marks: readonly Mark[] | undefined;
  /** The language with its completions. Another value takes the place of the one before. */
  readonly language: Extension;
  /** What only this kind of text has, for as long as the editor lives. */
  readonly extensions?: Extension;
  /** Whether white space at the end is how the text is written, and not what it is. */
  readonly openEnd?: boolean;
  /** Lines to bring into view, from 1. */
  readonly shown?: readonly [number, number];
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
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected], .cm-tooltip-autocomplete-disabled.cm-tooltip-autocomplete > ul > li[aria-selected]': { background: 'var(--tg-soft)', color: 'var(--tg-text)' },
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

/** A text under the hand. What happens outside comes in as the smallest change, so that cursor and view stay. */
export function CodeEditor(props: CodeEditorProps): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | undefined>(undefined);
  const language = useRef(new Compartment());
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
          autocompletion(),
          language.current.of(now.current.language),
          look,
          colours,
          keymap.of([
            { key: 'Mod-z', run: () => (now.current.undo(), true), preventDefault: true },
            { key: 'Mod-Shift-z', run: () => (now.current.redo(), true), preventDefault: true },
            { key: 'Mod-y', run: () => (now.current.redo(), true), preventDefault: true },
            ...completionKeymap,
            ...lintKeymap,
            ...searchKeymap,
            ...defaultKeymap,
          ]),
          now.current.extensions ?? [],
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
    view.current?.dispatch({ effects: language.current.reconfigure(props.language) });
  }, [props.language]);

  useEffect(() => {
    const editor = view.current;
    if (editor === undefined) return;
    const before = editor.state.doc.toString();
    if (now.current.openEnd && before.trimEnd() === props.text.trimEnd()) return;
    const change = smallest(before, props.text);
    if (change !== undefined) editor.dispatch({ changes: change, annotations: fromOutside.of(true) });
  }, [props.text]);

  useEffect(() => {
    const editor = view.current;
    if (editor === undefined || props.marks === undefined) return;
    editor.dispatch(
      setDiagnostics(
        editor.state,
        props.marks.map((one) => told(editor.state.doc, one, now.current.fixLabel)),
      ),
    );
  }, [props.marks]);

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

  return <div className={props.className} ref={place} />;
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

function told(doc: Text, mark: Mark, fixLabel: (suggestion: string) => string): Told {
  const { suggestion } = mark;
  return {
    from: Math.min(mark.from, doc.length),
    to: Math.min(mark.to, doc.length),
    severity: mark.severity === 'note' ? 'info' : mark.severity,
    source: mark.code,
    message: mark.message,
    actions:
      suggestion === undefined
        ? []
        : [{ name: fixLabel(suggestion), apply: (editor, start, end) => editor.dispatch({ changes: { from: start, to: end, insert: suggestion } }) }],
  };
}
