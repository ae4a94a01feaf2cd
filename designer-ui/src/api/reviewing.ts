import type { Bilingual } from '../texts/formats';
import type { ApiClient } from './client';
import { DRAFTS } from './designing';
import type { Draft, DraftState, DraftSummary } from './designing';

// Drafts of services as those see them who decide about them.

/** What the machine found out about a draft that was submitted. */
export interface AdmissionReport {
  readonly fingerprint: string;
  readonly at: string;
  readonly passed: boolean;
  readonly sections: readonly {
    readonly name: string;
    readonly title: Bilingual;
    readonly passed: boolean;
    readonly findings: readonly { readonly what: Bilingual; readonly result: 'passed' | 'failed' | 'not_tried'; readonly detail: string }[];
  }[];
}

/** A field of an answer, as a certificate has it. */
export interface ShownField {
  readonly type: string;
  readonly nullable: boolean;
  readonly label: string;
  /** By relation. */
  readonly masks: Readonly<Record<string, string>>;
}

/** A field before and after a change; absent on the side that does not have it. */
export interface ChangedField {
  readonly path: string;
  readonly before: ShownField | null;
  readonly after: ShownField | null;
}

/** What a draft changes against what is in force; all of it, where nothing is. */
export interface DraftDifference {
  readonly service: string;
  readonly version: string;
  readonly live_version: string | null;
  readonly live_text: string | null;
  readonly fields: readonly ChangedField[];
}

export interface WrittenText {
  readonly revision: number;
  readonly author: string;
  readonly at: string;
  readonly text: string;
}

export interface DraftsPage {
  readonly service_drafts: readonly DraftSummary[];
  readonly next_before?: number;
}

const path = (id: number): string => `${DRAFTS}/${id}`;

export const askForDraftsIn = (client: ApiClient, state: DraftState, before?: number): Promise<DraftsPage> => client.get(DRAFTS, { query: { state, before } });
export const askForReport = (client: ApiClient, id: number): Promise<AdmissionReport> => client.get(`${path(id)}/report`);
export const askForDifference = (client: ApiClient, id: number): Promise<DraftDifference> => client.get(`${path(id)}/difference`);
export const askForTexts = (client: ApiClient, id: number): Promise<{ readonly texts: readonly WrittenText[] }> => client.get(`${path(id)}/texts`);

const decide = async (client: ApiClient, draft: DraftSummary, act: string, body?: unknown): Promise<Draft> =>
  (await client.send<Draft>('POST', `${path(draft.id)}/${act}`, { revision: `"${draft.revision}"`, body })).body;

/** Approves exactly what was submitted, by its fingerprint. */
export const approveDraft = (client: ApiClient, draft: DraftSummary, reason: string): Promise<Draft> =>
  decide(client, draft, 'approve', { fingerprint: draft.fingerprint, reason });
export const sendDraftBack = (client: ApiClient, draft: DraftSummary, reason: string): Promise<Draft> => decide(client, draft, 'reject', { reason });

/** Puts it in force on all nodes, or on none. */
export const publishDraft = async (client: ApiClient, draft: DraftSummary): Promise<void> => {
  await client.send('POST', `${path(draft.id)}/publish`, { revision: `"${draft.revision}"` });
};
