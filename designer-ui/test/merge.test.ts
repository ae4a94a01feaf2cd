import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { align } from '../src/designer/model/alignment';
import { stepChanges } from '../src/designer/model/difference';
import { insert, move, read, remove, set, valueAt } from '../src/designer/model/document';
import { merge, merged } from '../src/designer/model/merge';
import type { Path } from '../src/designer/model/path';
import { allSteps, routesOf } from '../src/designer/model/route';
import { mergeLines } from '../src/parts/lines';

const SAMPLES = join(import.meta.dirname, '../../samples');

const samples = readdirSync(SAMPLES, { recursive: true, encoding: 'utf8' })
  .filter((name) => /^([a-z-]+\/services|benign|tutorial)\/[^/]+\.yaml$/.test(name))
  .map((name) => readFileSync(join(SAMPLES, name), 'utf8'))
  .filter((text) => /^service:/m.test(text));

const BASE = `service: goods
version: 1.0.0
title: { zh: 商品, en: Goods }
route:
  from:
    uri: direct:request
    steps:
      # reads
      - to:
          uri: sql
          parameters:
            dataSource: "#customs"
            query: |
              select entry_id
              from dec.head
      - log: { message: one }
      - filter:
          simple: "\${body}"
          steps:
            - log: { message: within }
      - setBody:
          groovy: body
`;

const STEPS: Path = ['route', 'from', 'steps'];
const QUERY: Path = [...STEPS, 0, 'to', 'parameters', 'query'];
const BODY: Path = [...STEPS, 3, 'setBody', 'groovy'];
const base = read(BASE);

const together = (mine: string, theirs: string, chosen: string[] = []): string => merged(merge(BASE, mine, theirs), new Set(chosen));
const conflicts = (mine: string, theirs: string): string[] => merge(BASE, mine, theirs).conflicts.map((one) => one.id);

describe('two editors of one document', () => {
  it('who changed nothing gets what the other saved, to the letter', () => {
    const theirs = set(base, BODY, 'body.size()').text.replace('# reads', '# reads all');
    expect(together(BASE, theirs)).toBe(theirs);
    expect(together(theirs, BASE)).toBe(theirs);
    expect(together(theirs, theirs)).toBe(theirs);
  });

  it('keep what each did to steps of its own, with comments', () => {
    const mine = set(base, QUERY, 'select status\nfrom dec.head\n').text.replace('# reads', '# mine');
    const theirs = insert(set(base, BODY, 'body.size()'), STEPS, 2, '# theirs\nsort:\n  simple: "${body}"').text;
    expect(conflicts(mine, theirs)).toEqual([]);
    const text = together(mine, theirs);
    expect(text).toContain('# mine');
    expect(text).toContain('# theirs');
    expect(valueAt(read(text), QUERY)).toBe('select status\nfrom dec.head\n');
    expect(valueAt(read(text), [...STEPS, 4, 'setBody', 'groovy'])).toBe('body.size()');
  });

  it('keep options of one step that each changed', () => {
    const mine = set(base, QUERY, 'select status\nfrom dec.head\n').text;
    const theirs = set(base, [...STEPS, 0, 'to', 'parameters', 'outputType'], 'SelectOne').text;
    expect(conflicts(mine, theirs)).toEqual([]);
    const both = read(together(mine, theirs));
    expect(valueAt(both, QUERY)).toBe('select status\nfrom dec.head\n');
    expect(valueAt(both, [...STEPS, 0, 'to', 'parameters', 'outputType'])).toBe('SelectOne');
  });

  it('have both steps that were put into one place, theirs first', () => {
    const mine = insert(base, STEPS, 1, 'log:\n  message: mine').text;
    const theirs = insert(base, STEPS, 1, 'log:\n  message: theirs').text;
    expect(conflicts(mine, theirs)).toEqual([]);
    const steps = valueAt(read(together(mine, theirs)), STEPS) as { log?: { message: string } }[];
    expect(steps.map((step) => step.log?.message).filter(Boolean)).toEqual(['theirs', 'mine', 'one']);
  });

  it('have a step once that both put in alike', () => {
    const both = insert(base, STEPS, 4, 'log:\n  message: both').text;
    expect(together(both, insert(read(both), STEPS, 0, 'log:\n  message: first').text)).toBe(insert(read(both), STEPS, 0, 'log:\n  message: first').text);
  });

  it('are asked about what both changed, and get what they choose', () => {
    const mine = set(base, BODY, 'body + [mine: 1]').text;
    const theirs = set(base, BODY, 'body + [theirs: 1]').text;
    expect(merge(BASE, mine, theirs).conflicts).toEqual([expect.objectContaining({ id: BODY.join('/'), base: 'body', mine: 'body + [mine: 1]', theirs: 'body + [theirs: 1]' })]);
    expect(together(mine, theirs)).toBe(theirs);
    expect(together(mine, theirs, [BODY.join('/')])).toBe(mine);
  });

  it('are asked when one took away what the other changed', () => {
    const gone = remove(base, [...STEPS, 3]).text;
    const changed = set(base, BODY, 'body.size()').text;
    const [mine] = merge(BASE, gone, changed).conflicts;
    expect([mine?.mine, mine?.theirs]).toEqual([undefined, expect.stringContaining('body.size()')]);
    expect(together(gone, changed)).toBe(changed);
    expect(valueAt(read(together(gone, changed, [mine?.id ?? ''])), STEPS)).toEqual(valueAt(read(gone), STEPS));
    const [theirs] = merge(BASE, changed, gone).conflicts;
    expect([theirs?.mine, theirs?.theirs]).toEqual([expect.stringContaining('body.size()'), undefined]);
    expect(together(changed, gone)).toBe(gone);
    expect(valueAt(read(together(changed, gone, [theirs?.id ?? ''])), STEPS)).toEqual(valueAt(read(changed), STEPS));
  });

  it('are asked about the whole where one text is no document', () => {
    const broken = `${BASE}  - [`;
    expect(merge(BASE, broken, `${BASE}a: 1\n`).conflicts.map((one) => one.mine)).toEqual([broken]);
    expect(together(broken, `${BASE}a: 1\n`, [''])).toBe(broken);
    expect(together(broken, `${BASE}a: 1\n`)).toBe(`${BASE}a: 1\n`);
  });

  it('of every sample keep a step of each', { timeout: 60_000 }, () => {
    for (const text of samples) {
      const document = read(text);
      const steps = allSteps(routesOf(document));
      for (const i of new Set([0, steps.length - 1])) {
        const step = steps[i];
        if (step === undefined) continue;
        const list = step.path.slice(0, -1);
        const mine = insert(document, list, step.path.at(-1) as number, 'log:\n  message: mine');
        const other = steps[steps.length - 1 - i] ?? step;
        const place = other.path.slice(0, -1);
        const theirs = insert(document, place, (other.path.at(-1) as number) + 1, 'log:\n  message: theirs');
        const found = merge(text, mine.text, theirs.text);
        expect(found.conflicts).toEqual([]);
        const both = read(merged(found, new Set()));
        expect(both.sound).toBe(true);
        const messages = allSteps(routesOf(both)).flatMap((one) => (one.name === 'log' ? [JSON.stringify(valueAt(both, one.path))] : []));
        expect(messages.filter((message) => /mine|theirs/.test(message))).toHaveLength(2);
        // without the two it is what it was
        expect(allSteps(routesOf(both))).toHaveLength(steps.length + 2);
      }
    }
  });
});

