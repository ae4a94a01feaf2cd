import type { StepTable } from '../designer/model/table';
import type { Bilingual } from '../texts/formats';
import { newKey } from './client';
import type { Answer, ApiClient } from './client';
import type { Diagnostic } from './diagnostic';
import type { Problem } from './problem';

// ---- What a text comes to

/** A field of the answer, as the compiler derived it. */
export interface CheckedField {
  readonly path: string;
  readonly type: string;
  readonly nullable: boolean;
  readonly label: string;
  readonly sources: readonly { readonly column: string; readonly title?: Bilingual }[];
  /** By relation; one that is not there sees the field as the open mask leaves it. */
  readonly masks: Readonly<Record<string, string>>;
  readonly rules: readonly string[];
  /** Lines of the document that read it. */
  readonly lines: readonly number[];
}

export interface Parameter {
  readonly name: string;
  readonly type: string;
  readonly format?: string;
  readonly required: boolean;
  readonly title: Bilingual;
}

/** What the compiler says of a text. All but the diagnostics is there only for a sound one. */
export interface Checked {
  readonly service: string | null;
  readonly version: string | null;
  readonly outcome: 'ok' | 'refused';
  readonly fingerprint: string | null;
  readonly diagnostics: readonly Diagnostic[];
  readonly plan?: { readonly path: string; readonly openness: string; readonly approval: string; readonly parameters: readonly Parameter[]; readonly text: Bilingual };
  readonly fields?: readonly CheckedField[];
  readonly relations?: readonly { readonly relation: string; readonly title: Bilingual }[];
  /** The certificate in plain words. */
  readonly words?: readonly Bilingual[];
  /** Who a preview can be asked as. */
  readonly callers?: readonly { readonly as: string; readonly name: string }[];
}

export const CHECKS = '/admin/v1/service-checks';

export const checkText = async (client: ApiClient, text: string, signal: AbortSignal): Promise<Checked> =>
  (await client.send<Checked>('POST', CHECKS, { body: { text }, signal })).body;

/** What one of the cast would get. */
export interface Preview {
  readonly as: string;
  readonly milliseconds: number;
  readonly status: number;
  readonly rows?: number;
  readonly relations?: readonly string[];
  readonly masks?: readonly string[];
  readonly missing?: readonly string[];
  readonly answer?: unknown;
  readonly problem?: Problem;
}

export const preview = async (client: ApiClient, text: string, parameters: Readonly<Record<string, string>>, as: string): Promise<Preview> =>
  (await client.send<Preview>('POST', `${CHECKS}/preview`, { body: { text, parameters, as } })).body;

// ---- What a route is made of

export const ROUTE_STEPS = '/admin/v1/route-steps';

export const askForStepTable = (client: ApiClient): Promise<StepTable> => client.get(ROUTE_STEPS);

export interface Resource {
  readonly id: string;
  readonly source: string;
  readonly kind: 'table' | 'view' | 'operation';
  readonly schema: string;
  readonly name: string;
  readonly title: Bilingual;
  readonly fields: readonly ResourceField[];
  readonly inputs?: readonly { readonly name: string; readonly required: boolean }[];
}

export interface ResourceField {
  readonly name: string;
  readonly title: Bilingual;
  readonly type: string;
  readonly sensitivity: string;
}

export interface Resources {
  readonly sources: readonly { readonly id: string; readonly kind: string; readonly tables: boolean; readonly title: Bilingual }[];
  readonly resources: readonly Resource[];
  /** Where the next page begins. */
  readonly next_from?: string;
}

export const RESOURCES = '/admin/v1/resources';

export const findResources = (client: ApiClient, q: string): Promise<Resources> => client.get(RESOURCES, { query: { q, limit: 60 } });

// ---- Drafts

export type DraftState = 'open' | 'submitted' | 'rejected' | 'approved' | 'published' | 'withdrawn';

export interface DraftSummary {
  readonly id: number;
  readonly revision: number;
  readonly service: string;
  readonly version: string;
  readonly department: string;
  readonly author: string;
  readonly state: DraftState;
  /** Of what was submitted. */
  readonly fingerprint: string | null;
  readonly approver: string | null;
  readonly reason: string;
  readonly changed_at: string;
}

export interface Draft extends DraftSummary {
  readonly text: string;
}

export const DRAFTS = '/admin/v1/service-drafts';

export const askForDrafts = (client: ApiClient): Promise<{ readonly service_drafts: readonly DraftSummary[] }> => client.get(DRAFTS, { query: { limit: 100 } });

export const askForDraft = (client: ApiClient, id: string): Promise<Answer<Draft>> => client.send('GET', `${DRAFTS}/${encodeURIComponent(id)}`);

export const beginDraft = async (client: ApiClient, text: string): Promise<Draft> =>
  (await client.send<Draft>('POST', DRAFTS, { body: { text }, idempotencyKey: newKey() })).body;

export const beginDraftFrom = async (client: ApiClient, resource: string): Promise<Draft> =>
  (await client.send<Draft>('POST', `${DRAFTS}/from-resource`, { body: { resource }, idempotencyKey: newKey() })).body;

export const writeDraft = (client: ApiClient, id: number, revision: string, text: string): Promise<Answer<Draft>> =>
  client.send('PUT', `${DRAFTS}/${id}`, { revision, body: { text } });

export const submitDraft = (client: ApiClient, id: number, revision: string): Promise<Answer<Draft>> => client.send('POST', `${DRAFTS}/${id}/submit`, { revision });
