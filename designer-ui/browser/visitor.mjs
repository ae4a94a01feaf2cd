// A person in a real browser, over a running demo. What it needs is told by the environment: BROWSE_URL, BROWSE_DEMO (the file of the demo
// with its logins), CHROMIUM (unless it lies where Debian puts it), BROWSE_PICTURES (where pictures of what failed go; target).
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { chromium } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];
const TEXTS = new URL('../src/texts/', import.meta.url);
const PICTURES = process.env.BROWSE_PICTURES ?? 'target';
/** How long a state may take to come, in milliseconds; a busy machine is slow. */
const PATIENCE = 30_000;

export const LANGUAGES = ['zh-CN', 'en'];
export const base = process.env.BROWSE_URL;
const demo = JSON.parse(readFileSync(process.env.BROWSE_DEMO, 'utf8'));

/** The words of the application: `t('portal:search.total', { count: 3 })`. */
export function words(language) {
  const folder = new URL(`${language}/`, TEXTS);
  const files = Object.fromEntries(readdirSync(folder).map((file) => [basename(file, '.json'), JSON.parse(readFileSync(new URL(file, folder), 'utf8'))]));
  return (key, values = {}) => {
    const [file, path] = key.split(':');
    const text = path.split('.').reduce((at, name) => at?.[name], files[file]);
    assert.equal(typeof text, 'string', `${key} is a text in ${language}`);
    return text.replace(/{{(\w+)}}/g, (_, name) => values[name]);
  };
}

/** Starts Chromium, or says in one sentence what is missing. */
export async function chromiumBrowser() {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  if (!existsSync(executablePath)) throw new Error(`there is no Chromium at ${executablePath}; install it (Debian and Ubuntu: apt install chromium) or set CHROMIUM to where it is.`);
  // the sandbox needs rights a container seldom gives; only our own pages are opened
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}

/** A page that counts clicks and keeps what the browser complained of. */
export async function visitor(browser, language) {
  const context = await browser.newContext({ locale: language, timezoneId: 'Asia/Shanghai', viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // a request that is refused is told by the page itself; what must not fail is held below
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) complaints.push(message.text());
  });
  page.on('request', (request) => {
    if (/^(https?|wss?):/.test(request.url()) && !request.url().startsWith(`${base}/`)) complaints.push(`asked somebody else: ${request.url()}`);
  });
  page.on('response', (response) => {
    const path = new URL(response.url()).pathname;
    if (response.status() >= 500 || (response.status() >= 400 && path.startsWith('/ui/'))) complaints.push(`${response.status()} for ${path}`);
  });
  return {
    page,
    language,
    t: words(language),
    complaints,
    clicks: 0,
    go: (path) => page.goto(`${base}/ui${path}`),
    async click(locator) {
      this.clicks++;
      await locator.click();
    },
    /** A key that does what a click would have done; it counts. */
    async press(locator, key) {
      this.clicks++;
      await locator.press(key);
    },
    async drag(locator, to) {
      this.clicks++;
      await locator.dragTo(to);
    },
    /** Through the form, as everybody. The demo has one word that answers its captchas. */
    async signIn(login) {
      await page.getByLabel(this.t('shell:signIn.login'), { exact: true }).fill(login);
      await page.getByLabel(this.t('shell:signIn.password'), { exact: true }).fill(demo.logins[login]);
      await page.getByLabel(this.t('shell:signIn.captcha'), { exact: true }).fill(demo.captcha);
      await this.click(page.locator('form button[type=submit]'));
    },
    /** The API key of a member of the cast. */
    key: (member) => demo.keys[member],
    /** The heading of the page that was opened. */
    heading: (name) => page.getByRole('heading', { level: 1, name }).waitFor(),
    /** Until nothing is on its way and nothing fades any more. */
    async rest() {
      await page.locator('.tg-loading').first().waitFor({ state: 'detached' });
      await page.evaluate(() => Promise.allSettled(document.getAnimations().filter((one) => one.effect?.getComputedTiming().endTime !== Infinity).map((one) => one.finished)));
    },
    /** What axe finds against WCAG 2.1 AA once the page has come to rest, as lines to read. */
    async violations() {
      await this.rest();
      if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
      const found = await page.evaluate((rules) => globalThis.axe.run(document, { runOnly: rules, resultTypes: ['violations'] }), RULES);
      return found.violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target} ${node.failureSummary?.split('\n')[1] ?? ''}`));
    },
    close: () => context.close(),
  };
}

/**
 * Somebody's way through the application, in each language. After each step the page must be accessible and the browser content. A step that
 * fails leaves a picture, and those after it are not tried.
 *
 * @param {string} name who does what
 * @param {Record<string, (visit: Awaited<ReturnType<typeof visitor>>) => Promise<void>>} steps in their order
 * @param {number} [clicks] how many of them must be enough
 */
export function journey(name, steps, clicks) {
  describe(name, () => {
    let browser;
    before(async () => {
      browser = await chromiumBrowser();
    });
    after(() => browser?.close());
    for (const language of LANGUAGES) {
      describe(language, () => {
        let visit;
        let failed;
        before(async () => {
          visit = await visitor(browser, language);
        });
        after(() => visit?.close());
        for (const [step, act] of Object.entries(steps)) {
          it(step, async (context) => {
            if (failed !== undefined) return context.skip(`after: ${failed}`);
            try {
              await act(visit);
              assert.deepEqual(await visit.violations(), []);
              assert.deepEqual(visit.complaints, []);
            } catch (error) {
              failed = step;
              mkdirSync(PICTURES, { recursive: true });
              await visit.page.screenshot({ path: join(PICTURES, `${name}, ${language}, ${step}.png`.replaceAll(/[^\w.-]+/g, '-')) });
              throw error;
            }
          });
        }
        if (clicks !== undefined) {
          it(`needs at most ${clicks} clicks`, (context) => {
            if (failed !== undefined) return context.skip(`after: ${failed}`);
            context.diagnostic(`${visit.clicks} clicks`);
            assert.ok(visit.clicks <= clicks, `${visit.clicks} clicks`);
          });
        }
      });
    }
  });
}
