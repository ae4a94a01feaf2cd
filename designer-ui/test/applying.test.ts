// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest';
import type { AccessRequest, Agreement, Check, RequestEvent } from '../src/api/applying';
import type { CatalogueRelease } from '../src/api/catalogue';
import { dayOf, plusDays, plusWorkingDays, workingDaysBetween } from '../src/portal/model/day';
import { clockOf, left, openQuestion, stepsOf } from '../src/portal/model/progress';
import { beginnings, former, standingOf } from '../src/portal/model/standing';
import { blankWish, findingsToShow, keepWish, keptWish, purposesFor, termsFor, wishOf } from '../src/portal/model/wish';

const event = (act: RequestEvent['act'], note = '', at = '2026-12-01T02:00:00Z'): RequestEvent => ({ act, note, at, by: 'somebody' });

const request = (change: Partial<AccessRequest> = {}): AccessRequest => ({
  id: 3,
  revision: 1,
  state: 'review',
  application: 'app-1',
  service: 'vessel-calls',
  major: 1,
  asked: ['imo_no', 'eta'],
  fields: ['imo_no', 'eta'],
  purpose: 'finance',
  from: '2026-12-01',
  to: '2027-12-01',
  reason: 'because',
  route: ['provider', 'platform'],
  stage: 'provider',
  working_days: 3,
  waits_since: '2026-12-03T17:00:00Z',
  events: [event('asked_for')],
  ...change,
});

describe('days', () => {
  it('are those of the port', () => {
    expect(dayOf(new Date('2026-12-01T15:59:59Z'))).toBe('2026-12-01');
    expect(dayOf(new Date('2026-12-01T16:00:00Z'))).toBe('2026-12-02');
  });

  it('go over months and leap years', () => {
    expect(plusDays('2028-02-28', 2)).toBe('2028-03-01');
    expect(plusDays('2026-12-01', 365)).toBe('2027-12-01');
  });

  it('of work leave out Saturdays and Sundays', () => {
    expect(plusWorkingDays('2026-12-04', 1)).toBe('2026-12-07');
    expect(plusWorkingDays('2026-12-04', 0)).toBe('2026-12-04');
    expect(workingDaysBetween('2026-12-04', '2026-12-09')).toBe(3);
    expect(workingDaysBetween('2026-12-09', '2026-12-04')).toBe(0);
  });
});

describe('the clock of a request', () => {
  it('runs for the stage whose turn it is, from the day it came to it', () => {
    // Friday, 01:00 at the port
    const clock = clockOf(request(), new Date('2026-12-07T04:00:00Z'));
    expect(clock).toEqual({ runs: 'theirs', stage: 'provider', due: '2026-12-09', left: 2, overdue: false });
  });

  it('tells that they are late from the day after', () => {
    expect(clockOf(request(), new Date('2026-12-09T15:00:00Z'))).toMatchObject({ overdue: false, left: 0 });
    expect(clockOf(request(), new Date('2026-12-09T16:00:00Z'))).toMatchObject({ overdue: true });
  });

  it('runs for the enterprise that has to answer or to sign, and stops when it is over', () => {
    expect(clockOf(request({ state: 'question' }), new Date())).toMatchObject({ runs: 'ours' });
    expect(clockOf(request({ state: 'approved' }), new Date())).toMatchObject({ runs: 'ours' });
    expect(clockOf(request({ state: 'rejected' }), new Date())).toEqual({ runs: 'no more' });
  });
});

describe('the way of a request', () => {
  const states = (change: Partial<AccessRequest>): string => stepsOf(request(change)).map((step) => `${step.name} ${step.state}`).join(', ');

  it('shows where it is', () => {
    expect(states({})).toBe('asked done, provider now, platform ahead, sign ahead');
    expect(states({ events: [event('asked_for'), event('approved')] })).toBe('asked done, provider done, platform now, sign ahead');
    expect(states({ state: 'approved', events: [event('asked_for'), event('approved'), event('approved')] })).toBe('asked done, provider done, platform done, sign now');
    expect(states({ state: 'closed', events: [event('asked_for'), event('approved'), event('approved'), event('closed')] })).toBe('asked done, provider done, platform done, sign done');
  });

  it('shows where it was stopped', () => {
    expect(states({ state: 'rejected', events: [event('asked_for'), event('approved'), event('rejected')] })).toBe('asked done, provider done, platform stopped, sign ahead');
  });

  it('has a signature only where nobody has to agree', () => {
    expect(states({ state: 'approved', route: [] })).toBe('asked done, sign now');
  });

  it('tells the question that waits, and no answered one', () => {
    const events = [event('asked_for'), event('question', 'why?'), event('answer', 'so'), event('question', 'for whom?')];
    expect(openQuestion(request({ state: 'question', events }))).toBe('for whom?');
    expect(openQuestion(request({ state: 'review', events }))).toBeUndefined();
  });

  it('tells what was not agreed to', () => {
    expect(left(request({ fields: ['imo_no'] }))).toEqual(['eta']);
  });
});

