// The overview of a business system: its figures, and the lists they open.

import { systems } from '#domain/catalog/systems.ts';
import { inYi, sumOf } from './driver/figures.ts';
import { LibraryList } from './driver/library-list.ts';
import { expect, test } from './driver.ts';

const key = '市重点项目库';

test('each of the five systems has its overview', async ({ app }) => {
  expect(systems).toHaveLength(5);
  for (const { label } of systems) {
    await app.goTo(label.replace(/系统$/, ''));
    await expect(app.heading(label)).toBeVisible();
  }
});

test('figures of a system are those of its records, and a line of a breakdown opens its list', async ({ app, page, colleague }) => {
  const all = await colleague.allRecords('key');
  await app.goTo('重点项目数据库管理');
  const line = page.getByRole('table', { name: '数据库汇总' }).getByRole('row').filter({ hasText: key });
  await expect(line).toContainText(all.length.toLocaleString('en-US'));
  await expect(line).toContainText(inYi(sumOf(all, 'year_plan')));

  const huangdao = all.filter((row) => row['region_code'] === '370211');
  const district = page.getByRole('region', { name: `${key}按建设地点` }).getByRole('row', { name: /黄岛区/ });
  await expect(district).toContainText(String(huangdao.length));
  await district.getByRole('link').click();
  const list = new LibraryList(page, key);
  await expect(list.note).toHaveText(`筛选出 ${huangdao.length} 项`);
  await expect(list.chips).toContainText('黄岛区');
});
