import assert from 'node:assert/strict';
import { journey } from './visitor.mjs';

const checked = ({ page, t }) => page.getByRole('status').filter({ hasText: t('designer:check.sound') }).waitFor();
const text = ({ page }) => page.locator('.tg-yaml .cm-content').innerText();

journey('a provider writes the texts of the steps', {
  'begins with a table': async (visit) => {
    const { page, t, go } = visit;
    await go('/login?back=/designer');
    await visit.signIn('provider');
    const table = page.getByRole('combobox', { name: t('designer:drafts.fromTable') });
    await table.fill('dec_head');
    await page.locator('.ant-select-item-option-active').filter({ hasText: 'dec_head' }).waitFor({ state: 'attached' });
    await table.press('Enter');
    await page.waitForURL('**/ui/designer/drafts/*');
    await checked(visit);
  },
  'writes a statement with the columns of the catalogue': async (visit) => {
    const { page } = visit;
    await page.locator('.tg-step-head').first().click();
    const editor = page.locator('.tg-code .cm-content');
    await editor.focus();
    // behind the first column, before its comma
    for (const key of ['Control+Home', 'End', 'ArrowLeft']) await editor.press(key);
    await editor.pressSequentially(', t.entry_i');
    await page.locator('.cm-tooltip-autocomplete li').filter({ hasText: 'entry_id' }).first().waitFor();
    await editor.press('Escape');
    await editor.pressSequentially(' as other');
    assert.match(await text(visit), /t\.entry_i as other,/);
    // a list of completions that comes late would be looked at instead of the page
    await editor.blur();
    await page.locator('.cm-tooltip-autocomplete').waitFor({ state: 'detached' });
  },
  'sees what is wrong where it is written, and mends it': async (visit) => {
    const { page, t } = visit;
    const wrong = page.locator('.tg-code .cm-lintRange-error');
    await wrong.first().waitFor();
    // the same stretch is marked in the document
    assert.equal(await wrong.first().innerText(), await page.locator('.tg-yaml .cm-lintRange-error').first().innerText());
    await wrong.first().hover();
    await page.locator('.cm-diagnosticAction').filter({ hasText: t('designer:fix', { suggestion: '' }).trim() }).first().click();
    await wrong.first().waitFor({ state: 'detached' });
  },
  'undoes it, across both': async (visit) => {
    const { page, t } = visit;
    const undo = page.getByRole('button', { name: t('designer:command.undo') });
    while (await undo.isEnabled()) await undo.click();
    assert.doesNotMatch(await page.locator('.tg-code .cm-content').innerText(), /as other,/);
    await checked(visit);
  },
  'writes a script with what there is at its step': async (visit) => {
    const { page, t } = visit;
    await visit.drag(page.locator('[data-tile="setBody"]'), page.locator('.tg-slot').last());
    await checked(visit);
    await page.getByRole('combobox', { name: 'groovy | simple | constant' }).click();
    await page.locator('.ant-select-item-option').filter({ hasText: 'groovy' }).click();
    const editor = page.locator('.tg-code-small .cm-content');
    await editor.click();
    await editor.press('Control+a');
    await editor.pressSequentially('body.collect { it.entry');
    await page.locator('.cm-tooltip-autocomplete li').filter({ hasText: 'entry_id' }).first().waitFor();
    // for 75 ms after the list has opened the editor takes Enter for a new line
    await page.waitForTimeout(100);
    await editor.press('Enter');
    await editor.pressSequentially(' }');
    assert.match(await text(visit), /it\.entry_id/);
  },
  'picks members, and names them': async (visit) => {
    const { page, t } = visit;
    const undo = page.getByRole('button', { name: t('designer:command.undo') });
    while (await undo.isEnabled()) await undo.click();
    await visit.drag(page.locator('[data-tile="transform"]'), page.locator('.tg-slot').last());
    const wanted = page.getByRole('region', { name: t('designer:mapping.wanted') });
    await visit.drag(page.locator('.tg-member').filter({ hasText: 'entry_id' }).first(), wanted);
    await page.locator('.tg-member').filter({ hasText: 'status' }).first().press('Enter');
    await wanted.getByRole('button', { name: t('designer:mapping.up', { field: 'status' }) }).press('Enter');
    const name = wanted.getByRole('textbox', { name: t('designer:mapping.name', { field: 'status' }) });
    await name.fill('state');
    await name.press('Enter');
    assert.match(await text(visit), /state: it\.status,\s+\w*entry_id: it\.\w*entry_id/);
    assert.deepEqual(await visit.violations(), []);
    while (await undo.isEnabled()) await undo.click();
    await checked(visit);
  },
  'meets another who saved first, and loses nothing': async (visit) => {
    const { page, t } = visit;
    const other = await page.context().newPage();
    await other.goto(page.url());
    await other.getByRole('status').filter({ hasText: t('designer:check.sound') }).waitFor();
    for (const [who, version] of [[other, '1.2.0'], [page, '1.3.0']]) {
      await who.locator('.tg-yaml .cm-content').focus();
      // the second line says the version
      for (const key of ['Control+Home', 'ArrowDown', 'End']) await who.keyboard.press(key);
      for (let i = 0; i < 5; i++) await who.keyboard.press('Backspace');
      await who.keyboard.type(version);
      await who.getByRole('button', { name: t('designer:save'), exact: true }).click();
    }
    const dialog = page.getByRole('dialog', { name: t('designer:merge.title') });
    await dialog.getByRole('radio', { name: t('designer:merge.takeMine') }).waitFor();
    assert.deepEqual(await visit.violations(), []);
    await dialog.getByText(t('designer:merge.takeMine')).click();
    await dialog.getByRole('button', { name: t('designer:merge.do') }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: t('designer:save'), exact: true }).click();
    await page.getByRole('button', { name: t('designer:saved') }).waitFor();
    assert.match(await text(visit), /version: 1\.3\.0/);
    await other.close();
  },
  'sees what it changed': async (visit) => {
    const { page, t } = visit;
    await checked(visit);
    await visit.drag(page.locator('[data-tile="log"]'), page.locator('.tg-slot').last());
    await page.getByRole('button', { name: t('designer:compare.do') }).click();
    const dialog = page.getByRole('dialog', { name: t('designer:compare.title') });
    await dialog.locator('.tg-step.tg-change-added').waitFor();
    await dialog.locator('.tg-step-changes li').first().waitFor();
    await dialog.getByRole('heading', { name: t('designer:compare.lines') }).waitFor();
    assert.deepEqual(await visit.violations(), []);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  },
});
