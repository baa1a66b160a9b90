// Refuses tables no office makes: thousands of columns, or columns named like the inside of the program (security.md, abuse case 15).

import { AppError } from '#domain/result.ts';
import type { Workbook } from '#domain/tabular/sheet.ts';
import type { Understood } from '#domain/tabular/understand/index.ts';

/** The widest published list has some forty. */
const mostColumns = 512;

/** Names under which a program may keep what is not the file's. */
const reserved: ReadonlySet<string> = new Set(['__proto__', 'prototype', 'constructor']);

/** Before anything is understood: width costs time. Stray cells far to the right are no columns. Error `spreadsheet_too_large`. */
export function refuseTooWide({ sheets }: Workbook, only: string | null): void {
  for (const { name, rows } of sheets) {
    if (only !== null && only !== name) continue;
    for (const [index, cells] of rows.entries()) {
      if (cells === undefined || cells.length <= mostColumns) continue;
      const filled = cells.filter((cell) => cell !== null && cell !== undefined && cell !== '').length;
      if (filled <= mostColumns) continue;
      throw new AppError(
        'spreadsheet_too_large',
        `工作表“${name}”第 ${index + 1} 行有 ${filled} 列，列数超过 ${mostColumns}，没有写入任何数据。请只保留需要导入的列后再试。`,
        {
          sheet: name,
          row: index + 1,
          columns: filled,
        },
      );
    }
  }
}

/** Error `spreadsheet_hostile`. */
export function refuseReservedNames({ sheets }: Understood): void {
  for (const { name, columns } of sheets) {
    const found = columns.find(({ header }) => reserved.has(header.trim().toLowerCase()));
    if (found === undefined) continue;
    throw new AppError(
      'spreadsheet_hostile',
      `工作表“${name}”第 ${found.index + 1} 列名称“${found.header.trim()}”不允许，没有写入任何数据。请改正表头后再试；来历不明的文件请不要导入。`,
      { sheet: name, column: found.letter },
    );
  }
}
