import type { Flowing, Minute } from '../../api/watch';
import { OUTCOMES } from './metrics';
import type { Outcome } from './metrics';

/** How long back one can look, in minutes. */
export const SPANS = [60, 180, 720] as const;

/** All calls of some time. */
export interface Sum {
  readonly calls: number;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  /** Of all calls, in microseconds; 0 when there were none. */
  readonly mean: number;
  readonly slowest: number;
}

const callsOf = (minute: Minute): number => OUTCOMES.reduce((all, outcome) => all + minute[outcome], 0);

export function sumOf({ minutes }: Flowing): Sum {
  const calls = minutes.reduce((all, minute) => all + callsOf(minute), 0);
  return {
    calls,
    outcomes: Object.fromEntries(OUTCOMES.map((outcome) => [outcome, minutes.reduce((all, minute) => all + minute[outcome], 0)])) as Record<Outcome, number>,
    // each minute counts for as much as was called in it
    mean: calls === 0 ? 0 : Math.round(minutes.reduce((all, minute) => all + minute.mean_micros * callsOf(minute), 0) / calls),
    slowest: Math.max(0, ...minutes.map((minute) => minute.slowest_micros)),
  };
}

/** A line of a chart, and which of its two axes it is read on. */
export interface Series {
  readonly name: string;
  readonly data: readonly number[];
}

/** Calls a minute by what came of them. */
export const outcomeSeries = ({ minutes }: Flowing, name: (outcome: Outcome) => string): readonly Series[] =>
  OUTCOMES.map((outcome) => ({ name: name(outcome), data: minutes.map((minute) => minute[outcome]) }));

/** Milliseconds until answers were ready. */
export const timeSeries = ({ minutes }: Flowing, mean: string, slowest: string): readonly Series[] => [
  { name: mean, data: minutes.map((minute) => minute.mean_micros / 1000) },
  { name: slowest, data: minutes.map((minute) => minute.slowest_micros / 1000) },
];
