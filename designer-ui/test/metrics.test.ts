import { describe, expect, it } from 'vitest';
import { boundOf, countsOf, originOf, readMetrics } from '../src/console/monitor/metrics';

const TEXT = `# HELP tidegate_calls_seconds Calls on record
# TYPE tidegate_calls_seconds histogram
tidegate_calls_seconds_bucket{outcome="answered",problem="none",service="goods",le="0.01"} 6
tidegate_calls_seconds_bucket{outcome="answered",problem="none",service="goods",le="0.5"} 8
tidegate_calls_seconds_bucket{outcome="answered",problem="none",service="goods",le="+Inf"} 8
tidegate_calls_seconds_count{outcome="answered",problem="none",service="goods"} 8
tidegate_calls_seconds_bucket{outcome="failed",problem="TG-SRC-TIMEOUT",service="goods",le="0.01"} 0
tidegate_calls_seconds_bucket{outcome="failed",problem="TG-SRC-TIMEOUT",service="goods",le="0.5"} 0
tidegate_calls_seconds_bucket{outcome="failed",problem="TG-SRC-TIMEOUT",service="goods",le="+Inf"} 2
tidegate_calls_seconds_count{outcome="failed",problem="TG-SRC-TIMEOUT",service="goods"} 2
tidegate_calls_seconds_count{outcome="refused",problem="TG-GRANT-REQUIRED",service="ships"} 12
tidegate_answer_rows_total{service="goods"} 1.25E3
tidegate_answer_bytes_total{service="goods"} 9000.0
tidegate_calls_unrecorded_total 1.0
tidegate_calls_waiting 3.0
jvm_gc_pause_seconds_count{action="end of \\"minor\\" GC",cause="a, b"} 4
`;

describe('an exposition', () => {
  it('is read with its labels, whatever stands in them', () => {
    const samples = readMetrics(TEXT);
    expect(samples).toHaveLength(14);
    expect(samples.at(-1)).toEqual({ name: 'jvm_gc_pause_seconds_count', labels: { action: 'end of "minor" GC', cause: 'a, b' }, value: 4 });
    expect(samples.find((sample) => sample.name === 'tidegate_answer_rows_total')?.value).toBe(1250);
  });

  it('that is empty has nothing', () => expect(countsOf(readMetrics(''))).toEqual({ services: [], problems: [], waiting: 0, unrecorded: 0, greatestBound: 0 }));
});

describe('the counts of a node', () => {
  const counts = countsOf(readMetrics(TEXT));

  it('are told by service, the most called first', () => {
    expect(counts.services.map((one) => [one.service, one.calls])).toEqual([
      ['ships', 12],
      ['goods', 10],
    ]);
    expect(counts.services[1]).toMatchObject({ outcomes: { answered: 8, refused: 0, failed: 2, gone: 0 }, rows: 1250, bytes: 9000 });
    expect([counts.waiting, counts.unrecorded, counts.greatestBound]).toEqual([3, 1, 0.5]);
  });

  it('bound the times over all outcomes', () => {
    expect(counts.services[1]?.half).toBe(0.01);
    // two of ten took longer than any bound
    expect(counts.services[1]?.most).toBe(Infinity);
    expect(boundOf(new Map([[0.1, 50], [0.2, 95], [Infinity, 100]]), 0.95)).toBe(0.2);
  });

  it('say where what was not answered came from', () => {
    expect(counts.problems).toEqual([
      { problem: 'TG-GRANT-REQUIRED', origin: 'agreement', calls: 12 },
      { problem: 'TG-SRC-TIMEOUT', origin: 'source', calls: 2 },
    ]);
    expect(['TG-PARAM-TYPE', 'TG-QUOTA-DAY', 'TG-QUOTA-503', 'TG-GUARD-500', 'TG-DATA-404', 'TG-DATA-INVALID', 'TG-AUTH-MISSING'].map(originOf)).toEqual([
      'caller',
      'limit',
      'platform',
      'platform',
      'caller',
      'source',
      'agreement',
    ]);
  });
});