describe('lines of two', () => {
  it('are put together where they do not meet', () => {
    expect(mergeLines('a\nb\nc\nd\n', 'A\nb\nc\nd\n', 'a\nb\nc\nD\ne\n')).toBe('A\nb\nc\nD\ne\n');
    expect(mergeLines('a\nb\n', 'a\nx\n', 'a\nx\n')).toBe('a\nx\n');
  });
  it('are not where they do', () => expect(mergeLines('a\nb\n', 'a\nx\n', 'a\ny\n')).toBeUndefined());
});

describe('what became of steps', () => {
  const changes = (after: string): [string, string][][] => {
    const found = stepChanges(base, read(after));
    return [[...found.before], [...found.after]];
  };

  it('is nothing between equals', () => expect(changes(BASE.replace('# reads', '# other'))).toEqual([[], []]));

  it('is told of the step it happened to, and not of those around it', () => {
    const within: Path = [...STEPS, 2, 'filter', 'steps'];
    expect(changes(set(base, [...within, 0, 'log', 'message'], 'other').text)).toEqual([[[[...within, 0].join('/'), 'changed']], [[[...within, 0].join('/'), 'changed']]]);
    expect(changes(set(base, [...STEPS, 2, 'filter', 'simple'], '${body.a}').text)).toEqual([[[[...STEPS, 2].join('/'), 'changed']], [[[...STEPS, 2].join('/'), 'changed']]]);
  });

  it('is that it came or went, with all within it', () => {
    expect(changes(remove(base, [...STEPS, 2]).text)[0]).toEqual([
      [[...STEPS, 2].join('/'), 'removed'],
      [[...STEPS, 2, 'filter', 'steps', 0].join('/'), 'removed'],
    ]);
    expect(changes(insert(base, STEPS, 1, 'sort:\n  simple: x').text)).toEqual([[], [[[...STEPS, 1].join('/'), 'added']]]);
  });

  it('is that it moved, when it is as it was', () => {
    const moved = move(base, [...STEPS, 0], STEPS, 4)?.text ?? '';
    expect(changes(moved)).toEqual([[[[...STEPS, 0].join('/'), 'moved']], [[[...STEPS, 3].join('/'), 'moved']]]);
  });
});

it('lists are aligned in order, equals before those of a kind', () => {
  expect(align([{ log: 1 }, { log: 2 }], [{ log: 2 }])).toEqual([[1, 0]]);
  expect(align([{ log: 1 }, { sort: 2 }], [{ sort: 3 }, { log: 9 }])).toHaveLength(1);
  expect(align([{ to: { uri: 'sql', parameters: { dataSource: 'a' } } }], [{ to: { uri: 'sql', parameters: { dataSource: 'b' } } }])).toEqual([]);
});
