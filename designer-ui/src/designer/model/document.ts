import { isCollection, isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, stringify } from 'yaml';
import type { Document, Node, YAMLMap, YAMLSeq } from 'yaml';
import { within } from './path';
import type { Path } from './path';

/** A document as written: its text and the tree of it. Every edit makes another one. */
export interface ServiceDocument {
  readonly text: string;
  readonly tree: Document.Parsed;
  /** Whether the tree is whole. A text that is broken can be typed on, and nothing else. */
  readonly sound: boolean;
  /** Where its lines begin. */
  readonly lines: LineCounter;
}

export function read(text: string): ServiceDocument {
  const lines = new LineCounter();
  const tree = parseDocument(text, { lineCounter: lines });
  return { text, tree, lines, sound: tree.errors.length === 0 && isMap(tree.contents) };
}

export function nodeAt(document: ServiceDocument, path: Path): Node | undefined {
  const node = path.length === 0 ? document.tree.contents : document.tree.getIn(path, true);
  return (node as Node | null | undefined) ?? undefined;
}

export function valueAt(document: ServiceDocument, path: Path): unknown {
  const node = nodeAt(document, path);
  return node === undefined ? undefined : node.toJS(document.tree);
}

/** From where to where something is written, as offsets of the text. */
export function rangeAt(document: ServiceDocument, path: Path): readonly [number, number] | undefined {
  const range = nodeAt(document, path)?.range;
  return range ? [range[0], range[1]] : undefined;
}

// ---- Edits. All of them replace the fewest characters, so that whatever was not touched stays as it was written. ----

/** Puts an element into a list at `path`, which comes to be when it is not there. `element` is as {@link elementText} gives it. */
export function insert(document: ServiceDocument, path: Path, index: number, element: string): ServiceDocument {
  const block = unfold(document, path);
  const list = nodeAt(block, path);
  const [above, body] = withoutComments(element);
  if (!isSeq(list) || list.items.length === 0) return set(block, path, raw([...above, `- ${hang(body, 2)}`].join('\n')));
  const place = index < list.items.length ? itemLines(block, list, index).start : itemLines(block, list, list.items.length - 1).end;
  const indent = dashIndent(block, list, Math.min(index, list.items.length - 1));
  const before = place > 0 && block.text[place - 1] !== '\n' ? '\n' : '';
  const lines = [...above, `- ${hang(body, indent + 2)}`].map((line) => ' '.repeat(indent) + line).join('\n');
  return splice(block, place, place, `${before}${lines}\n`);
}

/** The comments an element begins with, and the rest of it. */
function withoutComments(element: string): readonly [readonly string[], string] {
  const lines = element.split('\n');
  const first = lines.findIndex((line) => !line.startsWith('#'));
  return [lines.slice(0, first), lines.slice(first).join('\n')];
}

/** Moves an element to a place in a list; absent when that lies within the element itself. */
export function move(document: ServiceDocument, from: Path, to: Path, index: number): ServiceDocument | undefined {
  const element = elementText(document, from);
  if (element === undefined || within(to, from)) return undefined;
  // what stands behind the place moves on by one
  const passed = from[to.length];
  const moved = within(from, to) && typeof passed === 'number' && passed >= index ? from.with(to.length, passed + 1) : from;
  return remove(insert(document, to, index, element), moved);
}

/** Takes an element out of a list, with the comments above it. A list that is empty then stays as `[]`. */
export function remove(document: ServiceDocument, path: Path): ServiceDocument {
  const block = unfold(document, path.slice(0, -1));
  const listPath = path.slice(0, -1);
  const list = nodeAt(block, listPath);
  const index = path.at(-1);
  if (!isSeq(list) || typeof index !== 'number' || list.items[index] === undefined) return document;
  if (list.items.length === 1) return set(block, listPath, raw('[]'));
  const lines = itemLines(block, list, index);
  return splice(block, lines.start, lines.end, '');
}

/** An element of a list as YAML that begins in the first column, after the comments that stand above it. */
export function elementText(document: ServiceDocument, path: Path): string | undefined {
  const list = nodeAt(document, path.slice(0, -1));
  const index = path.at(-1);
  if (!isSeq(list) || typeof index !== 'number' || list.items[index] === undefined) return undefined;
  if (list.flow) return stringify(list.items[index], { lineWidth: 0 }).trimEnd();
  const lines = itemLines(document, list, index);
  const indent = dashIndent(document, list, index);
  const above = document.text.slice(lines.start, lines.dash).split('\n').slice(0, -1);
  const body = document.text
    .slice(lines.dash, lines.end)
    .trimEnd()
    .split('\n')
    .map((line, i) => (i === 0 ? line.slice(indent).replace(/^-\s/, '') : line.slice(Math.min(indent + 2, indentOf(line)))));
  return [...above.map((line) => line.trim()), ...body].join('\n');
}

