import { describe, expect, it } from 'vitest';
import { BLOCK, stretchOf } from '../src/parts/stretch';

const ROW = 40;
const ROWS = 10_000;
const WHOLE = ROWS * ROW;

describe('what of a long list is drawn', () => {
  it.each([0, 1, 799, 800, 123_456, WHOLE - 900, WHOLE])('holds what one sees at %i, little more, and room for the rest', (top) => {
    const { from, to, above, below } = stretchOf(ROWS, new Map(), ROW, top, 900);
    expect(above).toBe(from * ROW);
    expect(below).toBe((ROWS - to) * ROW);
    expect(above).toBeLessThanOrEqual(top);
    expect(above + (to - from) * ROW).toBeGreaterThanOrEqual(Math.min(WHOLE, top + 900));
    expect(to - from).toBeLessThanOrEqual(5 * BLOCK);
  });

  it('goes by the heights that were measured', () => {
    // the first three blocks are ten times as high as usual
    const heights = new Map([0, 1, 2].map((block) => [block, BLOCK * ROW * 10]));
    const { from, to, above } = stretchOf(ROWS, heights, ROW, BLOCK * ROW * 20 + 1, 900);
    expect([from, above]).toEqual([BLOCK, BLOCK * ROW * 10]);
    expect(to).toBe(4 * BLOCK);
  });

  it('draws all of a list that is shorter than the screen', () => {
    expect(stretchOf(7, new Map(), ROW, 0, 900)).toEqual({ from: 0, to: 7, above: 0, below: 0 });
    expect(stretchOf(0, new Map(), ROW, 0, 900)).toEqual({ from: 0, to: 0, above: 0, below: 0 });
  });

  it('comes back into a list that became shorter', () => {
    const { from, to, below } = stretchOf(BLOCK + 1, new Map(), ROW, WHOLE, 900);
    expect([from, to, below]).toEqual([0, BLOCK + 1, 0]);
  });
});
