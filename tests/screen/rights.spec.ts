// What each role is shown: leaders and auditors only look, districts see their own, administrators see no business data.

import { textOf } from './driver/figures.ts';
import { actingAs, makeOffice, passwords } from './driver/office.ts';
import { expect, test } from './driver.ts';

const key = '市重点项目库';
const experts = '专家信息库';

for (const role of ['leader', 'auditor']) {
  test.describe(`as ${role}`, () => {
    test.use({ signsInAs: role });
    test('there is nothing to edit, import or delete with', async ({ app, page, colleague }) => {
      const list = await app.openLibrary(key);
      for (const verb of ['新增', '导入']) await expect(page.getByRole('button', { name: verb, exact: true })).toHaveCount(0);
      expect(await app.pagesOffered()).not.toContain('导入名单');
      await list.clickCell(0, '总投资');
      await list.keys('F2');
      await expect(list.grid.locator('input[type="text"]')).toHaveCount(0);
      await list.keys('Enter');
      await app.record.title.waitFor();
      await expect(app.record.panel.getByRole('tab')).toHaveText(['内容', '历史', '项目总览']);
      for (const verb of ['删除…', '锁定…', '退回…', '上报…']) await expect(page.getByRole('button', { name: verb })).toHaveCount(0);
      const [first] = await colleague.allRecords('key');
      expect(await colleague.refusal('record.remove', { database: 'key', ids: [textOf(first, 'id')], reason: '试试' })).toBe('forbidden');
    });
  });
}

test.describe('as a district', () => {
  test.use({ signsInAs: 'district' });

  test('only the own district is there, and a reported record is shut with the reason', async ({ app, page, colleague }) => {
    test.slow();
    const list = await app.openLibrary('储备项目库');
    // 胶南市 was merged into 黄岛区 in 2012: records of old lists still carry its name.
    const places = await list.firstCells('建设地点', 12);
    expect(places.filter((place) => !['黄岛区', '胶南市'].includes(place))).toEqual([]);
    const draft = (await colleague.allRecords('reserve')).find(({ record_state: state }) => state === '10');
    await page.evaluate((id) => (location.hash = `/libraries/reserve/${id}`), textOf(draft, 'id'));
    await app.record.title.waitFor();
    await page.getByRole('button', { name: '上报…' }).click();
    const report = app.dialog(/^上报/);
    await report.getByLabel('原因').fill('月度填报');
    await report.getByRole('button', { name: '上报 1 项' }).click();
    await app.told('已上报 1 项').waitFor();
    await expect(app.record.panel.locator('.record-state')).toHaveText('已上报');
    await app.record.show('填写');
    await expect(app.form.form).toContainText('该项目已上报');
    await expect(app.form.form.locator('.field-body input:not([type="checkbox"])')).toHaveCount(0);
    await expect(page.getByRole('button', { name: '上报…' })).toHaveCount(0);

    // The bureau returns it with a reason, and the district may go on.
    await app.changeTo('investment');
    await page.evaluate((id) => (location.hash = `/libraries/reserve/${id}`), textOf(draft, 'id'));
    await page.getByRole('button', { name: '退回…' }).click();
    await app.dialog(/^退回/).getByLabel('原因').fill('总投资与批复不符');
    await app.dialog(/^退回/).getByRole('button', { name: '退回 1 项' }).click();
    await expect(app.record.panel.locator('.record-state')).toHaveText('已退回');
  });
});

test.describe('as an administrator', () => {
  test.use({ signsInAs: 'audit_admin' });
  test('no business page is there, not even by its address', async ({ app, page, colleague }) => {
    await expect(app.heading('审计')).toBeVisible();
    expect(await app.pagesOffered()).toEqual(['系统自检', '用户与授权', '角色与权限', '审计', '安全设置']);
    for (const address of ['/libraries/key', '/import', '/batches', '/standards', '/search?text=1', '/systems/reserve']) {
      await page.evaluate((hash) => (location.hash = hash), address);
      await expect(app.heading('审计')).toBeVisible();
    }
    expect(await colleague.refusal('record.list', { database: 'key' })).toBe('forbidden');
  });
});

