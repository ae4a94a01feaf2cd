import { isMap, isSeq } from 'yaml';
import { align, elementsAt } from './alignment';
import { elementText, insert, nodeAt, read, remove, set, valueAt } from './document';
import type { ServiceDocument } from './document';
import { idOf } from './path';
import type { Path } from './path';
import { mergeLines } from '../../parts/lines';

/** One edit of the text somebody else saved. Paths are places of that text. */
type Edit =
  | { readonly kind: 'set'; readonly path: Path; readonly value: unknown }
  | { readonly kind: 'remove'; readonly path: Path }
  /** `order` keeps what goes to the same place in its order. */
  | { readonly kind: 'insert'; readonly path: Path; readonly index: number; readonly order: number; readonly element: string };

/** A place both changed, each in another way. */
export interface Conflict {
  /** Of the place, in the text somebody else saved; where they removed it, of the place it was at. */
  readonly id: string;
  readonly path: Path;
  /** As it was, as it is here and as somebody else saved it, as YAML; absent where it is not there. */
  readonly base?: string;
  readonly mine?: string;
  readonly theirs?: string;
  /** What makes mine of theirs. */
  readonly edits: readonly Edit[];
}

/** What two persons made of one text. */
export interface Merge {
  readonly theirs: ServiceDocument;
  /** What only this side changed. */
  readonly edits: readonly Edit[];
  readonly conflicts: readonly Conflict[];
  /** The text when it is put together line by line; absent when both changed the same lines. */
  readonly lines?: string;
}

/**
 * Brings what was changed here into what somebody else saved meanwhile; `base` is what both began with. Whatever only one side touched is kept as that
 * side has it, comments included; steps both put into the same place are both there, theirs first.
 */
export function merge(base: string, mine: string, theirs: string): Merge {
  const documents: Three = { base: read(base), mine: read(mine), theirs: read(theirs) };
  if (!documents.base.sound || !documents.mine.sound || !documents.theirs.sound) {
    // what is no document yet is taken or left as a whole
    const whole: Conflict = { id: '', path: [], base, mine, theirs, edits: [{ kind: 'set', path: [], value: mine }] };
    return { theirs: documents.theirs, edits: [], conflicts: mine === base || mine === theirs ? [] : [whole] };
  }
  const found: Found = { edits: [], conflicts: [] };
  mergeNode(documents, { base: [], mine: [], theirs: [] }, found);
  return { theirs: documents.theirs, ...found, ...byLines(base, mine, theirs) };
}

/**
 * Where both changed other lines, the lines of both are taken, with whatever is no part of the model, such as comments. That they come to the same
 * as the model does is looked at when the text is made.
 */
function byLines(base: string, mine: string, theirs: string): { readonly lines?: string } {
  const text = mergeLines(base, mine, theirs);
  return text === undefined || !read(text).sound ? {} : { lines: text };
}

/** The text both sides come to, with mine where it was chosen. */
export function merged({ theirs, edits, conflicts, lines }: Merge, mine: ReadonlySet<string>): string {
  const all = [...edits, ...conflicts.filter((conflict) => mine.has(conflict.id)).flatMap((conflict) => conflict.edits)];
  const whole = all.find((edit) => edit.kind === 'set' && edit.path.length === 0);
  if (whole?.kind === 'set') return String(whole.value);
  // from the last to the first, so that places stay right
  const { text } = all.toSorted(laterFirst).reduce(apply, theirs);
  return lines !== undefined && conflicts.length === 0 && same(valueAt(read(lines), []), valueAt(read(text), [])) ? lines : text;
}

interface Three {
  readonly base: ServiceDocument;
  readonly mine: ServiceDocument;
  readonly theirs: ServiceDocument;
}

interface Places {
  readonly base: Path;
  readonly mine: Path;
  readonly theirs: Path;
}

interface Found {
  readonly edits: Edit[];
  readonly conflicts: Conflict[];
}

function apply(document: ServiceDocument, edit: Edit): ServiceDocument {
  switch (edit.kind) {
    case 'set':
      return set(document, edit.path, edit.value);
    case 'remove':
      return remove(document, edit.path);
    case 'insert':
      return insert(document, edit.path, edit.index, edit.element);
  }
}

/** Where an edit is, so that one further down, or within, comes first; at one place what is put before it comes last. */
function laterFirst(one: Edit, other: Edit): number {
  const [a, b] = [placeOf(one), placeOf(other)];
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const [x, y] = [a[i], b[i]];
    if (x === y) continue;
    if (x === undefined) return 1;
    if (y === undefined) return -1;
    if (typeof x === 'number' && typeof y === 'number') return y - x;
    return String(x) < String(y) ? -1 : 1;
  }
  return rank(one) - rank(other);
}

