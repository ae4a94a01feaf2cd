import { isMap, isScalar, isSeq, LineCounter, parse, parseDocument, Scalar } from 'yaml';
import type { Document, Pair, YAMLMap } from 'yaml';

/** One side of a row: what is asked (`when`) or what is decided (`then`). */
export type Side = 'when' | 'then';

/** A row of a decision table, each cell as it is written. */
export interface Row {
  readonly id: string;
  readonly when: ReadonlyMap<string, string>;
  readonly then: ReadonlyMap<string, string>;
  readonly why: { readonly zh: string; readonly en: string };
  /** Where it begins in the text, from 1. */
  readonly line: number;
}

/** A decision table as a grid shows it. */
export interface DecisionTable {
  readonly table: string;
  readonly stage: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly rows: readonly Row[];
  /** Keys that some row has, in the order they are met. */
  readonly columns: Readonly<Record<Side, readonly string[]>>;
}

/** Why a text is no table, or an edit cannot be made. */
export class TableError extends Error {
  readonly reason: 'no-table' | 'bad-cell' | 'no-row';

  constructor(reason: TableError['reason']) {
    super(reason);
    this.reason = reason;
  }
}

/**
 * The grid of a text.
 *
 * @throws TableError when the text is no decision table; it can still be edited as a text
 */
export function readTable(text: string): DecisionTable {
  const { document, lines } = parsed(text);
  const root = document.contents;
  const rows = rowsOf(document);
  if (!isMap(root) || rows === undefined) throw new TableError('no-table');
  const read = rows.map((row): Row => {
    const why = plain(row.get('why'));
    return {
      id: String(row.get('id') ?? ''),
      when: cells(text, row, 'when'),
      then: cells(text, row, 'then'),
      why: { zh: String(why.zh ?? ''), en: String(why.en ?? '') },
      line: lines.linePos(row.range?.[0] ?? 0).line,
    };
  });
  const keys = (side: Side): string[] => [...new Set(read.flatMap((row) => [...row[side].keys()]))];
  const title = plain(root.get('title'));
  return {
    table: String(root.get('table') ?? ''),
    stage: String(root.get('stage') ?? ''),
    title: { zh: String(title.zh ?? ''), en: String(title.en ?? '') },
    rows: read,
    columns: { when: keys('when'), then: keys('then') },
  };
}

/**
 * The text with one cell written otherwise; an empty cell is taken away. Whatever stands elsewhere stays as it is, with its comments.
 *
 * @throws TableError when there is no such row, or what is written is no YAML value
 */
export function setCell(text: string, row: number, side: Side, key: string, cell: string): string {
  const found = rowAt(text, row);
  const written = new Map(cells(text, found, side));
  const value = cell.trim();
  if (value === '') written.delete(key);
  else {
    mustBeValue(value);
    written.set(key, value);
  }
  const flow = written.size === 0 ? '{}' : `{ ${[...written].map(([name, content]) => `${name}: ${content}`).join(', ')} }`;
  return put(text, found, side, flow);
}

/** The text with another reason of a row, in both languages. */
export function setWhy(text: string, row: number, why: Row['why']): string {
  return put(text, rowAt(text, row), 'why', `{ zh: ${quoted(why.zh)}, en: ${quoted(why.en)} }`);
}

/** The text with another id of a row. */
export function setId(text: string, row: number, id: string): string {
  if (!/^[a-z][a-z0-9-]*$/.test(id)) throw new TableError('bad-cell');
  return put(text, rowAt(text, row), 'id', id);
}

/** The text with a copy of a row behind it, under an id that is free. */
export function copyRow(text: string, row: number): string {
  const blocks = blocksOf(text);
  const block = blocks.rows[row];
  if (block === undefined) throw new TableError('no-row');
  const taken = new Set(readTable(text).rows.map((each) => each.id));
  const id = readTable(text).rows[row]?.id ?? '';
  let free = `${id}-2`;
  for (let count = 3; taken.has(free); count++) free = `${id}-${count}`;
  const copied = arranged(blocks, [...blocks.rows.slice(0, row + 1), block, ...blocks.rows.slice(row + 1)]);
  return setId(copied, row + 1, free);
}

/** The text without a row, and the comment that stands right before it. */
export function removeRow(text: string, row: number): string {
  const blocks = blocksOf(text);
  if (blocks.rows[row] === undefined || blocks.rows.length === 1) throw new TableError('no-row');
  return arranged(
    blocks,
    blocks.rows.filter((_, index) => index !== row),
  );
}

