// Filling in a record: checks while typing, protection of what is unsaved, history, the colleague who was faster.

import { randomUUID } from 'node:crypto';
import { amountOf, textOf } from './driver/figures.ts';
import { codeTable } from '#domain/dictionary/code-tables/index.ts';
import { expect, test } from './driver.ts';

const key = '市重点项目库';

test('what is wrong is said under the field while typing, and in a summary when saving is refused', async ({ app, colleague }) => {
  const list = await app.openLibrary(key);
  await list.keys('Enter');
  await app.record.show('填写');
  const [name, total] = [await app.form.input('项目名称').inputValue(), await app.form.input('总投资').inputValue()];

  await app.form.fill('总投资', '约3亿');
  await expect(app.form.sentence('总投资')).toHaveText('“约3亿”是约数，请填写确定的金额，如 30000。');
  await app.form.fill('项目名称', '');
  await expect(app.form.sentence('项目名称')).toContainText('项目名称未填写');
  await app.form.save();
  await expect(app.form.summary).toContainText('没有保存，请先改正');
  await app.form.summary.getByRole('button', { name: '总投资' }).click();
  await expect(app.form.input('总投资')).toBeFocused();

  await app.form.line('项目名称').getByRole('button', { name: '还原' }).click();
  await expect(app.form.input('项目名称')).toHaveValue(name);
  await app.form.fill('总投资', total);
  await expect(app.form.state).toHaveText('没有修改');
  await expect(app.form.sentence('总投资')).toHaveCount(0);
  expect(textOf((await colleague.call('record.list', { database: 'key', limit: 1 })).rows[0], 'project_name')).toBe(name);
});

test('leaving asks before changes are lost', async ({ app, page }) => {
  const list = await app.openLibrary(key);
  await list.keys('Enter');
  await app.record.show('填写');
  const stored = await app.form.input('备注').inputValue();
  await app.form.fill('备注', '尚未保存的话');
  await expect(app.form.state).toHaveText('已改 1 项，尚未保存');

  await app.goTo('统一标准');
  await app.press('继续填写');
  await expect(app.form.input('备注')).toHaveValue('尚未保存的话');
  await app.lock();
  await app.press('继续填写');
  await expect(app.form.input('备注')).toHaveValue('尚未保存的话');
  await app.goTo('统一标准');
  await app.press('放弃修改');
  await expect(app.heading('统一标准')).toBeVisible();
  await page.goBack();
  await app.record.show('填写');
  await expect(app.form.input('备注')).toHaveValue(stored);
});

test('the history says who changed what from what to what, in 万元, and why', async ({ app, colleague }) => {
  const [before] = (await colleague.call('record.list', { database: 'key', limit: 1 })).rows;
  const list = await app.openLibrary(key);
  await list.keys('Enter');
  await app.record.show('填写');
  await app.form.fill('年度计划投资', '18600.5');
  await app.form.giveReason('按调整后的年度计划');
  await app.form.save();
  await app.told('已保存。').waitFor();
  await expect(app.form.state).toHaveText('没有修改');

  await app.record.show('历史');
  const entry = app.record.history.first();
  await expect(entry).toContainText('演示用户');
  await expect(entry).toContainText('修改');
  await expect(entry).toContainText('原因：按调整后的年度计划');
  await expect(entry.locator('time')).toHaveText(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/);
  const change = (await entry.getByRole('row', { name: '年度计划投资' }).innerText()).replaceAll(',', '').split(/\s*→\s*/);
  expect(change).toEqual([`年度计划投资\t${amountOf(before, 'year_plan') / 10_000} 万元`, '18600.5 万元']);
  await app.record.show('内容');
  await expect(app.record.value('年度计划投资')).toHaveText(/^18,600.5 万元$/);
});

test('a record changed by a colleague meanwhile is not overwritten', async ({ app, colleague }) => {
  const [before] = (await colleague.call('record.list', { database: 'key', limit: 1 })).rows;
  const id = textOf(before, 'id');
  const list = await app.openLibrary(key);
  await list.keys('Enter');
  await app.record.show('填写');
  await app.form.fill('备注', '我的备注');
  await colleague.call('record.update', { database: 'key', id, version: Number(before?.['version']), values: { address: '同事改过的地址' } });

  await app.form.save();
  await expect(app.form.stale).toContainText('您的修改没有保存');
  await expect(app.form.stale).toContainText('同事改过的地址');
  const meanwhile = (await colleague.call('record.get', { database: 'key', id })).record;
  expect([meanwhile['address'], meanwhile['remark'] ?? null]).toEqual(['同事改过的地址', before?.['remark'] ?? null]);

  await app.press('在最新内容上保留我的修改');
  await expect(app.form.input('详细地址')).toHaveValue('同事改过的地址');
  await expect(app.form.input('备注')).toHaveValue('我的备注');
  await app.form.save();
  await app.told('已保存。').waitFor();
  const after = (await colleague.call('record.get', { database: 'key', id })).record;
  expect([after['address'], after['remark']]).toEqual(['同事改过的地址', '我的备注']);
});

test('a new record is told what it lacks, saved, and deleted again', async ({ app, colleague }) => {
  const title = `城市运行试验平台${randomUUID().slice(0, 6)}`;
  const count = (await colleague.allRecords('decision')).length;
  const list = await app.openLibrary('决策资源库');
  await app.press('新增');
  await expect(app.heading('新增：决策资源库')).toBeVisible();
  await app.form.fill('摘要', '记录城市运行试验平台的论证过程。');
  await app.form.save();
  await expect(app.form.summary).toContainText('没有保存，请先改正 1 处：');
  await expect(app.form.sentence('标题')).toContainText('标题未填写');
  expect(await colleague.allRecords('decision')).toHaveLength(count);

  await app.form.fill('标题', title);
  await app.form.choose('载体形式', codeTable('resource_format').items[0]?.name ?? '');
  await expect(app.form.sentence('标题')).toHaveCount(0);
  await app.form.save();
  await app.told('已保存。').waitFor();
  await expect(app.record.title).toHaveText(title);
  expect(await colleague.allRecords('decision')).toHaveLength(count + 1);

  await app.record.remove('试录');
  await expect(list.note).toHaveText(`共 ${count} 项`);
});

test('a project tells its life stage and every library and year it stands in', async ({ app, page, colleague }) => {
  const all = await colleague.allRecords('key');
  const projects = new Set((await colleague.allRecords('reserve')).map((row) => row['project_id']));
  const shared = all.find((row) => projects.has(row['project_id'] ?? null));
  const overview = await colleague.call('project.overview', { id: textOf(shared, 'project_id') });
  expect(new Set(overview.memberships.map(({ database }) => database)).size).toBeGreaterThan(1);

  const list = await app.openLibrary(key);
  await list.filterByText('项目名称', textOf(shared, 'project_name'));
  await list.keys('Enter');
  await app.record.show('项目总览');
  await expect(app.record.presentStage).toHaveCount(1);
  await expect(app.record.memberships).toHaveCount(overview.memberships.length);
  for (const { label } of overview.memberships) await expect(app.record.memberships.filter({ hasText: label }).first()).toBeVisible();
  await app.record.memberships.filter({ hasText: '储备项目库' }).first().getByRole('link').click();
  await expect(page).toHaveURL(/libraries\/reserve/);
  await expect(app.record.title).toHaveText(textOf(shared, 'project_name'));
});
