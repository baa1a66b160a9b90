// The same page behind the window's preload script and message port: reads, changes, files in and out.

import { readFileSync } from 'node:fs';
import { exportedRows, projectList } from './driver/workbooks.ts';
import { textOf } from './driver/figures.ts';
import { expect, test } from './driver.ts';

test.use({ startsIn: 'window' });

test('the page works over the window port as over the socket', async ({ app, page, colleague }) => {
  expect(page.url()).not.toContain('c=');
  const all = await colleague.allRecords('decision');
  const list = await app.openLibrary('决策资源库');
  await expect(list.note).toHaveText(`共 ${all.length} 项`);
  await expect(await list.cell(0, '标题')).toHaveText(textOf(all[0], 'title'));

  const download = await list.export();
  const text = exportedRows(readFileSync(await download.path())).flat();
  expect(text).toContain(all.at(-1)?.['title']);

  await app.goTo('导入名单');
  await app.wizard.into('市重点项目库');
  await app.wizard.give(await projectList('名单.xlsx', [{ name: '胶州湾科创走廊一期工程', district: '城阳区', total: 320_000_000, yearPlan: 110_000_000 }]));
  await expect(app.wizard.summary).toContainText('识别 1 项，总投资 3.20 亿元');
  await app.wizard.write();
  await expect(app.wizard.figure('新增')).toHaveText('1');

  // Events of the host arrive as well: the lock of one connection closes the page of another.
  await colleague.call('session.lock', {});
  await expect(page.getByLabel('密码', { exact: true })).toBeVisible();
});
