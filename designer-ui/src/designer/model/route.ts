import { isMap, isSeq, isScalar } from 'yaml';
import { nodeAt, rangeAt, valueAt } from './document';
import type { ServiceDocument } from './document';
import { idOf } from './path';
import type { Path } from './path';

/** One step of a route. */
export interface Step {
  readonly id: string;
  /** Of its element in the list of steps. */
  readonly path: Path;
  /** Such as `split`. */
  readonly name: string;
  /** The kind of endpoint of a `to`, such as `sql`; empty for every other step. */
  readonly endpoint: string;
  /** What it works on, in a few words of the document. */
  readonly gist: string;
  readonly lanes: readonly Lane[];
  /** Lines it is written on, from 1, the end included. */
  readonly lines: readonly [number, number];
  /** Line and column, from 1, of what stands behind its key: where the engine says that the step is. */
  readonly place: readonly [number, number];
}

/** Steps within a step, or the ones a route begins with. */
export interface Lane {
  /** The key that holds them: `steps`, `when`, `otherwise`, `doCatch`, `onFallback`. */
  readonly kind: string;
  /** Of the list. */
  readonly path: Path;
  /** When it is taken. */
  readonly gist: string;
  readonly steps: readonly Step[];
}

export interface Route {
  /** Empty for the one a request runs. */
  readonly name: string;
  readonly lane: Lane;
}

/** All routes of a document, the one a request runs first. */
export function routesOf(document: ServiceDocument): readonly Route[] {
  if (!document.sound) return [];
  const routes: Route[] = [{ name: '', lane: lane(document, 'steps', ['route', 'from', 'steps'], '') }];
  const others = nodeAt(document, ['routes']);
  if (isMap(others)) {
    for (const pair of others.items) {
      if (isScalar(pair.key)) routes.push({ name: String(pair.key.value), lane: lane(document, 'steps', ['routes', String(pair.key.value), 'steps'], '') });
    }
  }
  return routes;
}

/** Every step, outer ones before those within them. */
export function allSteps(routes: readonly Route[]): readonly Step[] {
  const into = (one: Lane): readonly Step[] => one.steps.flatMap((step) => [step, ...step.lanes.flatMap(into)]);
  return routes.flatMap((route) => into(route.lane));
}

/** The sources the steps of a document ask, each once. */
export function sourcesOf(document: ServiceDocument, routes: readonly Route[]): readonly string[] {
  const asked = allSteps(routes).flatMap((step) => {
    const parameters: Path = [...step.path, step.name, 'parameters'];
    const named = step.endpoint === 'sql' ? valueAt(document, [...parameters, 'dataSource']) : step.endpoint === 'source' ? valueAt(document, [...parameters, 'operation']) : undefined;
    return typeof named === 'string' ? [named.replace(/^#/, '').split('/')[0] ?? ''] : [];
  });
  return [...new Set(asked)].filter((source) => source !== '');
}

function lane(document: ServiceDocument, kind: string, path: Path, gist: string): Lane {
  const list = nodeAt(document, path);
  return { kind, path, gist, steps: isSeq(list) ? list.items.flatMap((_, i) => step(document, [...path, i]) ?? []) : [] };
}

function step(document: ServiceDocument, path: Path): Step | undefined {
  const node = nodeAt(document, path);
  if (!isMap(node) || node.items.length === 0) return undefined;
  const key = node.items[0]?.key;
  const name = isScalar(key) ? String(key.value) : '';
  const body = valueAt(document, [...path, name]);
  const range = node.range ?? [0, 0, 0];
  const from = document.lines.linePos(range[0]).line;
  const place = document.lines.linePos(rangeAt(document, [...path, name])?.[0] ?? range[0]);
  return {
    id: idOf(path),
    path,
    name,
    endpoint: name === 'to' ? uriOf(body).split(':')[0] ?? '' : '',
    gist: gistOf(name, body),
    lanes: lanesOf(document, [...path, name]),
    place: [place.line, place.col],
    lines: [from, Math.max(from, document.lines.linePos(Math.max(range[0], range[1] - 1)).line)],
  };
}

/** The keys that hold further steps, each with whether it is a list of lanes, in the order they are shown. */
const LANES: readonly (readonly [string, 'list' | 'one' | 'here'])[] = [
  ['steps', 'here'],
  ['when', 'list'],
  ['otherwise', 'one'],
  ['doCatch', 'list'],
  ['onFallback', 'one'],
];

/** Steps that have steps of their own, so that an empty one has a place for them. */
const HOLDS_STEPS = new Set(['multicast', 'split', 'filter', 'loop', 'doTry', 'circuitBreaker']);

function lanesOf(document: ServiceDocument, body: Path): readonly Lane[] {
  const node = nodeAt(document, body);
  if (!isMap(node)) return [];
  return LANES.flatMap(([kind, form]): Lane[] => {
    const value = nodeAt(document, [...body, kind]);
    if (form === 'here') {
      return value !== undefined || HOLDS_STEPS.has(String(body.at(-1))) ? [lane(document, kind, [...body, kind], '')] : [];
    }
    if (form === 'one') return isMap(value) ? [lane(document, kind, [...body, kind, 'steps'], '')] : [];
    if (!isSeq(value)) return [];
    return value.items.map((_, i) => {
      const one: Path = [...body, kind, i];
      return lane(document, kind, [...one, 'steps'], conditionOf(valueAt(document, one)));
    });
  });
}

function uriOf(body: unknown): string {
  if (typeof body === 'string') return body;
  const uri = member(body, 'uri');
  return typeof uri === 'string' ? uri : '';
}

function gistOf(name: string, body: unknown): string {
  if (name === 'to') {
    const uri = uriOf(body);
    const parameters = member(body, 'parameters');
    const about = ['dataSource', 'operation', 'set'].map((key) => member(parameters, key)).find((value) => typeof value === 'string');
    const target = uri.includes(':') ? uri.slice(uri.indexOf(':') + 1) : '';
    return [about, target].filter(Boolean).join(' ');
  }
  const named = ['name', 'exceptionType', 'message', 'aggregationStrategy'].map((key) => member(body, key)).find((value) => typeof value === 'string');
  return [named, conditionOf(body)].filter((text) => typeof text === 'string' && text !== '').join(' ');
}

const LANGUAGES = ['groovy', 'simple', 'constant'];

function conditionOf(body: unknown): string {
  if (typeof body === 'string') return body;
  for (const holder of [body, member(body, 'expression')]) {
    for (const language of LANGUAGES) {
      const value = member(holder, language);
      const text = typeof value === 'object' ? member(value, 'expression') : value;
      if (typeof text === 'string' || typeof text === 'number') return String(text).trim().split('\n')[0] ?? '';
    }
  }
  const failures = member(body, 'exception');
  return Array.isArray(failures) ? failures.join(', ') : '';
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}
