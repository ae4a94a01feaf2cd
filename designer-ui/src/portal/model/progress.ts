import type { AccessRequest } from '../../api/applying';
import { dayOf, plusWorkingDays, workingDaysBetween } from './day';
import type { Day } from './day';

/** Whose turn it is, and for how long still. */
export type Clock =
  /** A stage decides; `due` is the last day it may take. */
  | { readonly runs: 'theirs'; readonly stage: string; readonly due: Day; readonly left: number; readonly overdue: boolean }
  /** The enterprise has to answer or to sign. */
  | { readonly runs: 'ours'; readonly since: string }
  | { readonly runs: 'no more' };

export function clockOf(request: AccessRequest, now: Date): Clock {
  switch (request.state) {
    case 'review': {
      const today = dayOf(now);
      const due = plusWorkingDays(dayOf(new Date(request.waits_since)), request.working_days ?? 0);
      return { runs: 'theirs', stage: request.stage ?? '', due, left: workingDaysBetween(today, due), overdue: today > due };
    }
    case 'question':
    case 'approved':
      return { runs: 'ours', since: request.waits_since };
    default:
      return { runs: 'no more' };
  }
}

/** A step of the way from asking to calling. */
export interface Step {
  /** `asked`, a stage such as `provider`, or `sign`. */
  readonly name: string;
  readonly state: 'done' | 'now' | 'ahead' | 'stopped';
}

export function stepsOf(request: AccessRequest): Step[] {
  const agreed = request.events.filter((event) => event.act === 'approved').length;
  const stopped = request.state === 'rejected' || request.state === 'withdrawn';
  const at = (place: number): Step['state'] => (place < agreed ? 'done' : place > agreed ? 'ahead' : stopped ? 'stopped' : 'now');
  return [
    { name: 'asked', state: 'done' },
    ...request.route.map((name, place): Step => ({ name, state: at(place) })),
    { name: 'sign', state: request.state === 'closed' ? 'done' : at(request.route.length) },
  ];
}

export const isLive = (request: AccessRequest): boolean => ['review', 'question', 'approved'].includes(request.state);

/** What was asked back last, where an answer is waited for. */
export const openQuestion = (request: AccessRequest): string | undefined =>
  request.state === 'question' ? request.events.findLast((event) => event.act === 'question')?.note : undefined;

/** What was asked for and was not agreed to. */
export const left = (request: AccessRequest): string[] => request.asked.filter((field) => !request.fields.includes(field));
