import assert from 'node:assert/strict';
import { journey } from './visitor.mjs';

/** Text that stands beside the canvas: the state of the last check. */
const checked = ({ page, t }) => page.getByRole('status').filter({ hasText: t('designer:check.sound') }).waitFor();

/** The key of a declaration the stories of the samples tell of; its agent sees less of it than its principal. */
const DECLARATION = '4';

journey('a provider makes a governed service of a table', {
  'comes in where it wanted to go': async (visit) => {
    const { page, t, go } = visit;
    await go('/designer');
    await visit.click(page.locator('main').getByRole('link', { name: t('shell:signIn.do') }));
    await page.getByLabel(t('shell:signIn.login'), { exact: true }).waitFor();
    assert.deepEqual(await visit.violations(), []);
    await visit.signIn('provider');
    await page.waitForURL('**/ui/designer');
  },
  'begins with a table': async (visit) => {
    const { page, t } = visit;
    const table = page.getByRole('combobox', { name: t('designer:drafts.fromTable') });
    await table.waitFor();
    assert.deepEqual(await visit.violations(), []);
    // typing opens the list; a click before it may come to be one that closes it
    visit.clicks++;
    await table.fill('dec_head');
    await page.locator('.ant-select-item-option-active').filter({ hasText: 'dec_head' }).waitFor({ state: 'attached' });
    await visit.press(table, 'Enter');
    await page.waitForURL('**/ui/designer/drafts/*');
    await checked(visit);
  },
  'sees governance where it draws': async (visit) => {
    const { page, t } = visit;
    await page.locator('.tg-step .tg-label').first().waitFor();
    await visit.click(page.getByRole('tab', { name: t('designer:tab.governance') }));
    await page.getByRole('heading', { name: t('designer:governance.certificate') }).waitFor();
    assert.ok((await page.locator('.tg-side .ant-table-row').count()) > 0);
  },
  'sees red what is refused, and takes it back': async (visit) => {
    const { page, t } = visit;
    await visit.drag(page.locator('[data-tile="validate"]'), page.locator('.tg-slot').first());
    await page.locator('.tg-step.tg-refused').waitFor();
    assert.match(await page.locator('.cm-content').innerText(), /validate:/);
    await visit.click(page.getByRole('button', { name: t('designer:command.undo') }));
    await checked(visit);
    await page.locator('.tg-step.tg-refused').waitFor({ state: 'detached' });
  },
  'tries it as the cast': async (visit) => {
    const { page, t } = visit;
    await visit.click(page.getByRole('tab', { name: t('designer:tab.preview') }));
    await page.locator('.tg-parameters input').first().fill(DECLARATION);
    await visit.click(page.locator('.tg-side').getByRole('button', { name: t('designer:preview.run') }));
    await page.locator('.tg-previews section').nth(3).waitFor();
    await page.locator('.tg-previews .tg-masked').first().waitFor();
  },
  'submits it': async (visit) => {
    const { page, t } = visit;
    await visit.click(page.getByRole('button', { name: t('designer:submit') }));
    await page.locator('.tg-toolbar .ant-tag').filter({ hasText: t('designer:state.submitted') }).waitFor();
  },
}, 25);
