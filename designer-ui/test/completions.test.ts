import { describe, expect, it } from 'vitest';
import type { Resource, Shape, StepShapes } from '../src/api/designing';
import { completeBinding, completeScript, givenAt, shapesAt, tablesOf, valuesOf } from '../src/designer/model/completions';
import { read } from '../src/designer/model/document';
import { allSteps, routesOf } from '../src/designer/model/route';

const inEnglish = (both: { zh: string; en: string }): string => both.en;

const DOCUMENT = `service: goods
request:
  get: /goods/{id}
  parameters:
    id: { in: path, type: string, title: { zh: 号, en: Number } }
route:
  from:
    uri: direct:request
    steps:
      - setVariable: { name: kept, groovy: headers.id }
      - split: { simple: "\${body}", steps: [ { log: one }, { log: two } ] }
`;

const document = read(DOCUMENT);
const routes = routesOf(document);
const values = valuesOf(document, routes, inEnglish);

const body: Shape = {
  type: 'record',
  members: [
    { name: 'entry_id', type: 'string', title: { zh: '编号', en: 'Number' } },
    { name: 'items', type: 'list', element: { type: 'record', members: [{ name: 'qty', type: 'number' }] } },
  ],
};

const offered = (before: string): string[] | undefined => completeScript({ ...values, functions: ['size', 'trim'], body }, before, inEnglish)?.words.map((word) => word.label);

describe('what can be written in a script', () => {
  it('begins with what there is', () => expect(offered('')).toContain('body'));
  it('has the members of the body', () => expect(offered('body.')).toEqual(['entry_id', 'items', 'size', 'trim']));
  it('has members within lists behind names of elements', () => expect(offered('body.items.collect { it.q')).toContain('qty'));
  it('does not offer members of elements of the body itself', () => expect(offered('body.')).not.toContain('qty'));
  it('has the parameters', () => expect(offered('headers.')).toEqual(['id']));
  it('has what was kept', () => expect(offered('x + variables.k')).toEqual(['kept']));
  it('says nothing within numbers and texts', () => {
    expect(offered('x + 1.')).toBeUndefined();
    expect(offered("'a")).toBeUndefined();
  });
  it('takes the place of what was begun', () => expect(completeScript({ ...values, functions: [] }, 'def x = bod', inEnglish)?.replaces).toBe(3));
  it('tells what a member is', () => expect(completeScript({ ...values, functions: [], body }, 'body.', inEnglish)?.words[0]?.detail).toBe('string Number'));
});

describe('what a statement can bind', () => {
  it('is what callers send and what was kept', () => expect(completeBinding(values, 'where id = :')?.words.map((word) => word.label)).toEqual([':#id', ':#kept']));
  it('takes the place of its sign', () => expect(completeBinding(values, 'where id = :#i')?.replaces).toBe(3));
  it('is no cast', () => expect(completeBinding(values, "'1'::int")).toBeUndefined());
});

it('tables have their columns with what they are, and operations are none', () => {
  const resource = (kind: Resource['kind'], name: string): Resource => ({
    id: `customs/${name}`,
    source: 'customs',
    kind,
    schema: 'dec',
    name,
    title: { zh: '报关单', en: 'Declaration' },
    fields: [{ name: 'entry_id', title: { zh: '编号', en: 'Number' }, type: 'string', sensitivity: 'S2' }],
  });
  const tables = tablesOf([resource('table', 'head'), resource('operation', 'ask')], inEnglish).get('dec');
  expect(tables?.map((table) => [table.name.label, table.name.detail])).toEqual([['head', 'Declaration']]);
  expect(tables?.[0]?.columns).toEqual([{ label: 'entry_id', kind: 'field', detail: 'Number string S2' }]);
});

it('a step nothing is known of yet finds what the one before it left', () => {
  const [first, second] = allSteps(routes);
  const left: StepShapes = { line: first?.place[0] ?? 0, column: first?.place[1] ?? 0, given: { type: 'nothing' }, variables: {}, yielded: body };
  expect(second && givenAt(second, routes, [left])).toBe(body);
  expect(first && givenAt(first, routes, [left])?.type).toBe('nothing');
  expect(second && givenAt(second, routes, [])).toBeUndefined();
});

it('what there is at a step is told of the step on its line and in its column', () => {
  const steps = allSteps(routes);
  const of = (line: number, column: number): StepShapes => ({ line, column, given: { type: `${column}` }, variables: {} });
  const two = steps.findLast((step) => step.name === 'log');
  const column = DOCUMENT.split('\n')[10]?.indexOf('two }') ?? 0;
  expect(two?.place).toEqual([11, column + 1]);
  expect(two && shapesAt(two, [of(11, 9), of(11, column + 1)])?.given.type).toBe(`${column + 1}`);
});
