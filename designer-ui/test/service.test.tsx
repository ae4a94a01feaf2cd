// @vitest-environment jsdom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { ServicePage } from '../src/console/services/ServicePage';
import { button, show } from './page';
import type { Sent } from './page';

const SLOW = { timeout: 60_000 };
const PATIENT = { timeout: 20_000 };
const release = {
  service: 'vessel-calls',
  version: '1.1.0',
  title: { zh: '船舶航次', en: 'Vessel calls' },
  path: '/api/transport/v1/vessel-calls',
  area: 'transport',
  department: 'port',
  openness: 'conditional',
  approval: 'review',
  anonymous: false,
  timeout_ms: 2000,
  fingerprint: 'b',
};
const revision = { service: 'vessel-calls', major: 1, act: 'published', actor: 'paul', approver: 'anna', reason: '', at: '2026-07-01T00:00:00Z' };
const opened = (role: string): Promise<Sent[]> =>
  show(<ServicePage />, '/console/services/:service', '/console/services/vessel-calls', role, {
    'GET /admin/v1/services': { epoch: 7, services: [release] },
    'GET /admin/v1/service-lives': { services: [] },
    'GET /admin/v1/services/vessel-calls/revisions': {
      revisions: [
        { ...revision, number: 2, version: '1.1.0', fingerprint: 'b', text: 'version: 1.1.0\n' },
        { ...revision, number: 1, version: '1.0.0', fingerprint: 'a', text: 'version: 1.0.0\n' },
      ],
    },
    'GET /admin/v1/services/vessel-calls/access': {
      service: 'vessel-calls',
      releases: [
        {
          version: '1.1.0',
          title: release.title,
          openness: 'conditional',
          anonymous: false,
          fingerprint: 'b',
          fields: [{ field: 'crew_count', type: 'integer', label: 'S1', sources: ['port.tran.vessel_call.crew_count'], control: [], rules: ['mask/crew'], relations: [{ relation: 'APPROVED', mask: 'M-COUNT', rules: ['mask/crew'] }] }],
          agreements: [
            {
              agreement: 'TG-A-1',
              standing: 'in_force',
              application: 'demo-forwarder',
              credit_code: '',
              enterprise: 'Tide Forwarding',
              level: 'certified',
              purpose: 'own-business',
              rows: 'conditional',
              from: '2026-07-01T00:00:00Z',
              until: '2027-07-01T00:00:00Z',
              fields: ['crew_count'],
            },
          ],
        },
      ],
    },
    'POST /admin/v1/services/vessel-calls/roll-back': {},
    'POST /admin/v1/services/vessel-calls/deprecate': {},
    'POST /admin/v1/services/vessel-calls/retire': { status: 409, code: 'TG-ADMIN-409', title: 'not now', detail: 'these services still call it: ship-history' },
  });

describe('a service', () => {
  it('says who sees a field, by which rule and by which agreement', SLOW, async () => {
    await opened('auditor');
    fireEvent.click(await button('crew_count'));
    expect(await screen.findByText('port.tran.vessel_call.crew_count', {}, PATIENT)).toBeTruthy();
    expect(screen.getByText('mask/crew')).toBeTruthy();
    expect(screen.getByText('Tide Forwarding')).toBeTruthy();
    expect(screen.getByText('Masked')).toBeTruthy();
    expect(screen.queryByText('Retire')).toBeNull();
  });

  it('goes back to a revision that is not in force', SLOW, async () => {
    const sent = await opened('administrator');
    fireEvent.click(await button('Roll back'));
    await screen.findAllByText('Put 1.0.0 in force again?', {}, PATIENT);
    fireEvent.click(await button('Roll back'));
    await waitFor(() => expect(sent).toEqual([{ act: 'POST /admin/v1/services/vessel-calls/roll-back', body: { revision: 1 }, ifMatch: null }]), PATIENT);
  });

  it('shows what a revision changed', SLOW, async () => {
    await opened('operator');
    fireEvent.click((await screen.findAllByText('Changes', { selector: 'button *' }, PATIENT))[0] as HTMLElement);
    expect(await screen.findByText('version: 1.0.0', {}, PATIENT)).toBeTruthy();
    expect(screen.getByText('version: 1.1.0')).toBeTruthy();
    expect(screen.queryByText('Who can see what')).toBeNull();
  });

  it('has its last day announced by its provider', SLOW, async () => {
    const sent = await opened('provider');
    fireEvent.change(await screen.findByLabelText('Last day', {}, PATIENT), { target: { value: '2027-06-30' } });
    fireEvent.click(await button('Announce'));
    await waitFor(
      () =>
        expect(sent).toEqual([
          { act: 'POST /admin/v1/services/vessel-calls/deprecate', body: { major: 1, sunset: '2027-06-30', notice_zh: '', notice_en: '', successor: '' }, ifMatch: null },
        ]),
      PATIENT,
    );
  });

  it('stays where others call it, and says which', SLOW, async () => {
    await opened('administrator');
    fireEvent.click(await button('Retire'));
    await screen.findAllByText('Retire vessel-calls 1.1.0?', {}, PATIENT);
    fireEvent.click(await button('Retire'));
    expect(await screen.findByText('these services still call it: ship-history', {}, PATIENT)).toBeTruthy();
  });
});
