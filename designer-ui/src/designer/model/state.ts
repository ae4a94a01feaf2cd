import { read } from './document';
import type { ServiceDocument } from './document';
import { allSteps, routesOf } from './route';
import type { Lane, Route, Step } from './route';

/** Everything the designer is at one moment. Commands make the next one of it. */
export interface State {
  readonly document: ServiceDocument;
  /** Of the last text that was whole, so that the canvas stays while somebody types. */
  readonly routes: readonly Route[];
  /** Ids of steps; what a command works on. */
  readonly selection: readonly string[];
  /** Elements as they are written. */
  readonly clipboard: readonly string[];
  readonly past: readonly Moment[];
  readonly future: readonly Moment[];
}

/** What can be gone back to. */
interface Moment {
  readonly text: string;
  readonly selection: readonly string[];
  /** When it was left by typing, in milliseconds; typing on within a second is one edit. */
  readonly typedAt?: number;
}

const LONGEST_PAST = 500;
const ONE_EDIT_MS = 1000;

export function begin(text: string): State {
  const document = read(text);
  return { document, routes: routesOf(document), selection: [], clipboard: [], past: [], future: [] };
}

/** After an edit of the canvas or a form. */
export function edited(state: State, document: ServiceDocument, selection: readonly string[] = state.selection): State {
  if (document.text === state.document.text) return state;
  return { ...shown(state, document, selection), past: [...state.past, momentOf(state)].slice(-LONGEST_PAST), future: [] };
}

/** After typing in the text, or any edit there. */
export function typed(state: State, text: string, now: number): State {
  if (text === state.document.text) return state;
  const next = shown(state, read(text), state.selection);
  const last = state.past.at(-1);
  if (last?.typedAt !== undefined && now - last.typedAt < ONE_EDIT_MS && state.future.length === 0) {
    return { ...next, past: [...state.past.slice(0, -1), { ...last, typedAt: now }] };
  }
  return { ...next, past: [...state.past, { ...momentOf(state), typedAt: now }].slice(-LONGEST_PAST), future: [] };
}

export function undone(state: State): State {
  const last = state.past.at(-1);
  if (last === undefined) return state;
  return { ...shown(state, read(last.text), last.selection), past: state.past.slice(0, -1), future: [momentOf(state), ...state.future] };
}

export function redone(state: State): State {
  const next = state.future[0];
  if (next === undefined) return state;
  return { ...shown(state, read(next.text), next.selection), past: [...state.past, momentOf(state)], future: state.future.slice(1) };
}

export const select = (state: State, selection: readonly string[]): State => ({ ...state, selection });

/** The selected steps, in the order of the document. */
export function selected(state: State): readonly Step[] {
  return allSteps(state.routes).filter((step) => state.selection.includes(step.id));
}

/** The selected steps that are in no other selected one. */
export function outermost(state: State): readonly Step[] {
  const steps = selected(state);
  return steps.filter((step) => !steps.some((other) => other !== step && step.id.startsWith(`${other.id}/`)));
}

export function laneOf(state: State, step: Step): Lane | undefined {
  const lanes = (lane: Lane): readonly Lane[] => [lane, ...lane.steps.flatMap((one) => one.lanes.flatMap(lanes))];
  return state.routes.flatMap((route) => lanes(route.lane)).find((lane) => lane.steps.some((one) => one.id === step.id));
}

const momentOf = (state: State): Moment => ({ text: state.document.text, selection: state.selection });

function shown(state: State, document: ServiceDocument, selection: readonly string[]): State {
  return { ...state, document, selection, routes: document.sound ? routesOf(document) : state.routes };
}
