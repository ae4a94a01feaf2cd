import type { Bilingual } from '../texts/formats';
import type { Answer, ApiClient } from './client';
import { RESOURCES } from './designing';
import type { Preview, Resource, ResourceField } from './designing';

// What is described, measured and has drifted of the resources of the catalog in force.

export type Drift = 'none' | 'found' | 'unknown' | 'not_compared';

export interface MeasureSummary {
  readonly measured_at: string;
  readonly actor: string;
  readonly failed: boolean;
  readonly rows?: number;
  /** Whether they were counted, or the source reckons so. */
  readonly rows_exact?: boolean;
  readonly bytes?: number;
  readonly last_change?: string;
  readonly drift: Drift;
}

export interface Measure extends MeasureSummary {
  readonly message: Bilingual;
  /** Records that the shares are of. */
  readonly looked_at: number;
  readonly last_change_by?: string;
  readonly fields: readonly { readonly name: string; readonly empty_share?: number }[];
  readonly drifts: readonly { readonly kind: string; readonly place: string; readonly message: Bilingual }[];
}

/** A run that measures: one resource, or all of them. */
export interface MeasureRun {
  readonly state: 'running' | 'done' | 'failed';
  readonly done: number;
  readonly total: number;
  readonly message: Bilingual;
  readonly actor: string;
  readonly begun_at: string;
  readonly ended_at?: string;
}

interface Described extends Resource {
  readonly summary: Bilingual;
  readonly area: string;
  readonly department: string;
  readonly theme: string;
  readonly update_frequency: string;
  readonly tags: readonly string[];
  readonly openness: string;
}

export interface ListedResource extends Described {
  readonly measure?: MeasureSummary;
}

export interface MeasuredField extends ResourceField {
  readonly length: number;
  readonly format: string;
  readonly openness: string;
}

export interface MeasuredResource extends Described {
  readonly fields: readonly MeasuredField[];
  readonly frequency: { readonly declared: string; readonly declared_seconds?: number; readonly observed_seconds?: number; readonly late: boolean };
  readonly measure?: Measure;
  readonly history: readonly MeasureSummary[];
  /** Who a preview can be for. */
  readonly callers: readonly { readonly as: string; readonly name: string }[];
  readonly run?: MeasureRun;
}

export interface ResourcePage {
  readonly resources: readonly ListedResource[];
  /** The last run of all. */
  readonly round?: MeasureRun;
  readonly next_from?: string;
}

export const resourcePath = (id: string): string => `${RESOURCES}/${encodeURIComponent(id)}`;

export const askForResources = (client: ApiClient, q: string, from?: string): Promise<ResourcePage> => client.get(RESOURCES, { query: { q, from } });
export const askForResource = (client: ApiClient, id: string): Promise<MeasuredResource> => client.get(resourcePath(id));
export const measureResource = (client: ApiClient, id: string): Promise<Answer<MeasureRun>> => client.send('POST', `${resourcePath(id)}/measure`);
export const previewResource = async (client: ApiClient, id: string, as: string): Promise<Preview> =>
  (await client.send<Preview>('POST', `${resourcePath(id)}/preview`, { body: { as } })).body;
