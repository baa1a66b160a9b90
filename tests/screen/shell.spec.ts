// The frame: navigation with counts, what it remembers, demonstration mark, keys, search across all libraries.

import { libraries } from '#domain/dictionary/index.ts';
import { textOf } from './driver/figures.ts';
import { expect, test } from './driver.ts';

test('the navigation shows the ten libraries with their counts', async ({ app, colleague }) => {
  expect(libraries).toHaveLength(10);
  for (const { id, label } of libraries) {
    const count = (await colleague.allRecords(id)).length;
    expect(count, label).toBeGreaterThan(0);
    await expect(app.navigation.getByRole('link', { name: label })).toContainText(count.toLocaleString('en-US'));
  }
});

test('the collapsed navigation is remembered', async ({ app, page, colleague }) => {
  const label = app.navigation.getByText('市重点项目库', { exact: true });
  await expect(label).toBeVisible();
  await app.press('收起导航');
  await expect(label).toBeHidden();
  await expect.poll(() => colleague.remembered('navigation.narrow')).toBe('true');
  await app.reload();
  await expect(page.getByRole('button', { name: '展开导航' })).toBeVisible();
  await expect(label).toBeHidden();
});

test('demonstration data are marked on every page', async ({ app, page }) => {
  for (const entry of ['市重点项目库', '导入名单', '统一标准', '系统自检']) {
    await app.goTo(entry);
    await expect(page.getByRole('complementary', { name: '演示数据' })).toContainText('不是真实项目');
    await expect(app.titleBar).toContainText('演示数据');
  }
});

test('F1 lists the keys', async ({ app, page }) => {
  await page.keyboard.press('F1');
  const keys = app.dialog('快捷键');
  await expect(keys.getByRole('row', { name: 'Ctrl+V' })).toContainText('粘贴');
  await expect(keys.getByRole('row', { name: 'F2' })).toContainText('修改当前格');
  await page.keyboard.press('Escape');
  await expect(keys).toBeHidden();
});

test('two characters find a project in all libraries and open its page', async ({ app, page, colleague }) => {
  const [first] = await colleague.allRecords('key');
  const name = textOf(first, 'project_name');
  const found = (await colleague.call('search.find', { text: '公寓', limit: 100 })).total;
  expect(found).toBeGreaterThan(0);

  const hits = await app.search('公寓');
  await expect(hits.first()).toContainText('公寓');
  await page.keyboard.press('Enter');
  await expect(app.heading('查找：公寓')).toBeVisible();
  await expect(page.locator('.search-page .page-note')).toContainText(`共 ${found.toLocaleString('en-US')} 条`);

  const named = await app.search(name);
  await named.filter({ hasText: name }).filter({ hasText: '市重点项目库' }).first().click();
  await expect(app.record.title).toHaveText(name);
  await app.record.show('项目总览');
  await expect(app.record.memberships.first()).toBeVisible();
});

test('an unknown word is told so', async ({ app, page }) => {
  await app.search('囍囍囍');
  await expect(page.getByRole('listbox', { name: '查找结果' })).toContainText('没有找到“囍囍囍”');
});