const placeOf = (edit: Edit): Path => (edit.kind === 'insert' ? [...edit.path, edit.index] : edit.path);
// of several elements for one place the last goes in first
const rank = (edit: Edit): number => (edit.kind === 'insert' ? 1e6 - edit.order : 0);

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

function mergeNode(documents: Three, at: Places, found: Found): void {
  const values = { base: valueAt(documents.base, at.base), mine: valueAt(documents.mine, at.mine), theirs: valueAt(documents.theirs, at.theirs) };
  if (same(values.mine, values.base) || same(values.mine, values.theirs)) return;
  const nodes = [nodeAt(documents.base, at.base), nodeAt(documents.mine, at.mine), nodeAt(documents.theirs, at.theirs)];
  if (nodes.every(isMap)) {
    const keys = new Set([values.base, values.mine, values.theirs].flatMap((value) => Object.keys(value as object)));
    for (const key of keys) mergeNode(documents, { base: [...at.base, key], mine: [...at.mine, key], theirs: [...at.theirs, key] }, found);
    return;
  }
  if (nodes.every(isSeq) && at.theirs.length > 0) {
    mergeList(documents, at, found);
    return;
  }
  const edit: Edit = { kind: 'set', path: at.theirs, value: values.mine };
  if (same(values.theirs, values.base)) {
    found.edits.push(edit);
    return;
  }
  found.conflicts.push({
    id: idOf(at.theirs),
    path: at.theirs,
    ...textOf('base', values.base),
    ...textOf('mine', values.mine),
    ...textOf('theirs', values.theirs),
    edits: [edit],
  });
}

function mergeList(documents: Three, at: Places, found: Found): void {
  const [base, mine, theirs] = [elementsAt(documents.base, at.base), elementsAt(documents.mine, at.mine), elementsAt(documents.theirs, at.theirs)];
  const toMine = new Map(align(base, mine));
  const toTheirs = new Map(align(base, theirs));
  const inserted = (from: number, to: number, index: number): void => {
    for (let i = from; i < to; i++) {
      const element = elementText(documents.mine, [...at.mine, i]);
      // what both put in is there already
      if (element !== undefined && !theirs.some((one, j) => same(one, mine[i]) && ![...toTheirs.values()].includes(j))) {
        found.edits.push({ kind: 'insert', path: at.theirs, index, order: i, element });
      }
    }
  };
  let [nextMine, nextTheirs] = [0, 0];
  for (let i = 0; i < base.length; i++) {
    const [here, there] = [toMine.get(i), toTheirs.get(i)];
    if (there !== undefined) nextTheirs = there;
    if (here !== undefined) {
      // behind what they put there
      inserted(nextMine, here, nextTheirs);
      nextMine = here + 1;
    }
    const places = { base: [...at.base, i], mine: [...at.mine, here ?? 0], theirs: [...at.theirs, there ?? nextTheirs] };
    if (here !== undefined && there !== undefined) {
      const element = elementText(documents.mine, places.mine);
      // one that is nobody else's is taken as it is written, with its comments
      if (element !== undefined && elementText(documents.base, places.base) === elementText(documents.theirs, places.theirs)) {
        if (element !== elementText(documents.theirs, places.theirs)) {
          found.edits.push({ kind: 'remove', path: places.theirs }, { kind: 'insert', path: at.theirs, index: there, order: here, element });
        }
      } else mergeNode(documents, places, found);
    } else if (here !== undefined && !same(base[i], mine[here])) {
      const element = elementText(documents.mine, places.mine) ?? '';
      found.conflicts.push({
        id: `${idOf(places.theirs)}#${i}`,
        path: places.theirs,
        ...textOf('base', elementText(documents.base, places.base)),
        mine: element,
        edits: [{ kind: 'insert', path: at.theirs, index: nextTheirs, order: here, element }],
      });
    } else if (there !== undefined && here === undefined) {
      const edit: Edit = { kind: 'remove', path: places.theirs };
      if (same(base[i], theirs[there])) found.edits.push(edit);
      else {
        found.conflicts.push({
          id: `${idOf(places.theirs)}#${i}`,
          path: places.theirs,
          ...textOf('base', elementText(documents.base, places.base)),
          ...textOf('theirs', elementText(documents.theirs, places.theirs)),
          edits: [edit],
        });
      }
    }
    if (there !== undefined) nextTheirs = there + 1;
  }
  inserted(nextMine, mine.length, theirs.length);
}

function textOf(side: 'base' | 'mine' | 'theirs', value: unknown): { [side]?: string } {
  if (value === undefined) return {};
  return { [side]: typeof value === 'string' ? value : JSON.stringify(value, undefined, 2) };
}
