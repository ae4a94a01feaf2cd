import type { StepTable } from '../designer/model/table';
import type { Bilingual } from '../texts/formats';
import { newKey } from './client';
import type { Answer, ApiClient } from './client';
import type { Diagnostic } from './diagnostic';

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

/** What a value is: the type of a field, or `record` with its members, `list` with its element, or `nothing`. */
export interface Shape {
  readonly type: string;
  readonly title?: Bilingual;
  readonly members?: readonly (Shape & { readonly name: string })[];
  readonly element?: Shape;
}

/** What there is at a step of the route, as far as it is understood. */
export interface StepShapes {
  /** Where what stands behind the key of the step is written, from 1. */
  readonly line: number;
  readonly column: number;
  /** The body it finds. */
  readonly given: Shape;
  readonly variables: Readonly<Record<string, Shape>>;
  /** The body behind it; absent where it is not understood or ends the call. */
  readonly yielded?: Shape;
}

/** What the compiler says of a text. All but the diagnostics and the steps is there only for a sound one. */
export interface Checked {
  /** What it was said of. */
  readonly text: string;
  readonly service: string | null;
  readonly version: string | null;
  readonly outcome: 'ok' | 'refused';
  readonly fingerprint: string | null;
  readonly diagnostics: readonly Diagnostic[];
  readonly steps: readonly StepShapes[];
  readonly plan?: { readonly path: string; readonly openness: string; readonly approval: string; readonly parameters: readonly Parameter[]; readonly text: Bilingual };
  readonly fields?: readonly CheckedField[];
  readonly relations?: readonly { readonly relation: string; readonly title: Bilingual }[];
  /** The certificate in plain words. */
  readonly words?: readonly Bilingual[];
  /** Who a preview can be asked as. */
  readonly callers?: readonly { readonly as: string; readonly name: string }[];
}

export const CHECKS = '/admin/v1/service-checks';

export const checkText = async (client: ApiClient, text: string, signal: AbortSignal): Promise<Checked> => ({
  ...(await client.send<Omit<Checked, 'text'>>('POST', CHECKS, { body: { text }, signal })).body,
  text,
});

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
  /** A problem document. */
  readonly problem?: unknown;
  /** How it ran, where that was asked for. */
  readonly steps?: readonly RanStep[];
}

/** A step that ran, with some of what there was behind it, governed for who it ran for. */
export interface RanStep {
  /** Where it is written, from 1; absent for what is not written as a step. */
  readonly line?: number;
  readonly column?: number;
  /** When it began, after the call did, and how long it took; it failed when that is not there. */
  readonly after_microseconds: number;
  readonly microseconds?: number;
  readonly failed: boolean;
  readonly records: number;
  /** The first records; absent when they are too large to show. */
  readonly body?: readonly unknown[];
  /** Members that are not shown as they are. */
  readonly masked: readonly string[];
}

export const FAULTS = ['timeout', 'unavailable', 'busy', 'garbage'] as const;

/** How a preview is run. */
export interface Manner {
  /** What sources are to seem to do, by their ids; they are not asked then. */
  readonly faults: Readonly<Record<string, (typeof FAULTS)[number]>>;
  readonly steps: boolean;
}

export const preview = async (client: ApiClient, text: string, parameters: Readonly<Record<string, string>>, as: string, manner: Manner): Promise<Preview> =>
  (await client.send<Preview>('POST', `${CHECKS}/preview`, { body: { text, parameters, as, ...manner } })).body;

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
  readonly sources: readonly { readonly id: string; readonly kind: string; readonly tables: boolean; readonly title: Bilingual; readonly default_schema: string }[];
  readonly resources: readonly Resource[];
  /** Where the next page begins. */
  readonly next_from?: string;
}

export const RESOURCES = '/admin/v1/resources';

/** Every resource of a source, page by page. */
export async function askForResourcesOf(client: ApiClient, source: string): Promise<readonly Resource[]> {
  const resources: Resource[] = [];
  for (let from: string | undefined = ''; from !== undefined; ) {
    const page: Resources = await client.get(RESOURCES, { query: { source, from, limit: 500 } });
    resources.push(...page.resources);
    from = page.next_from;
  }
  return resources;
}

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
