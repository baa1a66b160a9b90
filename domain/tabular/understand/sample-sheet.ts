// Small sheets for the tests of this folder, written as rows of cells, and short questions about what was understood.

import type { Cell, Merge, Sheet, Workbook } from '../sheet.ts';
import { understandWorkbook, type UnderstandOptions, type UnderstoodSheet } from './index.ts';
import { sampleTargets } from './sample-targets.ts';

export type SampleRows = readonly (readonly Cell[])[];

/** `'A3:E3'` → zero-based block. */
function block(range: string): Merge {
  const match = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/.exec(range);
  if (match === null) throw new Error(`not a range: ${range}`);
  const [, left = '', top = '', right = '', bottom = ''] = match;
  const column = (letters: string): number => [...letters].reduce((n, letter) => n * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return { left: column(left), top: Number(top) - 1, right: column(right), bottom: Number(bottom) - 1 };
}

export function sheetOf(
  rows: readonly (readonly Cell[])[],
  options: { name?: string; merges?: readonly string[]; visibility?: Sheet['visibility']; hiddenRows?: readonly number[] } = {},
): Sheet {
  return {
    name: options.name ?? 'Sheet1',
    visibility: options.visibility ?? 'visible',
    rows: rows.map((row) => (row.length === 0 ? undefined : row)),
    merges: (options.merges ?? []).map(block),
    hiddenRows: options.hiddenRows ?? [],
  };
}

export const workbookOf = (...sheets: readonly Sheet[]): Workbook => ({ format: 'xlsx', sheets, formulaCells: 0, notices: [] });

/** The first sheet of a one-sheet workbook, understood with the sample targets. */
export function readRows(rows: SampleRows, sheetOptions: Parameters<typeof sheetOf>[1] = {}, options: Partial<UnderstandOptions> = {}): UnderstoodSheet {
  const sheet = understandWorkbook(workbookOf(sheetOf(rows, sheetOptions)), { targets: sampleTargets, today: '2026-01-01', ...options }).sheets[0];
  if (sheet === undefined) throw new Error('no sheet');
  return sheet;
}

export const names = (sheet: UnderstoodSheet): unknown[] => column(sheet, 'project_name');
export const column = (sheet: UnderstoodSheet, id: string): unknown[] => sheet.projects.map((p) => p.values[id]);
export const kinds = (sheet: UnderstoodSheet): string[] => sheet.rows.map((r) => r.kind);
export const fields = (sheet: UnderstoodSheet): (string | null)[] => sheet.columns.map((c) => c.field);
export const codes = (sheet: UnderstoodSheet): string[] => sheet.problems.map((p) => p.code);
export const paths = (sheet: UnderstoodSheet): string[] => sheet.projects.map((p) => p.context.path.join('/'));
