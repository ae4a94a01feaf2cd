import assert from 'node:assert/strict';
import { journey } from './visitor.mjs';

/** Opens each entry of the menu and looks at it by daylight and by night. */
async function eachPage(visit, menu, seen = new Set()) {
  const { page } = visit;
  const paths = await menu.getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  assert.ok(paths.length > 0);
  for (const path of paths.filter((one) => !seen.has(one))) {
    seen.add(path);
    await menu.locator(`a[href="${path}"]`).click();
    await page.waitForURL(`**${path}**`);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    assert.deepEqual(await visit.violations(), [], path);
    await otherTheme(visit);
    assert.deepEqual(await visit.violations(), [], `${path}, other colours`);
    await otherTheme(visit);
  }
}

async function otherTheme({ page, t }) {
  const now = await page.evaluate(() => document.documentElement.dataset.theme);
  await page.getByRole('button', { name: new RegExp(`^(${t('shell:frame.light')}|${t('shell:frame.dark')})$`) }).click();
  await page.waitForFunction((before) => document.documentElement.dataset.theme !== before, now);
}

journey('everybody can read every page', {
  'a place that is not': async ({ go, page, t }) => {
    await go('/portal/nowhere');
    await page.getByText(t('shell:noPage.title')).waitFor();
  },
  ...Object.fromEntries(
    ['operator', 'auditor', 'administrator'].map((who) => [
      `the console, as ${who}`,
      async (visit) => {
        const { page, t } = visit;
        // each sees pages the others do not; those of all are looked at once
        visit.seen ??= new Set();
        if (visit.seen.size > 0) await page.getByRole('button', { name: t('shell:signIn.out') }).click();
        await visit.go('/login?back=/console');
        await visit.signIn(who);
        const menu = page.getByRole('navigation', { name: t('console:menu') });
        await menu.waitFor();
        await eachPage(visit, menu, visit.seen);
        assert.equal(await page.locator('main').count(), 1);
      },
    ]),
  ),
  'the doors': async (visit) => eachPage(visit, visit.page.getByRole('navigation', { name: visit.t('shell:frame.doors') })),
  'what an enterprise has of its own': async (visit) => {
    const { page, t } = visit;
    await page.getByRole('button', { name: t('shell:signIn.out') }).click();
    await page.getByRole('link', { name: t('shell:signIn.do') }).first().waitFor();
    await visit.go('/login?back=/portal');
    await visit.signIn('principal');
    const menu = page.getByRole('navigation', { name: t('portal:nav.menu') });
    await menu.waitFor();
    await eachPage(visit, menu);
  },
});
