import type { ApiClient } from './client';

/** A call as it is on record: who, what came of it, and nothing of what was answered. */
export interface Call {
  readonly number: number;
  readonly at: string;
  readonly micros: number;
  readonly trace_id: string;
  readonly epoch: number;
  readonly service: string;
  readonly version: string;
  /** Of the plan that answered. */
  readonly fingerprint: string;
  readonly application: string | null;
  readonly enterprise: string | null;
  readonly outcome: 'answered' | 'refused' | 'failed' | 'gone';
  readonly status: number;
  readonly problem: string | null;
  readonly rows: number;
  /** What the caller was to the records. */
  readonly relations: readonly string[];
  readonly masks: readonly string[];
}

export interface AuditEntry {
  readonly number: number;
  readonly at: string;
  readonly actor: string;
  readonly act: string;
  readonly subject: string;
  readonly detail: string;
}

export interface ClusterNode {
  readonly id: string;
  readonly name: string;
  readonly started_at: string;
  readonly live: boolean;
  readonly serving: number;
  readonly in_step: boolean;
  readonly trouble: string;
}

/** What was, is or was not put in force on all nodes. */
export interface Epoch {
  readonly epoch: number;
  readonly state: 'preparing' | 'committed' | 'abandoned';
  readonly rule_pack: number;
  readonly catalog: string;
  readonly services: number;
}

export interface Cluster {
  readonly epoch: number;
  readonly self: string;
  readonly nodes: readonly ClusterNode[];
  /** The latest first. */
  readonly epochs: readonly Epoch[];
}

/** The calls of a minute. Times are microseconds until the answer was ready. */
export interface Minute {
  readonly at: string;
  readonly answered: number;
  readonly refused: number;
  readonly failed: number;
  readonly gone: number;
  readonly rows: number;
  readonly bytes: number;
  readonly mean_micros: number;
  readonly slowest_micros: number;
}

/** The calls of all nodes over some time. */
export interface Flowing {
  readonly from: string;
  /** The end of the last minute, which is not over yet. */
  readonly until: string;
  /** Every minute, also those without a call. */
  readonly minutes: readonly Minute[];
  readonly services: readonly { readonly service: string; readonly answered: number; readonly refused: number; readonly failed: number; readonly gone: number }[];
  readonly problems: readonly { readonly problem: string; readonly calls: number }[];
  readonly masks: readonly { readonly mask: string; readonly calls: number }[];
}

/** What the node that answers keeps in memory. */
export interface NodeState {
  readonly node: string;
  readonly cache: { readonly answers: number; readonly bytes: number; readonly kept: number; readonly made: number; readonly stale: number };
  readonly breakers: readonly { readonly source: string; readonly state: 'closed' | 'open' | 'half_open'; readonly reads: number; readonly failure_rate: number | null; readonly tried_in_ms: number }[];
  readonly quota: readonly {
    readonly application: string | null;
    readonly service: string;
    readonly agreement: string | null;
    readonly buckets: readonly { readonly bucket: 'second' | 'minute' | 'day' | 'month'; readonly limit: number; readonly used: number; readonly left: number; readonly resets_at?: string }[];
  }[];
}

export const MONITOR_CALLS = '/admin/v1/monitor/calls';
export const MONITOR_NODE = '/admin/v1/monitor/node';
export const CALLS = '/admin/v1/calls';
export const AUDIT = '/admin/v1/audit';
export const METRICS = '/admin/v1/metrics';
export const CLUSTER = '/admin/v1/cluster';

/** What acts are looked for by; what is left out is not looked at. */
export interface AuditQuestion {
  readonly actor?: string;
  /** How it begins, such as `rule-pack.` */
  readonly act?: string;
  /** A part of it. */
  readonly subject?: string;
  /** The first day, and the last, such as `2026-07-01`, as they are at the port. */
  readonly from?: string;
  readonly to?: string;
}

export interface AuditPage {
  readonly entries: readonly AuditEntry[];
  readonly next_before?: number;
}

export interface CallsPage {
  readonly calls: readonly Call[];
  readonly next_before?: number;
}

/** What calls are looked for by; what is left out is not looked at. */
export interface CallQuestion {
  readonly service?: string;
  readonly application?: string;
  readonly trace?: string;
}

export const askForCalls = (client: ApiClient, asked: CallQuestion, limit: number, before?: number): Promise<CallsPage> => client.get(CALLS, { query: { ...asked, limit, before } });
/** Counts of the node that answers, since its start, in the text form of Prometheus. */
export const askForMetrics = (client: ApiClient): Promise<string> => client.get(METRICS);
export const askForFlow = (client: ApiClient, minutes: number, service?: string): Promise<Flowing> => client.get(MONITOR_CALLS, { query: { minutes, service } });
export const askForNode = (client: ApiClient): Promise<NodeState> => client.get(MONITOR_NODE);

const AN_HOUR = 3_600_000;
/** Where a day of the port begins, and `days` later. */
const midnight = (day: string, days = 0): string => new Date(Date.parse(`${day}T00:00:00+08:00`) + days * 24 * AN_HOUR).toISOString();

/** Acts, the latest first. */
export const askForAudit = (client: ApiClient, { from, to, ...asked }: AuditQuestion, limit: number, before = Number.MAX_SAFE_INTEGER): Promise<AuditPage> =>
  client.get(AUDIT, { query: { ...asked, from: from && midnight(from), until: to && midnight(to, 1), limit, before } });
export const askForChain = (client: ApiClient): Promise<{ whole: boolean; first_broken?: number }> => client.get(`${AUDIT}/chain`);
export const askForCluster = (client: ApiClient): Promise<Cluster> => client.get(CLUSTER);
