import { describe, expect, it } from 'vitest';
import { compareLines, hunksOf } from '../src/parts/lines';

const shown = (before: string, after: string): string[] => compareLines(before, after).map((line) => `${{ same: ' ', gone: '-', new: '+' }[line.kind]}${line.number} ${line.text}`);

describe('two texts compared line by line', () => {
  it('shows what is written again after what it replaces', () => {
    expect(shown('a\nb\nc\n', 'a\nB\nc\n')).toEqual([' 1 a', '-2 b', '+2 B', ' 3 c']);
  });

  it('keeps what only moved apart', () => {
    expect(shown('a\nb\nc\nd', 'a\nx\nb\nc\ny\nd')).toEqual([' 1 a', '+2 x', ' 3 b', ' 4 c', '+5 y', ' 6 d']);
  });

  it('shows all of a text that stands alone', () => {
    expect(shown('', 'a\nb\n')).toEqual(['+1 a', '+2 b']);
    expect(shown('a\n', '')).toEqual(['-1 a']);
  });

  it.each([
    ['a\nb\na\nb\nc', 'b\na\nc\nb'],
    ['x\nx\nx', 'x\ny\nx\nx\nx'],
    ['one\ntwo', 'three'],
  ])('gives both texts back', (before, after) => {
    const lines = compareLines(before, after);
    const without = (kind: string): string => lines.filter((line) => line.kind !== kind).map((line) => line.text).join('\n');
    expect(without('new')).toBe(before);
    expect(without('gone')).toBe(after);
  });

  it('leaves out what is far from any change', () => {
    const many = Array.from({ length: 20 }, (_, at) => `line ${at}`);
    const hunks = hunksOf(compareLines(many.join('\n'), many.with(10, 'other').join('\n')), 2);
    expect(hunks.map((hunk) => ('left' in hunk ? hunk.left : hunk.lines.map((line) => line.text)))).toEqual([8, ['line 8', 'line 9', 'line 10', 'other', 'line 11', 'line 12'], 7]);
  });
});
