// Reads the binary workbooks (xls of all ages, xlsb) through the maintained republication of SheetJS.

import type { CellObject, WorkBook, WorkSheet } from '@e965/xlsx';
import type { Cell, Sheet, Workbook } from '#domain/tabular/sheet.ts';
import { isDateFormat, serialToCell } from './number-format.ts';
import { ReadProblem } from './read-problem.ts';
import { SheetBuilder, WorkbookBuilder } from './workbook-builder.ts';
import { isCutOff } from './xls-container.ts';
import type { ZipPackage } from './zip-package.ts';

/** BIFF error codes, [MS-XLS] 2.5.10. */
const errorTexts = new Map([
  [0x00, '#NULL!'],
  [0x07, '#DIV/0!'],
  [0x0f, '#VALUE!'],
  [0x17, '#REF!'],
  [0x1d, '#NAME?'],
  [0x24, '#NUM!'],
  [0x2a, '#N/A'],
  [0x2b, '#GETTING_DATA'],
]);

const visibilities: readonly Sheet['visibility'][] = ['visible', 'hidden', 'very_hidden'];

/** Sheet kinds of SheetJS that hold no table. */
const sheetsWithoutCells = new Map([
  ['chart', '图表'],
  ['dialog', '对话框'],
  ['macro', '宏表'],
]);

/** Inflates every part once, so that the library, which trusts sizes, only sees a package within the limits. */
export async function readXlsb(bytes: Uint8Array, zip: ZipPackage): Promise<Workbook> {
  for (const name of zip.names) {
    for await (const _ of zip.stream(name));
  }
  return readBinary(bytes, 'xlsb');
}

/** Reads an xls. Throws `ReadProblem` when it is encrypted or damaged; run it only inside the parser process. */
export async function readXls(bytes: Uint8Array): Promise<Workbook> {
  if (isCutOff(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))) throw new ReadProblem('spreadsheet_damaged', '文件被截断');
  return readBinary(bytes, 'xls');
}

async function readBinary(bytes: Uint8Array, format: 'xls' | 'xlsb'): Promise<Workbook> {
  const source = await parseBinary(bytes);
  const builder = new WorkbookBuilder();
  const date1904 = source.Workbook?.WBProps?.date1904 === true;
  for (const [index, name] of source.SheetNames.entries()) {
    const sheet = source.Sheets[name];
    // The library leaves out what it cannot parse; a part of the data must never pass for all of it.
    if (sheet === undefined) throw new ReadProblem('spreadsheet_damaged', `工作表“${name}”的内容缺失`);
    const kind = sheetsWithoutCells.get(sheet['!type'] ?? 'sheet');
    if (kind !== undefined) {
      builder.notice(`工作表“${name}”是${kind}，没有表格数据，已跳过。`);
      continue;
    }
    const target = new SheetBuilder(builder);
    copySheet(sheet, target, builder, date1904);
    target.finish(name, visibilities[source.Workbook?.Sheets?.[index]?.Hidden ?? 0] ?? 'visible');
  }
  return builder.finish(format);
}

async function parseBinary(bytes: Uint8Array): Promise<WorkBook> {
  // Loaded only for these formats: the library is large and most imports never need it.
  const [library, codepages] = await Promise.all([import('@e965/xlsx'), import('@e965/xlsx/dist/cpexcel.full.mjs')]);
  library.set_cptable(codepages);
  try {
    const book = library.read(bytes, { type: 'buffer', dense: true, cellNF: true, cellText: false, cellHTML: false, bookVBA: false });
    if (book.SheetNames.length === 0) throw new ReadProblem('spreadsheet_damaged', '文件中没有工作表');
    return book;
  } catch (error) {
    if (error instanceof ReadProblem) throw error;
    if (error instanceof Error && /password|encrypt/i.test(error.message)) throw new ReadProblem('spreadsheet_encrypted', '文件已加密', error);
    throw new ReadProblem('spreadsheet_damaged', '文件结构有误', error);
  }
}

function copySheet(sheet: WorkSheet, target: SheetBuilder, builder: WorkbookBuilder, date1904: boolean): void {
  const rows: readonly (readonly (CellObject | undefined)[] | undefined)[] = sheet['!data'] ?? [];
  // forEach skips the holes of sparse rows.
  rows.forEach((cells, row) => {
    cells?.forEach((cell, column) => {
      if (cell === undefined) return;
      const value = neutralCell(cell, date1904);
      if (cell.f !== undefined) {
        builder.formulaCells++;
        if (value === null) builder.formulasWithoutValue++;
      }
      target.set(row, column, value);
    });
  });
  for (const { s, e } of sheet['!merges'] ?? []) target.merge({ top: s.r, left: s.c, bottom: e.r, right: e.c });
  sheet['!rows']?.forEach((properties, row) => {
    if (properties.hidden === true) target.hideRow(row);
  });
}

function neutralCell(cell: CellObject, date1904: boolean): Cell {
  const { t: type, v: value } = cell;
  if (value === undefined || type === 'z') return null;
  if (type === 'e') return { error: errorTexts.get(Number(value)) ?? '#ERROR' };
  if (typeof value === 'number') return isDateFormat(String(cell.z ?? '')) ? serialToCell(value, date1904) : value;
  return value instanceof Date ? { date: value.toISOString().slice(0, 19) } : value;
}