/** Text that is YAML already. */
interface Raw {
  readonly yaml: string;
}
const raw = (yaml: string): Raw => ({ yaml });
const isRaw = (value: unknown): value is Raw => typeof value === 'object' && value !== null && 'yaml' in value;

/**
 * Sets what stands at `path`, which ends with a key; maps on the way come to be. `undefined` takes the key away. A scalar keeps the way it is
 * quoted.
 */
export function set(document: ServiceDocument, path: Path, value: unknown): ServiceDocument {
  if (value === undefined) return drop(document, path);
  const node = nodeAt(document, path);
  const map = nodeAt(document, path.slice(0, -1));
  const key = path.at(-1);
  if (key === undefined) return document;
  if (!isMap(map)) {
    // a short form such as `simple: ${body}` is not a map that could take a key; nothing on the way is one either
    return map === undefined || (isScalar(map) && map.value === null) ? set(document, path.slice(0, -1), { [key]: isRaw(value) ? null : value }) : document;
  }
  const flow = Boolean(map.flow);
  if (flow && (isRaw(value) || (typeof value === 'object' && value !== null))) return set(unfold(document, path.slice(0, -1)), path, value);
  const indent = keyIndent(document, map);
  if (node?.range) {
    const [start, end] = node.range;
    if (isScalar(node) && typeof value !== 'object') return splice(document, start, end, scalar(String(node.type), value, flow, indent, end > start && document.text[end - 1] === '\n'));
    const keyEnd = keyEndOf(document, map, key);
    // a block of lines begins after the line of its key
    const written = afterKey(value, indent);
    const stop = document.text.slice(start, end).endsWith('\n') ? start + document.text.slice(start, end).trimEnd().length : end;
    return splice(document, keyEnd, stop, written);
  }
  const keyEnd = keyEndOf(document, map, key);
  if (keyEnd >= 0) return splice(document, keyEnd, keyEnd, afterKey(value, indent));
  return append(document, map, String(key), value, indent);
}

/** Writes another name for the key a path ends with; its value stays as it was written. */
export function rename(document: ServiceDocument, path: Path, name: string): ServiceDocument {
  const map = nodeAt(document, path.slice(0, -1));
  const key = path.at(-1);
  const pair = isMap(map) ? map.items.find((one) => isScalar(one.key) && one.key.value === key) : undefined;
  const range = (pair?.key as Node | undefined)?.range;
  return range ? splice(document, range[0], range[1], name) : document;
}

function append(document: ServiceDocument, map: YAMLMap, key: string, value: unknown, indent: number): ServiceDocument {
  const range = map.range;
  if (!range) return document;
  if (map.flow) {
    const close = range[1] - 1;
    const inside = document.text.slice(range[0] + 1, close);
    const at = range[0] + 1 + inside.trimEnd().length;
    const pair = `${key}: ${scalar('PLAIN', value, true, indent, false)}`;
    return splice(document, at, close, `${inside.trim() === '' ? ' ' : ', '}${pair} `);
  }
  const end = range[0] + document.text.slice(range[0], range[1]).trimEnd().length;
  return splice(document, end, end, `\n${' '.repeat(indent)}${key}:${afterKey(value, indent)}`);
}

function drop(document: ServiceDocument, path: Path): ServiceDocument {
  const block = unfold(document, path.slice(0, -1));
  const map = nodeAt(block, path.slice(0, -1));
  const key = path.at(-1);
  if (!isMap(map) || !map.has(key)) return document;
  if (map.items.length === 1) return path.length < 2 ? document : set(block, path.slice(0, -1), raw('{}'));
  const index = map.items.findIndex((pair) => isScalar(pair.key) && pair.key.value === key);
  const indent = keyIndent(block, map);
  const start = keyStartOf(map, index);
  const first = lineStart(block.text, start);
  const end = blockEnd(block.text, first, indent);
  if (index > 0) return splice(block, first, end, '');
  // the first key may stand behind the dash of its element
  const next = keyStartOf(map, 1);
  return splice(block, start, next, '');
}

/** Makes lines of the outermost `{…}` or `[…]` that holds what stands at `path`, for lines are what elements are put between. */
function unfold(document: ServiceDocument, path: Path): ServiceDocument {
  for (let depth = 0; depth <= path.length; depth++) {
    const outer = path.slice(0, depth);
    const node = nodeAt(document, outer);
    if (!isCollection(node) || !node.flow || !node.range) continue;
    if (isSeq(node) && node.items.length === 0) return document;
    const parent = nodeAt(document, outer.slice(0, -1));
    const lines = inLines(node).trimEnd();
    if (isMap(parent)) return set(document, outer, raw(lines));
    const column = node.range[0] - lineStart(document.text, node.range[0]);
    return splice(document, node.range[0], node.range[1], hang(lines, column));
  }
  return document;
}

