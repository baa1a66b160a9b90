// Tests of HTML tables under a spreadsheet name.

import iconv from 'iconv-lite';
import { expect, it } from 'vitest';
import type { Workbook } from '#domain/tabular/sheet.ts';
import { readWorkbook } from './read-workbook.ts';

const read = (content: string | Uint8Array): Promise<Workbook> => readWorkbook(Buffer.from(content), '导出.xls');

it('reads GBK, declared or not, and UTF-8', async () => {
  const page = (charset: string): string => `<html><head><meta charset=${charset}></head><body><table><tr><td>崂山区</td></tr></table></body></html>`;
  for (const bytes of [iconv.encode(page('gb2312'), 'gbk'), iconv.encode(page(''), 'gbk'), Buffer.from(page('utf-8')), Buffer.from(page('gbk'))]) {
    expect(await read(bytes)).toMatchObject({ format: 'html', sheets: [{ rows: [['崂山区']] }] });
  }
});

it('turns spans into merges and places the cells after them', async () => {
  const workbook = await read('<TABLE><tr><th rowspan=2>序号<th colspan="2">投资<td rowspan="3">备注</tr><tr><td>总<td>年度</tr><tr><td>1<td>10<td>5</table>');
  expect(workbook.sheets[0]).toMatchObject({
    name: '表格1',
    merges: [
      { top: 0, left: 0, bottom: 1, right: 0 },
      { top: 0, left: 1, bottom: 0, right: 2 },
      { top: 0, left: 3, bottom: 2, right: 3 },
    ],
  });
  expect(workbook.sheets[0]?.rows.map((row) => [0, 1, 2, 3].map((column) => row?.[column] ?? null))).toEqual([
    ['序号', '投资', null, '备注'],
    [null, '总', '年度', null],
    ['1', '10', '5', null],
  ]);
});

it('reads text as a browser shows it', async () => {
  const workbook = await read(
    '<table><tr><td> 一\n  二<br>三&nbsp;&amp;&#x56DB;&unknown; <b>粗</b></td><td><script>x="<td>"</script><!-- <td>no</td> -->甲</td><td x:num="3.14159">3.14</td></tr></table>',
  );
  expect(workbook.sheets[0]?.rows[0]).toEqual(['一 二\n三 &四&unknown; 粗', '甲', 3.14159]);
});

it('reads nested and several tables as sheets of their own, without the empty ones', async () => {
  const workbook = await read(
    '<table><tr><td><table><tr><td>内</td></tr></table></td></tr></table><table></table><table><tr style="display:none"><td>后</td></tr></table>',
  );
  expect(workbook.sheets.map(({ name, rows, hiddenRows }) => [name, rows, hiddenRows])).toEqual([
    ['表格1', [['内']], []],
    ['表格2', [['后']], [0]],
  ]);
});

it('recovers from a lost quote at the end of its tag', async () => {
  const workbook = await read('<table><tr><td title="5" 管"  data-x="a>b">甲</td><td class=x">乙</td><td height="20>丙</td><td>丁</td></tr></table>');
  expect(workbook.sheets[0]?.rows[0]?.slice(0, 2)).toEqual(['甲', '乙']);
});

it('refuses a page without a table', async () => {
  await expect(read('<!DOCTYPE html><html><body><p>404</p></body></html>')).rejects.toMatchObject({
    code: 'not_a_spreadsheet',
    message: expect.stringContaining('看起来是网页，其中没有表格'),
  });
});
