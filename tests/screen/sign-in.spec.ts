// Getting in: launch link, first set-up, password, lock.

import { expect, test } from './driver.ts';

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
  await expect(app.refusal).toContainText('密码不正确');
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
  await expect(page.getByLabel('本机密码')).toBeVisible();
});

test.describe('on the first day', () => {
  test.use({ replica: 'new' });

  test('an office sets up its own replica; a short password is refused', async ({ app, page, colleague }) => {
    await app.setUp({ name: '王敏', unit: '重点项目处', password: '太短的密码' });
    await app.press('建立数据库并登录');
    await expect(app.refusal).toContainText('至少');
    expect((await colleague.call('session.state', {})).phase).toBe('new');

    await app.setUp({ name: '王敏', unit: '重点项目处', password: '浮山湾的早潮2026', repeated: '浮山湾的晚潮2026' });
    await expect(page.getByText('两次输入的密码不同。')).toBeVisible();
    await expect(page.getByRole('button', { name: '建立数据库并登录' })).toBeDisabled();

    await app.setUp({ name: '王敏', unit: '重点项目处', password: '浮山湾的早潮2026' });
    await app.press('建立数据库并登录');
    await expect(app.titleBar).toContainText('重点项目处 王敏');
    await expect(page.getByText('演示数据')).toHaveCount(0);
    const list = await app.openLibrary('市重点项目库');
    await expect(list.note).toHaveText('共 0 项');
    await expect(page.getByText('市重点项目库还没有记录')).toBeVisible();

    await app.lock();
    await app.signIn('浮山湾的晚潮2026');
    await expect(app.refusal).toContainText('密码不正确');
    await app.signIn('浮山湾的早潮2026');
    await expect(app.navigation).toBeVisible();
  });
});