function inLines(node: YAMLMap | YAMLSeq | Node): string {
  const copy = (node as YAMLMap).clone() as YAMLMap;
  const open = (one: unknown): void => {
    if (!isCollection(one)) return;
    one.flow = false;
    for (const item of one.items) open(isPair(item) ? item.value : item);
  };
  open(copy);
  return stringify(copy, { lineWidth: 0 });
}

function splice(document: ServiceDocument, start: number, end: number, text: string): ServiceDocument {
  return read(document.text.slice(0, start) + text + document.text.slice(end));
}

/** What follows a key and its colon. */
function afterKey(value: unknown, indent: number): string {
  if (isRaw(value)) {
    return value.yaml === '[]' || value.yaml === '{}' ? ` ${value.yaml}` : `\n${' '.repeat(indent + 2)}${hang(value.yaml, indent + 2)}`;
  }
  if (typeof value === 'object' && value !== null) {
    const text = stringify(value, { lineWidth: 0 }).trimEnd();
    return /^[{[]/.test(text) ? ` ${text}` : `\n${' '.repeat(indent + 2)}${hang(text, indent + 2)}`;
  }
  return ` ${scalar('PLAIN', value, false, indent, false)}`;
}

/** A scalar in the way the former one was written, as far as that can hold it. */
function scalar(type: string, value: unknown, flow: boolean, indent: number, lineBreak: boolean): string {
  const text = String(value);
  const end = lineBreak ? '\n' : '';
  if (typeof value === 'string' && text.includes('\n') && !flow) {
    const body = text.replace(/\n$/, '');
    // lines that end with several breaks are read by where the document goes on
    if (body.trim() === '' || body.endsWith('\n')) return JSON.stringify(text) + end;
    // how far lines stand in is read off the first of them, unless it is stated
    const stated = /^\s/.test(body) ? '2' : '';
    return `|${stated}${text.endsWith('\n') ? '' : '-'}\n${' '.repeat(indent + 2)}${hang(body, indent + 2)}${end}`;
  }
  if (typeof value === 'string' && !text.includes('\n')) {
    if (type === 'QUOTE_DOUBLE') return JSON.stringify(text) + end;
    if (type === 'QUOTE_SINGLE') return `'${text.replaceAll("'", "''")}'${end}`;
  }
  if (!flow) return stringify(value, { lineWidth: 0 }).trimEnd() + end;
  return stringify([value], { lineWidth: 0, collectionStyle: 'flow', flowCollectionPadding: false }).trimEnd().slice(1, -1);
}

/** Indents all lines but the first. */
const hang = (text: string, indent: number): string => text.replaceAll(/\n(?=[^\n])/g, `\n${' '.repeat(indent)}`);

const lineStart = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1;
const indentOf = (line: string): number => line.length - line.trimStart().length;

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}

/** Where the block ends whose first line begins at `start`: before the next line that is not farther in than `indent`. */
function blockEnd(text: string, start: number, indent: number): number {
  let end = lineEnd(text, start);
  let at = end;
  while (at < text.length) {
    const next = lineEnd(text, at);
    const line = text.slice(at, next);
    if (line.trim() !== '') {
      if (indentOf(line) <= indent) break;
      end = next;
    }
    at = next;
  }
  return end;
}

function keyStartOf(map: YAMLMap, index: number): number {
  const key = map.items[index]?.key as Node | undefined;
  return key?.range?.[0] ?? -1;
}

/** Behind the colon of a key; below zero when the map has no such key. */
function keyEndOf(document: ServiceDocument, map: YAMLMap, key: string | number): number {
  const pair = map.items.find((one) => isScalar(one.key) && one.key.value === key);
  const range = (pair?.key as Node | undefined)?.range;
  return range ? document.text.indexOf(':', range[1]) + 1 : -1;
}

function keyIndent(document: ServiceDocument, map: YAMLMap): number {
  const start = keyStartOf(map, 0);
  return start < 0 ? 0 : start - lineStart(document.text, start);
}

function dashIndent(document: ServiceDocument, list: YAMLSeq, index: number): number {
  const start = (list.items[index] as Node | undefined)?.range?.[0] ?? 0;
  return indentOf(document.text.slice(lineStart(document.text, start), start + 1));
}

/** The lines of an element: from the comments above it, from its dash, and to its end. */
function itemLines(document: ServiceDocument, list: YAMLSeq, index: number): { start: number; dash: number; end: number } {
  const text = document.text;
  const dash = lineStart(text, (list.items[index] as Node | undefined)?.range?.[0] ?? 0);
  const indent = dashIndent(document, list, index);
  let start = dash;
  while (start > 0) {
    const above = lineStart(text, start - 1);
    const line = text.slice(above, start);
    if (!line.trimStart().startsWith('#') || indentOf(line) !== indent) break;
    start = above;
  }
  return { start, dash, end: blockEnd(text, dash, indent) };
}
