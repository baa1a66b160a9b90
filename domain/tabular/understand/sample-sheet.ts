// Small sheets for the tests of this folder, written as rows of cells.

import type { Cell, Merge, Sheet, Workbook } from '../sheet.ts';

/** `'A3:E3'` → zero-based block. */
export function block(range: string): Merge {
  const match = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/.exec(range);
  if (match === null) throw new Error(`not a range: ${range}`);
  const [, left = '', top = '', right = '', bottom = ''] = match;
  const column = (letters: string): number => [...letters].reduce((n, letter) => n * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return { left: column(left), top: Number(top) - 1, right: column(right), bottom: Number(bottom) - 1 };
}

export function sheetOf(rows: readonly (readonly Cell[])[], options: { name?: string; merges?: readonly string[]; visibility?: Sheet['visibility']; hiddenRows?: readonly number[] } = {}): Sheet {
  return {
    name: options.name ?? 'Sheet1',
    visibility: options.visibility ?? 'visible',
    rows: rows.map((row) => (row.length === 0 ? undefined : row)),
    merges: (options.merges ?? []).map(block),
    hiddenRows: options.hiddenRows ?? [],
  };
}

export const workbookOf = (...sheets: readonly Sheet[]): Workbook => ({ format: 'xlsx', sheets, formulaCells: 0, notices: [] });
