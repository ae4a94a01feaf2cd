// A person in a real browser, over a running demo. What it needs is told by the environment: TIDEGATE_URL, TIDEGATE_DEMO (the file of the demo
// with its logins), CHROMIUM (unless it lies where Debian puts it).
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];

export const base = process.env.TIDEGATE_URL;
const demo = JSON.parse(readFileSync(process.env.TIDEGATE_DEMO, 'utf8'));

/** Starts a browser, and a page in it that counts clicks and keeps what the browser complained of. */
export async function visitor(language) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    // the sandbox needs rights a container seldom gives; only our own pages are opened
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
  const context = await browser.newContext({ locale: language, viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // a request that is refused is told by the page itself
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) complaints.push(message.text());
  });
  const visit = {
    page,
    complaints,
    clicks: 0,
    async click(locator) {
      visit.clicks++;
      await locator.click();
    },
    /** Through the form, as everybody. The demo has one word that answers its captchas. */
    async signIn(login, words) {
      await page.getByLabel(words.login, { exact: true }).fill(login);
      await page.getByLabel(words.password, { exact: true }).fill(demo.logins[login]);
      await page.getByLabel(words.captcha, { exact: true }).fill(demo.captcha);
      await visit.click(page.locator('form button[type=submit]'));
    },
    /** What axe finds against WCAG 2.1 AA, as lines to read. */
    async violations() {
      await page.evaluate(AXE);
      const found = await page.evaluate((rules) => globalThis.axe.run(document, { runOnly: rules }), RULES);
      return found.violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target} ${node.failureSummary?.split('\n')[1] ?? ''}`));
    },
    close: () => browser.close(),
  };
  return visit;
}
