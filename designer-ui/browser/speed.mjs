// How long an edit of a large route takes until it is painted, over a running demo: node browser/speed.mjs [STEPS]. It prints and holds nothing:
// times are those of the machine, which has to be quiet; the processor time of the page beside them says what they would be when it is.
import { loadavg } from 'node:os';
import { base, chromiumBrowser, visitor } from './visitor.mjs';

const STEPS = Number(process.argv[2] ?? 400);
const EDITS = 15;

/** A service with so many steps, a fifth of them within others. */
function service(steps) {
  const text = [];
  for (let left = steps, i = 0; left > 0; i++) {
    if (i % 8 === 7 && left > 2) {
      text.push(`      - filter:\n          groovy: body.status == 'x'\n          steps:\n            - log: { message: within ${i} }\n            - log: { message: within ${i} too }`);
      left -= 3;
    } else {
      text.push(`      - log: { message: step ${i} }`);
      left--;
    }
  }
  return `service: speed\nversion: 1.0.0\ntitle: { zh: 速度, en: Speed }\nroute:\n  from:\n    uri: direct:request\n    steps:\n${text.join('\n')}\n`;
}

const browser = await chromiumBrowser();
const visit = await visitor(browser, 'en');
const { page, t } = visit;
await visit.go('/login?back=/designer');
await visit.signIn('provider');
const file = page.locator('input[type=file]');
await file.waitFor({ state: 'attached' });
await file.setInputFiles({ name: 'speed.yaml', mimeType: 'application/yaml', buffer: Buffer.from(service(STEPS)) });
await page.waitForURL(`${base}/ui/designer/drafts/*`);
await page.locator('.tg-step-head').first().click();
await page.waitForTimeout(3000);

const session = await page.context().newCDPSession(page);
await session.send('Performance.enable', { timeDomain: 'threadTicks' });
/** What the main thread of the page has computed so far, in milliseconds. */
const computed = async () => (await session.send('Performance.getMetrics')).metrics.find((one) => one.name === 'TaskDuration').value * 1000;

const times = [];
const cost = [];
for (let i = 0; i < EDITS; i++) {
  const name = t(`designer:command.${i % 2 === 0 ? 'duplicate' : 'undo'}`);
  const before = await computed();
  // from the key or click that edits to the frame behind the one that shows it
  times.push(
    await page.evaluate(
      (label) =>
        new Promise((done) => {
          const button = [...document.querySelectorAll('button')].find((one) => one.textContent === label);
          const began = performance.now();
          button.click();
          requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)));
        }),
      name,
    ),
  );
  cost.push((await computed()) - before);
  await page.waitForTimeout(1500);
}
const median = (of) => of.toSorted((one, other) => one - other)[EDITS >> 1].toFixed(0);
const sorted = times.toSorted((one, other) => one - other);
console.log(`of it computed by the page: median ${median(cost)} ms; load ${loadavg()[0].toFixed(1)}`);
console.log(`${STEPS} steps, ${EDITS} edits, to paint: median ${median(times)} ms, slowest ${sorted.at(-1).toFixed(0)} ms (${times.map((time) => time.toFixed(0)).join(' ')})`);
await browser.close();
