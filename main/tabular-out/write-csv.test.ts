// Tests of the CSV writer: exact bytes, both encodings, and what must never run as a formula.

import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { readWorkbook } from '../tabular/read-workbook.ts';
import type { CellValue, ColumnSpec } from './sheet-spec.ts';
import { csvChunks, writeCsv } from './write-csv.ts';

const columns: ColumnSpec[] = [
  { header: '名称', format: 'text', width: 10 },
  { header: '计划', format: 'money_wan', width: 10, group: '年度' },
  { header: '完成率', format: 'percent_bp', width: 10 },
  { header: '开工', format: 'date', width: 10 },
  { header: '省重点', format: 'boolean', width: 10 },
];
const rows: CellValue[][] = [
  ['甲,"乙"\n丙', -12_345, 9_550, '2026-03-31', true],
  ['=1+1', null, null, '2026', false],
];
const expected = '名称,年度-计划,完成率,开工,省重点\r\n"甲,""乙""\n丙",-1.2345,95.5%,2026-03-31,是\r\n\'=1+1,,,2026,否\r\n';

describe('csv', () => {
  it('writes UTF-8 with a byte order mark', async () => {
    expect(Buffer.from(await writeCsv({ name: '名单', columns, rows: [rows] }, 'utf-8')).toString()).toBe(`\ufeff${expected}`);
  });

  it('writes GB18030, characters outside GBK included', async () => {
    const file = await writeCsv({ name: '名单', columns, rows: [[...rows, ['𠮷㛃']]] }, 'gb18030');
    expect(Buffer.from(file).subarray(0, 4)).toEqual(Buffer.from([0xc3, 0xfb, 0xb3, 0xc6]));
    expect(iconv.decode(Buffer.from(file), 'gb18030')).toBe(`${expected}𠮷㛃,,,,\r\n`);
  });

  it.each(['=1', '+1', '-1', '@a', '\t=1', '\r=1', '\0=1', '＝1', '＋1', '－1', '＠1'])('%j gets a leading apostrophe', async (text) => {
    const file = await writeCsv({ name: '名单', columns, rows: [[[text]]] }, 'utf-8');
    const [, line = ''] = Buffer.from(file).toString().split('\r\n');
    expect(line.replace(/^"/, '').startsWith(`'${text}`)).toBe(true);
  });

  it('comes back through our reader over several blocks', async () => {
    const many = Array.from({ length: 5_000 }, (_, index): CellValue[] => [`项目 ${index}`, index]);
    const file = await writeCsv({ name: '名单', columns: columns.slice(0, 2), rows: [many.slice(0, 3), many.slice(3)] }, 'gb18030');
    const [sheet] = (await readWorkbook(file, '名单.csv')).sheets;
    expect(sheet?.rows.length).toBe(5_001);
    expect(sheet?.rows[5_000]?.map(String)).toEqual(['项目 4999', '0.4999']);
  });

  it('names the row of a value that does not fit, and cancels', async () => {
    await expect(writeCsv({ name: '名单', columns, rows: [[['a', 0.5]]] }, 'utf-8')).rejects.toMatchObject({
      code: 'bad_input',
      details: { row: 2, column: '计划' },
    });
    const cancel = new AbortController();
    cancel.abort();
    await expect(csvChunks({ name: '名单', columns, rows: [rows] }, 'utf-8', { signal: cancel.signal }).next()).rejects.toMatchObject({ code: 'aborted' });
  });
});
