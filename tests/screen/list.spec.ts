// Reading a list: counts and totals of a filter, orders, columns, views, keyboard, scrolling.

import { expect, test } from './driver.ts';
import { amountOf, inWan, inYi, sumOf, sumOncePerProject, textOf } from './driver/figures.ts';

const key = '市重点项目库';
const huangdao = '370211';
const wan = 10_000;

test('count and totals belong to the filter, to the last 元', async ({ app, page, colleague }) => {
  const all = await colleague.allRecords('key');
  const list = await app.openLibrary(key);
  await expect(list.note).toHaveText(`共 ${all.length.toLocaleString('en-US')} 项`);
  await expect(list.sum('总投资')).toContainText(`${inYi(sumOncePerProject(all, 'total_investment'))} 亿元`);

  await list.filterByChoice('建设地点', '黄岛区');
  await list.filterByRange('总投资', '100000', '');
  const wanted = all.filter((row) => row['region_code'] === huangdao && amountOf(row, 'total_investment') >= 100_000 * wan);
  expect(wanted.length).toBeGreaterThan(0);
  expect(wanted.length).toBeLessThan(all.length);
  await expect(list.note).toHaveText(`筛选出 ${wanted.length} 项`);
  // A project stands once in the list for every year, but its total investment is one sum of money.
  await expect(list.sum('总投资')).toContainText(`总投资 ${inYi(sumOncePerProject(wanted, 'total_investment'))} 亿元`);
  for (const [label, field] of [
    ['年度计划投资', 'year_plan'],
    ['本年累计完成投资', 'ytd_done'],
  ] as const) {
    await expect(list.sum(label)).toContainText(`${label} ${inYi(sumOf(wanted, field))} 亿元`);
  }

  await expect(list.chips).toContainText('建设地点黄岛区');
  await expect(list.chips).toContainText('总投资≥ 100,000 万元');
  // The address carries the filter: a copied address shows the same list.
  await app.reload();
  await expect(list.note).toHaveText(`筛选出 ${wanted.length} 项`);
  await page.getByRole('button', { name: '去掉条件：总投资≥ 100,000 万元' }).click();
  await expect(list.note).toHaveText(`筛选出 ${all.filter((row) => row['region_code'] === huangdao).length} 项`);
  await list.chips.getByRole('button', { name: '清除筛选' }).click();
  await expect(list.note).toHaveText(`共 ${all.length.toLocaleString('en-US')} 项`);
});

test('an empty answer says why and what to do', async ({ app, page }) => {
  const list = await app.openLibrary(key);
  await list.filterByText('责任单位', '没有这样的单位');
  await expect(page.getByText('没有符合筛选条件的记录。')).toBeVisible();
  await expect(list.note).toHaveText('筛选出 0 项');
  await page.locator('.library-empty').getByRole('button', { name: '清除筛选' }).click();
  await expect(list.note).toContainText('共');
});

test('orders by one column, then within it by another', async ({ app, colleague }) => {
  const all = await colleague.allRecords('key');
  const list = await app.openLibrary(key);
  await list.orderBy('管理年度');
  await list.orderBy('管理年度');
  await list.orderBy('总投资', 'in addition');
  const expected = [...all]
    .sort((a, b) => amountOf(b, 'mgmt_year') - amountOf(a, 'mgmt_year') || amountOf(a, 'total_investment') - amountOf(b, 'total_investment'))
    .slice(0, 12);
  const investments = expected.map((row) => inWan(amountOf(row, 'total_investment')));
  await expect.poll(() => list.firstCells('总投资', investments.length)).toEqual(investments);
  expect(await list.firstCells('管理年度', investments.length)).toEqual(expected.map((row) => textOf(row, 'mgmt_year')));
  await expect(list.header('管理年度')).toHaveAttribute('aria-sort', 'descending');
  await expect(list.header('总投资')).toHaveAttribute('aria-sort', 'ascending');
});

