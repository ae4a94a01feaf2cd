import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { copyRow, moveRow, readTable, removeRow, setCell, setId, setWhy, TableError } from '../src/console/rules/table';

const RULES = join(import.meta.dirname, '../../samples/rules');
const tables = readdirSync(RULES)
  .filter((file) => /^(classify|mask|open|limits|influence)/.test(file))
  .map((file) => [file, readFileSync(join(RULES, file), 'utf8')] as const);
const agent = readFileSync(join(RULES, 'mask-agent.yaml'), 'utf8');

describe('a decision table as a grid', () => {
  it('shows what is written', () => {
    const table = readTable(agent);
    expect(table).toMatchObject({ table: 'mask-agent', stage: 'mask' });
    expect(table.rows.map((row) => row.id)).toContain('prices');
    const prices = table.rows.find((row) => row.id === 'prices');
    expect(prices?.when.get('sensitivity')).toBe('{ atLeast: S1 }');
    expect(prices?.then.get('mask')).toBe('M-DROP');
    expect(table.columns.when).toEqual(expect.arrayContaining(['relation', 'sensitivity', 'category']));
  });

  it.each(tables)('writes back %s as it is', (_, text) => {
    const { rows } = readTable(text);
    for (const [index, row] of rows.entries()) {
      const [key, value] = [...row.then][0] ?? ['', ''];
      expect(setCell(text, index, 'then', key, value)).toBe(text);
      expect(setId(text, index, row.id)).toBe(text);
    }
  });

  it('changes one cell and nothing else', () => {
    const index = readTable(agent).rows.findIndex((row) => row.id === 'prices');
    const edited = setCell(agent, index, 'then', 'mask', 'none');
    expect(edited).toBe(agent.replace('{ mask: M-DROP, unless: agent_prices }', '{ mask: none, unless: agent_prices }'));
    expect(setCell(edited, index, 'then', 'unless', ' ')).toContain('then: { mask: none }');
  });

  it('adds a condition to a row that has none of it', () => {
    const edited = setCell(agent, 0, 'when', 'area', '[transport, manifest]');
    expect(readTable(edited).rows[0]?.when.get('area')).toBe('[transport, manifest]');
    expect(readTable(edited).rows.slice(1).map((row) => row.id)).toEqual(readTable(agent).rows.slice(1).map((row) => row.id));
  });

  it.each(tables)('moves, copies and removes rows of %s and their comments', (_, text) => {
    const { rows } = readTable(text);
    const last = rows.length - 1;
    expect(moveRow(moveRow(text, 0, last), last, 0)).toBe(text);
    const copied = copyRow(text, 0);
    expect(readTable(copied).rows).toHaveLength(rows.length + 1);
    expect(readTable(copied).rows[1]?.id).toBe(`${rows[0]?.id}-2`);
    expect(removeRow(copied, 1)).toBe(text);
  });

  it('takes a comment along with the row it stands before', () => {
    const text = 'table: a\nstage: mask\nrows:\n  - id: one\n    then: { mask: none }\n  # why two\n  - id: two # here\n    then: { mask: none }\n';
    expect(moveRow(text, 1, 0)).toBe(
      'table: a\nstage: mask\nrows:\n  # why two\n  - id: two # here\n    then: { mask: none }\n  - id: one\n    then: { mask: none }\n',
    );
  });

  it('writes reasons that need quotes', () => {
    const why = { zh: '价格: "保密"', en: "what one's own, [business] #takes" };
    expect(readTable(setWhy(agent, 0, why)).rows[0]?.why).toEqual(why);
  });

  it('refuses what is no value, no id and no table, and loses nothing', () => {
    for (const bad of ['{ a', 'none }, then: { mask: x', 'none, unless: x', '"open']) {
      expect(() => setCell(agent, 0, 'then', 'mask', bad), bad).toThrow(TableError);
    }
    expect(() => setId(agent, 0, 'no id')).toThrow(TableError);
    expect(() => setCell(agent, 99, 'then', 'mask', 'none')).toThrow(TableError);
    expect(() => readTable('pack: x\n')).toThrow(TableError);
    expect(() => readTable('rows: [')).toThrow(TableError);
    expect(() => removeRow('table: a\nrows:\n  - id: one\n', 0)).toThrow(TableError);
  });
});
