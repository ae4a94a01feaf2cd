// The pictures of the documentation, made from a running demo: node browser/pictures.mjs FOLDER
import { join } from 'node:path';
import { chromiumBrowser, visitor } from './visitor.mjs';

const folder = process.argv[2];
const browser = await chromiumBrowser();

/** What somebody sees, when it has come to rest. */
async function picture(name, login, path, reach) {
  const visit = await visitor(browser, 'en');
  await visit.page.setViewportSize({ width: 1440, height: 860 });
  await visit.go(`/login?back=${path}`);
  await visit.signIn(login);
  await visit.page.waitForURL(`**/ui${path}**`);
  await reach(visit);
  await visit.rest();
  await visit.page.screenshot({ path: join(folder, `${name}.png`), caret: 'hide' });
  await visit.close();
}

await picture('designer', 'provider', '/designer', async ({ page, t }) => {
  const table = page.getByRole('combobox', { name: t('designer:drafts.fromTable') });
  await table.fill('dec_head');
  await page.locator('.ant-select-item-option-active').filter({ hasText: 'dec_head' }).waitFor({ state: 'attached' });
  await table.press('Enter');
  await page.locator('.tg-step .tg-label').first().waitFor();
  await page.locator('.tg-step-head').first().click();
  await page.locator('.tg-form').first().waitFor();
});

await picture('rules', 'administrator', '/console/rules', async ({ page, t }) => {
  await page.getByRole('button', { name: t('console:rules.begin') }).click();
  const cell = page.getByLabel(t('console:grid.cell', { rule: 'own-staff', column: 'mask' }), { exact: true });
  await cell.fill('M-COVER');
  await cell.press('Enter');
  await page.getByRole('button', { name: t('console:draft.save') }).click();
  await page.getByText(t('console:effect.unsaved')).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: t('console:effect.start') }).click();
  await page.locator('.tg-changes tbody tr').first().waitFor();
  await page.locator('.tg-grid').evaluate((grid) => window.scrollTo(0, grid.getBoundingClientRect().top + window.scrollY - 120));
});

await picture('service', 'principal', '/portal/services/declaration-details', async ({ heading, page }) => {
  await heading('Declaration details');
  await page.locator('.tg-masks').first().waitFor();
  await page.locator('.tg-masks').first().evaluate((masks) => masks.scrollIntoView({ block: 'center' }));
});

await browser.close();
