import type { Bilingual } from '../texts/formats';
import type { ApiClient } from './client';

/** What an enterprise asks for. Days are those of China, as `2026-12-01`. */
export interface Wish {
  readonly application: string;
  readonly service: string;
  readonly major: number;
  /** Ways to values, such as `items.hs_code`; a record stands for all in it. */
  readonly fields: readonly string[];
  readonly purpose: string;
  readonly from: string;
  readonly to: string;
  readonly per_day?: number;
  readonly per_month?: number;
  readonly reason: string;
  /** Credit code of the enterprise whose records are wanted and that has to consent. */
  readonly owner?: string;
  /** The agreement it is to follow or change. */
  readonly renews?: number;
}

/** What was found about a wish before anybody looked at it. */
export interface Finding {
  /** Whether it stands against the wish; else a person will look at it. */
  readonly bars: boolean;
  /** The member of the wish, such as `fields`. */
  readonly about: string;
  readonly said: Bilingual;
}

export interface Check {
  /** Whether an agreement is needed at all. */
  readonly needed: boolean;
  readonly passes: boolean;
  /** Who has to agree, in this order. */
  readonly route: readonly { readonly stage: string; readonly title: Bilingual; readonly working_days: number }[];
  readonly working_days: number;
  readonly limit: string;
  readonly fields: readonly string[];
  readonly findings: readonly Finding[];
}

export type RequestState = 'review' | 'question' | 'approved' | 'rejected' | 'withdrawn' | 'closed';

/** Something that was done about a request. */
export interface RequestEvent {
  readonly act: 'asked_for' | 'approved' | 'rejected' | 'question' | 'answer' | 'withdrawn' | 'closed';
  readonly by: string;
  readonly at: string;
  readonly note: string;
  readonly stage?: string;
  readonly fields?: readonly string[];
}

export interface AccessRequest extends Omit<Wish, 'fields'> {
  readonly id: number;
  readonly revision: number;
  readonly state: RequestState;
  /** What was asked for. */
  readonly asked: readonly string[];
  /** What is left after what has been agreed so far. */
  readonly fields: readonly string[];
  readonly route: readonly string[];
  /** Whose turn it is, while it is under review. */
  readonly stage?: string;
  /** How many that stage may take. */
  readonly working_days?: number;
  readonly waits_since: string;
  readonly events: readonly RequestEvent[];
  /** What came of it; told of a single request only. */
  readonly agreement?: number;
}

export const REQUESTS = '/portal/v1/requests';
export const REQUEST_CHECKS = '/portal/v1/request-checks';

export const requestPath = (id: number): string => `${REQUESTS}/${id}`;

export const checkWish = async (client: ApiClient, wish: Wish, signal?: AbortSignal): Promise<Check> =>
  (await client.send<Check>('POST', REQUEST_CHECKS, { body: wish, signal })).body;

export const askForData = async (client: ApiClient, wish: Wish, idempotencyKey: string): Promise<AccessRequest> =>
  (await client.send<AccessRequest>('POST', REQUESTS, { body: wish, idempotencyKey })).body;

export const askForRequests = (client: ApiClient, before?: number): Promise<{ requests: readonly AccessRequest[]; next?: number }> =>
  client.get(REQUESTS, { query: { before } });

export const askForRequest = (client: ApiClient, id: number): Promise<AccessRequest> => client.get(requestPath(id));

const revised = async (client: ApiClient, request: AccessRequest, act: string, body?: unknown): Promise<AccessRequest> =>
  (await client.send<AccessRequest>('POST', `${requestPath(request.id)}/${act}`, { body, revision: `"${request.revision}"` })).body;

/** Gives a request up. */
export const withdraw = (client: ApiClient, request: AccessRequest): Promise<AccessRequest> => revised(client, request, 'withdraw');

/** Answers what was asked back. */
export const answerQuestion = (client: ApiClient, request: AccessRequest, text: string): Promise<AccessRequest> => revised(client, request, 'answer', { text });

export interface Signed {
  readonly by: string;
  /** The public key, uncompressed, in hexadecimal. */
  readonly key: string;
  readonly signature: string;
  readonly at: string;
}

export interface Agreement {
  readonly id: number;
  readonly name: string;
  readonly request: number;
  readonly state: 'offered' | 'signed' | 'in_force' | 'ended';
  readonly application: string;
  readonly enterprise: string;
  readonly service: string;
  readonly major: number;
  readonly title: Bilingual;
  /** Whose records alone are given, by its consent. */
  readonly owner?: { readonly credit_code: string; readonly name: string };
  readonly fields: readonly string[];
  readonly purpose: string;
  readonly from: string;
  readonly to: string;
  readonly per_day?: number;
  readonly per_month?: number;
  /** What is signed, to the byte. */
  readonly text: string;
  readonly consumer?: Signed;
  readonly platform?: Signed;
  /** Whether both signatures are over the text, and what is granted is what it says. */
  readonly verified: boolean;
  readonly ending?: { readonly by: string; readonly reason: string; readonly at: string };
}

export const AGREEMENTS = '/portal/v1/agreements';

export const agreementPath = (id: number): string => `${AGREEMENTS}/${id}`;

export const askForAgreements = (client: ApiClient, before?: number): Promise<{ agreements: readonly Agreement[]; next?: number }> =>
  client.get(AGREEMENTS, { query: { before } });

export const askForAgreement = (client: ApiClient, id: number): Promise<Agreement> => client.get(agreementPath(id));

export const signAgreement = async (client: ApiClient, id: number, key: string, signature: string): Promise<Agreement> =>
  (await client.send<Agreement>('POST', `${agreementPath(id)}/sign`, { body: { key, signature } })).body;

/** Ends an agreement before its last day. */
export const endAgreement = async (client: ApiClient, id: number, reason: string): Promise<Agreement> =>
  (await client.send<Agreement>('POST', `${agreementPath(id)}/revoke`, { body: { reason } })).body;
