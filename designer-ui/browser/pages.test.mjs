import assert from 'node:assert/strict';
import { base, journey } from './visitor.mjs';

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
        // of the roles that come later no page may be left to look at, and the first one is on its way still
        await page.locator('main').first().waitFor();
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
  'why one of its calls was answered so': async (visit) => {
    const { page, t } = visit;
    const answer = await page.request.get(`${base}/api/dec/v1/declarations/379120241000000004`, { headers: { 'X-API-Key': visit.key('principal') } });
    assert.equal(answer.status(), 200);
    const call = page.getByRole('region', { name: t('portal:lent.ownCalls') }).getByRole('link').first();
    // it is on record at once, and in the database a moment later
    for (let tries = 0; tries < 10 && !(await call.isVisible()); tries++) {
      await visit.go('/portal/calls');
      await call.waitFor({ timeout: 3_000 }).catch(() => undefined);
    }
    await call.click();
    await visit.heading(t('portal:explain.title'));
    const fields = page.getByRole('region', { name: t('portal:explain.fields') });
    await fields.locator('code').filter({ hasText: 'entry_id' }).first().waitFor();
    assert.match(await page.locator('.tg-facts').innerText(), new RegExp(t('portal:relation.PRINCIPAL')));
  },
});
