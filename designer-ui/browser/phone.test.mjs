import assert from 'node:assert/strict';
import { journey } from './visitor.mjs';

const PHONE = { width: 390, height: 844 };
const SERVICE = 'declaration-details';

/** Nothing is wider than the screen, and everything that can be pressed can be reached. */
async function fits(visit, where) {
  const { page } = visit;
  await visit.rest();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 0, `${where} is ${wide} px wider than the screen`);
  const out = await page.evaluate(() =>
    [...document.querySelectorAll('a, button, input, select, textarea')]
      // what scrolls within its own place is reached by that
      .filter((one) => one.getClientRects().length > 0 && one.closest('.tg-scroll, .ant-table-content, .tg-skip') === null)
      .filter((one) => {
        const { left, right, width } = one.getBoundingClientRect();
        return width > 0 && (right > innerWidth + 1 || left < -1);
      })
      .map((one) => one.outerHTML.slice(0, 120)),
  );
  assert.deepEqual(out, [], where);
  assert.deepEqual(await visit.violations(), [], where);
}

journey('an enterprise looks around on a phone', {
  'finds a service': async (visit) => {
    const { page, go } = visit;
    await page.setViewportSize(PHONE);
    await go('/portal');
    await page.locator('main h1').first().waitFor();
    await fits(visit, 'search');
    await go(`/portal/services/${SERVICE}`);
    await page.locator('.tg-masks').first().waitFor();
    await fits(visit, 'a service');
  },
  'comes in': async (visit) => {
    await visit.go('/login?back=/portal');
    await visit.page.getByLabel(visit.t('shell:signIn.login'), { exact: true }).waitFor();
    await fits(visit, 'sign in');
    await visit.signIn('principal');
    await visit.page.getByRole('navigation', { name: visit.t('portal:nav.menu') }).waitFor();
  },
  'has every page of its own': async (visit) => {
    const { page, t, go } = visit;
    const paths = await page.getByRole('navigation', { name: t('portal:nav.menu') }).getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    for (const path of paths.map((one) => one.replace(/^\/ui/, ''))) {
      await go(path);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await fits(visit, path);
    }
    for (const act of ['try', 'apply']) {
      await go(`/portal/services/${SERVICE}/${act}`);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await fits(visit, act);
    }
  },
});
