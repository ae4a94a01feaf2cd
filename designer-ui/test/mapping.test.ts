import { describe, expect, it } from 'vitest';
import type { Shape } from '../src/api/designing';
import { movedField, readMapping, renamed, sourcesIn, withField, withoutField, writeMapping } from '../src/designer/model/mapping';
import type { Mapping } from '../src/designer/model/mapping';

const RECORD: Shape = { type: 'record', members: [{ name: 'id', type: 'string' }, { name: 'head', type: 'record', members: [{ name: 'status', type: 'string' }] }, { name: 'items', type: 'list', element: { type: 'record', members: [] } }] };
const TWO: Mapping = { list: false, fields: [{ name: 'a', from: 'id' }, { name: 'b', from: 'head.status' }] };

describe('a mapping', () => {
  it('is taken from the members of a record, or of the elements of a list', () => {
    expect(sourcesIn(RECORD).map((source) => source.from)).toEqual(['id', 'head', 'head.status', 'items']);
    expect(sourcesIn({ type: 'list', element: RECORD }).map((source) => source.from)).toEqual(['id', 'head', 'head.status', 'items']);
    expect(sourcesIn(undefined)).toEqual([]);
  });

  it.each([true, false])('reads as it was written, of a list: %s', (list) => expect(readMapping(writeMapping({ ...TWO, list }))).toEqual({ ...TWO, list }));

  it('is read however it is laid out', () => {
    expect(readMapping('[a: body.id, b: body.head.status]')).toEqual(TWO);
    expect(readMapping('body.collect{[a:it.id]}')).toEqual({ list: true, fields: [{ name: 'a', from: 'id' }] });
  });

  it.each(['', 'body', '[:]', '[a: body.id + 1]', '[a: [b: body.id]]', '[a: it.id]', 'body.collect { [a: body.id] }', "[a: 'x, b: body.c']", '[a: body.id, ]', 'body + [a: body.id]', 'body.collect { it -> [a: it.id] }'])('is no other script: %j', (script) =>
    expect(readMapping(script)).toBeUndefined(),
  );

  it('has each name once', () => {
    expect(withField(withField({ list: false, fields: [] }, 'head.status'), 'status').fields.map((field) => field.name)).toEqual(['status', 'status_2']);
    expect(withField(TWO, 'x', 0).fields[0]).toEqual({ name: 'x', from: 'x' });
    expect(renamed(TWO, 0, 'b')).toBe(TWO);
    expect(renamed(TWO, 0, 'no name')).toBe(TWO);
    expect(renamed(TWO, 0, 'c').fields[0]).toEqual({ name: 'c', from: 'id' });
  });

  it('is put in order', () => {
    expect(movedField(TWO, 0, 1).fields.map((field) => field.name)).toEqual(['b', 'a']);
    expect(movedField(TWO, 0, 2)).toBe(TWO);
    expect(withoutField(TWO, 0).fields.map((field) => field.name)).toEqual(['b']);
  });
});
