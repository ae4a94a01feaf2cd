import type { AccessRequest, Agreement, Check, RequestState } from './applying';
import type { Answer, ApiClient } from './client';

// Requests for data and the agreements that come of them, as staff sees them.

export interface InspectedRequest extends AccessRequest {
  readonly enterprise: string;
  readonly credit_code: string;
  readonly level: string;
  /** What would become of it today. */
  readonly check: Check;
}

/** An agreement, and whose it is. */
export interface InspectedAgreement extends Agreement {
  readonly credit_code: string;
}

export const DATA_REQUESTS = '/admin/v1/requests';
export const AGREEMENTS = '/admin/v1/agreements';
export const ENDING = `${AGREEMENTS}/ending`;

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

export interface EndingPage {
  readonly agreements: readonly InspectedAgreement[];
  readonly next?: number;
}

/** Agreements in force whose last day comes within some days, the soonest first. */
export const askForEnding = (client: ApiClient, days: number, limit: number, after?: number): Promise<EndingPage> =>
  client.get(ENDING, { query: { days, limit, after } });

export const askForAgreement = (client: ApiClient, id: number): Promise<InspectedAgreement> => client.get(`${AGREEMENTS}/${id}`);
/** For the platform, which puts it in force. */
export const signAgreement = async (client: ApiClient, id: number): Promise<InspectedAgreement> => (await client.send<InspectedAgreement>('POST', `${AGREEMENTS}/${id}/sign`)).body;
export const revokeAgreement = async (client: ApiClient, id: number, reason: string): Promise<InspectedAgreement> =>
  (await client.send<InspectedAgreement>('POST', `${AGREEMENTS}/${id}/revoke`, { body: { reason } })).body;
