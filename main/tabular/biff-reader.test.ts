// Tests of the binary formats on workbooks written for them.

import { utils, write, type WorkBook, type WorkSheet } from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { readWorkbook } from './read-workbook.ts';

function book(date1904: boolean): WorkBook {
  const sheet: WorkSheet = utils.aoa_to_sheet([
    ['崂山区', 1.5, true, null],
    ['合并', '', 45352],
  ]);
  sheet['C2'] = { t: 'n', v: 45352, z: 'yyyy"年"m"月"' };
  sheet['D1'] = { t: 'e', v: 0x17 };
  sheet['!ref'] = 'A1:D2';
  sheet['!merges'] = [{ s: { r: 1, c: 0 }, e: { r: 1, c: 1 } }];
  return {
    SheetNames: ['名单', '底稿'],
    Sheets: { 名单: sheet, 底稿: utils.aoa_to_sheet([['x']]) },
    Workbook: { WBProps: { date1904 }, Sheets: [{ Hidden: 0 }, { Hidden: 1 }] },
  };
}

describe.each(['biff8', 'xlsb'] as const)('%s', (bookType) => {
  it.each([
    [false, '2024-03-01'],
    [true, '2028-03-02'],
  ])('reads values, dates (1904: %s), merges and hidden sheets', async (date1904, date) => {
    const bytes: Uint8Array = write(book(date1904), { type: 'buffer', bookType });
    const workbook = await readWorkbook(bytes, '名单.xls');
    expect(workbook.format).toBe(bookType === 'biff8' ? 'xls' : 'xlsb');
    expect(workbook.sheets.map(({ name, visibility }) => [name, visibility])).toEqual([
      ['名单', 'visible'],
      ['底稿', 'hidden'],
    ]);
    const sheet = workbook.sheets[0];
    expect(sheet?.rows[0]).toEqual(['崂山区', 1.5, true, { error: '#REF!' }]);
    expect(sheet?.rows[1]?.[0]).toBe('合并');
    expect(sheet?.rows[1]?.[2]).toEqual({ date });
    expect(sheet?.merges).toEqual([{ top: 1, left: 0, bottom: 1, right: 1 }]);
  });

  it('names damage instead of crashing, wherever the file is cut', async () => {
    const bytes: Uint8Array = write(book(false), { type: 'buffer', bookType });
    for (const share of [0.3, 0.6, 0.9]) {
      await expect(readWorkbook(bytes.subarray(0, Math.floor(bytes.length * share)), '名单.xls')).rejects.toMatchObject({ code: 'spreadsheet_damaged' });
    }
  });
});
