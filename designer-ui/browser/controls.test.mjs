// Whether the tests beside this one would find what they look for: each fault is put into a page, and must be told.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { base, chromiumBrowser, visitor } from './visitor.mjs';

describe('a visitor', () => {
  let browser;
  let visit;
  before(async () => {
    browser = await chromiumBrowser();
  });
  after(() => browser?.close());
  beforeEach(async () => {
    visit = await visitor(browser, 'en');
    await visit.go('/portal');
    await visit.heading(visit.t('portal:search.title'));
    assert.deepEqual(await visit.violations(), []);
    assert.deepEqual(visit.complaints, []);
  });
  afterEach(() => visit?.close());

  /** Puts something into the page, and waits until it is complained of. */
  async function complaint(put) {
    await visit.page.evaluate(put);
    for (let looks = 0; visit.complaints.length === 0 && looks < 300; looks++) await visit.page.evaluate(() => new Promise(requestAnimationFrame));
    return visit.complaints.join('\n');
  }

  it('finds what cannot be read by everybody', async () => {
    await visit.page.evaluate(() => {
      const text = document.createElement('p');
      text.textContent = 'hardly there';
      text.style.color = '#eeeeee';
      document.querySelector('#content').append(text, document.createElement('img'), document.createElement('input'));
    });
    const found = (await visit.violations()).map((line) => line.split(':')[0]);
    assert.deepEqual([...new Set(found)].sort(), ['color-contrast', 'image-alt', 'label']);
  });

  it('hears of a script the policy refuses, which does not run', async () => {
    const heard = await complaint(() => {
      const script = document.createElement('script');
      script.textContent = 'globalThis.ran = true';
      document.body.append(script);
    });
    assert.match(heard, /Content Security Policy/);
    assert.equal(await visit.page.evaluate(() => globalThis.ran), undefined);
  });

  it('hears of a style without the nonce', async () => {
    const heard = await complaint(() => {
      const style = document.createElement('style');
      style.textContent = 'body { opacity: 0 }';
      document.head.append(style);
    });
    assert.match(heard, /Content Security Policy/);
  });

  it('hears of an error nobody caught', async () => {
    assert.match(await complaint(() => void setTimeout(() => globalThis.nowhere.at(0))), /nowhere|undefined/);
  });

  it('hears of a file that is not there', async () => {
    assert.match(await complaint(() => void fetch('/ui/assets/nowhere.js')), /404 for \/ui\/assets\/nowhere\.js/);
  });

  it('hears of a request to somebody else', async () => {
    assert.match(await complaint(() => void fetch('http://127.0.0.2:9/').catch(() => undefined)), /127\.0\.0\.2/);
  });

  it('talks to the engine and to nobody else', () => assert.match(base, /^http:\/\/127\.0\.0\.1:\d+$/));
});
