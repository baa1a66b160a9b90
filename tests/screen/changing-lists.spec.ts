// Copying from a list, and changing it: the clipboard, cells, paste as one batch, deletion; each can be taken back.

import { fromTabSeparated } from './driver/clipboard-text.ts';
import { amountOf, inWan, textOf } from './driver/figures.ts';
import { expect, test } from './driver.ts';

const key = '市重点项目库';
const wan = 10_000;

test('Ctrl+C gives tab-separated values whose numbers are exact', async ({ app, colleague }) => {
  const { rows } = await colleague.call('record.list', { database: 'key', limit: 3 });
  const list = await app.openLibrary(key);
  await list.clickCell(0, '管理年度');
  await list.clickCell(2, '管理年度', ['Shift']);
  await list.keys('Control+c');
  await app.told('已复制 3 行').waitFor();

  const columns = await list.columns();
  const lines = fromTabSeparated(await app.clipboard());
  expect(lines).toHaveLength(3);
  const column = (label: string): string[] => lines.map((line) => line[columns.indexOf(label)] ?? '');
  expect(column('项目名称')).toEqual(rows.map((row) => row['project_name']));
  expect(column('总投资').map((text) => Math.round(Number(text) * wan))).toEqual(rows.map((row) => amountOf(row, 'total_investment')));
  expect(column('管理年度')).toEqual(rows.map((row) => textOf(row, 'mgmt_year')));

  await list.keys('Control+Shift+c');
  await app.told('已复制 3 行和表头').waitFor();
  expect(fromTabSeparated(await app.clipboard())[0]).toEqual(
    columns.map((label) => (label.includes('投资') ? `${label}（万元）` : label === '年度完成率' ? `${label}（%）` : label)),
  );
});

test('a paste asks first, is one batch, and is taken back as a whole', async ({ app, page, colleague }) => {
  const before = (await colleague.call('record.list', { database: 'key', limit: 2 })).rows;
  const plans = before.map((row) => amountOf(row, 'year_plan'));
  const batches = await colleague.batchCount();
  const list = await app.openLibrary(key);
  await list.clickCell(0, '年度计划投资');
  await page.keyboard.press('Escape');

  const asked = await list.paste('1234.5\r\n2000\r\n');
  await expect(asked).toContainText('将修改 2 项的 2 格');
  await expect(asked).toContainText('确认前不会写入任何数据');
  await expect(asked.getByRole('row').nth(1)).toContainText(inWan(plans[0] ?? 0));
  await expect(asked.getByRole('row').nth(1)).toContainText('1,234.5');
  await expect(asked.getByRole('row').nth(2)).toContainText(inWan(plans[1] ?? 0));
  await expect(asked.getByRole('row').nth(2)).toContainText('2,000');
  expect(await colleague.batchCount()).toBe(batches);

  await app.press('修改 2 项');
  await app.told('已修改 2 项').waitFor();
  await expect(await list.cell(0, '年度计划投资')).toHaveText('1,234.5');
  await expect(await list.cell(1, '年度计划投资')).toHaveText('2,000');
  const stored = (await colleague.call('record.list', { database: 'key', limit: 2 })).rows.map((row) => amountOf(row, 'year_plan'));
  expect(stored).toEqual([12_345_000, 20_000_000]);
  expect(await colleague.batchCount()).toBe(batches + 1);

  await app.undoBatch('粘贴 2 格');
  await expect(app.batch('粘贴 2 格').first()).toContainText('撤销');
  await app.openLibrary(key);
  await expect(await list.cell(0, '年度计划投资')).toHaveText(inWan(plans[0] ?? 0));
  await expect(await list.cell(1, '年度计划投资')).toHaveText(inWan(plans[1] ?? 0));
});

test('a paste that cannot be read is refused cell by cell', async ({ app, page, colleague }) => {
  const [before] = (await colleague.call('record.list', { database: 'key', limit: 1 })).rows;
  const list = await app.openLibrary(key);
  await list.clickCell(0, '年度计划投资');
  await page.keyboard.press('Escape');
  const asked = await list.paste('约三千');
  await expect(asked).toContainText('1 格不能读取，保持原值');
  await expect(asked.getByRole('button', { name: '修改 0 项' })).toBeDisabled();
  await asked.getByRole('button', { name: '取消' }).click();
  expect((await colleague.call('record.list', { database: 'key', limit: 1 })).rows[0]).toEqual(before);
});

test('F2 edits a cell in place; what is no number is told, Esc leaves it', async ({ app, page, colleague }) => {
  const [before] = (await colleague.call('record.list', { database: 'key', limit: 1 })).rows;
  const list = await app.openLibrary(key);
  await list.clickCell(0, '年度计划投资');
  await list.keys('F2');
  const editor = page.getByLabel('修改年度计划投资');
  await editor.fill('很多');
  await editor.press('Enter');
  await expect(list.grid.getByRole('alert')).not.toHaveText('');
  await editor.press('Escape');
  await expect(await list.cell(0, '年度计划投资')).toHaveText(inWan(amountOf(before, 'year_plan')));

  await list.keys('F2');
  await editor.fill('3456.78');
  await editor.press('Enter');
  await expect(await list.cell(0, '年度计划投资')).toHaveText('3,456.78');
  expect(amountOf((await colleague.call('record.list', { database: 'key', limit: 1 })).rows[0], 'year_plan')).toBe(34_567_800);
});

test('a record is deleted with a reason and comes back', async ({ app, page, colleague }) => {
  const all = await colleague.allRecords('key');
  const name = textOf(all[0], 'project_name');
  const list = await app.openLibrary(key);
  await list.clickCell(0, '管理年度');
  await list.grid.press('Shift+F10');
  await page.getByRole('menuitem', { name: /删除所选 1 项/ }).click();
  const dialog = app.dialog('删除记录');
  await expect(dialog).toContainText(name);
  const confirm = dialog.getByRole('button', { name: '删除 1 项' });
  await expect(confirm).toBeDisabled();
  await dialog.getByLabel(/删除原因/).fill('重复登记');
  await confirm.click();
  await expect(list.note).toHaveText(`共 ${(all.length - 1).toLocaleString('en-US')} 项`);

  await app.goTo('导入批次');
  const batch = page.getByRole('table', { name: '批次' }).locator('tbody tr').first();
  await expect(batch).toContainText('市重点项目库');
  await batch.getByRole('button', { name: /^撤销/ }).click();
  await app.press('撤销这一批');
  await app.told('恢复 1 项').waitFor();
  await app.openLibrary(key);
  await expect(list.note).toHaveText(`共 ${all.length.toLocaleString('en-US')} 项`);
  const entries = (await colleague.call('record.history', { database: 'key', id: textOf(all[0], 'id') })).entries;
  expect(entries.map(({ kind }) => kind).slice(0, 2)).toEqual(['restore', 'delete']);
  expect(entries[1]?.reason).toBe('重复登记');
});
