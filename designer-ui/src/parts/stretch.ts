/** What of a long list is on the screen, and how much room the rest takes, in pixels. */
export interface Stretch {
  /** The first row that is drawn. */
  readonly from: number;
  /** The first row behind it that is not. */
  readonly to: number;
  readonly above: number;
  readonly below: number;
}

/** Rows are drawn and measured in blocks: a step of the scroll bar then seldom draws anything. */
export const BLOCK = 20;

/**
 * The stretch of a list that is to be drawn: the blocks one can see, and one more on each side.
 *
 * @param rows of the whole list
 * @param heights of the blocks that were drawn before, by number, in pixels
 * @param usual height of a row nobody has measured, in pixels
 * @param top how far it is scrolled, in pixels
 * @param seen how much of it can be seen at once, in pixels
 */
export function stretchOf(rows: number, heights: ReadonlyMap<number, number>, usual: number, top: number, seen: number): Stretch {
  const blocks = Math.ceil(rows / BLOCK);
  const heightOf = (block: number): number => heights.get(block) ?? Math.min(BLOCK, rows - block * BLOCK) * usual;
  let first = 0;
  let at = 0;
  while (first < blocks - 1 && at + heightOf(first) <= top) at += heightOf(first++);
  let last = first;
  let end = at + heightOf(first);
  while (last < blocks - 1 && end < top + seen) end += heightOf(++last);
  if (first > 0) at -= heightOf(--first);
  if (last < blocks - 1) end += heightOf(++last);
  let below = 0;
  for (let block = last + 1; block < blocks; block++) below += heightOf(block);
  return { from: first * BLOCK, to: Math.min(rows, (last + 1) * BLOCK), above: at, below };
}