describe('a wish', () => {
  const limit = { class: 'PLATFORM', per_second: 5, burst: 10, per_day: 20000 };
  const release = {
    service: 'vessel-calls',
    version: '2.1.0',
    terms: [
      { purposes: ['unstated', 'verification'], levels: ['registered', 'certified'], served: true, approval: 'review', limit },
      { purposes: ['verification', 'finance'], levels: ['discredited'], served: false, approval: 'review', limit },
      { purposes: ['finance'], levels: ['certified'], served: true, approval: 'review', limit },
    ],
  } as unknown as CatalogueRelease;
  const begun = blankWish('2026-12-01');

  beforeEach(() => window.localStorage.clear());

  it('begins today for as long as is granted', () => {
    expect([begun.from, begun.to]).toEqual(['2026-12-01', '2027-12-01']);
  });

  it('is for what the level is served for', () => {
    expect(purposesFor(release, 'certified')).toEqual(['verification', 'finance']);
    expect(purposesFor(release, 'registered')).toEqual(['verification']);
    expect(purposesFor(release, 'discredited')).toEqual([]);
    expect(termsFor(release, 'certified').map((terms) => terms.purposes)).toEqual([['unstated', 'verification'], ['finance']]);
  });

  it('is sent when it can be read, for the major version that is shown', () => {
    expect(wishOf({ ...begun, purpose: 'finance' }, release)).toBeUndefined();
    expect(wishOf({ ...begun, purpose: 'finance', application: 'app-1', from: '' }, release)).toBeUndefined();
    expect(wishOf({ ...begun, purpose: 'finance', application: 'app-1', perDay: 10 }, release)).toMatchObject({ service: 'vessel-calls', major: 2, per_day: 10, per_month: undefined });
  });

  it('is not told what is missing where nobody came yet', () => {
    const said = { zh: '', en: '' };
    const check = { findings: [{ bars: true, about: 'reason', said }, { bars: true, about: 'fields', said }, { bars: true, about: 'to', said }] } as unknown as Check;
    expect(findingsToShow(check, begun).map((finding) => finding.about)).toEqual(['to']);
    expect(findingsToShow(check, { ...begun, reason: ' ', fields: ['x'] }).map((finding) => finding.about)).toEqual(['reason', 'fields', 'to']);
  });

  it('is kept for one person and service, until it is sent', () => {
    keepWish('bank', 'vessel-calls', { ...begun, reason: 'kept' });
    expect(keptWish('bank', 'vessel-calls')?.reason).toBe('kept');
    expect(keptWish('agent', 'vessel-calls')).toBeUndefined();
    expect(keptWish('bank', 'tariff-line')).toBeUndefined();
    keepWish('bank', 'vessel-calls', undefined);
    expect(keptWish('bank', 'vessel-calls')).toBeUndefined();
  });

  it('that cannot be understood is begun anew', () => {
    window.localStorage.setItem('tidegate.wish.bank.vessel-calls', '{"fields":1}');
    expect(keptWish('bank', 'vessel-calls')).toBeUndefined();
    window.localStorage.setItem('tidegate.wish.bank.vessel-calls', '{');
    expect(keptWish('bank', 'vessel-calls')).toBeUndefined();
  });
});

describe('an agreement', () => {
  const agreement = { id: 3, state: 'in_force', application: 'app-1', service: 'vessel-calls', from: '2026-12-01', to: '2026-12-31' } as Agreement;

  it('is in force on its days, the first and the last included', () => {
    const on = (day: string): string => standingOf(agreement, day);
    expect(['2026-11-30', '2026-12-01', '2026-12-31', '2027-01-01'].map(on)).toEqual(['ahead', 'in_force', 'in_force', 'over']);
    expect(standingOf({ ...agreement, state: 'ended' }, '2026-12-05')).toBe('ended');
    expect(standingOf({ ...agreement, state: 'offered' }, '2027-12-05')).toBe('offered');
  });

  it('is followed by another wish of its program for its service', () => {
    expect(former([agreement], 'app-1', 'vessel-calls', '2026-12-31')?.id).toBe(3);
    expect(former([agreement], 'app-2', 'vessel-calls', '2026-12-31')).toBeUndefined();
    expect(former([agreement], 'app-1', 'tariff-line', '2026-12-31')).toBeUndefined();
    expect(former([agreement], 'app-1', 'vessel-calls', '2027-01-01')).toBeUndefined();
    expect(former([{ ...agreement, state: 'ended' }], 'app-1', 'vessel-calls', '2026-12-31')).toBeUndefined();
    expect(beginnings(agreement, '2026-12-10')).toEqual(['2026-12-10', '2027-01-01']);
  });
});
