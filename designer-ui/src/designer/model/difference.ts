import { valueAt } from './document';
import type { ServiceDocument } from './document';
import { align, elementsAt } from './alignment';
import { idOf } from './path';
import type { Path } from './path';
import { routesOf } from './route';
import type { Lane, Step } from './route';

export type Change = 'added' | 'removed' | 'changed' | 'moved';

/** What became of the steps of a document, by their ids. A step nothing became of is not there. */
export interface StepChanges {
  /** Of the earlier document: what was removed, changed or moved. */
  readonly before: ReadonlyMap<string, Change>;
  /** Of the later document: what was added, changed or moved. */
  readonly after: ReadonlyMap<string, Change>;
}

/**
 * Compares the routes of two documents step by step. A step is changed when something of its own is; what happened to the steps within it is told
 * of these. One that stands elsewhere as it was has moved.
 */
export function stepChanges(before: ServiceDocument, after: ServiceDocument): StepChanges {
  const removed: Step[] = [];
  const added: Step[] = [];
  const changes = { before: new Map<string, Change>(), after: new Map<string, Change>() };
  const lanes = (one: Lane | undefined, other: Lane | undefined): void => {
    const [steps, others] = [one?.steps ?? [], other?.steps ?? []];
    const pairs = align(one === undefined ? [] : elementsAt(before, one.path), other === undefined ? [] : elementsAt(after, other.path));
    const kept = [new Set(pairs.map(([i]) => i)), new Set(pairs.map(([, j]) => j))] as const;
    for (const step of steps) if (!kept[0].has(step.path.at(-1) as number)) removed.push(step);
    for (const step of others) if (!kept[1].has(step.path.at(-1) as number)) added.push(step);
    for (const [i, j] of pairs) {
      const step = steps.find((candidate) => candidate.path.at(-1) === i);
      const now = others.find((candidate) => candidate.path.at(-1) === j);
      if (step === undefined || now === undefined) continue;
      if (ownOf(before, step) !== ownOf(after, now)) {
        changes.before.set(step.id, 'changed');
        changes.after.set(now.id, 'changed');
      }
      const count = Math.max(step.lanes.length, now.lanes.length);
      for (let k = 0; k < count; k++) lanes(step.lanes[k], now.lanes[k]);
    }
  };
  const [routes, others] = [routesOf(before), routesOf(after)];
  for (const name of new Set([...routes, ...others].map((route) => route.name))) {
    lanes(routes.find((route) => route.name === name)?.lane, others.find((route) => route.name === name)?.lane);
  }
  const written = (document: ServiceDocument, step: Step): string => JSON.stringify(valueAt(document, step.path));
  for (const step of removed) {
    const again = added.find((candidate) => written(after, candidate) === written(before, step));
    if (again !== undefined) added.splice(added.indexOf(again), 1);
    mark(changes.before, step, again === undefined ? 'removed' : 'moved');
    if (again !== undefined) mark(changes.after, again, 'moved');
  }
  for (const step of added) mark(changes.after, step, 'added');
  return changes;
}

/** A step that came or went takes those within it along. */
function mark(changes: Map<string, Change>, step: Step, change: Change): void {
  changes.set(step.id, change);
  for (const lane of step.lanes) for (const inner of lane.steps) mark(changes, inner, change);
}

/** A step without the steps within it, as one text. */
function ownOf(document: ServiceDocument, step: Step): string {
  const inner = new Set(step.lanes.map((lane) => idOf(lane.path)));
  const without = (value: unknown, path: Path): unknown => {
    if (inner.has(idOf(path))) return undefined;
    if (Array.isArray(value)) return value.map((one, i) => without(one, [...path, i]));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, without(one, [...path, key])]));
  };
  return JSON.stringify(without(valueAt(document, step.path), step.path));
}