/** The text with a row at another place; its comment goes with it. */
export function moveRow(text: string, from: number, to: number): string {
  const blocks = blocksOf(text);
  const moved = blocks.rows[from];
  if (moved === undefined || to < 0 || to >= blocks.rows.length) throw new TableError('no-row');
  const rest = blocks.rows.filter((_, index) => index !== from);
  return arranged(blocks, [...rest.slice(0, to), moved, ...rest.slice(to)]);
}

function parsed(text: string): { document: Document.Parsed; lines: LineCounter } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, keepSourceTokens: true });
  if (document.errors.length > 0) throw new TableError('no-table');
  return { document, lines };
}

function rowsOf(document: Document.Parsed): YAMLMap[] | undefined {
  const rows = isMap(document.contents) ? document.contents.get('rows') : undefined;
  return isSeq(rows) && rows.items.every((row) => isMap(row)) ? (rows.items as YAMLMap[]) : undefined;
}

function rowAt(text: string, row: number): YAMLMap {
  const found = rowsOf(parsed(text).document)?.[row];
  if (found === undefined) throw new TableError('no-row');
  return found;
}

function cells(text: string, row: YAMLMap, side: Side): ReadonlyMap<string, string> {
  const map = row.get(side);
  const found = new Map<string, string>();
  if (!isMap(map)) return found;
  for (const { key, value } of map.items as Pair<Scalar, { range?: [number, number, number] }>[]) {
    const range = value?.range;
    found.set(String(key.value), range ? text.slice(range[0], range[1]).replace(/\s*\n\s*/g, ' ').trim() : '');
  }
  return found;
}

/** Writes the value of a key of a row, in the place of the old one or behind the last. */
function put(text: string, row: YAMLMap, key: string, value: string): string {
  const pair = row.items.find((each) => isScalar(each.key) && each.key.value === key);
  const range = (pair?.value as { range?: [number, number, number] } | null | undefined)?.range;
  if (range) return text.slice(0, range[0]) + value + text.slice(range[1]);
  const first = (row.items[0]?.key as Scalar | undefined)?.range?.[0] ?? 0;
  const indent = ' '.repeat(first - (text.lastIndexOf('\n', first - 1) + 1));
  const end = row.range?.[1] ?? text.length;
  return `${text.slice(0, end).replace(/\n$/, '')}\n${indent}${key}: ${value}\n${text.slice(end).replace(/^\n/, '')}`;
}

interface Blocks {
  readonly before: string;
  readonly rows: readonly string[];
  readonly after: string;
}

/** The text of each row from the comment before it to its end, and what stands before the first and behind the last. */
function blocksOf(text: string): Blocks {
  const rows = rowsOf(parsed(text).document);
  if (rows === undefined || rows.length === 0) throw new TableError('no-table');
  const starts = rows.map((row) => commentBefore(text, text.lastIndexOf('\n', (row.range?.[0] ?? 0) - 1) + 1));
  const last = rows[rows.length - 1]?.range?.[1] ?? text.length;
  const lineEnd = text.indexOf('\n', Math.max(last - 1, 0));
  const end = lineEnd < 0 ? text.length : lineEnd + 1;
  return {
    before: text.slice(0, starts[0]),
    rows: starts.map((start, index) => ended(text.slice(start, starts[index + 1] ?? end))),
    after: text.slice(end),
  };
}

function arranged(blocks: Blocks, rows: readonly string[]): string {
  return blocks.before + rows.join('') + blocks.after;
}

const ended = (block: string): string => (block.endsWith('\n') ? block : `${block}\n`);

/** Where the comment begins that stands right before a line; the line itself where there is none. */
function commentBefore(text: string, line: number): number {
  let start = line;
  while (start > 0) {
    const previous = text.lastIndexOf('\n', start - 2) + 1;
    if (!/^\s+#/.test(text.slice(previous, start))) break;
    start = previous;
  }
  return start;
}

function mustBeValue(cell: string): void {
  try {
    const read: unknown = parse(`{ cell: ${cell} }`);
    if (typeof read === 'object' && read !== null && Object.keys(read).length === 1) return;
  } catch {
    // told below
  }
  throw new TableError('bad-cell');
}

function quoted(text: string): string {
  return /^[^\s'"&*!|>%@`#{}[\],:?-][^'"#{}[\],:]*$/.test(text) && text.trim() === text ? text : JSON.stringify(text);
}

function plain(node: unknown): Record<string, unknown> {
  return isMap(node) ? (node.toJSON() as Record<string, unknown>) : {};
}
