import assert from 'node:assert/strict';
import { journey } from './visitor.mjs';

const LOOKED_FOR = { 'zh-CN': '报关单', en: 'declaration' };
const SERVICE = 'declaration-details';
/** A declaration the stories of the samples tell of, and who filed it. */
const DECLARATION = '379120241000000004';
const PARTY = 'principal';

journey('an enterprise finds a service and calls it', {
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
    const link = page.locator('.tg-found article').filter({ has: page.locator('code').filter({ hasText: SERVICE }) }).getByRole('link');
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
  'calls it by its own key': async (visit) => {
    const { page, t, key } = visit;
    await visit.click(page.getByRole('link', { name: t('portal:try.open') }));
    await page.getByLabel('entryId').fill(DECLARATION);
    await page.getByLabel(t('portal:keyKind.api_key'), { exact: true }).last().fill(key(PARTY));
    await visit.click(page.getByRole('button', { name: t('portal:try.do') }));
    const answer = page.getByRole('region', { name: t('portal:try.answer') });
    await answer.waitFor();
    assert.match(await answer.innerText(), /200/);
    assert.match(await answer.innerText(), new RegExp(DECLARATION));
  },
  'is told why when it is not its own': async (visit) => {
    const { page, t, key } = visit;
    await page.getByLabel(t('portal:keyKind.api_key'), { exact: true }).last().fill(key('other'));
    await visit.click(page.getByRole('button', { name: t('portal:try.do') }));
    await page.getByRole('region', { name: t('portal:try.answer') }).filter({ hasText: 'TG-DATA-404' }).waitFor();
  },
}, 6);
