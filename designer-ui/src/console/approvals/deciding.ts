import type { AccessRequest } from '../../api/applying';
import type { Agreement } from '../../api/applying';
import type { DraftSummary } from '../../api/designing';
import type { WrittenText } from '../../api/reviewing';
import type { Session } from '../../api/session';

// Who may decide what, so that a page says why somebody may not before they try. The engine holds it, by the person behind a login;
// here only the login is known.

/** Why somebody cannot decide about a draft. */
export type DraftHindrance = 'state' | 'right' | 'author';

export function draftHindrance(draft: DraftSummary, texts: readonly WrittenText[], session: Session): DraftHindrance | undefined {
  if (draft.state !== 'submitted') return 'state';
  if (!session.roles.includes('administrator')) return 'right';
  return texts.some((text) => text.author === session.login) ? 'author' : undefined;
}

/** Whether somebody may put an approved draft in force. */
export const mayPublish = (draft: DraftSummary, session: Session): boolean =>
  draft.state === 'approved' && (session.roles.includes('provider') || session.roles.includes('administrator'));

/** Whether somebody may read what enterprises ask for; who runs the platform has no part in it. */
export const mayReadRequests = (session: Session | undefined): boolean =>
  session?.roles.some((role) => role === 'provider' || role === 'administrator' || role === 'auditor') ?? false;

/** Why somebody cannot decide about a request for data. */
export type RequestHindrance = 'over' | 'question' | 'right' | 'applicant' | 'voice';

const DECIDES: Readonly<Record<string, string>> = { provider: 'provider', platform: 'administrator' };

export function requestHindrance(request: AccessRequest, session: Session): RequestHindrance | undefined {
  if (request.state === 'question') return 'question';
  if (request.state !== 'review' || request.stage === undefined) return 'over';
  if (!session.roles.includes(DECIDES[request.stage] ?? '')) return 'right';
  if (request.events.some((event) => event.act === 'asked_for' && event.by === session.login)) return 'applicant';
  return request.events.some((event) => event.act === 'approved' && event.by === session.login) ? 'voice' : undefined;
}

/** Whether what is left of a request would be agreed in part only. */
export const isPartial = (request: AccessRequest, chosen: readonly string[]): boolean => chosen.length < request.fields.length;

/** The platform signs after the consumer. */
export const maySign = (agreement: Agreement, session: Session): boolean => agreement.state === 'signed' && session.roles.includes('administrator');

/** What is not over can be ended. */
export const mayRevoke = (agreement: Agreement, session: Session): boolean => agreement.state !== 'ended' && session.roles.includes('administrator');
