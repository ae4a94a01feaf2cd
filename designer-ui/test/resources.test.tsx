// @vitest-environment jsdom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { rowsOf, sizeOf, spanOf } from '../src/console/resources/measures';
import { ResourcesPage } from '../src/console/resources/ResourcesPage';
import { formatsOf } from '../src/texts/formats';
import { button, show } from './page';
import type { Sent } from './page';

const SLOW = { timeout: 60_000 };
const PATIENT = { timeout: 20_000 };

const summary = { measured_at: '2026-12-01T02:00:00Z', actor: 'schedule', failed: false, rows: 1200, rows_exact: true, bytes: 2048, drift: 'found' };
const listed = {
  id: 'dec_head',
  source: 'customs',
  kind: 'table',
  schema: 'dec',
  name: 'dec_head',
  title: { zh: '报关单表头', en: 'Declarations' },
  summary: { zh: '表头', en: 'Heads' },
  area: 'declaration',
  department: 'Customs',
  theme: 'Clearance',
  update_frequency: '每日',
  tags: [],
  openness: 'closed',
  fields: [{ name: 'entry_id', title: { zh: '编号', en: 'Number' }, type: 'string', sensitivity: 'S1', length: 18, format: '', openness: 'closed' }],
};
const resource = {
  ...listed,
  frequency: { declared: '每日', declared_seconds: 86400, observed_seconds: 172800, late: true },
  measure: {
    ...summary,
    message: { zh: '', en: '' },
    looked_at: 1000,
    fields: [{ name: 'entry_id', empty_share: 0.125 }],
    drifts: [{ kind: 'gone', place: 'x', message: { zh: '字段 x 已消失', en: 'the field x is gone' } }],
  },
  history: [summary],
  callers: [{ as: 'principal', name: 'A trader' }],
};
const shown = (role: string, at: string, more = {}): Promise<Sent[]> =>
  show(<ResourcesPage />, '/console/resources/*', at, role, {
    'GET /admin/v1/resources': { catalog: 'f', sources: [], resources: [{ ...listed, measure: summary }] },
    'GET /admin/v1/resources/dec_head': resource,
    'POST /admin/v1/resources/dec_head/measure': { state: 'running', done: 0, total: 1, message: { zh: '', en: '' }, actor: 'p', begun_at: '2026-12-01T02:00:00Z' },
    'POST /admin/v1/resources/dec_head/preview': { as: 'principal', milliseconds: 3, problem: { title: 'nobody' } },
    ...more,
  });

describe('resources', () => {
  it('are listed with what was measured', SLOW, async () => {
    await shown('auditor', '/console/resources');
    expect(await screen.findByText('1,200', {}, PATIENT)).toBeTruthy();
    expect(screen.getByText('Has drifted')).toBeTruthy();
  });

  it('that are not there are said to be', SLOW, async () => {
    await shown('auditor', '/console/resources', { 'GET /admin/v1/resources': { catalog: 'f', sources: [], resources: [] } });
    expect(await screen.findByText('The catalog has no such resource', {}, PATIENT)).toBeTruthy();
  });

  it('are measured and looked at by their provider', SLOW, async () => {
    const sent = await shown('provider', '/console/resources/dec_head');
    expect(await screen.findByText('the field x is gone', {}, PATIENT)).toBeTruthy();
    expect(screen.getByText('87.5 %')).toBeTruthy();
    expect(screen.getByText('every 2 days')).toBeTruthy();
    expect(screen.getByText('Late')).toBeTruthy();
    fireEvent.click(await button('Measure now'));
    fireEvent.click(await button('Show the preview'));
    await waitFor(() => expect(sent.map((one) => one.act).sort()).toEqual(['POST /admin/v1/resources/dec_head/measure', 'POST /admin/v1/resources/dec_head/preview']), PATIENT);
    expect(await screen.findByText(/nobody/, {}, PATIENT)).toBeTruthy();
  });

  it('are only read by an auditor', SLOW, async () => {
    await shown('auditor', '/console/resources/dec_head');
    expect(await screen.findByText('Providers and administrators can look at a preview', {}, PATIENT)).toBeTruthy();
    expect(screen.queryByText('Measure now')).toBeNull();
  });

  it('have sizes and times a person can read', () => {
    const formats = formatsOf('en');
    expect([undefined, 0, 1023, 1024, 5 * 1024 ** 3].map((bytes) => sizeOf(bytes, formats))).toEqual(['–', '0 B', '1,023 B', '1 KiB', '5 GiB']);
    expect([1, 120, 7_200, 172_800].map((seconds) => spanOf(seconds))).toEqual([
      { unit: 'seconds', count: 1 },
      { unit: 'minutes', count: 2 },
      { unit: 'hours', count: 2 },
      { unit: 'days', count: 2 },
    ]);
    expect(rowsOf(undefined, formats)).toBe('–');
    expect(rowsOf({ ...summary, rows_exact: false, drift: 'none' }, formats)).toBe('≈ 1,200');
  });
});
