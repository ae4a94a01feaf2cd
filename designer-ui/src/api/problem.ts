import type { Diagnostic } from './diagnostic';

/** Why something was not done: a problem document of RFC 9457 as the engine writes it, or that nobody answered. */
export interface Problem {
  readonly status: number;
  /** Stable, such as `TG-ADMIN-412`. */
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  /** What can be done. */
  readonly hint?: string;
  /** What the one who asked tells an operator. */
  readonly traceId?: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** Codes of what went wrong before the engine could say anything. Their texts are in the files of texts. */
export const UNREACHABLE = 'UNREACHABLE';
export const UNREADABLE = 'UNREADABLE';

export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(`${problem.code}: ${problem.detail}`);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}

/** Reads what was answered with a status of 400 or above. */
export async function readProblem(response: Response): Promise<Problem> {
  const traceId = response.headers.get('X-TG-Trace-Id') ?? undefined;
  const problem = problemIn(await response.json().catch(() => undefined), response.status);
  return { ...problem, traceId: problem.traceId ?? traceId };
}

/** A problem document, such as an answer can hold as well. */
export function problemIn(document: unknown, status: number): Problem {
  const members = (typeof document === 'object' && document !== null ? document : {}) as Readonly<Record<string, unknown>>;
  const code = text(members['code']);
  if (code === undefined) return { status, code: UNREADABLE, title: '', detail: '', diagnostics: [] };
  return {
    status,
    code,
    title: text(members['title']) ?? code,
    detail: text(members['detail']) ?? '',
    hint: text(members['hint']),
    traceId: text(members['trace_id']),
    diagnostics: Array.isArray(members['diagnostics']) ? (members['diagnostics'] as Diagnostic[]) : [],
  };
}

/** The problem of whatever was thrown. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  return { status: 0, code: UNREADABLE, title: '', detail: error instanceof Error ? error.message : '', diagnostics: [] };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
