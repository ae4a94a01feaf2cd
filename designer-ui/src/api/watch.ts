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

export interface Cluster {
  readonly epoch: number;
  readonly self: string;
  readonly nodes: readonly ClusterNode[];
}

export const CALLS = '/admin/v1/calls';
export const AUDIT = '/admin/v1/audit';
export const CLUSTER = '/admin/v1/cluster';

export const askForCalls = (client: ApiClient, before?: number): Promise<{ calls: readonly Call[]; next_before?: number }> =>
  client.get(CALLS, { query: { before } });
export const askForAudit = (client: ApiClient, after?: number): Promise<{ entries: readonly AuditEntry[]; next_after?: number }> =>
  client.get(AUDIT, { query: { after } });
export const askForChain = (client: ApiClient): Promise<{ whole: boolean; first_broken?: number }> => client.get(`${AUDIT}/chain`);
export const askForCluster = (client: ApiClient): Promise<Cluster> => client.get(CLUSTER);
