import type { Bilingual } from '../texts/formats';
import type { Answer, ApiClient } from './client';
import type { Diagnostic } from './diagnostic';

/** A released rule pack. */
export interface RulePack {
  readonly number: number;
  readonly pack: string;
  readonly version: string;
  readonly fingerprint: string;
  readonly author: string;
  readonly created_at: string;
}

/** How much an edit changes what callers get, from nothing to showing more. */
export type Grade = 'none' | 'tightening' | 'refusing' | 'loosening';

export interface RuleDraft {
  readonly id: number;
  readonly revision: number;
  readonly based_on: number;
  readonly author: string;
  readonly state: 'open' | 'submitted' | 'approved' | 'released';
  /** Of what was judged; absent until it was. */
  readonly fingerprint: string | null;
  readonly grade: Grade | null;
  readonly approver: string | null;
  readonly created_at: string;
}

export interface RuleDraftWithFiles extends RuleDraft {
  readonly files: readonly string[];
}

export interface RuleCheck {
  readonly sound: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

export type Direction = 'loosened' | 'appeared' | 'tightened' | 'vanished';

export interface FieldChange {
  readonly read: string;
  readonly output: string;
  readonly paths: readonly string[];
  /** For whom; mostly everybody where it is absent. */
  readonly audience?: string;
  readonly relations: readonly string[];
  readonly direction: Direction;
  readonly before: string;
  readonly after: string;
  readonly rules_before: readonly string[];
  readonly rules_after: readonly string[];
}

export interface AccessChange {
  readonly what: string;
  readonly audience?: string;
  readonly read?: string;
  readonly direction: Direction;
  readonly before: string;
  readonly after: string;
}

export interface InfluenceChange {
  readonly read: string;
  readonly column: string;
  readonly where: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** A made-up record as it is answered before and after. */
export interface ExampleRow {
  readonly read: string;
  readonly relations: readonly string[];
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
}

export interface ServiceImpact {
  readonly service: string;
  readonly version: string;
  readonly fate: 'kept' | 'newly_refused' | 'newly_accepted';
  readonly grade: Grade;
  readonly fields: readonly FieldChange[];
  readonly access: readonly AccessChange[];
  readonly influences: readonly InfluenceChange[];
  readonly examples: readonly ExampleRow[];
  readonly refusal: readonly Diagnostic[];
  readonly grants: readonly string[];
}

export interface Impact {
  readonly grade: Grade;
  readonly services: readonly ServiceImpact[];
}

export type Phase = 'waiting' | 'building' | 'resolving' | 'judging' | 'compiling' | 'starting' | 'ended';

export interface Run {
  readonly run: number;
  readonly draft: number;
  readonly revision: number;
  readonly state: 'waiting' | 'running' | 'done' | 'cancelled' | 'failed';
  readonly phase: Phase;
  readonly done: number;
  readonly of: number;
  readonly reason?: Bilingual;
  readonly diagnostics?: readonly Diagnostic[];
  readonly impact?: Impact;
  readonly next_after?: number;
}

export interface Release {
  readonly release: number;
  readonly rule_pack: RulePack;
  readonly live: number;
  readonly refused: readonly string[];
}

export const RULE_PACKS = '/admin/v1/rule-packs';
export const RULE_DRAFTS = '/admin/v1/rule-drafts';
const IMPACTS = '/admin/v1/impacts';

export const draftPath = (id: number): string => `${RULE_DRAFTS}/${id}`;
const filePath = (id: number, file: string): string => `${draftPath(id)}/files/${encodeURIComponent(file)}`;
export const draftWorkbookPath = (id: number): string => `${draftPath(id)}/workbook`;

export const askForPacks = (client: ApiClient): Promise<{ rule_packs: readonly RulePack[] }> => client.get(RULE_PACKS);
export const askForPackInForce = (client: ApiClient): Promise<RulePack> => client.get(`${RULE_PACKS}/current`);
export const askForDrafts = (client: ApiClient): Promise<{ rule_drafts: readonly RuleDraft[] }> => client.get(RULE_DRAFTS);
export const askForDraft = (client: ApiClient, id: number): Promise<RuleDraftWithFiles> => client.get(draftPath(id));
export const askForFile = (client: ApiClient, id: number, file: string): Promise<string> => client.get(filePath(id, file));

export const beginDraft = async (client: ApiClient, key: string): Promise<RuleDraftWithFiles> =>
  (await client.send<RuleDraftWithFiles>('POST', RULE_DRAFTS, { body: {}, idempotencyKey: key })).body;

export const writeFile = async (client: ApiClient, draft: RuleDraft, file: string, text: string): Promise<RuleDraftWithFiles> =>
  (await client.send<RuleDraftWithFiles>('PUT', filePath(draft.id, file), { content: text, revision: `"${draft.revision}"` })).body;

export const checkDraft = async (client: ApiClient, id: number): Promise<RuleCheck> => (await client.send<RuleCheck>('POST', `${draftPath(id)}/check`)).body;

export const startImpact = async (client: ApiClient, id: number): Promise<Run> => (await client.send<Run>('POST', `${draftPath(id)}/impacts`)).body;
export const askForRun = (client: ApiClient, run: number, after?: number): Promise<Run> => client.get(`${IMPACTS}/${run}`, { query: { after } });
export const cancelRun = async (client: ApiClient, run: number): Promise<Run> => (await client.send<Run>('DELETE', `${IMPACTS}/${run}`)).body;

/** The whole impact of a run that is done; the engine gives it page by page. */
export async function askForImpact(client: ApiClient, run: number): Promise<Impact | undefined> {
  const first = await askForRun(client, run);
  if (first.impact === undefined) return undefined;
  const services = [...first.impact.services];
  for (let after = first.next_after; after !== undefined; ) {
    const page = await askForRun(client, run, after);
    services.push(...(page.impact?.services ?? []));
    after = page.next_after;
  }
  return { grade: first.impact.grade, services };
}

const step = async <T>(client: ApiClient, draft: RuleDraft, act: string, body?: unknown): Promise<T> => {
  const answer: Answer<T> = await client.send<T>('POST', `${draftPath(draft.id)}/${act}`, { revision: `"${draft.revision}"`, body });
  return answer.body;
};
export const submitDraft = (client: ApiClient, draft: RuleDraft): Promise<RuleDraftWithFiles> => step(client, draft, 'submit');
export const approveDraft = (client: ApiClient, draft: RuleDraft): Promise<RuleDraftWithFiles> =>
  step(client, draft, 'approve', { fingerprint: draft.fingerprint });
export const releaseDraft = (client: ApiClient, draft: RuleDraft): Promise<Release> => step(client, draft, 'release');
export const releaseProgress = (client: ApiClient): Promise<{ phase: Phase; done: number; of: number }> => client.get(`${RULE_PACKS}/release-progress`);
export const rollBack = async (client: ApiClient, number: number): Promise<Release> =>
  (await client.send<Release>('POST', `${RULE_PACKS}/${number}/release`)).body;
