import type { Bilingual } from '../texts/formats';
import type { Answer, ApiClient } from './client';

// Sources that providers register, and what of them is proposed and confirmed.

export const SOURCE_KINDS = ['postgresql', 'rest', 'soap'] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

export const PROPOSAL_STATES = ['proposed', 'confirmed', 'left_out', 'unusable'] as const;
export type ProposalState = (typeof PROPOSAL_STATES)[number];

/** A run that looks at what a source has. */
export interface Collection {
  readonly state: 'running' | 'done' | 'failed';
  readonly done: number;
  readonly total: number;
  readonly message: Bilingual;
  readonly actor: string;
  readonly begun_at: string;
  readonly ended_at?: string;
}

export interface RegisteredSource {
  readonly source: string;
  readonly revision: number;
  readonly kind: SourceKind;
  readonly title: Bilingual;
  /** Of a source with tables. */
  readonly schema?: string;
  readonly area: string;
  readonly department: string;
  readonly theme: string;
  readonly url: string;
  readonly user: string | null;
  /** Passwords are taken and never given. */
  readonly password_set: boolean;
  readonly registered_by: string;
  readonly registered_at: string;
  readonly proposals: Readonly<Record<ProposalState, number>>;
  readonly collection?: Collection;
}

/** What is told of a source; without a password the one there is stays. */
export interface SourceChange {
  title_zh: string;
  title_en: string;
  schema: string;
  area: string;
  department: string;
  theme: string;
  url: string;
  user: string;
  password: string;
}

export interface SourceRegistration extends SourceChange {
  source: string;
  kind: SourceKind;
}

export interface ListedProposal {
  readonly id: number;
  readonly source: string;
  /** The table or operation, as the source calls it. */
  readonly name: string;
  readonly revision: number;
  readonly state: ProposalState;
  /** Whether some text of it is in force, perhaps not this one. */
  readonly in_catalog: boolean;
  readonly rows?: number;
  readonly author: string | null;
  readonly changed_at: string;
}

/** Something to know of a column; of the table when the column is empty. */
export interface ProposalNote {
  readonly column: string;
  readonly described: boolean;
  readonly sensitivity: string | null;
  readonly reason: Bilingual;
}

export interface Proposal extends ListedProposal {
  /** A file of the catalog. */
  readonly text: string;
  readonly notes: readonly ProposalNote[];
}

export const SOURCES = '/admin/v1/sources';
const PROPOSALS = '/admin/v1/source-proposals';
export const sourcePath = (source: string): string => `${SOURCES}/${encodeURIComponent(source)}`;
export const proposalsPath = (source: string): string => `${sourcePath(source)}/proposals`;
export const proposalPath = (id: number): string => `${PROPOSALS}/${id}`;

const tag = (revision: number): string => `"${revision}"`;

export const askForSources = (client: ApiClient): Promise<{ readonly sources: readonly RegisteredSource[] }> => client.get(SOURCES);
export const askForSource = (client: ApiClient, source: string): Promise<RegisteredSource> => client.get(sourcePath(source));
export const registerSource = (client: ApiClient, wish: SourceRegistration, idempotencyKey: string): Promise<Answer<RegisteredSource>> =>
  client.send('POST', SOURCES, { body: wish, idempotencyKey });
export const changeSource = (client: ApiClient, source: RegisteredSource, wish: SourceChange): Promise<Answer<RegisteredSource>> =>
  client.send('PUT', sourcePath(source.source), { body: wish, revision: tag(source.revision) });
export const removeSource = (client: ApiClient, source: RegisteredSource): Promise<Answer<unknown>> =>
  client.send('DELETE', sourcePath(source.source), { revision: tag(source.revision) });
export const testSource = async (client: ApiClient, source: string): Promise<{ readonly ok: boolean; readonly message: Bilingual }> =>
  (await client.send<{ ok: boolean; message: Bilingual }>('POST', `${sourcePath(source)}/test`)).body;
export const collectSource = (client: ApiClient, source: string): Promise<Answer<Collection>> => client.send('POST', `${sourcePath(source)}/collect`);
export const describeSource = async (client: ApiClient, source: string, description: string, operation: string): Promise<Proposal> =>
  (await client.send<Proposal>('POST', `${sourcePath(source)}/describe`, { body: { description, operation } })).body;

/** By name. */
export const askForProposals = (
  client: ApiClient,
  source: string,
  looked: { q: string; state?: ProposalState },
  after?: string,
): Promise<{ readonly proposals: readonly ListedProposal[]; readonly next_after?: string }> => client.get(proposalsPath(source), { query: { ...looked, after } });
export const askForProposal = (client: ApiClient, id: number): Promise<Proposal> => client.get(proposalPath(id));
export const writeProposal = async (client: ApiClient, proposal: Proposal, text: string): Promise<Proposal> =>
  (await client.send<Proposal>('PUT', proposalPath(proposal.id), { body: { text }, revision: tag(proposal.revision) })).body;
export const confirmProposal = async (client: ApiClient, proposal: Proposal): Promise<Proposal> =>
  (await client.send<Proposal>('POST', `${proposalPath(proposal.id)}/confirm`, { revision: tag(proposal.revision) })).body;
export const leaveOutProposal = async (client: ApiClient, proposal: Proposal): Promise<Proposal> =>
  (await client.send<Proposal>('POST', `${proposalPath(proposal.id)}/leave-out`, { revision: tag(proposal.revision) })).body;
