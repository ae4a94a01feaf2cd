import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { base, visitor } from './visitor.mjs';

const LANGUAGES = {
  'zh-CN': {
    signIn: '登录', login: '账号', password: '密码', captcha: '验证码', fromTable: '由数据表或操作生成', sound: '通过检查', undo: '撤销',
    governance: '治理', preview: '试运行', certificate: '证明', submit: '提交审核', submitted: '待审核', masked: '已脱敏', log: '日志',
  },
  en: {
    signIn: 'Sign in', login: 'Login', password: 'Password', captcha: 'Characters in the picture', fromTable: 'From a table or an operation', sound: 'Sound', undo: 'Undo',
    governance: 'Governance', preview: 'Preview', certificate: 'Certificate', submit: 'Submit for review', submitted: 'Waits for review', masked: 'masked', log: 'Log',
  },
};

for (const [language, words] of Object.entries(LANGUAGES)) {
  describe(`a provider, in ${language}`, { timeout: 240_000 }, () => {
    let visit;
    let page;
    const began = Date.now();

    before(async () => {
      visit = await visitor(language);
      page = visit.page;
    });
    after(() => visit.close());

    it('comes in where it wanted to go', async () => {
      await page.goto(`${base}/ui/designer`);
      await visit.click(page.locator('main').getByRole('link', { name: words.signIn }));
      await page.getByLabel(words.login, { exact: true }).waitFor();
      assert.deepEqual(await visit.violations(), []);
      await visit.signIn('provider', words);
      await page.waitForURL('**/ui/designer');
    });

    it('begins with a table', async () => {
      const table = page.getByRole('combobox', { name: words.fromTable });
      await table.waitFor();
      assert.deepEqual(await visit.violations(), []);
      await visit.click(table);
      await table.fill('dec_head');
      await visit.click(page.locator('.ant-select-item-option').filter({ hasText: 'dec_head' }).first());
      await page.waitForURL('**/ui/designer/drafts/*');
      await page.getByRole('status').filter({ hasText: words.sound }).waitFor();
      assert.deepEqual(await visit.violations(), []);
    });

    it('sees governance where it draws', async () => {
      await page.locator('.tg-step .tg-label').first().waitFor();
      await visit.click(page.getByRole('tab', { name: words.governance }));
      await page.getByRole('heading', { name: words.certificate }).waitFor();
      assert.ok((await page.locator('.tg-side .ant-table-row').count()) > 0);
      assert.deepEqual(await visit.violations(), []);
    });

    it('sees red what is refused, and takes it back', async () => {
      const tile = page.locator('[data-tile="log"]');
      const slot = page.locator('.tg-slot').last();
      await tile.dragTo(slot);
      visit.clicks++;
      await page.locator('.tg-step.tg-refused').waitFor();
      assert.match(await page.locator('.cm-content').innerText(), /log:/);
      await visit.click(page.getByRole('button', { name: words.undo }));
      await page.getByRole('status').filter({ hasText: words.sound }).waitFor();
      assert.equal(await page.locator('.tg-step.tg-refused').count(), 0);
    });

    it('tries it as the cast', async () => {
      await visit.click(page.getByRole('tab', { name: words.preview }));
      const key = page.locator('.tg-parameters input').first();
      if ((await key.count()) > 0) await key.fill('379120241000000004');
      await visit.click(page.locator('.tg-side').getByRole('button', { name: words.preview }));
      await page.locator('.tg-previews section').nth(3).waitFor();
      assert.ok((await page.locator('.tg-previews .tg-masked').count()) > 0, 'somebody sees something masked');
      assert.deepEqual(await visit.violations(), []);
    });

    it('submits it', async () => {
      await visit.click(page.getByRole('button', { name: words.submit }));
      await page.locator('.tg-toolbar .ant-tag').filter({ hasText: words.submitted }).waitFor({ timeout: 60_000 });
    });

    it('needs at most 25 clicks and five minutes', () => {
      assert.ok(visit.clicks <= 25, `${visit.clicks} clicks`);
      assert.ok(Date.now() - began < 300_000);
    });

    it('has a browser that complains of nothing', () => assert.deepEqual(visit.complaints, []));
  });
}
