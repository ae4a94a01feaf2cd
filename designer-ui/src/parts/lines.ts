/** A line of two texts that are compared. */
export interface Line {
  readonly kind: 'same' | 'gone' | 'new';
  readonly text: string;
  /** Its number in the text it is in, from 1; of a line of both, in the later one. */
  readonly number: number;
}

/** A run of lines: such that are shown, or so many that are left out because nothing near them changed. */
export type Hunk = { readonly lines: readonly Line[] } | { readonly left: number };

const linesOf = (text: string): string[] => text.replace(/\n$/, '').split('\n');

/**
 * Compares two texts line by line, by a longest common subsequence: what both have stays, and what is written again stands after what it
 * replaces. Takes time and memory of the product of the lines that differ, which is fine for documents of some thousand lines.
 */
export function compareLines(before: string, after: string): Line[] {
  const old = before === '' ? [] : linesOf(before);
  const now = after === '' ? [] : linesOf(after);
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < old.length - head && tail < now.length - head && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail++;
  const height = old.length - head - tail;
  const width = now.length - head - tail;
  const row = width + 1;
  // how many lines are common from there on
  const common = new Uint32Array((height + 1) * row);
  for (let i = height - 1; i >= 0; i--) {
    for (let j = width - 1; j >= 0; j--) {
      common[i * row + j] =
        old[head + i] === now[head + j] ? (common[(i + 1) * row + j + 1] ?? 0) + 1 : Math.max(common[(i + 1) * row + j] ?? 0, common[i * row + j + 1] ?? 0);
    }
  }
  const lines: Line[] = now.slice(0, head).map((text, at) => ({ kind: 'same', text, number: at + 1 }));
  let i = 0;
  let j = 0;
  while (i < height || j < width) {
    const gone = old[head + i];
    const come = now[head + j];
    if (i < height && j < width && gone === come) {
      lines.push({ kind: 'same', text: come ?? '', number: head + j + 1 });
      i++;
      j++;
    } else if (i < height && (j === width || (common[(i + 1) * row + j] ?? 0) >= (common[i * row + j + 1] ?? 0))) {
      lines.push({ kind: 'gone', text: gone ?? '', number: head + i + 1 });
      i++;
    } else {
      lines.push({ kind: 'new', text: come ?? '', number: head + j + 1 });
      j++;
    }
  }
  for (let at = now.length - tail; at < now.length; at++) lines.push({ kind: 'same', text: now[at] ?? '', number: at + 1 });
  return lines;
}

/** Leaves out what is further than `context` lines from any change. */
export function hunksOf(lines: readonly Line[], context: number): Hunk[] {
  const near = lines.map((_, at) => lines.slice(Math.max(0, at - context), at + context + 1).some((line) => line.kind !== 'same'));
  const hunks: Hunk[] = [];
  for (let at = 0; at < lines.length; ) {
    let end = at;
    while (end < lines.length && near[end] === near[at]) end++;
    hunks.push(near[at] ? { lines: lines.slice(at, end) } : { left: end - at });
    at = end;
  }
  return hunks;
}

/** Puts what two made of one text together, line by line; absent when both changed the same lines, or lines that meet. */
export function mergeLines(base: string, one: string, other: string): string | undefined {
  const changes = [...changesOf(base, one), ...changesOf(base, other)].toSorted((a, b) => a.from - b.from || a.to - b.to);
  const before = linesOf(base);
  const lines: string[] = [];
  let at = 0;
  let last: Changed | undefined;
  for (const change of changes) {
    if (last !== undefined && last.from === change.from && last.to === change.to && last.lines.join('\n') === change.lines.join('\n')) continue;
    if (last !== undefined && change.from <= last.to) return undefined;
    lines.push(...before.slice(at, change.from), ...change.lines);
    at = change.to;
    last = change;
  }
  return `${[...lines, ...before.slice(at)].join('\n')}\n`;
}

/** Lines of the former text, from 0 and without the last, with what stands in their place. */
interface Changed {
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
}

function changesOf(before: string, after: string): Changed[] {
  const changes: { from: number; to: number; lines: string[] }[] = [];
  let at = 0;
  for (const line of compareLines(before, after)) {
    const open = changes.at(-1)?.to === at ? changes.at(-1) : undefined;
    if (line.kind === 'same') at++;
    else {
      const change = open ?? { from: at, to: at, lines: [] };
      if (open === undefined) changes.push(change);
      if (line.kind === 'gone') change.to = ++at;
      else change.lines.push(line.text);
    }
  }
  return changes;
}
