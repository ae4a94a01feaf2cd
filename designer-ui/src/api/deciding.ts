import type { Bilingual } from '../texts/formats';
import type { AccessRequest, Check, RequestState } from './applying';
import type { Answer, ApiClient } from './client';

// Requests for data and the agreements that come of them, as staff sees them.

export interface InspectedRequest extends AccessRequest {
  readonly enterprise: string;
  readonly credit_code: string;
  readonly level: string;
  /** What would become of it today. */
  readonly check: Check;
}

export interface AgreementSignature {
  readonly by: string;
  readonly key: string;
  readonly signature: string;
  readonly at: string;
}

export type AgreementState = 'offered' | 'signed' | 'in_force' | 'ended';

export interface Agreement {
  readonly per_day?: number;
  readonly per_month?: number;
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
export const askForRequests = (client: ApiClient, state?: RequestState, after?: number): Promise<{ requests: readonly AccessRequest[]; next?: number }> =>
  client.get(DATA_REQUESTS, { query: { state, after } });
export const askForRequest = (client: ApiClient, id: number): Promise<InspectedRequest> => client.get(`${DATA_REQUESTS}/${id}`);

const decide = (client: ApiClient, request: AccessRequest, act: string, body: unknown): Promise<Answer<AccessRequest>> =>
  client.send('POST', `${DATA_REQUESTS}/${request.id}/${act}`, { revision: `"${request.revision}"`, body });

/** Agrees to some of the fields that are left, or to all of them. */
export const approveRequest = (client: ApiClient, request: AccessRequest, fields: readonly string[], note: string): Promise<Answer<AccessRequest>> =>
  decide(client, request, 'approve', { fields, note });
export const rejectRequest = (client: ApiClient, request: AccessRequest, reason: string): Promise<Answer<AccessRequest>> => decide(client, request, 'reject', { reason });
export const askBack = (client: ApiClient, request: AccessRequest, text: string): Promise<Answer<AccessRequest>> => decide(client, request, 'ask', { text });

export const askForAgreement = (client: ApiClient, id: number): Promise<Agreement> => client.get(`${AGREEMENTS}/${id}`);
/** For the platform, which puts it in force. */
export const signAgreement = async (client: ApiClient, id: number): Promise<Agreement> => (await client.send<Agreement>('POST', `${AGREEMENTS}/${id}/sign`)).body;
export const revokeAgreement = async (client: ApiClient, id: number, reason: string): Promise<Agreement> =>
  (await client.send<Agreement>('POST', `${AGREEMENTS}/${id}/revoke`, { body: { reason } })).body;
