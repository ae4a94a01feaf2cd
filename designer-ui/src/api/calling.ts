import { readProblem, UNREACHABLE } from './problem';
import type { Problem } from './problem';

/** What a service answered to a program. */
export interface Called {
  readonly status: number;
  readonly milliseconds: number;
  readonly traceId?: string;
  /** As `RateLimit-Remaining` and `RateLimit-Limit` say. */
  readonly left?: { readonly remaining: number; readonly limit: number };
  readonly cache?: string;
  /** Where it was answered. */
  readonly text?: string;
  /** Where it was refused. */
  readonly problem?: Problem;
}

/**
 * Calls a service as a program does: by its key and without the session of whoever is signed in.
 *
 * @param headers what the program proves itself by
 */
export async function callService(fetcher: typeof fetch, target: string, language: string, headers: Readonly<Record<string, string>>): Promise<Called> {
  const began = performance.now();
  const took = (): number => Math.round(performance.now() - began);
  let response: Response;
  try {
    response = await fetcher(target, { headers: { Accept: 'application/json', 'Accept-Language': language, ...headers }, credentials: 'omit', cache: 'no-store' });
  } catch {
    return { status: 0, milliseconds: took(), problem: { status: 0, code: UNREACHABLE, title: '', detail: '', diagnostics: [] } };
  }
  const limit = Number(response.headers.get('RateLimit-Limit') ?? NaN);
  const told = {
    status: response.status,
    traceId: response.headers.get('X-TG-Trace-Id') ?? undefined,
    left: Number.isFinite(limit) ? { remaining: Number(response.headers.get('RateLimit-Remaining')), limit } : undefined,
    cache: response.headers.get('Cache-Status') ?? undefined,
  };
  if (!response.ok) return { ...told, problem: await readProblem(response), milliseconds: took() };
  const text = await response.text();
  return { ...told, text, milliseconds: took() };
}
