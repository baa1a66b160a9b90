// The first day: a station with three administrators, codes that are shown once, and the demonstration apart from it.

import { expect, test } from './driver.ts';
import { SetUpWizard } from './driver/set-up.ts';

test.use({ startsSignedIn: false, replica: 'new', viewport: { width: 1366, height: 768 } });

const person = { name: '王敏', unit: '重点项目处', staffNo: '370201', password: '浮山湾的早潮Tide2026' };

test('three different administrators are named, and the codes are shown once', async ({ app, page, colleague }) => {
  test.slow();
  const wizard = new SetUpWizard(page);
  await wizard.choose('建立工作站');
  await expect(wizard.step('区域与密码规则')).toHaveAttribute('aria-current', 'step');
  await wizard.goOn();

  await wizard.fillPerson({ ...person, password: '太短的密码' });
  const rule = page.getByRole('list', { name: '密码要求' }).getByRole('listitem').filter({ hasText: '至少 10 位' });
  await expect(rule).toHaveText(/○/);
  await expect(wizard.next).toBeDisabled();
  await wizard.fillPerson({ ...person, repeated: '浮山湾的晚潮Tide2026' });
  await expect(rule).toHaveText(/✓/);
  await expect(wizard.faults).toHaveText('两次输入的密码不同。');
  await wizard.fillPerson(person);
  await wizard.goOn();

  await wizard.nameAdministrators();
  await wizard.nameAdministrator('系统管理员', ' 王敏 ');
  await expect(wizard.faults).toContainText(['与使用者同名']);
  await expect(wizard.next).toBeDisabled();
  // Two people of one name are told apart by their numbers, which must differ.
  await wizard.nameAdministrator('系统管理员', '王敏', '370201');
  await expect(wizard.faults).toContainText(['工号相同']);
  await wizard.nameAdministrators();
  await expect(wizard.faults).toHaveCount(0);
  await wizard.goOn();

  await expect(wizard.card).toContainText('宋立，登录名 宋立，发账号启用码');
  expect((await colleague.call('session.state', {})).phase).toBe('new');
  await app.press('建立工作站');

  await wizard.made();
  await expect(wizard.sheets).toHaveCount(5);
  const enter = page.getByRole('button', { name: '进入工作站' });
  await expect(enter).toBeDisabled();
  const code = await wizard.codeOn('账号启用码', '安宁');
  expect(code).toMatch(/^([0-9A-Z]{5}-)+[0-9A-Z]{1,5}$/);
  expect(await wizard.codeOn('恢复密钥单', '宋立')).not.toBe(await wizard.codeOn('恢复密钥单', '安宁'));

  await wizard.handOver();
  await expect(app.titleBar).toContainText('重点项目处 王敏');
  await expect(page.getByText('演示数据')).toHaveCount(0);
  const list = await app.openLibrary('市重点项目库');
  await expect(list.note).toHaveText('共 0 项');
  await app.reload();
  await expect(app.navigation).toBeVisible();
  await expect(page.getByText(code.slice(0, 5))).toHaveCount(0);

  await app.lock();
  await expect(page.getByLabel('登录名')).toHaveValue('王敏');
  await app.signIn(person.password);
  await expect(app.navigation).toBeVisible();
});

test('a sheet is printed alone, for one person', async ({ app, page }) => {
  test.slow();
  const wizard = new SetUpWizard(page);
  await wizard.choose('建立工作站');
  await wizard.goOn();
  await wizard.fillPerson(person);
  await wizard.goOn();
  await wizard.nameAdministrators();
  await wizard.goOn();
  await app.press('建立工作站');
  await wizard.made();
  const code = await wizard.codeOn('恢复密钥单', '宋立');

  await page.emulateMedia({ media: 'print' });
  const printed = page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        window.print = () => resolve(document.body.innerText);
      }),
  );
  // On paper the page itself is gone: the button is pressed as the keyboard would.
  await wizard.sheets.filter({ hasText: '恢复密钥单' }).filter({ hasText: '宋立' }).getByRole('button', { name: '打印' }).dispatchEvent('click');
  const text = await printed;
  expect(text.replaceAll(/\s+/g, '-')).toContain(code);
  expect(text).toContain('宋立');
  expect(text).toContain('系统管理员');
  expect(text).toContain('恢复密钥单');
  expect(text).not.toContain('安宁');
  expect(text).not.toContain('进入工作站');
});

test('a demonstration is marked before and after, and asks who to be', async ({ app, page }) => {
  test.slow();
  const wizard = new SetUpWizard(page);
  await wizard.choose('演示模式');
  await expect(wizard.card).toContainText('不是真实项目');
  await app.press('建立演示工作站');
  await expect(page.getByRole('group', { name: '以哪位演示人员的身份登录' })).toBeVisible({ timeout: 60_000 });
  await expect(wizard.card).toContainText('演示数据');
  await app.signInAs('auditor');
  await expect(page.getByRole('complementary', { name: '演示数据' })).toContainText('不是真实项目');
});

test('every step fits, and axe finds nothing serious', async ({ app, page }) => {
  test.slow();
  // Colours half way between two states are nobody's fault.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const wizard = new SetUpWizard(page);
  const look = async (what: string): Promise<void> => {
    expect.soft(await app.sticksOut(), what).toEqual([]);
    expect.soft(await app.accessibilityFaults(), what).toEqual([]);
  };
  await look('choice');
  await wizard.choose('使用数据中心启动包');
  await look('package');
  await app.press('返回');
  await wizard.choose('演示模式');
  await look('demonstration');
  await app.press('返回');
  await wizard.choose('建立工作站');
  await look('zone');
  await wizard.goOn();
  await wizard.fillPerson(person);
  await look('person');
  await wizard.goOn();
  await wizard.nameAdministrators();
  await page.getByLabel('本人现在设密码').first().check();
  await look('administrators');
  await page.getByLabel('发账号启用码').first().check();
  await wizard.goOn();
  await look('summary');
  await app.press('建立工作站');
  await wizard.made();
  await look('sheets');
});
