// @vitest-environment jsdom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { DraftReviewPage } from '../src/console/approvals/DraftReviewPage';
import { RequestPage } from '../src/console/approvals/RequestPage';
import { button, show } from './page';
import type { Sent } from './page';

const SLOW = { timeout: 60_000 };
const PATIENT = { timeout: 20_000 };

const FINGERPRINT = 'f'.repeat(64);
const draft = {
  id: 7,
  revision: 3,
  service: 'vessel-calls',
  version: '1.1.0',
  department: 'port',
  author: 'paul',
  state: 'submitted',
  fingerprint: FINGERPRINT,
  approver: null,
  reason: '',
  changed_at: '2026-07-01T00:00:00Z',
  text: 'service: vessel-calls\nversion: 1.1.0\n',
};
const reviewed = (author: string): Record<string, unknown> => ({
  'GET /admin/v1/service-drafts/7': draft,
  'GET /admin/v1/service-drafts/7/report': {
    fingerprint: FINGERPRINT,
    at: '2026-07-01T00:00:00Z',
    passed: true,
    sections: [{ name: 'contract', title: { zh: '契约', en: 'Contract' }, passed: true, findings: [{ what: { zh: '应答', en: 'Answers as described' }, result: 'passed', detail: '12 calls' }] }],
  },
  'GET /admin/v1/service-drafts/7/difference': {
    service: 'vessel-calls',
    version: '1.1.0',
    live_version: '1.0.0',
    live_text: 'service: vessel-calls\nversion: 1.0.0\n',
    fields: [{ path: 'berth', before: { type: 'string', nullable: false, label: 'S1', masks: { AGENT: 'M-DROP' } }, after: { type: 'string', nullable: false, label: 'S1', masks: {} } }],
  },
  'GET /admin/v1/service-drafts/7/texts': { texts: [{ revision: 1, author, at: '2026-07-01T00:00:00Z', text: '' }] },
  'POST /admin/v1/service-drafts/7/approve': { ...draft, state: 'approved', approver: 'administrator-1', revision: 4 },
  'POST /admin/v1/service-drafts/7/reject': { ...draft, state: 'rejected', reason: 'too wide', revision: 4 },
});
const review = (author: string): Promise<Sent[]> => show(<DraftReviewPage />, '/console/approvals/services/:id', '/console/approvals/services/7', 'administrator', reviewed(author));

describe('a service under review', () => {
  it('shows report, effect and what changed in its text', SLOW, async () => {
    await review('paul');
    expect(await screen.findByText('Answers as described', {}, PATIENT)).toBeTruthy();
    expect(await screen.findByText('version: 1.0.0')).toBeTruthy();
    expect(screen.getByText('version: 1.1.0')).toBeTruthy();
    expect(screen.getByText('M-DROP')).toBeTruthy();
  });

  it('is approved by the fingerprint that was examined, at the revision that was read', SLOW, async () => {
    const sent = await review('paul');
    fireEvent.click(await button('Approve'));
    await screen.findByText(/You approve exactly what was examined/, {}, PATIENT);
    fireEvent.click(await button('Approve'));
    await waitFor(() => expect(sent).toEqual([{ act: 'POST /admin/v1/service-drafts/7/approve', body: { fingerprint: FINGERPRINT, reason: '' }, ifMatch: '"3"' }]), PATIENT);
    expect(await screen.findByText(/Approved by administrator-1/, {}, PATIENT)).toBeTruthy();
  });

  it('is sent back with a reason, and not without', SLOW, async () => {
    const sent = await review('paul');
    const back = await button('Send back');
    expect(back).toHaveProperty('disabled', true);
    fireEvent.change(screen.getByLabelText('Reason or remark'), { target: { value: 'too wide' } });
    fireEvent.click(back);
    await waitFor(() => expect(sent.map((one) => one.body)).toEqual([{ reason: 'too wide' }]), PATIENT);
  });

  it('offers no decision to whoever wrote some of it, and says why', SLOW, async () => {
    await review('administrator-1');
    expect(await screen.findByText(/You wrote some of it/, {}, PATIENT)).toBeTruthy();
    expect(screen.queryByText('Approve')).toBeNull();
  });
});

const request = {
  id: 4,
  revision: 2,
  state: 'review',
  application: 'demo-principal',
  service: 'vessel-calls',
  major: 1,
  asked: ['imo_no', 'berth_code'],
  fields: ['imo_no', 'berth_code'],
  purpose: 'own-business',
  from: '2026-07-01',
  to: '2026-12-31',
  reason: 'to follow our ships',
  route: ['provider', 'platform'],
  stage: 'provider',
  working_days: 3,
  waits_since: '2026-07-01T00:00:00Z',
  events: [{ act: 'asked_for', by: 'eva', at: '2026-07-01T00:00:00Z', note: 'to follow our ships' }],
  enterprise: 'Tide Trading',
  credit_code: '91350299TG00000001',
  level: 'certified',
  check: { needed: true, passes: true, route: [{ stage: 'provider', title: { zh: '数据提供方审核', en: 'review by the provider' }, working_days: 3 }], working_days: 3, limit: 'OWN', fields: ['imo_no', 'berth_code'], findings: [] },
};
const asked = (role: string): Promise<Sent[]> =>
  show(<RequestPage />, '/console/approvals/requests/:id', '/console/approvals/requests/4', role, {
    'GET /admin/v1/requests/4': request,
    'POST /admin/v1/requests/4/approve': request,
    'POST /admin/v1/requests/4/ask': { status: 409, code: 'TG-ADMIN-409', title: 'not now', detail: 'the applicant has to answer first' },
  });

describe('a request for data', () => {
  it('is agreed to in part', SLOW, async () => {
    const sent = await asked('provider');
    fireEvent.click(await screen.findByLabelText('berth_code', {}, PATIENT));
    fireEvent.click(await button('Agree to 1 of 2 fields'));
    await waitFor(() => expect(sent).toEqual([{ act: 'POST /admin/v1/requests/4/approve', body: { fields: ['imo_no'], note: '' }, ifMatch: '"2"' }]), PATIENT);
  });

  it('shows what the engine said where it refused', SLOW, async () => {
    await asked('provider');
    fireEvent.change(await screen.findByLabelText('Note to the applicant, reason or question', {}, PATIENT), { target: { value: 'how many?' } });
    fireEvent.click(await button('Ask back'));
    expect(await screen.findByText('the applicant has to answer first', {}, PATIENT)).toBeTruthy();
  });

  it('says whose turn it is to everybody else', SLOW, async () => {
    await asked('administrator');
    expect(await screen.findByText('It is the turn of another role: Review by the provider.', {}, PATIENT)).toBeTruthy();
    expect(screen.queryByText(/^Agree to/)).toBeNull();
  });
});
