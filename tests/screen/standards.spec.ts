// The data dictionary and the self-check.

import { libraries } from '#domain/dictionary/index.ts';
import { expect, test } from './driver.ts';

test('the dictionary lists the ten libraries and finds a field with its source', async ({ app, page, colleague }) => {
  const described = await colleague.call('dictionary.describe', {});
  await app.goTo('统一标准');
  const list = page.getByRole('navigation', { name: '数据库和代码表' });
  for (const { label, fields } of libraries) await expect(list.getByRole('button', { name: new RegExp(`^${label}`) })).toContainText(String(fields.length));

  const field = described.libraries.find(({ id }) => id === 'key')?.fields.find(({ id }) => id === 'year_plan');
  await page.getByLabel('查找字段、代码、出处').fill('年度计划投资');
  await list.getByRole('button', { name: /^市重点项目库/ }).click();
  const row = page.getByRole('row').filter({ has: page.getByText('year_plan', { exact: true }) });
  await expect(row).toContainText('年度计划投资');
  expect(field?.source).toMatch(/\p{Script=Han}{4}/u);
  await expect(row.getByRole('cell').last()).toContainText(field?.source ?? '');

  await page.getByLabel('查找字段、代码、出处').fill('年度性质');
  await list.getByRole('button', { name: /^市重点项目库/ }).click();
  await page
    .getByRole('row')
    .filter({ has: page.getByText('year_nature', { exact: true }) })
    .getByRole('button')
    .click();
  await expect(page.getByRole('row', { name: /新开工/ })).toBeVisible();
});

test('the self-check finds everything in order', async ({ app, page, colleague }) => {
  await app.goTo('系统自检');
  await app.press('开始自检');
  await expect(page.locator('.check-result')).toContainText('全部');
  const { checks } = await colleague.call('replica.verify', {});
  const results = page.locator('.self-check tbody tr');
  await expect(results).toHaveCount(checks.length);
  for (const { name } of checks) await expect(results.filter({ hasText: name }).first()).toContainText('●');
  await expect(results.filter({ hasText: '■' })).toHaveCount(0);
});
