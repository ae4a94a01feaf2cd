/** One number of an exposition. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const LINE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/;
const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g;
const unescaped = (text: string): string => text.replace(/\\(.)/g, (_, one: string) => (one === 'n' ? '\n' : one));
const numberOf = (text: string): number => (text === '+Inf' ? Infinity : text === '-Inf' ? -Infinity : Number(text));

/** Reads the text form of Prometheus, version 0.0.4. Comments and what is no sample are passed over. */
export function readMetrics(text: string): Sample[] {
  return text.split('\n').flatMap((line) => {
    const [, name, labels, value] = LINE.exec(line) ?? [];
    if (name === undefined || value === undefined) return [];
    return [{ name, labels: Object.fromEntries([...(labels ?? '').matchAll(LABEL)].map(([, key, of]) => [key, unescaped(of ?? '')])), value: numberOf(value) }];
  });
}

export const OUTCOMES = ['answered', 'refused', 'failed', 'gone'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What a node counted of a service since its start. */
export interface ServiceCounts {
  readonly service: string;
  readonly calls: number;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  /** Upper bound, in seconds, of the time within which half of the calls, and 95 of 100, were answered; infinite beyond the last bound. */
  readonly half: number;
  readonly most: number;
  readonly rows: number;
  readonly bytes: number;
}

export type Origin = 'caller' | 'agreement' | 'limit' | 'source' | 'platform';

export interface ProblemCounts {
  readonly problem: string;
  readonly origin: Origin;
  readonly calls: number;
}

export interface Counts {
  /** The most called first. */
  readonly services: readonly ServiceCounts[];
  /** The most frequent first. */
  readonly problems: readonly ProblemCounts[];
  readonly waiting: number;
  readonly unrecorded: number;
  /** The greatest time, in seconds, that calls are told apart by. */
  readonly greatestBound: number;
}

const ORIGINS: Readonly<Record<string, Origin>> = {
  PARAM: 'caller',
  PATH: 'caller',
  REQUEST: 'caller',
  AUTH: 'agreement',
  GRANT: 'agreement',
  QUOTA: 'limit',
  SRC: 'source',
  DATA: 'source',
};

/** Where a problem comes from, by its code, such as `TG-SRC-UNAVAILABLE`. */
export function originOf(problem: string): Origin {
  // what was asked for is not there, or not for whoever asked
  if (problem === 'TG-DATA-404') return 'caller';
  // whatever it is about, the platform could not look
  if (/-50[03]$/.test(problem)) return 'platform';
  return ORIGINS[problem.split('-')[1] ?? ''] ?? 'platform';
}

const sum = (samples: readonly Sample[]): number => samples.reduce((all, sample) => all + sample.value, 0);

/** The least bound below which a share of the calls lies: all that buckets can tell. */
export function boundOf(buckets: ReadonlyMap<number, number>, share: number): number {
  const bounds = [...buckets.keys()].sort((a, b) => a - b);
  const all = buckets.get(Infinity) ?? 0;
  return bounds.find((bound) => (buckets.get(bound) ?? 0) >= all * share) ?? Infinity;
}

/** What is told of calls, from all that is counted. */
export function countsOf(samples: readonly Sample[]): Counts {
  const named = (name: string): Sample[] => samples.filter((sample) => sample.name === name);
  const calls = named('tidegate_calls_seconds_count');
  const buckets = named('tidegate_calls_seconds_bucket');
  const of = (all: readonly Sample[], service: string): Sample[] => all.filter((sample) => sample.labels.service === service);
  const services = [...new Set(calls.map((sample) => sample.labels.service ?? ''))].map((service): ServiceCounts => {
    const own = of(calls, service);
    const times = new Map<number, number>();
    for (const bucket of of(buckets, service)) {
      const bound = numberOf(bucket.labels.le ?? '');
      times.set(bound, (times.get(bound) ?? 0) + bucket.value);
    }
    return {
      service,
      calls: sum(own),
      outcomes: Object.fromEntries(OUTCOMES.map((outcome) => [outcome, sum(own.filter((sample) => sample.labels.outcome === outcome))])) as Record<Outcome, number>,
      half: boundOf(times, 0.5),
      most: boundOf(times, 0.95),
      rows: sum(of(named('tidegate_answer_rows_total'), service)),
      bytes: sum(of(named('tidegate_answer_bytes_total'), service)),
    };
  });
  const problems = new Map<string, number>();
  for (const { labels, value } of calls) {
    if (labels.problem !== undefined && labels.problem !== 'none') problems.set(labels.problem, (problems.get(labels.problem) ?? 0) + value);
  }
  return {
    services: services.sort((a, b) => b.calls - a.calls),
    problems: [...problems].map(([problem, count]) => ({ problem, origin: originOf(problem), calls: count })).sort((a, b) => b.calls - a.calls),
    waiting: sum(named('tidegate_calls_waiting')),
    unrecorded: sum(named('tidegate_calls_unrecorded_total')),
    greatestBound: Math.max(0, ...buckets.map((bucket) => numberOf(bucket.labels.le ?? '')).filter(Number.isFinite)),
  };
}
