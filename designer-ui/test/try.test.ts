import { describe, expect, it } from 'vitest';
import { callService } from '../src/api/calling';
import type { CatalogueRelease } from '../src/api/catalogue';
import { UNREACHABLE } from '../src/api/problem';
import { hiddenIn, linesOf, treeOf } from '../src/portal/model/answer';
import { alertOf, usedOf } from '../src/portal/model/usage';
import type { Bucket } from '../src/portal/model/usage';
import { curlSample, missing, sampleOf, SAMPLES, targetOf } from '../src/portal/model/samples';

const shown = (json: string): string[] => linesOf(treeOf(json)).map((line) => `${' '.repeat(line.depth)}${line.text}${line.masked ? ' !' : ''}`);

describe('an answer', () => {
  it('is shown with all digits of its numbers', () => {
    expect(shown('{"a":128.5000,"b":1e400,"c":-0,"d":"x, {\\"y\\": [1]}","e":[1.0,2],"f":{},"g":[]}')).toEqual([
      '{', ' "a": 128.5000,', ' "b": 1e400,', ' "c": -0,', ' "d": "x, {\\"y\\": [1]}",', ' "e": [1.0, 2],', ' "f": {', ' },', ' "g": []', '}',
    ]);
  });

  it('has what is masked marked, in the record that says so and in all of it', () => {
    expect(shown('{"rows":[{"a":null,"b":1,"c":{"d":2},"_relation":["AGENT"],"_masked":["a","c"]},{"a":3,"_masked":[]}]}')).toEqual([
      '{', ' "rows": [', '  {', '   "a": null, !', '   "b": 1,', '   "c": { !', '    "d": 2 !', '   }, !', '   "_relation": ["AGENT"],', '   "_masked": ["a", "c"]', '  },', '  {', '   "a": 3,', '   "_masked": []', '  }', ' ]', '}',
    ]);
  });

  it('tells what is masked by what the caller is, each once', () => {
    const row = '{"a":null,"items":[{"p":null,"_relation":["CARRIER"],"_masked":["p"]}],"_relation":["AGENT"],"_masked":["a"]}';
    expect(hiddenIn(treeOf(`{"rows":[${row},${row}]}`))).toEqual([
      { field: 'a', relations: ['AGENT'] },
      { field: 'items.p', relations: ['CARRIER'] },
    ]);
    expect(hiddenIn(treeOf('[1,2]'))).toEqual([]);
  });

  it('that is no JSON is none', () => {
    expect(() => treeOf('{"a":')).toThrow(SyntaxError);
    expect(() => treeOf('{"a":1}}')).toThrow(SyntaxError);
  });
});

describe('a call', () => {
  const release = {
    path: '/api/x/v1/things/{no}',
    anonymous: false,
    parameters: [
      { name: 'no', in: 'path', required: true },
      { name: 'updatedSince', in: 'query', required: true },
      { name: 'status', in: 'query', required: false },
    ],
  } as unknown as CatalogueRelease;

  it('goes where its parameters say, encoded', () => {
    expect(targetOf(release, { no: 'a/b "c"', updatedSince: '2025-12-01T00:00:00+08:00', status: '' })).toBe('/api/x/v1/things/a%2Fb%20%22c%22?updatedSince=2025-12-01T00%3A00%3A00%2B08%3A00');
  });

  it('lacks what it cannot be without', () => {
    expect(missing(release, { status: 'A' }).map((one) => one.name)).toEqual(['no', 'updatedSince']);
    expect(missing(release, { no: '1', updatedSince: '2' })).toEqual([]);
  });

  it('is written down for each language, with the key from the environment where one is needed', () => {
    for (const language of SAMPLES) {
      expect(sampleOf(language, 'http://h/api/x', false)).toMatch(/http:\/\/h\/api\/x[^]*TIDEGATE_KEY|TIDEGATE_KEY[^]*http:\/\/h\/api\/x/);
      expect(sampleOf(language, 'http://h/api/x', true)).not.toContain('TIDEGATE_KEY');
    }
    expect(curlSample(release, 'http://h')).toBe('curl -H "X-API-Key: $TIDEGATE_KEY" "http://h/api/x/v1/things/$NO?updatedSince=$UPDATED_SINCE"');
  });

  it('sends the key and no session, and tells what came of it', async () => {
    let sent: RequestInit | undefined;
    const answering = (response: Response | Error): typeof fetch => async (_, init) => {
      sent = init;
      if (response instanceof Error) throw response;
      return response;
    };
    const good = await callService(answering(new Response('{"a":1.0}', { headers: { 'RateLimit-Limit': '40', 'RateLimit-Remaining': '39', 'X-TG-Trace-Id': 't' } })), '/api', 'en', { 'X-API-Key': 'k' });
    expect(good).toMatchObject({ status: 200, text: '{"a":1.0}', left: { remaining: 39, limit: 40 }, traceId: 't' });
    expect(good.problem).toBeUndefined();
    expect(sent).toMatchObject({ credentials: 'omit', headers: { 'X-API-Key': 'k', 'Accept-Language': 'en' } });
    const refused = await callService(answering(Response.json({ code: 'TG-GRANT-REQUIRED', title: 'no' }, { status: 403 })), '/api', 'en', {});
    expect(refused).toMatchObject({ status: 403, problem: { code: 'TG-GRANT-REQUIRED' } });
    expect(refused.text).toBeUndefined();
    expect(await callService(answering(new TypeError('no')), '/api', 'en', {})).toMatchObject({ problem: { code: UNREACHABLE } });
  });
});

describe('a quota', () => {
  const bucket = (limit: number, remaining: number): Bucket => ({ bucket: 'day', limit, remaining, reserved: 0, resets_at: '' });

  it('is told of when it comes to its end', () => {
    expect([31, 30, 11, 10, 0].map((remaining) => alertOf(bucket(100, remaining)))).toEqual([undefined, 'high', 'high', 'near', 'near']);
    expect(alertOf(bucket(0, 0))).toBe('near');
  });

  it('has no fewer calls used than none', () => {
    expect(usedOf(bucket(10, 12))).toBe(0);
  });
});
