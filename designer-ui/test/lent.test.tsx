// @vitest-environment jsdom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { ownerOf, blankWish } from '../src/portal/model/wish';
import OwnDataPage from '../src/portal/lent/OwnDataPage';
import { button, show } from './page';
import type { Sent } from './page';

const SLOW = { timeout: 60_000 };
const PATIENT = { timeout: 20_000 };

const request = {
  id: 7,
  revision: 1,
  state: 'review',
  stage: 'owner',
  application: 'demo-bank',
  service: 'declaration-release',
  major: 1,
  owner: '91350299MAT0000182',
  enterprise: 'A bank',
  credit_code: '91350299MAT0000850',
  asked: ['entry_id', 'trade_name'],
  fields: ['entry_id', 'trade_name'],
  purpose: 'finance',
  from: '2026-12-01',
  to: '2027-11-30',
  reason: 'a loan',
  route: ['owner', 'platform'],
  waits_since: '2026-12-01T02:00:00Z',
  events: [{ act: 'asked_for', by: 'bank', at: '2026-12-01T02:00:00Z', note: 'a loan' }],
};
const agreement = {
  id: 9,
  name: 'TG-A-9',
  request: 6,
  state: 'in_force',
  application: 'demo-bank',
  enterprise: 'A bank',
  service: 'declaration-release',
  major: 1,
  title: { zh: '放行', en: 'Release' },
  fields: ['entry_id'],
  purpose: 'finance',
  from: '2026-01-01',
  to: '2029-12-31',
  text: '',
  verified: true,
  use: { calls: 3, rows: 4, last: '2026-12-01T02:00:00Z' },
};
const shown = (role: string): Promise<Sent[]> =>
  show(<OwnDataPage />, '/portal/own-data', '/portal/own-data', role, {
    'GET /portal/v1/consents': { requests: [request] },
    'GET /portal/v1/authorisations': { agreements: [agreement] },
    'GET /portal/v1/uses': { calls: [] },
    'POST /portal/v1/consents/7/approve': request,
    'POST /portal/v1/authorisations/9/revoke': { ...agreement, state: 'ended' },
  });

describe('records of an enterprise in the hands of others', () => {
  it('are let go field by field by its administrator', SLOW, async () => {
    const sent = await shown('organisation_administrator');
    fireEvent.click(await screen.findByText('Request 7', {}, PATIENT));
    fireEvent.click(await screen.findByLabelText('trade_name', {}, PATIENT));
    fireEvent.click(await button('Consent to the chosen fields'));
    await waitFor(() => expect(sent).toEqual([{ act: 'POST /portal/v1/consents/7/approve', body: { fields: ['entry_id'] }, ifMatch: '"1"' }]), PATIENT);
  });

  it('are taken back with one click', SLOW, async () => {
    const sent = await shown('organisation_administrator');
    expect(await screen.findByText('3 calls, 4 rows', {}, PATIENT)).toBeTruthy();
    fireEvent.click(await button('Revoke'));
    await screen.findByText('The next call is refused then. Are you sure?', {}, PATIENT);
    fireEvent.click(await button('Revoke'));
    await waitFor(() => expect(sent.map((one) => one.act)).toEqual(['POST /portal/v1/authorisations/9/revoke']), PATIENT);
  });

  it('are only looked at by its other people', SLOW, async () => {
    await shown('member');
    expect(await screen.findByText('TG-A-9', {}, PATIENT)).toBeTruthy();
    expect(screen.queryByText('Revoke', { selector: 'button *' })).toBeNull();
  });

  it('are asked for by a credit code as it is written', () => {
    expect(ownerOf({ ...blankWish('2026-12-01'), owner: ' 91350299mat0000182 ' })).toBe('91350299MAT0000182');
    expect(ownerOf({ ...blankWish('2026-12-01'), owner: '' })).toBeUndefined();
  });
});
