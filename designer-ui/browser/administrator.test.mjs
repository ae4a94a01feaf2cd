import assert from 'node:assert/strict';
import { journey } from './visitor.mjs';

/** What an agent sees of its own staff: nothing hides it in the sample rules, and one service of them shows it. */
const CELL = { rule: 'own-staff', column: 'mask' };
const SERVICE = 'declaration-details';

const inForce = async ({ page, t }) => {
  const row = page.getByRole('row').filter({ hasText: t('console:rules.now') });
  await row.waitFor();
  return row.innerText();
};

journey('an administrator sees what an edited mask would do', {
  'signs in': async (visit) => {
    await visit.go('/login?back=/console');
    await visit.signIn('administrator');
    await visit.page.getByRole('navigation', { name: visit.t('console:menu') }).waitFor();
  },
  'begins a draft of the rules': async (visit) => {
    const { page, t } = visit;
    await visit.click(page.getByRole('navigation', { name: t('console:menu') }).getByRole('link', { name: t('console:rules.title') }));
    await visit.heading(t('console:rules.title'));
    visit.before = await inForce(visit);
    assert.deepEqual(await visit.violations(), []);
    await visit.click(page.getByRole('button', { name: t('console:rules.begin') }));
    await page.waitForURL('**/console/rules/drafts/*');
    await page.locator('.tg-grid tbody tr').first().waitFor();
  },
  'hides what was open': async (visit) => {
    const { page, t } = visit;
    const cell = page.getByLabel(t('console:grid.cell', CELL), { exact: true });
    await visit.click(cell);
    assert.equal(await cell.inputValue(), 'none');
    await cell.fill('M-COVER');
    await cell.press('Enter');
    const save = page.getByRole('button', { name: t('console:draft.save') });
    await visit.click(save);
    await page.getByText(t('console:effect.unsaved')).waitFor({ state: 'detached' });
  },
  'sees its effect on all live services': async (visit) => {
    const { page, t } = visit;
    await visit.click(page.getByRole('button', { name: t('console:effect.start') }));
    const service = page.getByTestId('effect-outcome').getByRole('row').filter({ hasText: SERVICE });
    await service.first().waitFor();
    const change = page.locator('.tg-changes tbody tr').filter({ hasText: 'declarant' }).first();
    await change.waitFor();
    const told = await change.innerText();
    for (const word of [t('console:direction.tightened'), 'none', 'M-COVER', CELL.rule]) assert.ok(told.includes(word), `${word}: ${told}`);
  },
  'has changed nothing by that': async (visit) => {
    const { page, t } = visit;
    await visit.click(page.getByRole('navigation', { name: t('console:menu') }).getByRole('link', { name: t('console:rules.title') }));
    await visit.heading(t('console:rules.title'));
    assert.equal(await inForce(visit), visit.before);
  },
}, 10);
