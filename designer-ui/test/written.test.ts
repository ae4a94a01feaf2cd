import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../src/api/diagnostic';
import { read, set, valueAt } from '../src/designer/model/document';
import { marksOf, marksWithin, writtenAt } from '../src/designer/model/written';

const found = (line: number, column: number, endLine: number, endColumn: number): Diagnostic => ({
  code: 'SQL-COLUMN',
  severity: 'error',
  message: 'there is no column',
  help: '',
  suggestion: 'entry_id',
  file: 'service.yaml',
  line,
  column,
  endLine,
  endColumn,
});

const marked = (text: string, path: (string | number)[], diagnostic: Diagnostic): string[] => {
  const document = read(text);
  const written = writtenAt(document, path);
  if (written === undefined) throw new Error('not followed');
  expect(written.value).toBe(valueAt(document, path));
  return marksWithin(marksOf(text, [diagnostic]), written).map((mark) => written.value.slice(mark.from, mark.to));
};

const BLOCK = `a:
  - to:
      query: |
        select entri_id,
               status

        from dec.head
      next: 1
`;

describe('a text within the document', () => {
  it('has what is told of its lines at its own places', () => {
    expect(marked(BLOCK, ['a', 0, 'to', 'query'], found(4, 16, 4, 24))).toEqual(['entri_id']);
    expect(marked(BLOCK, ['a', 0, 'to', 'query'], found(7, 14, 7, 22))).toEqual(['dec.head']);
    expect(marked(BLOCK, ['a', 0, 'to', 'query'], found(4, 16, 5, 22))).toEqual(['entri_id,\n       status']);
  });

  it('has nothing of what is told of others', () => {
    expect(marked(BLOCK, ['a', 0, 'to', 'query'], found(8, 7, 8, 11))).toEqual([]);
    expect(marked(BLOCK, ['a', 0, 'to', 'query'], found(2, 5, 2, 7))).toEqual([]);
  });

  it('is followed through quotes', () => {
    expect(marked('a: "x \\"entri\\" y"\n', ['a'], found(1, 9, 1, 14))).toEqual(['entri']);
    expect(marked("a: 'it''s entri'\n", ['a'], found(1, 11, 1, 16))).toEqual(['entri']);
    expect(marked('a: plain entri\n', ['a'], found(1, 10, 1, 15))).toEqual(['entri']);
    expect(marked('- { a: "entri" }\n', [0, 'a'], found(1, 9, 1, 14))).toEqual(['entri']);
  });

  it.each(['>\n  folded\n  lines\n', 'plain over\n  lines\n', '"over\n  lines"\n'])('that is folded is not followed: %s', (value) => {
    expect(writtenAt(read(`a: ${value}`), ['a'])).toBeUndefined();
  });
});

const FORMS = ['|\n      select 1\n      from x\n', '|-\n      a\n      b\n', '"quoted"\n', "'single'\n", 'plain\n'];
const TEXTS = ['select 1\nfrom x\n', '  leading\nless\n', '\n\nafter empty lines', 'a\n\n\nb\n', 'trailing  \n  \nx', '\tx\ny', 'a: b # c\n- d\n', "it's\n\"x\"\\n", '中文\n𠮷 x\n', '---\n...\n', '\n', 'a\n\n\n'];

describe('a text that is written', () => {
  it.each(FORMS.flatMap((form) => TEXTS.map((text) => [form, text] as const)))('over %j as %j reads the same, and is followed', (form, text) => {
    for (const around of [`top:\n  - a: ${form}    b: 2\nlast: 3\n`, `top:\n  - b: 2\n    a: ${form}last: 3\n`]) {
      const before = read(around);
      expect(before.sound).toBe(true);
      const after = set(before, ['top', 0, 'a'], text);
      expect(after.sound).toBe(true);
      const value = valueAt(after, ['top', 0, 'a']);
      expect(value).toBe(text);
      expect(valueAt(after, ['top', 0, 'b'])).toBe(2);
      expect(valueAt(after, ['last'])).toBe(3);
      const written = writtenAt(after, ['top', 0, 'a']);
      expect(written?.value).toBe(value);
      for (const [i, place] of (written?.places ?? []).slice(0, -1).entries()) {
        const character = text[i];
        if (character !== undefined && /\w/.test(character)) expect(after.text[place]).toBe(character);
      }
    }
  });
});
