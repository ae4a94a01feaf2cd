import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { elementText, insert, read, remove, set, valueAt } from '../src/designer/model/document';
import { allSteps, routesOf } from '../src/designer/model/route';

const SAMPLES = join(import.meta.dirname, '../../samples');

const samples = readdirSync(SAMPLES, { recursive: true, encoding: 'utf8' })
  .filter((name) => /^([a-z-]+\/services|benign|tutorial)\/[^/]+\.yaml$/.test(name))
  .filter((name) => /^service:/m.test(readFileSync(join(SAMPLES, name), 'utf8')))
  .sort();

/** The lines of the longer text that are not in the shorter one, when the shorter one is the longer without one run of lines. */
function onlyDifference(longer: string, shorter: string): string[] | undefined {
  const [a, b] = [longer.split('\n'), shorter.split('\n')];
  let head = 0;
  while (head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  return head + tail === b.length ? a.slice(head, a.length - tail) : undefined;
}

let edited = 0;
let byLine = 0;

describe('a sample that is opened, edited and saved', () => {
  it('there are samples', () => expect(samples.length).toBeGreaterThan(60));

  it.each(samples)('%s keeps what was not touched', (name) => {
    const text = readFileSync(join(SAMPLES, name), 'utf8');
    const document = read(text);
    expect(document.sound).toBe(true);
    const steps = allSteps(routesOf(document));
    expect(steps.length).toBeGreaterThan(0);
    for (const step of steps) {
      const list = step.path.slice(0, -1);
      const index = step.path.at(-1) as number;
      const longer = insert(document, list, index, 'log:\n  message: here');
      expect(longer.sound).toBe(true);
      const written = valueAt(document, list) as unknown[];
      expect(valueAt(longer, list)).toEqual(written.toSpliced(index, 0, { log: { message: 'here' } }));
      // in lines, no other line changes; within braces they have to become lines first
      const added = onlyDifference(longer.text, text);
      edited++;
      if (added !== undefined) {
        byLine++;
        expect(added.map((line) => line.trim())).toEqual(['- log:', 'message: here']);
        expect(remove(longer, step.path).text).toBe(text);
      }
      const shorter = remove(document, step.path);
      expect(valueAt(shorter, list)).toEqual(written.toSpliced(index, 1));
      const again = insert(shorter, list, index, elementText(document, step.path) ?? '');
      expect(valueAt(again, [])).toEqual(valueAt(document, []));
    }
  });

  it('is edited line by line, but for what is written in braces', () => expect(byLine / edited).toBeGreaterThan(0.9));
});

const TEXT = `service: goods   # the name
title: { zh: 商品, en: "Goods" }

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
              select a
              from b
      - filter:
          simple: '\${body}'   # when
          steps: []
      - to: { uri: source, parameters: { operation: a/b } }
# the end
`;

describe('an option', () => {
  const document = read(TEXT);
  const steps = ['route', 'from', 'steps'];
  const changed = (path: (string | number)[], value: unknown): string => set(document, path, value).text;

  it('keeps the way it is quoted', () => {
    expect(changed([...steps, 0, 'to', 'parameters', 'dataSource'], '#port')).toBe(TEXT.replace('"#customs"', '"#port"'));
    expect(changed([...steps, 1, 'filter', 'simple'], "it's")).toBe(TEXT.replace("'${body}'", "'it''s'"));
    expect(changed(['title', 'en'], 'Wares')).toBe(TEXT.replace('"Goods"', '"Wares"'));
  });

  it('of several lines stays lines', () => {
    expect(changed([...steps, 0, 'to', 'parameters', 'query'], 'select a\nfrom c\n')).toBe(TEXT.replace('from b', 'from c'));
  });

  it('keeps the comment behind it', () => expect(changed(['service'], 'wares')).toBe(TEXT.replace('service: goods', 'service: wares')));

  it('comes to be behind the others', () => {
    expect(changed([...steps, 0, 'to', 'parameters', 'outputType'], 'SelectOne')).toBe(TEXT.replace('from b\n', 'from b\n            outputType: SelectOne\n'));
    expect(changed([...steps, 2, 'to', 'parameters', 'outputType'], 'SelectOne')).toBe(TEXT.replace('operation: a/b }', 'operation: a/b, outputType: SelectOne }'));
  });

  it('is taken away with its line', () => {
    expect(changed([...steps, 0, 'to', 'parameters', 'query'], undefined)).toBe(TEXT.replace(/ +query: \|\n.*\n.*\n/, ''));
    expect(valueAt(set(document, ['title', 'zh'], undefined), ['title'])).toEqual({ en: 'Goods' });
  });

  it('of a list that was empty becomes lines', () => {
    const filled = insert(document, [...steps, 1, 'filter', 'steps'], 0, 'log:\n  message: x');
    expect(valueAt(filled, [...steps, 1, 'filter', 'steps'])).toEqual([{ log: { message: 'x' } }]);
    expect(filled.text).toContain("# when\n          steps:\n            - log:\n                message: x\n");
    expect(remove(filled, [...steps, 1, 'filter', 'steps', 0]).text).toBe(TEXT);
  });

  it('takes the comment above a step along', () => expect(remove(document, [...steps, 0]).text).not.toContain('# reads'));
});
