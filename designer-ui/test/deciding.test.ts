import { describe, expect, it } from 'vitest';
import type { AccessRequest, RequestEvent } from '../src/api/applying';
import type { DraftState, DraftSummary } from '../src/api/designing';
import type { Session } from '../src/api/session';
import { draftHindrance, isPartial, mayPublish, mayReadRequests, requestHindrance } from '../src/console/approvals/deciding';

const signedIn = (login: string, role: string): Session => ({ login, name: login, roles: [role], mustChangePassword: false, csrf: '', expiresAt: '' });
const draft = (state: DraftState): DraftSummary => ({ id: 1, revision: 2, service: 's', version: '1.0.0', department: '', author: 'paul', state, fingerprint: 'f', approver: null, reason: '', changed_at: '' });
const texts = [{ revision: 1, author: 'ada', at: '', text: '' }, { revision: 2, author: 'paul', at: '', text: '' }];

describe('who decides about a service', () => {
  it('is a security administrator who wrote none of it', () => {
    expect(draftHindrance(draft('submitted'), texts, signedIn('anna', 'administrator'))).toBeUndefined();
    expect(draftHindrance(draft('submitted'), texts, signedIn('ada', 'administrator'))).toBe('author');
    expect(draftHindrance(draft('submitted'), texts, signedIn('anna', 'operator'))).toBe('right');
    expect(draftHindrance(draft('open'), texts, signedIn('anna', 'administrator'))).toBe('state');
  });

  it('publishes what was approved', () => {
    expect(mayPublish(draft('approved'), signedIn('paul', 'provider'))).toBe(true);
    expect(mayPublish(draft('submitted'), signedIn('paul', 'provider'))).toBe(false);
    expect(mayPublish(draft('approved'), signedIn('olga', 'operator'))).toBe(false);
  });
});

const event = (act: RequestEvent['act'], by: string, stage?: 'provider' | 'platform'): RequestEvent => ({ act, by, at: '', note: '', stage });
const request = (...events: RequestEvent[]): AccessRequest => ({
  id: 1,
  revision: events.length + 1,
  state: 'review',
  application: 'a',
  service: 's',
  major: 1,
  asked: ['x', 'y'],
  fields: ['x', 'y'],
  purpose: 'finance',
  from: '',
  to: '',
  reason: '',
  route: ['provider', 'platform'],
  stage: events.some((one) => one.act === 'approved') ? 'platform' : 'provider',
  waits_since: '',
  events: [event('asked_for', 'eva'), ...events],
});

describe('who decides about a request for data', () => {
  it('is the role whose turn it is', () => {
    expect(requestHindrance(request(), signedIn('paul', 'provider'))).toBeUndefined();
    expect(requestHindrance(request(), signedIn('anna', 'administrator'))).toBe('right');
    expect(requestHindrance(request(event('approved', 'paul', 'provider')), signedIn('anna', 'administrator'))).toBeUndefined();
    expect(requestHindrance(request(), signedIn('otto', 'auditor'))).toBe('right');
  });

  it('is neither who asked for it nor who agreed already', () => {
    expect(requestHindrance(request(), signedIn('eva', 'provider'))).toBe('applicant');
    expect(requestHindrance(request(event('approved', 'anna', 'provider')), signedIn('anna', 'administrator'))).toBe('voice');
  });

  it('waits while the applicant has to answer, and ends', () => {
    expect(requestHindrance({ ...request(), state: 'question', stage: undefined }, signedIn('paul', 'provider'))).toBe('question');
    expect(requestHindrance({ ...request(), state: 'rejected', stage: undefined }, signedIn('paul', 'provider'))).toBe('over');
  });

  it('may agree to a part', () => {
    expect(isPartial(request(), ['x'])).toBe(true);
    expect(isPartial(request(), ['y', 'x'])).toBe(false);
  });

  it('is nobody who runs the platform', () => {
    expect(['provider', 'administrator', 'auditor', 'operator'].filter((role) => mayReadRequests(signedIn('x', role)))).toEqual(['provider', 'administrator', 'auditor']);
    expect(mayReadRequests(undefined)).toBe(false);
  });
});
