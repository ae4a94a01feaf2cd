import { ProblemError, readProblem, UNREACHABLE } from './problem';

/** What the client has to know of the one it asks for. */
export interface Surroundings {
  readonly fetch: typeof fetch;
  /** The language problems are told in. */
  language(): string;
  /** What an unsafe request has to show besides the cookie; absent when nobody is signed in. */
  csrf(): string | undefined;
  /**
   * Asks the person to sign in again, over whatever is on the screen, and ends when that was done (true) or given up (false). Called only
   * after somebody was signed in.
   */
  signInAgain(): Promise<boolean>;
}

export interface Options {
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent byte for byte, instead of `body`. */
  readonly content?: string | Blob;
  /** The revision that was read, for `If-Match`. */
  readonly revision?: string;
  /** Keeps a request that is sent twice from making two things. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}

export interface Answer<T> {
  readonly body: T;
  /** What `If-Match` has to name to change it. */
  readonly revision?: string;
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/**
 * The one door to the engine. It sends what unsafe requests have to show, makes a {@link ProblemError} of everything but a good answer, and,
 * when the session was lost, has the person sign in again and then sends the same request, so that nothing has to be typed twice.
 */
export class ApiClient {
  private readonly around: Surroundings;
  private signingIn: Promise<boolean> | undefined;

  constructor(around: Surroundings) {
    this.around = around;
  }

  async get<T>(path: string, options: Options = {}): Promise<T> {
    return (await this.send<T>('GET', path, options)).body;
  }

  async send<T>(method: Method, path: string, options: Options = {}): Promise<Answer<T>> {
    const first = await this.once(method, path, options);
    const lost = first.status === 401 && this.around.csrf() !== undefined;
    const response = lost && (await this.again()) ? await this.once(method, path, options) : first;
    if (!response.ok) throw new ProblemError(await readProblem(response));
    const text = await response.text();
    const json = response.headers.get('Content-Type')?.includes('json') ?? false;
    return {
      body: (json && text !== '' ? JSON.parse(text) : text) as T,
      revision: response.headers.get('ETag') ?? undefined,
    };
  }

  /** Several requests that find the session lost at the same time ask once. */
  private async again(): Promise<boolean> {
    this.signingIn ??= this.around.signInAgain().finally(() => {
      this.signingIn = undefined;
    });
    return this.signingIn;
  }

  private async once(method: Method, path: string, options: Options): Promise<Response> {
    const headers = new Headers({ Accept: 'application/json', 'Accept-Language': this.around.language() });
    const csrf = this.around.csrf();
    if (method !== 'GET' && csrf !== undefined) headers.set('X-CSRF-Token', csrf);
    if (options.body !== undefined) headers.set('Content-Type', 'application/json');
    if (options.content !== undefined) headers.set('Content-Type', 'application/octet-stream');
    if (options.revision !== undefined) headers.set('If-Match', options.revision);
    if (options.idempotencyKey !== undefined) headers.set('Idempotency-Key', options.idempotencyKey);
    try {
      return await this.around.fetch(address(path, options.query), {
        method,
        headers,
        credentials: 'same-origin',
        cache: 'no-store',
        body: options.content ?? (options.body === undefined ? undefined : JSON.stringify(options.body)),
        signal: options.signal,
      });
    } catch (error) {
      if (options.signal?.aborted) throw error;
      throw new ProblemError({ status: 0, code: UNREACHABLE, title: '', detail: '', diagnostics: [] });
    }
  }
}

function address(path: string, query: Options['query']): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== '') search.append(name, String(value));
  }
  return search.size === 0 ? path : `${path}?${search}`;
}
