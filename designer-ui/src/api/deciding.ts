import type { Bilingual } from '../texts/formats';
import type { Answer, ApiClient } from './client';

// Requests for data and the agreements that come of them, as staff sees them.

export type RequestState = 'review' | 'question' | 'approved' | 'rejected' | 'withdrawn' | 'closed';
export type Stage = 'provider' | 'platform';

export interface RequestEvent {
  readonly act: 'asked_for' | 'approved' | 'rejected' | 'question' | 'answer' | 'withdrawn' | 'closed';
  readonly by: string;
  readonly at: string;
  readonly note: string;
  readonly stage?: Stage;
  /** Of an approval: what was agreed. */
  readonly fields?: readonly string[];
}

/** How many calls are asked for, or agreed; where it does not say, as the class of the service has it. */
interface Calls {
  readonly per_day?: number;
  readonly per_month?: number;
}

export interface DataRequest extends Calls {
  readonly id: number;
  readonly revision: number;
  readonly state: RequestState;
  readonly application: string;
  readonly service: string;
  readonly major: number;
  readonly asked: readonly string[];
  /** What is left of it after what was agreed so far. */
  readonly fields: readonly string[];
  readonly purpose: string;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
  readonly renews?: number;
  readonly route: readonly Stage[];
  /** Whose turn it is, while it is under review. */
  readonly stage?: Stage;
  readonly working_days?: number;
  readonly waits_since: string;
  readonly events: readonly RequestEvent[];
  readonly agreement?: number;
}

/** What would become of a request today. */
export interface RequestCheck {
  readonly needed: boolean;
  readonly passes: boolean;
  readonly route: readonly { readonly stage: Stage; readonly title: Bilingual; readonly working_days: number }[];
  readonly working_days: number;
  readonly limit: string;
  readonly fields: readonly string[];
  readonly findings: readonly { readonly bars: boolean; readonly about: string; readonly said: Bilingual }[];
}

export interface InspectedRequest extends DataRequest {
  readonly enterprise: string;
  readonly credit_code: string;
  readonly level: string;
  readonly check: RequestCheck;
}

export interface AgreementSignature {
  readonly by: string;
  readonly key: string;
  readonly signature: string;
  readonly at: string;
}

export type AgreementState = 'offered' | 'signed' | 'in_force' | 'ended';

export interface Agreement extends Calls {
  readonly id: number;
  readonly name: string;
  readonly request: number;
  readonly state: AgreementState;
  readonly application: string;
  readonly credit_code: string;
  readonly enterprise: string;
  readonly service: string;
  readonly major: number;
  readonly title: Bilingual;
  readonly fields: readonly string[];
  readonly purpose: string;
  readonly from: string;
  readonly to: string;
  /** What is signed, in both languages. */
  readonly text: string;
  readonly consumer?: AgreementSignature;
  readonly platform?: AgreementSignature;
  /** Whether both signatures hold over the text the terms make. */
  readonly verified: boolean;
  readonly ending?: { readonly by: string; readonly reason: string; readonly at: string };
}

export const DATA_REQUESTS = '/admin/v1/requests';
export const AGREEMENTS = '/admin/v1/agreements';

/** Those that are under way, unless a state is named; the longest waiting first. */
export const askForRequests = (client: ApiClient, state?: RequestState, after?: number): Promise<{ requests: readonly DataRequest[]; next?: number }> =>
  client.get(DATA_REQUESTS, { query: { state, after } });
export const askForRequest = (client: ApiClient, id: number): Promise<InspectedRequest> => client.get(`${DATA_REQUESTS}/${id}`);

const decide = (client: ApiClient, request: DataRequest, act: string, body: unknown): Promise<Answer<DataRequest>> =>
  client.send('POST', `${DATA_REQUESTS}/${request.id}/${act}`, { revision: `"${request.revision}"`, body });

/** Agrees to some of the fields that are left, or to all of them. */
export const approveRequest = (client: ApiClient, request: DataRequest, fields: readonly string[], note: string): Promise<Answer<DataRequest>> =>
  decide(client, request, 'approve', { fields, note });
export const rejectRequest = (client: ApiClient, request: DataRequest, reason: string): Promise<Answer<DataRequest>> => decide(client, request, 'reject', { reason });
export const askBack = (client: ApiClient, request: DataRequest, text: string): Promise<Answer<DataRequest>> => decide(client, request, 'ask', { text });

export const askForAgreement = (client: ApiClient, id: number): Promise<Agreement> => client.get(`${AGREEMENTS}/${id}`);
/** For the platform, which puts it in force. */
export const signAgreement = async (client: ApiClient, id: number): Promise<Agreement> => (await client.send<Agreement>('POST', `${AGREEMENTS}/${id}/sign`)).body;
export const revokeAgreement = async (client: ApiClient, id: number, reason: string): Promise<Agreement> =>
  (await client.send<Agreement>('POST', `${AGREEMENTS}/${id}/revoke`, { body: { reason } })).body;
