import type { AccessRequest, Agreement } from './applying';
import type { Bilingual } from '../texts/formats';
import type { ApiClient } from './client';
import type { Call } from './watch';

/** What another enterprise asks for of ours. */
export interface ConsentRequest extends AccessRequest {
  readonly enterprise: string;
  readonly credit_code: string;
}

/** An agreement about our records, and how much was used under it. */
export interface Authorisation extends Agreement {
  readonly use: { readonly calls: number; readonly rows: number; readonly last?: string };
}

export interface CallPage {
  readonly calls: readonly Call[];
  readonly next_before?: number;
}

export const CONSENTS = '/portal/v1/consents';
export const AUTHORISATIONS = '/portal/v1/authorisations';
export const USES = '/portal/v1/uses';
export const OWN_CALLS = '/portal/v1/calls';

export const askForConsents = (client: ApiClient, before?: number): Promise<{ requests: readonly ConsentRequest[]; next?: number }> =>
  client.get(CONSENTS, { query: { before } });

export const askForAuthorisations = (client: ApiClient, before?: number): Promise<{ agreements: readonly Authorisation[]; next?: number }> =>
  client.get(AUTHORISATIONS, { query: { before } });

/**
 * Calls as they are on record, the latest first.
 *
 * @param path of our own calls, or of those that asked for our records
 */
export const askForCallsOf = (client: ApiClient, path: typeof USES | typeof OWN_CALLS, limit: number, before?: number): Promise<CallPage> =>
  client.get(path, { query: { limit, before } });

/** Why one of our calls was answered what it was: no value of the answer is in it. */
export interface Explanation {
  readonly call: Call;
  /** Those that were in force for it when it was made. */
  readonly agreements: readonly {
    readonly id: number;
    readonly name: string;
    readonly purpose: string;
    readonly rows: string;
    readonly from: string;
    readonly to: string;
    readonly fields: readonly string[];
  }[];
  /** What was proven of the plan that answered; left out when it is no longer in force. */
  readonly service?: {
    readonly title: Bilingual;
    readonly openness: string;
    readonly fields: readonly ExplainedField[];
  };
}

export interface ExplainedField {
  readonly field: string;
  readonly title?: Bilingual;
  readonly type: string;
  readonly label: string;
  readonly rules: readonly string[];
  /** What hides it from what the caller was to the records; `none` for nothing. */
  readonly relations: readonly { readonly relation: string; readonly mask: string; readonly rules: readonly string[] }[];
}

export const explanationPath = (trace: string): string => `${OWN_CALLS}/${encodeURIComponent(trace)}`;

export const askForExplanation = (client: ApiClient, trace: string): Promise<Explanation> => client.get(explanationPath(trace));

const revised = async (client: ApiClient, request: ConsentRequest, act: string, body: unknown): Promise<ConsentRequest> =>
  (await client.send<ConsentRequest>('POST', `${CONSENTS}/${request.id}/${act}`, { body, revision: `"${request.revision}"` })).body;

/** Lets others have our records: the fields that are named, or all when none is. */
export const consent = (client: ApiClient, request: ConsentRequest, fields: readonly string[]): Promise<ConsentRequest> => revised(client, request, 'approve', { fields });

/** Refuses, or takes a consent back that nothing has come of yet. */
export const refuse = (client: ApiClient, request: ConsentRequest, reason: string): Promise<ConsentRequest> => revised(client, request, 'reject', { reason });

/** Asks the applicant something first. */
export const askApplicant = (client: ApiClient, request: ConsentRequest, text: string): Promise<ConsentRequest> => revised(client, request, 'ask', { text });

/** Takes a consent back: the next call is refused. */
export const revokeAuthorisation = async (client: ApiClient, id: number): Promise<Agreement> =>
  (await client.send<Agreement>('POST', `${AUTHORISATIONS}/${id}/revoke`)).body;
