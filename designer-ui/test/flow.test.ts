import { expect, it } from 'vitest';
import type { Flowing, Minute } from '../src/api/watch';
import { outcomeSeries, sumOf, timeSeries } from '../src/console/monitor/flow';

const minute = (answered: number, failed: number, mean: number, slowest: number): Minute => ({ at: '2026-03-02T08:00:00Z', answered, refused: 0, failed, gone: 0, rows: 0, bytes: 0, mean_micros: mean, slowest_micros: slowest });
const flow: Flowing = { from: '', until: '', minutes: [minute(3, 0, 1000, 2000), minute(0, 0, 0, 0), minute(0, 1, 5000, 5000)], services: [], problems: [], masks: [] };

it('minutes are summed, each by how much was called in it', () => {
  expect(sumOf(flow)).toEqual({ calls: 4, outcomes: { answered: 3, refused: 0, failed: 1, gone: 0 }, mean: 2000, slowest: 5000 });
  expect(sumOf({ ...flow, minutes: [] })).toEqual({ calls: 0, outcomes: { answered: 0, refused: 0, failed: 0, gone: 0 }, mean: 0, slowest: 0 });
});

it('every minute is a point of each line', () => {
  expect(outcomeSeries(flow, (outcome) => outcome).map((one) => [one.name, one.data])).toEqual([
    ['answered', [3, 0, 0]],
    ['refused', [0, 0, 0]],
    ['failed', [0, 0, 1]],
    ['gone', [0, 0, 0]],
  ]);
  expect(timeSeries(flow, 'mean', 'slowest').map((one) => one.data)).toEqual([[1, 0, 5], [2, 0, 5]]);
});
