// Abuse case 18: markup in names is text wherever a name is shown.

import { Administration } from './driver/administration.ts';
import { actingAs, makeOffice, passwords } from './driver/office.ts';
import { projectList } from './driver/workbooks.ts';
import { expect, test } from './driver.ts';

const hostile = '<img src=x onerror="window.__ran=1"><script>window.__ran=1</script>';
/** Short enough for every field of an account. */
const hostileUnit = '<svg onload="window.__ran=1">';
const title = `${hostile}滨海公路改造工程`;

test.use({ startsSignedIn: false, replica: 'new' });

test('list, form, history, search, import preview, users and audit show markup as text', async ({ app, page, colleague }) => {
  test.setTimeout(300_000);
  await makeOffice(colleague);
  await actingAs(colleague, '王敏', () =>
    colleague.call('record.create', { database: 'key', values: { project_name: title, region_code: '370203' }, reason: hostile }),
  );
  const innocent = async (where: string): Promise<void> => {
    expect(await page.evaluate(() => Reflect.get(window, '__ran') as unknown), where).toBeUndefined();
    expect(await page.locator('img[src="x"]').count(), where).toBe(0);
  };

  await app.signInWith('王敏', passwords.王敏);
  const list = await app.openLibrary('市重点项目库');
  await expect(await list.cell(0, '项目名称')).toHaveText(title);
  await innocent('list');
  await list.keys('Enter');
  await expect(app.record.title).toHaveText(title);
  await app.record.show('填写');
  await expect(app.form.input('项目名称')).toHaveValue(title);
  await innocent('form');
  await app.record.show('历史');
  await expect(app.record.history.first()).toContainText(hostile);
  await innocent('history');
  const hits = await app.search('滨海公路');
  await expect(hits.first()).toContainText('<img src=x');
  await innocent('search');
  await page.keyboard.press('Escape');
  await app.goTo('导入名单');
  await app.wizard.into('市重点项目库');
  await app.wizard.give(
    await projectList(`${'<img src=x onerror=1>'.replaceAll(/[<>]/g, '＜')}.xlsx`, [
      { name: title, district: '城阳区', total: 320_000_000, yearPlan: 110_000_000 },
    ]),
  );
  await app.wizard.summary.filter({ hasText: '识别 1 项' }).waitFor();
  await expect(page.locator('.import-page')).toContainText('<img src=x');
  await innocent('import preview');
  await app.goTo('导入批次');
  await app.press('放弃修改');
  await app.lock();

  const administration = new Administration(page);
  await app.signInWith('sysadmin', passwords.sysadmin);
  await administration.createUser({ name: '<img src=x onerror=alert(1)>', login: 'hostile', staffNo: '<b>1', unit: hostileUnit }, passwords.sysadmin);
  await expect(administration.account('hostile')).toContainText('<img src=x onerror=alert(1)>');
  await expect(administration.account('hostile')).toContainText(hostileUnit);
  await administration.account('hostile').getByRole('button', { name: /^停用/ }).click();
  const disabling = administration.dialog(/^停用账号/);
  await expect(disabling).toContainText('<img src=x onerror=alert(1)>');
  await disabling.getByLabel('原因').fill(hostile);
  await disabling.getByLabel('您的密码').fill(passwords.sysadmin);
  await disabling.getByRole('button', { name: '停用账号' }).click();
  await app.told('<img src=x onerror=alert(1)>').waitFor({ timeout: 30_000 });
  await innocent('users');
  await app.lock();

  await app.signInWith('auditor', passwords.auditor);
  const records = page.getByRole('table', { name: '审计记录' });
  await expect(records).toContainText(hostile);
  await records.getByRole('button', { name: '启用或停用账号' }).first().click();
  await expect(page.getByRole('complementary', { name: '审计记录详情' })).toContainText(hostile);
  await innocent('audit');
});