test('chosen columns are remembered', async ({ app, colleague }) => {
  const list = await app.openLibrary(key);
  expect(await list.columns()).toContain('领域');
  await list.toggleColumns('领域', '年度性质', '国家项目代码');
  const chosen = await list.columns();
  expect(chosen).not.toContain('领域');
  expect(chosen).toContain('国家项目代码');
  await expect.poll(() => colleague.remembered('list.key.columns')).toContain('national_code');
  await app.reload();
  await list.ready();
  await expect.poll(() => list.columns()).toEqual(chosen);
});

test('a view keeps filter, order and columns under a name', async ({ app }) => {
  const list = await app.openLibrary(key);
  await list.filterByChoice('年度性质', '新开工');
  await list.orderBy('总投资');
  await list.toggleColumns('领域');
  const [note, columns, investments] = [await list.note.innerText(), await list.columns(), await list.firstCells('总投资', 5)];
  await list.saveView('今年新开工');
  await list.chips.getByRole('button', { name: '清除筛选' }).click();
  await expect(list.note).toContainText('共');
  await app.reload();
  await list.ready();
  await expect(list.note).toContainText('共');

  await list.openView('今年新开工');
  await expect(list.note).toHaveText(note);
  expect(await list.columns()).toEqual(columns);
  await expect.poll(() => list.firstCells('总投资', 5)).toEqual(investments);
});

test('the keyboard moves, selects with totals, and opens the record', async ({ app, page, colleague }) => {
  const { rows } = await colleague.call('record.list', { database: 'key', limit: 40 });
  const list = await app.openLibrary(key);
  await list.clickCell(0, '管理年度');
  await list.keys('Control+Home', 'ArrowDown', 'ArrowDown', 'ArrowRight', 'ArrowRight', 'ArrowRight');
  await expect(list.focusedCell()).toHaveText(inWan(amountOf(rows[2] ?? {}, 'total_investment')));

  // The click has selected the first row; Space takes it off again.
  await list.keys('Control+Home', 'Space', 'ArrowDown', 'Space', 'ArrowDown', 'ArrowDown', 'Space');
  await expect(list.selectedRows).toHaveCount(2);
  await expect(list.status).toContainText('选中 2 项');
  const chosen = [rows[1] ?? {}, rows[3] ?? {}];
  await expect(list.sum('总投资')).toContainText(`${inYi(sumOncePerProject(chosen, 'total_investment'))} 亿元`);

  await list.keys('Control+Home', 'Enter');
  await expect(app.record.title).toHaveText(textOf(rows[0], 'project_name'));
  expect(page.url()).toContain(textOf(rows[0], 'id'));
});

test('the end of a long list is reached by key and by wheel', async ({ app, page, colleague }) => {
  const all = await colleague.allRecords('filing');
  const last = all.at(-1) ?? {};
  const list = await app.openLibrary('核准备案项目库');
  await list.keys('Control+End');
  await expect(await list.cell(all.length - 1, '项目名称')).toHaveText(textOf(last, 'project_name'));
  await expect(await list.cell(all.length - 1, '项目名称')).toBeInViewport({ ratio: 0.9 });
  await list.keys('Control+Home');
  await expect(await list.cell(0, '项目名称')).toHaveText(textOf(all[0], 'project_name'));

  await list.grid.hover();
  await page.mouse.wheel(0, 10_000_000);
  await expect(await list.cell(all.length - 1, '项目名称')).toHaveText(textOf(last, 'project_name'));
});

test('a range wider than what is loaded is selected with the mouse', async ({ app, colleague }) => {
  const all = await colleague.allRecords('key');
  const list = await app.openLibrary(key);
  await list.clickCell(0, '管理年度');
  await list.keys('Control+End');
  await expect(await list.cell(all.length - 1, '项目名称')).not.toHaveText('');
  await list.clickCell(all.length - 1, '管理年度', ['Shift']);
  await expect(list.status).toContainText(`选中 ${all.length.toLocaleString('en-US')} 项`);
  await expect(list.sum('总投资')).toContainText(`${inYi(sumOncePerProject(all, 'total_investment'))} 亿元`);
});
