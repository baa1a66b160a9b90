// Importing lists: what was understood, corrections, writing, again, taking back; and files that are refused.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockedWorkbook, nonsense, projectList } from './driver/workbooks.ts';
import { expect, test } from './driver.ts';

const key = '市重点项目库';
const spring = [
  { name: '胶州湾科创走廊一期工程', district: '城阳区', total: 320_000_000, yearPlan: 110_000_000 },
  { name: '唐岛湾海洋装备中试基地', district: '黄岛区', total: 1_250_000_000, yearPlan: 400_000_000 },
  { name: '浮山湾智慧灯杆改造工程', district: '市南区', total: '约3亿', yearPlan: 20_000_000 },
];
const written = '名单 2026春.xlsx';

test('a list is understood, corrected, written once, and taken back', async ({ app, page, colleague }) => {
  const before = (await colleague.allRecords('key')).length;
  const file = await projectList(written, spring);
  await app.goTo('导入名单');
  await app.wizard.into(key);
  await app.wizard.give(file);

  // Preview: three projects and a sum that is none; 3.2 + 12.5 亿元.
  await expect(app.wizard.summary).toContainText('识别 3 项，总投资 15.70 亿元：新增 3、修改 0、不变 0、不能导入 0');
  await expect(app.wizard.source).toContainText('合计');
  await expect(page.locator('.facts-counts')).toContainText('合计 1');
  await app.wizard.show('识别结果');
  await expect(app.wizard.results).toHaveCount(3);
  await expect(await app.wizard.result(0, '总投资')).toHaveText('32,000');
  await app.wizard.show('问题');
  await expect(app.wizard.problems.filter({ hasText: '约3亿' })).toHaveCount(1);

  // Another unit, other amounts; and back.
  await app.wizard.show('识别结果');
  await app.wizard.changeUnit('元');
  await expect(await app.wizard.result(0, '总投资')).toHaveText('3.2');
  await app.wizard.changeUnit('万元');
  await expect(await app.wizard.result(0, '总投资')).toHaveText('32,000');
  // A column left out takes its amounts along.
  await app.wizard.map('年度计划投资', '不导入');
  const planHeader = page.getByRole('table', { name: '识别结果' }).getByRole('columnheader', { name: '年度计划投资' });
  await expect(planHeader).toHaveCount(0);
  await app.press('取消更正');
  await expect(planHeader).toHaveCount(1);
  await expect(await app.wizard.result(1, '年度计划投资')).toHaveText('40,000');
  expect(await colleague.allRecords('key')).toHaveLength(before);

  await app.wizard.write();
  await expect(app.wizard.figure('新增')).toHaveText('3');
  await app.press('打开列表');
  const list = await app.openLibrary(key);
  await expect(list.note).toHaveText(`共 ${(before + 3).toLocaleString('en-US')} 项`);
  await list.filterByText('项目名称', '唐岛湾海洋装备中试基地');
  await expect(list.note).toHaveText('筛选出 1 项');
  await expect(await list.cell(0, '总投资')).toHaveText('125,000');
  await expect(await list.cell(0, '建设地点')).toHaveText(/黄岛区/);

  await app.goTo('导入名单');
  await app.wizard.into(key);
  await app.wizard.give(file);
  await expect(app.wizard.summary).toContainText('新增 0、修改 0、不变 3');
  await expect(app.wizard.writeButton()).toBeDisabled();

  await app.goTo('导入批次');
  await page.getByRole('table', { name: '批次' }).locator('tbody tr').first().getByRole('button', { name: /^撤销/ }).click();
  await app.press('撤销这一批');
  await app.told('删除 3 项').waitFor();
  expect(await colleague.allRecords('key')).toHaveLength(before);
});

const sample = join(import.meta.dirname, '..', '..', '..', 'shared', 'data', 'project-lists', 'L1-district-and-status-rows-yi.xlsx');

test.describe('a list of a province (needs ../shared/data)', () => {
  test.skip(!existsSync(sample), 'needs ../shared/data');

  test('92 projects under district and status rows, in 亿元', async ({ app, colleague }) => {
    const before = (await colleague.allRecords('key')).length;
    await app.goTo('导入名单');
    await app.wizard.give({ name: 'L1.xlsx', bytes: readFileSync(sample) });
    await expect(app.wizard.summary).toContainText('识别 92 项，总投资 1,034.92 亿元：新增 92、修改 0、不变 0、不能导入 0');
    await expect(app.wizard.unit).toContainText('亿元');
    await app.wizard.write();
    await expect(app.wizard.figure('新增')).toHaveText('92');
    expect(await colleague.allRecords('key')).toHaveLength(before + 92);

    await app.press('打开列表');
    const list = await app.openLibrary(key);
    await list.filterByText('项目名称', '莱西市夏格庄科创中心项目');
    await expect(await list.cell(0, '总投资')).toHaveText('2,900');
    await expect(await list.cell(0, '年度计划投资')).toHaveText('400');
    await app.goTo('导入批次');
    await app.batch('L1.xlsx').getByRole('button', { name: /^撤销/ }).click();
    await app.press('撤销这一批');
    await app.told('删除 92 项').waitFor();
    expect(await colleague.allRecords('key')).toHaveLength(before);
  });
});

test('a file that cannot be read is refused with a sentence, and nothing is written', async ({ app, colleague }) => {
  const [before, batches] = [(await colleague.allRecords('key')).length, await colleague.batchCount()];
  await app.goTo('导入名单');
  for (const [file, sentence] of [
    [lockedWorkbook('加密名单.xlsx'), /加密|密码/],
    [nonsense('乱码名单.xlsx'), /“乱码名单\.xlsx”.*(不是|无法|不能)/],
  ] as const) {
    await app.wizard.give(file);
    await expect(app.wizard.refusal).toContainText(sentence);
    await expect(app.wizard.writeButton()).toHaveCount(0);
  }
  expect(await colleague.allRecords('key')).toHaveLength(before);
  expect(await colleague.batchCount()).toBe(batches);
});

test('an import can be taken back where it was written', async ({ app, colleague }) => {
  const before = (await colleague.allRecords('key')).length;
  await app.goTo('导入名单');
  await app.wizard.into(key);
  await app.wizard.give(await projectList(written, spring));
  await app.wizard.write();
  expect(await colleague.allRecords('key')).toHaveLength(before + 3);
  await app.wizard.undo();
  expect(await colleague.allRecords('key')).toHaveLength(before);
});
