// @vitest-environment jsdom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { OrganisationPage } from '../src/console/people/OrganisationPage';
import { AccountsPage } from '../src/console/people/PeoplePage';
import { button, show } from './page';
import type { Sent } from './page';

const SLOW = { timeout: 60_000 };
const PATIENT = { timeout: 20_000 };

const account = {
  login: 'paul',
  revision: 3,
  role: 'provider',
  person: 'p-1',
  name: 'Paul',
  state: 'proposed',
  one_time: true,
  asked_by: 'olga',
  created_at: '2026-07-01T00:00:00Z',
  password_since: '2026-07-01T00:00:00Z',
  last_used_at: null,
  intact: true,
};
const staff = (role: string): Promise<Sent[]> =>
  show(<AccountsPage />, '/console/staff', '/console/staff', role, {
    'GET /admin/v1/staff': { staff: [account] },
    'POST /admin/v1/staff': { ...account, login: 'petra', one_time_password: 'Once-only-1', good_until: '2026-07-03T00:00:00Z' },
    'POST /admin/v1/staff/paul/confirm': { status: 403, code: 'TG-ADMIN-PERSON', title: 'another person', detail: 'whoever asked for it does not confirm it' },
  });

describe('accounts of staff', () => {
  it('are opened with a password that is shown until it is handed over', SLOW, async () => {
    const sent = await staff('operator');
    fireEvent.change(await screen.findByLabelText('Login', {}, PATIENT), { target: { value: 'petra' } });
    fireEvent.change(screen.getByLabelText('Number of the person'), { target: { value: 'p-2' } });
    fireEvent.change(screen.getByLabelText('Name'), { target: { value: 'Petra' } });
    fireEvent.click(await button('Open'));
    expect(await screen.findByText('Once-only-1', {}, PATIENT)).toBeTruthy();
    expect(sent).toEqual([{ act: 'POST /admin/v1/staff', body: { login: 'petra', role: 'provider', person: 'p-2', name: 'Petra' }, ifMatch: null }]);
    fireEvent.click(await button('I have handed it over'));
    await waitFor(() => expect(screen.queryByText('Once-only-1')).toBeNull(), PATIENT);
  });

  it('are confirmed as they were read, and a refusal is shown', SLOW, async () => {
    const sent = await staff('administrator');
    fireEvent.click(await button('Confirm'));
    await screen.findAllByText('Confirm paul?', {}, PATIENT);
    fireEvent.click(await button('Confirm'));
    expect(await screen.findByText('whoever asked for it does not confirm it', {}, PATIENT)).toBeTruthy();
    expect(sent).toEqual([{ act: 'POST /admin/v1/staff/paul/confirm', body: null, ifMatch: '"3"' }]);
  });

  it('are not for providers', SLOW, async () => {
    await staff('provider');
    expect(await screen.findByText('Not for this account', {}, PATIENT)).toBeTruthy();
    expect(screen.queryByText('paul')).toBeNull();
  });
});

describe('an organisation', () => {
  it('is refused with a reason, and not without', SLOW, async () => {
    const organisation = {
      code: '91350299TG00000001',
      name: 'Tide Trading',
      state: 'pending',
      reason: null,
      level: 'unrated',
      purposes: [],
      contact: 'the port office',
      created_at: '2026-07-01T00:00:00Z',
      decided_by: null,
      decided_at: null,
      revision: 2,
    };
    const sent = await show(<OrganisationPage />, '/console/organisations/:code', `/console/organisations/${organisation.code}`, 'administrator', {
      [`GET /admin/v1/organisations/${organisation.code}`]: organisation,
      [`POST /admin/v1/organisations/${organisation.code}/refuse`]: { ...organisation, state: 'refused', reason: 'nobody answers', revision: 3 },
    });
    const refuse = await button('Refuse');
    expect(refuse.disabled).toBe(true);
    fireEvent.change(screen.getByLabelText('Reason, which the organisation reads'), { target: { value: 'nobody answers' } });
    fireEvent.click(refuse);
    await waitFor(() => expect(sent).toEqual([{ act: `POST /admin/v1/organisations/${organisation.code}/refuse`, body: { reason: 'nobody answers' }, ifMatch: '"2"' }]), PATIENT);
    expect(await screen.findByText('Refused', {}, PATIENT)).toBeTruthy();
  });
});
