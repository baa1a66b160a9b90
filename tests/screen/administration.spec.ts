// Three administrators at one station: an account, an authorisation by two persons, what the new person then sees, and the audit of it.

import { Administration } from './driver/administration.ts';
import { actingAs, makeOffice, passwords } from './driver/office.ts';
import { expect, test } from './driver.ts';

test.use({ startsSignedIn: false, replica: 'new', viewport: { width: 1366, height: 768 } });

const newPassword = '即墨古城Wall-2026';

test('an account is made, authorised by two persons, and sees its own district only; the auditor finds it all', async ({ app, page, colleague }) => {
  test.setTimeout(300_000);
  await makeOffice(colleague);
  await actingAs(colleague, '王敏', async () => {
    for (const [name, region] of [
      ['城阳区动车小镇配套道路工程', '370214'],
      ['胶州市上合国际会客厅二期工程', '370281'],
    ]) {
      await colleague.call('record.create', { database: 'reserve', values: { project_name: name ?? '', region_code: region ?? '' } });
    }
  });
  const administration = new Administration(page);

  // 系统管理员: no business page at all, makes the account.
  await app.signInWith('sysadmin', passwords.sysadmin);
  await app.navigation.waitFor();
  expect(await app.pagesOffered()).toEqual(['系统自检', '用户与授权', '角色与权限', '备份与恢复', '安全设置']);
  await expect(page.getByRole('combobox', { name: '查找全部数据库' })).toHaveCount(0);
  const code = await administration.createUser({ name: '刘洋', login: 'liuyang', staffNo: '370233', unit: '城阳区发展和改革局' }, passwords.sysadmin);
  await expect(administration.account('刘洋')).toContainText('待启用');
  await expect(administration.account('刘洋')).toContainText('没有授权');
  // Typing the address of a business page leads back.
  await page.goto(`${page.url().split('#')[0] ?? ''}#/libraries/reserve`);
  await expect(app.heading('用户与授权')).toBeVisible();
  await app.lock();

  // The person: the code opens once, an own password is set, nothing is to be seen yet.
  await app.signInWith('liuyang', code.toLowerCase().replaceAll('-', ' '), newPassword);
  await expect(page.getByRole('region', { name: '没有授权' })).toBeVisible({ timeout: 30_000 });
  await expect(app.navigation.getByRole('link')).toHaveCount(0);
  await app.lock();

  // 安全管理员 proposes.
  await app.signInWith('secadmin', passwords.secadmin);
  await app.navigation.waitFor();
  expect(await app.pagesOffered()).not.toContain('备份与恢复');
  await administration.propose('刘洋', { roles: ['区市发改局'], districts: ['城阳区'], reason: '新到岗' }, passwords.secadmin);
  await expect(administration.waiting).toContainText('城阳区');
  await expect(administration.waiting.getByRole('button')).toHaveCount(0);
  await app.lock();

  // Until the second person confirms, nothing has changed.
  await app.signInWith('liuyang', newPassword);
  await expect(page.getByRole('region', { name: '没有授权' })).toBeVisible({ timeout: 30_000 });
  await app.lock();

  // 系统管理员 confirms.
  await app.signInWith('sysadmin', passwords.sysadmin);
  await app.navigation.waitFor();
  await administration.confirm('刘洋', passwords.sysadmin);
  await expect(administration.waiting).toHaveCount(0);
  await expect(administration.account('刘洋')).toContainText('剩 90 天');
  await app.lock();

  // The person now sees the own district.
  await app.signInWith('liuyang', newPassword);
  await app.navigation.waitFor();
  await expect(app.titleBar).toContainText('刘洋');
  await expect(app.titleBar).toContainText('区市发改局');
  const list = await app.openLibrary('储备项目库');
  await expect(list.note).toHaveText('共 1 项');
  await expect(await list.cell(0, '项目名称')).toHaveText('城阳区动车小镇配套道路工程');
  expect(await app.pagesOffered()).not.toContain('用户与授权');
  await app.lock();

  // 审计管理员 verifies the chain and finds both steps.
  await app.signInWith('auditor', passwords.auditor);
  await expect(app.heading('审计')).toBeVisible({ timeout: 30_000 });
  const records = page.getByRole('table', { name: '审计记录' });
  await expect(records).toContainText('复核授权变更');
  await records.getByRole('button', { name: '提出授权变更' }).first().click();
  await expect(page.getByRole('complementary', { name: '审计记录详情' })).toContainText('安宁');
  await app.press('核验');
  const result = page.getByRole('status', { name: '核验结果' });
  await expect(result).toContainText('审计链完整');
  await page.getByLabel('操作人').fill('刘洋');
  await expect(records.locator('tbody tr').first()).toContainText('刘洋');
  await expect(records).not.toContainText('安宁');
});

test('separation: an administrator gets no business role, and nobody decides alone', async ({ app, page, colleague }) => {
  test.setTimeout(180_000);
  await makeOffice(colleague);
  const administration = new Administration(page);
  await app.signInWith('secadmin', passwords.secadmin);
  await app.navigation.waitFor();
  await administration
    .account('沈济')
    .getByRole('button', { name: /续期或调整/ })
    .click();
  const form = administration.dialog(/^提出授权/);
  await expect(form.getByRole('checkbox', { name: /^审计管理员/ })).toBeChecked();
  await expect(form.getByRole('checkbox', { name: /^投资处/ })).toBeDisabled();
  await expect(form.getByRole('checkbox', { name: /^系统管理员/ })).toBeDisabled();
  await expect(form).toContainText('与审计管理员不能由同一人担任');
  await form.getByRole('button', { name: '取消' }).click();
  await expect(page.getByRole('button', { name: '新建账号' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^停用/ })).toHaveCount(0);
});

test('security settings hold, and are the security administrator’s alone', async ({ app, page, colleague }) => {
  test.setTimeout(180_000);
  await makeOffice(colleague);
  await app.signInWith('secadmin', passwords.secadmin);
  await app.goTo('安全设置');
  await page.getByLabel('自动锁定').fill('30');
  await expect(page.getByText('没有操作多少分钟后自动锁定，1 至 15。').first()).toBeVisible();
  await page.getByLabel('自动锁定').fill('5');
  await page.getByLabel('您的密码').fill(passwords.secadmin);
  await app.press('保存设置');
  await app.told('安全设置已保存').waitFor({ timeout: 30_000 });
  await app.lock();
  await app.signInWith('sysadmin', passwords.sysadmin);
  await app.goTo('安全设置');
  await expect(page.getByLabel('自动锁定')).toHaveValue('5');
  await expect(page.getByLabel('自动锁定')).toBeDisabled();
  await expect(page.getByRole('button', { name: '保存设置' })).toHaveCount(0);
});
