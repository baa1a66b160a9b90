// Getting in: launch link, password, lock-out, own new password, recovery by two administrators.

import { expect, test } from './driver.ts';
import { actingAs, makeOffice, passwords } from './driver/office.ts';

test.use({ startsSignedIn: false });

test('the address bar holds no code after the start, and the link works only once', async ({ app, page, context }) => {
  const link = await app.open();
  expect(new URL(link).hash).toMatch(/^#c=[\w-]{22}$/);
  expect(page.url()).not.toContain('c=');
  await app.signIn();
  await expect(app.navigation).toBeVisible();
  expect(page.url()).not.toContain('c=');

  const second = await context.newPage();
  await second.goto(link);
  await expect(second.getByRole('alert')).toContainText('启动链接已失效');
});

test('a wrong password is refused with a sentence, the right one opens, the lock closes', async ({ app, page, colleague }) => {
  await app.signIn('不是这个密码');
  await expect(app.refusal).toContainText('密码');
  await expect(app.navigation).toHaveCount(0);
  expect(await colleague.refusal('library.summary', {})).toBe('locked');

  await app.reload();
  await app.signIn();
  const list = await app.openLibrary('市重点项目库');
  await expect(await list.cell(0, '项目名称')).not.toHaveText('');

  await app.lock();
  await expect(app.heading('青岛市发改委项目信息化管理公共平台')).toBeVisible();
  await expect(page.getByRole('grid')).toHaveCount(0);
  expect(await colleague.refusal('record.list', { database: 'key' })).toBe('locked');
  // The page keeps its session key, but behind the lock it opens nothing.
  await app.reload();
  await expect(page.getByLabel('密码', { exact: true })).toBeVisible();
});

test('a minute before it locks itself the station counts down, and a hand on the mouse stops it', async ({ app, page }) => {
  await page.clock.install();
  await app.signIn();
  await app.navigation.waitFor();
  const notice = page.getByRole('alertdialog', { name: '即将自动锁定' });
  await page.clock.runFor(8.5 * 60_000);
  await expect(notice).toHaveCount(0);
  await page.clock.runFor(40_000);
  await expect(notice.getByRole('timer')).toHaveText(/^[45]\d$/);
  await page.mouse.move(400, 300);
  await expect(notice).toHaveCount(0);
  await page.clock.runFor(9.2 * 60_000);
  await expect(notice.getByRole('button', { name: '继续使用' })).toBeVisible();
  await page.keyboard.press('Shift');
  await expect(notice).toHaveCount(0);
});

test.describe('at the station of an office', () => {
  test.use({ replica: 'new' });

  test.beforeEach(async ({ app, page, colleague }) => {
    void app;
    test.slow();
    await makeOffice(colleague);
    await page.getByLabel('登录名').waitFor();
  });

  test('after five wrong passwords the page counts the minutes down, also after it was opened anew', async ({ app, page }) => {
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      await app.signInWith('王敏', `错误的密码${attempt}`);
      await app.refusal.waitFor();
    }
    await app.signInWith('王敏', passwords.王敏);
    await expect(app.refusal).toContainText('账号已锁定');
    await expect(page.getByRole('timer')).toHaveText(/^1[45]:\d\d$/);
    await expect(page.getByRole('button', { name: '登录', exact: true })).toBeDisabled();
    await app.reload();
    await app.signInWith('王敏', passwords.王敏);
    await expect(app.refusal).toContainText('账号已锁定');
    await expect(app.navigation).toHaveCount(0);
    // Another person at the same station is not locked out.
    await app.signInWith('auditor', passwords.auditor);
    await expect(app.navigation).toBeVisible();
  });

  test('an own new password: the rules are ticked, the old one no longer opens', async ({ app, page }) => {
    await app.signInWith('王敏', passwords.王敏);
    await app.titleBar.getByRole('button', { name: /王敏/ }).click();
    await app.press('修改密码…');
    await page.getByLabel('现在的密码').fill(passwords.王敏);
    await page.getByLabel('新密码').fill('qingdao2026');
    await expect(page.getByRole('list', { name: '密码要求' })).toContainText('○');
    const change = page.getByRole('dialog', { name: '修改密码' }).getByRole('button', { name: '修改密码', exact: true });
    await expect(change).toBeDisabled();
    await page.getByLabel('新密码').fill('胶州湾大桥Bridge2026');
    await page.getByLabel('再输一遍').fill('胶州湾大桥Bridge2026');
    await change.click();
    await app.told('密码已修改').waitFor();
    await app.lock();
    await app.signInWith('王敏', passwords.王敏);
    await expect(app.refusal).toBeVisible();
    await app.signInWith('王敏', '胶州湾大桥Bridge2026');
    await expect(app.navigation).toBeVisible();
  });
});

test.describe('with the password forgotten', () => {
  test.use({ replica: 'new' });

  test('two administrators read two answers over the phone; nothing is lost', async ({ app, page, colleague }) => {
    test.slow();
    const { recovery } = await makeOffice(colleague);
    await actingAs(colleague, '王敏', () => colleague.call('record.create', { database: 'decision', values: { title: '海洋经济调研报告' } }));
    const sheetOf = (role: string): string => recovery.find((sheet) => sheet.role === role)?.code ?? '';

    await page.getByLabel('登录名').fill('王敏');
    await app.press('忘记密码或更换电脑');
    await app.press('生成恢复码');
    const spoken = page.getByRole('group', { name: '恢复码' }).locator('.spoken-code');
    await spoken.first().waitFor();
    const groups = await spoken.allTextContents();
    expect(groups.length).toBeGreaterThan(3);
    expect(groups.every((group) => group.length <= 5)).toBe(true);
    const challenge = groups.join(' ');

    // One administrator answers over the contract, the other on the page for administrators, reachable without signing in.
    const { response: security } = await colleague.call('recovery.respond', { sheet: sheetOf('security_admin'), challenge, login: '王敏' });
    const phone = await page.context().newPage();
    const other = app.on(phone);
    await other.open();
    await other.press('忘记密码或更换电脑');
    await other.press('我是管理员，计算恢复应答');
    await phone.getByLabel('恢复密钥单').fill(sheetOf('system_admin').toLowerCase());
    await phone.getByLabel('对方的登录名').fill('王敏');
    await phone.getByLabel('对方的恢复码').fill(challenge);
    await other.press('计算应答码');
    const answered = phone.getByRole('group', { name: '应答码' }).locator('.spoken-code');
    await answered.first().waitFor();
    const system = (await answered.allTextContents()).join(' ');
    await expect(phone.getByLabel('恢复密钥单')).toHaveValue('');
    await phone.close();

    await page.getByLabel('安全管理员应答').fill(security);
    await page.getByLabel('系统管理员应答').fill(system);
    await page.getByLabel('新密码').fill('小青岛灯塔Light2026');
    await page.getByLabel('再输一遍').fill('小青岛灯塔Light2026');
    await app.press('恢复并登录');
    await expect(app.navigation).toBeVisible({ timeout: 30_000 });
    const list = await app.openLibrary('决策资源库');
    await expect(await list.cell(0, '标题')).toHaveText('海洋经济调研报告');
    await app.lock();
    await app.signInWith('王敏', passwords.王敏);
    await expect(app.refusal).toBeVisible();
  });
});