test.describe('personal data', () => {
  test.use({ signsInAs: 'office' });

  test('is masked, shown for a stated purpose for a minute, and masked again', async ({ app, page }) => {
    const list = await app.openLibrary(experts);
    await page.clock.install();
    await list.keys('Enter');
    await app.record.title.waitFor();
    const phone = app.record.value('手机');
    await expect(phone).toContainText(/\d{3}\*{4}\d{4}/);
    await phone.getByRole('button', { name: '查看手机' }).click();
    const dialog = app.dialog('查看手机');
    await expect(dialog.getByRole('button', { name: '查看 60 秒' })).toBeDisabled();
    await dialog.getByLabel('用途').fill('通知论证会时间');
    await dialog.getByRole('button', { name: '查看 60 秒' }).click();
    await expect(phone.locator('b')).toHaveText(/^\d{11}$/);
    const shown = await phone.locator('b').innerText();
    await page.clock.runFor(58_000);
    await expect(phone.getByRole('timer')).toHaveText(/^[12] 秒后隐藏$/);
    await expect(phone.locator('b')).toHaveText(shown);
    await page.clock.runFor(4000);
    await expect(phone).toContainText(/\d{3}\*{4}\d{4}/);
    await expect(page.getByText(shown)).toHaveCount(0);
  });
});

test('an export is announced with its label, watermark and what it takes; what may be published is another export', async ({ app, page }) => {
  const list = await app.openLibrary(key);
  const dialog = await list.askToExport();
  await expect(dialog).toContainText('演示用户');
  await expect(dialog).toContainText('内部');
  await dialog.getByText('公开导出').click();
  await expect(dialog.getByRole('status')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
});

test.describe('a large export', () => {
  test.use({ startsSignedIn: false, replica: 'new' });

  test('waits for a second person, is approved once, and resolves to who took it', async ({ app, page, colleague }) => {
    test.setTimeout(300_000);
    const threshold = 100;
    const rows = 120;
    await makeOffice(colleague);
    await actingAs(colleague, 'secadmin', async () => {
      const settings = await colleague.call('security.settings', {});
      await colleague.call('security.configure', { ...settings, exportApprovalRows: threshold, password: passwords.secadmin });
    });
    await actingAs(colleague, '王敏', async () => {
      for (let number = 1; number <= rows; number += 1)
        await colleague.call('record.create', { database: 'decision', values: { title: `调研报告第${number}号` } });
    });

    await app.signInWith('王敏', passwords.王敏);
    const dialog = await (await app.openLibrary('决策资源库')).askToExport();
    await expect(dialog.getByRole('button', { name: '导出', exact: true })).toHaveCount(0);
    await dialog.getByLabel('用途说明').fill('市政府督查室调阅');
    await dialog.getByRole('button', { name: '提交申请' }).click();
    await dialog.getByRole('button', { name: '查看导出申请' }).click();
    const requests = page.getByRole('table', { name: '导出申请' });
    await expect(requests).toContainText('等待审批');
    await expect(requests.getByRole('button')).toHaveCount(0);
    await app.lock();

    await app.signInWith('secadmin', passwords.secadmin);
    await app.goTo('导出审批');
    await requests.getByRole('button', { name: '批准王敏的申请' }).click();
    await app.dialog('批准导出').getByRole('button', { name: '批准导出一次' }).click();
    await app.told('已批准王敏导出一次').waitFor();
    await expect(requests).toContainText('已批准');
    await app.lock();

    await app.signInWith('王敏', passwords.王敏);
    const download = await (await app.openLibrary('决策资源库')).export();
    expect(download.suggestedFilename()).toMatch(/\.xlsx$/);
    const told = await app.told(/导出编号/).innerText();
    const exportId = /导出编号 (\S+)/.exec(told)?.[1] ?? '';
    await app.lock();

    await app.signInWith('auditor', passwords.auditor);
    await app.press('查导出编号');
    const resolve = app.dialog('查导出编号');
    await resolve.getByLabel('导出编号').fill(exportId);
    await resolve.getByRole('button', { name: '查找' }).click();
    await expect(resolve.getByRole('status')).toContainText('王敏');
    await expect(resolve.getByRole('status')).toContainText(String(rows));
  });
});
