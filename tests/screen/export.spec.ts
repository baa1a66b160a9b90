// Exporting a list: the file holds what the list shows, in its order and with its columns.

import { readFileSync } from 'node:fs';
import { exportedRows } from './driver/workbooks.ts';
import { expect, test } from './driver.ts';

test('the exported workbook equals the list as it is seen', async ({ app }) => {
  const list = await app.openLibrary('市重点项目库');
  await list.filterByChoice('建设地点', '胶州市');
  await list.orderBy('总投资');
  const columns = await list.columns();
  const shown = 12;
  const seen = await Promise.all(columns.map((column) => list.firstCells(column, shown)));
  const total = Number((await list.note.innerText()).replace(/\D/g, ''));

  const download = await list.export();
  expect(download.suggestedFilename()).toMatch(/^市重点项目库.*\.xlsx$/);
  await app.told(`已导出 ${total} 项`).waitFor();
  const rows = exportedRows(readFileSync(await download.path()));
  const header = rows.findIndex((row) => row.some((cell) => cell.startsWith('项目名称')));
  const places = columns.map((column) => rows[header]?.findIndex((cell) => cell.replace(/（.*）$/, '') === column) ?? -1);
  expect(
    places.every((place) => place >= 0),
    `headers ${rows[header]?.join(' ')}`,
  ).toBe(true);
  const name = places[columns.indexOf('项目名称')] ?? 0;
  const body = rows.slice(header + 1).filter((row) => (row[name] ?? '') !== '');
  expect(body).toHaveLength(total);
  for (const [index, column] of columns.entries()) {
    const cells = body.slice(0, shown).map((row) => bare(row[places[index] ?? 0] ?? ''));
    expect(cells, column).toEqual((seen[index] ?? []).map(bare));
  }
});

/** What a figure says, without thousands, empty decimals and the sign for nothing. */
function bare(text: string): string {
  const figure = text.trim().replaceAll(',', '').replace(/ ?%$/, '');
  return figure === '—' || figure === '' || Number.isNaN(Number(figure)) ? figure.replace('—', '') : String(Number(figure));
}
