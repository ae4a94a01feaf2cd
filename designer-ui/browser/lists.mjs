// How smoothly a list of many rows scrolls, over a running demo: node browser/lists.mjs [ROWS]. The rows are made here and answered in place of the
// engine's, for a demo has few. It prints and holds nothing: times are those of the machine, which has to be quiet.
import { loadavg } from 'node:os';
import { chromiumBrowser, visitor } from './visitor.mjs';

const ROWS = Number(process.argv[2] ?? 10_000);
const STEPS = 60;

const browser = await chromiumBrowser();
const visit = await visitor(browser, 'en');
const { page, t } = visit;
await page.route('**/admin/v1/audit?*', (route) => {
  const asked = new URL(route.request().url()).searchParams;
  const first = Math.min(ROWS + 1, Number(asked.get('before'))) - 1;
  const entries = Array.from({ length: Math.min(Number(asked.get('limit')), first) }, (_, i) => ({
    number: first - i,
    at: new Date(Date.UTC(2026, 0, 1) + (first - i) * 60_000).toISOString(),
    actor: `somebody-${i % 17}`,
    act: 'service-draft.approve',
    subject: `a-service-of-some-length ${i}`,
    detail: 'what was done in a few words '.repeat(1 + (i % 4)),
  }));
  const last = entries.at(-1)?.number ?? 1;
  return route.fulfill({ json: { entries, ...(last > 1 ? { next_before: last } : {}) } });
});
await visit.go('/login?back=/console/audit');
await visit.signIn('auditor');
const region = page.getByRole('region', { name: t('console:audit.title') });
await region.waitFor();

const came = performance.now();
await page.waitForFunction(
  ([name, rows]) => {
    const box = document.querySelector(`[role=region][aria-label="${name}"]`);
    box.scrollTop = box.scrollHeight;
    return box.querySelector('table')?.getAttribute('aria-rowcount') === String(rows + 1);
  },
  [t('console:audit.title'), ROWS],
  { timeout: 300_000, polling: 'raf' },
);
console.log(`${ROWS} rows came in ${((performance.now() - came) / 1000).toFixed(1)} s`);

/** From a turn of the wheel to the frame behind the one that shows it, for each step. */
const scrolled = (far) =>
  region.evaluate(
    async (box, [steps, by]) => {
      const times = [];
      box.scrollTop = 0;
      for (let i = 0; i < steps; i++) {
        await new Promise((done) => setTimeout(done, 50));
        const began = performance.now();
        box.scrollTop = by === undefined ? ((i * 7919) % steps) * (box.scrollHeight / steps) : box.scrollTop + by;
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        times.push(performance.now() - began);
      }
      return { times, rows: box.querySelectorAll('tr').length };
    },
    [STEPS, far],
  );
for (const [how, far] of [['a turn of the wheel', 120], ['a page', 700], ['a leap anywhere', undefined]]) {
  const { times, rows } = await scrolled(far);
  const sorted = times.toSorted((one, other) => one - other);
  console.log(`${how}, to paint: median ${sorted[STEPS >> 1].toFixed(0)} ms, slowest ${sorted.at(-1).toFixed(0)} ms; ${rows} rows drawn; load ${loadavg()[0].toFixed(1)}`);
}
if (visit.complaints.length > 0) console.log(visit.complaints);
await browser.close();
