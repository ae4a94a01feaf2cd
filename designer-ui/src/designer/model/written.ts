import { isScalar } from 'yaml';
import type { Scalar } from 'yaml';
import type { Diagnostic } from '../../api/diagnostic';
import { nodeAt } from './document';
import type { ServiceDocument } from './document';
import type { Path } from './path';

/** A text of the document as it reads, and where each of its characters is written. */
export interface Written {
  readonly value: string;
  /** Offsets in the document: one for each character of the value, and the one behind the last. */
  readonly places: readonly number[];
}

/** Something told of a stretch of a text. Offsets count from 0, the end is exclusive. */
export interface Mark {
  readonly from: number;
  readonly to: number;
  readonly severity: Diagnostic['severity'];
  readonly code: string;
  readonly message: string;
  readonly suggestion?: string;
}

/** What was found, at the places of a text it is told by lines and columns. */
export function marksOf(text: string, diagnostics: readonly Diagnostic[]): readonly Mark[] {
  const starts = [0];
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
  const at = (line: number, column: number): number => {
    const index = Math.max(0, Math.min(line - 1, starts.length - 1));
    const end = (starts[index + 1] ?? text.length + 1) - 1;
    return Math.min((starts[index] ?? 0) + Math.max(0, column - 1), end);
  };
  return diagnostics.map((one) => {
    const from = at(one.line, one.column);
    return {
      from,
      to: Math.max(from, at(one.endLine, one.endColumn)),
      severity: one.severity,
      code: one.code,
      message: [one.message, one.help].filter(Boolean).join('\n'),
      ...(one.suggestion === undefined ? {} : { suggestion: one.suggestion }),
    };
  });
}

/** The marks that lie in a text of the document, at their places within it. */
export function marksWithin(marks: readonly Mark[], written: Written): readonly Mark[] {
  const { places } = written;
  const first = places[0] ?? 0;
  const end = places.at(-1) ?? first;
  const inside = (offset: number): number => {
    const found = places.findIndex((place) => place >= offset);
    return found < 0 ? places.length - 1 : found;
  };
  return marks.filter((mark) => mark.from <= end && (mark.to > first || mark.from >= first)).map((mark) => ({ ...mark, from: inside(mark.from), to: inside(mark.to) }));
}

/**
 * A text as it is written in the document; absent when nothing is there, or when it is written in a way that is not followed, such as folded lines.
 */
export function writtenAt(document: ServiceDocument, path: Path): Written | undefined {
  const node = nodeAt(document, path);
  if (!isScalar(node) || !node.range) return undefined;
  const [start, end] = node.range;
  const value = node.value === null ? '' : String(node.value);
  const followed = follow(document.text, node.type, start, end);
  // what was not read as YAML reads it has no places to trust
  return followed?.value === value ? followed : undefined;
}

function follow(text: string, type: Scalar.Type | undefined, start: number, end: number): Written | undefined {
  switch (type) {
    case 'BLOCK_LITERAL':
      return literal(text, start, end);
    case 'QUOTE_DOUBLE':
      return quoted(text, start, end, /\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)/y, (escape) => JSON.parse(`"${escape.replace(/^\\x/, '\\u00')}"`) as string);
    case 'QUOTE_SINGLE':
      return quoted(text, start, end, /''/y, () => "'");
    case 'PLAIN':
      return { value: text.slice(start, end), places: Array.from({ length: end - start + 1 }, (_, i) => start + i) };
    default:
      return undefined;
  }
}

function literal(text: string, start: number, end: number): Written | undefined {
  const header = text.indexOf('\n', start);
  const [, stated, chomping] = /^\|([1-9])?([+-])?/.exec(text.slice(start, start + 3)) ?? [];
  if (header < 0) return undefined;
  const lines = text.slice(header + 1, end).split('\n');
  // a block that ends with its line break has no further line
  if (lines.at(-1) === '') lines.pop();
  const own = lines.find((line) => line.trim() !== '');
  if (own === undefined) return undefined;
  const above = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const indent = stated === undefined ? own.length - own.replace(/^ +/, '').length : keyColumn(above) + Number(stated);
  let value = '';
  const places: number[] = [];
  let at = header + 1;
  for (const line of lines) {
    for (let i = indent; i < line.length; i++) {
      value += line[i];
      places.push(at + i);
    }
    value += '\n';
    places.push(at + line.length);
    at += line.length + 1;
  }
  const body = value.replace(/\n+$/, '');
  const kept = chomping === '+' ? value : chomping === '-' ? body : `${body}\n`;
  return { value: kept, places: [...places.slice(0, kept.length), places[kept.length] ?? at] };
}

/** Where the key stands whose value begins on a line: behind the dashes before it. */
const keyColumn = (line: string): number => /^[\s-]*/.exec(line)?.[0].length ?? 0;

function quoted(text: string, start: number, end: number, escapes: RegExp, read: (escape: string) => string): Written | undefined {
  let value = '';
  const places: number[] = [];
  for (let at = start + 1; at < end - 1; ) {
    escapes.lastIndex = at;
    const escape = escapes.exec(text)?.[0];
    try {
      value += escape === undefined ? text[at] : read(escape);
    } catch {
      return undefined;
    }
    places.push(at);
    at += escape?.length ?? 1;
  }
  return { value, places: [...places, end - 1] };
}
