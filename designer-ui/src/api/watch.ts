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
  readonly application: string | null;
  readonly enterprise: string | null;
  readonly outcome: 'answered' | 'refused' | 'failed' | 'gone';
  readonly status: number;
  readonly problem: string | null;
  readonly rows: number;
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

export const CALLS = '/admin/v1/calls';
export const AUDIT = '/admin/v1/audit';
export const METRICS = '/admin/v1/metrics';
export const CLUSTER = '/admin/v1/cluster';

/** What calls are looked for by; what is left out is not looked at. */
export interface CallQuestion {
  readonly service?: string;
  readonly application?: string;
  readonly trace?: string;
}

export const askForCalls = (client: ApiClient, asked: CallQuestion, before?: number): Promise<{ calls: readonly Call[]; next_before?: number }> =>
  client.get(CALLS, { query: { ...asked, before } });
/** Counts of the node that answers, since its start, in the text form of Prometheus. */
export const askForMetrics = (client: ApiClient): Promise<string> => client.get(METRICS);
export const askForAudit = (client: ApiClient, after?: number): Promise<{ entries: readonly AuditEntry[]; next_after?: number }> =>
  client.get(AUDIT, { query: { after } });
export const askForChain = (client: ApiClient): Promise<{ whole: boolean; first_broken?: number }> => client.get(`${AUDIT}/chain`);
export const askForCluster = (client: ApiClient): Promise<Cluster> => client.get(CLUSTER);
