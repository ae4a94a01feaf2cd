import assert from 'node:assert/strict';
import { journey } from './visitor.mjs';

const LOOKED_FOR = { 'zh-CN': '集装箱', en: 'container' };

journey('an enterprise finds a service', {
  'comes to the portal without a login': async ({ go, heading, t, page }) => {
    await go('/');
    await page.waitForURL('**/ui/portal');
    await heading(t('portal:search.title'));
    await page.locator('.tg-found li').first().waitFor();
  },
  'finds a service by a word': async (visit) => {
    const { page, t, language } = visit;
    const before = await page.locator('[aria-live=polite]').innerText();
    await page.getByLabel(t('portal:search.words')).fill(LOOKED_FOR[language]);
    await visit.click(page.getByRole('button', { name: t('portal:search.do') }));
    await page.waitForURL((address) => address.searchParams.get('q') === LOOKED_FOR[language]);
    await page.locator('[aria-live=polite]').filter({ hasNotText: before }).waitFor();
    assert.ok((await page.locator('.tg-found li').count()) > 0);
  },
  'opens what it found': async (visit) => {
    const { page, t, heading } = visit;
    const link = page.locator('.tg-found a').first();
    const title = await link.innerText();
    await visit.click(link);
    await heading(title);
    for (const part of ['call', 'fields', 'terms']) await page.getByRole('heading', { name: t(`portal:service.${part}`) }).waitFor();
    assert.match(await page.locator('#content').innerText(), /curl /);
  },
  'has the same at its address': async ({ page, heading }) => {
    const title = await page.getByRole('heading', { level: 1 }).innerText();
    await page.reload();
    await heading(title);
  },
}, 3);
