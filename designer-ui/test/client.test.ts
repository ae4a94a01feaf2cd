import { describe, expect, it } from 'vitest';
import { ApiClient } from '../src/api/client';
import type { Surroundings } from '../src/api/client';
import { ProblemError, UNREACHABLE, UNREADABLE } from '../src/api/problem';

/** An engine that gives these answers one after the other, and keeps what it was asked. */
function engine(...answers: (Response | Error)[]): { asked: Request[]; fetch: typeof fetch } {
  const asked: Request[] = [];
  return {
    asked,
    fetch: async (path, init) => {
      asked.push(new Request(new URL(String(path), 'http://engine'), init));
      const answer = answers.shift();
      if (answer === undefined || answer instanceof Error) throw answer ?? new Error('asked too often');
      return answer;
    },
  };
}

const around = (fetch: typeof globalThis.fetch, more: Partial<Surroundings> = {}): Surroundings => ({
  fetch,
  language: () => 'en',
  csrf: () => 'token',
  signInAgain: () => Promise.resolve(true),
  ...more,
});

const good = (body: unknown = {}): Response => Response.json(body, { headers: { ETag: '"3"' } });
const refused = (status: number, code: string): Response =>
  Response.json({ code, title: 'No', detail: 'because', hint: 'do this', trace_id: 'abc', status }, { status, headers: { 'Content-Type': 'application/problem+json' } });

describe('the client', () => {
  it('shows the token for what is unsafe, and only for that', async () => {
    const { asked, fetch } = engine(good(), good());
    const client = new ApiClient(around(fetch));
    await client.get('/admin/v1/services');
    await client.send('POST', '/admin/v1/service-drafts', { body: { text: 'x' } });
    expect(asked.map((request) => request.headers.get('X-CSRF-Token'))).toEqual([null, 'token']);
    expect(asked[1]?.headers.get('Accept-Language')).toBe('en');
  });

  it('gives the revision that was read, and names it', async () => {
    const { asked, fetch } = engine(good({ a: 1 }), good());
    const client = new ApiClient(around(fetch));
    const answer = await client.send<{ a: number }>('GET', '/x');
    expect(answer).toEqual({ body: { a: 1 }, revision: '"3"' });
    await client.send('PUT', '/x', { body: {}, revision: answer.revision });
    expect(asked[1]?.headers.get('If-Match')).toBe('"3"');
  });

  it('tells what went wrong as the engine said it', async () => {
    const client = new ApiClient(around(engine(refused(412, 'TG-ADMIN-412')).fetch));
    const thrown = await client.get('/x').catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(ProblemError);
    expect((thrown as ProblemError).problem).toMatchObject({ status: 412, code: 'TG-ADMIN-412', detail: 'because', hint: 'do this', traceId: 'abc' });
  });

  it('tells that nobody answered, and that an answer was no problem document', async () => {
    const client = new ApiClient(around(engine(new TypeError('refused'), new Response('<html>', { status: 502, headers: { 'X-TG-Trace-Id': 't' } })).fetch));
    await expect(client.get('/x')).rejects.toMatchObject({ problem: { code: UNREACHABLE } });
    await expect(client.get('/x')).rejects.toMatchObject({ problem: { code: UNREADABLE, status: 502, traceId: 't' } });
  });

  it('has the person sign in again once, and then sends what was asked again', async () => {
    const { asked, fetch } = engine(refused(401, 'TG-AUTH-MISSING'), refused(401, 'TG-AUTH-MISSING'), good({ n: 1 }), good({ n: 2 }));
    let times = 0;
    let token = 'old';
    const client = new ApiClient(
      around(fetch, {
        csrf: () => token,
        signInAgain: async () => {
          times++;
          await new Promise((resolve) => setTimeout(resolve, 5));
          token = 'new';
          return true;
        },
      }),
    );
    await Promise.all([client.send('POST', '/a', { body: { text: 'kept' } }), client.send('POST', '/b', { body: {} })]);
    expect(times).toBe(1);
    expect(asked.map((request) => request.headers.get('X-CSRF-Token'))).toEqual(['old', 'old', 'new', 'new']);
    const again = asked.slice(2).find((request) => request.url.endsWith('/a'));
    expect(await again?.json()).toEqual({ text: 'kept' });
  });

  it('says so when the person gives up', async () => {
    const client = new ApiClient(around(engine(refused(401, 'TG-AUTH-MISSING')).fetch, { signInAgain: () => Promise.resolve(false) }));
    await expect(client.get('/x')).rejects.toMatchObject({ problem: { status: 401 } });
  });

  it('asks nobody to sign in who was not signed in', async () => {
    const client = new ApiClient(around(engine(refused(401, 'TG-AUTH-MISSING')).fetch, { csrf: () => undefined, signInAgain: () => Promise.reject(new Error('asked')) }));
    await expect(client.get('/x')).rejects.toMatchObject({ problem: { status: 401 } });
  });
});
