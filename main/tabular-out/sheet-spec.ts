// What a caller says about a workbook to be written: sheets, columns, formats, print; and the rules such a description must keep.

import { AppError } from '#domain/result.ts';

/**
 * A value as the replica stores it; the column's format says what it means.
 * `null` and the empty text are empty cells. Numbers are whole numbers in the stored unit, see `ColumnFormat`.
 */
export type CellValue = string | number | boolean | null;

/**
 * How a stored value becomes a cell. All numbers are integers, scaled exactly (no floating point):
 * - `money_wan`: 元, shown in 万元 · `percent_bp`: basis points, shown in % · `decimal2`, `decimal6`: scaled by 10^2, 10^6
 * - `integer`: a count, thousands separated · `year`: a number without separators
 * - `date`: `YYYY-MM-DD` becomes a real date; a partial date (`YYYY`, `YYYY-MM`) stays text, so that no day is invented
 * - `month`: `YYYY-MM`, text for the same reason · `boolean`: 是/否 · `text`
 * In every column a string that is not what the format asks for is written as it is, as text.
 */
export type ColumnFormat = 'text' | 'money_wan' | 'integer' | 'year' | 'decimal2' | 'decimal6' | 'percent_bp' | 'date' | 'month' | 'boolean';

export interface ColumnSpec {
  readonly header: string;
  /** In characters of the default font; a Chinese character takes two. */
  readonly width: number;
  readonly format: ColumnFormat;
  /** Upper header, merged over equal neighbours. */
  readonly group?: string;
  /** Offers the cells of the column that has this `rangeName`, and refuses anything else. */
  readonly validation?: { readonly list: string };
  /** Names the data cells of this column, for validations of other columns. */
  readonly rangeName?: string;
  readonly hidden?: boolean;
}

export interface PrintSpec {
  readonly orientation: 'portrait' | 'landscape';
  readonly paper: 'A4' | 'A3';
  /** Prints the header rows on every page. */
  readonly repeatHeader: boolean;
  /** Prints 第 x 页 共 y 页. */
  readonly pageNumbers: boolean;
}

export interface SheetSpec {
  readonly name: string;
  readonly columns: readonly ColumnSpec[];
  readonly title?: string;
  /** The line under the title, right-aligned: date and unit. */
  readonly unitLine?: string;
  /** The line under that: who took this out of the system, when, under which number. */
  readonly markLine?: string;
  /** `header` freezes everything above the data; a number counts rows from the top. */
  readonly freeze?: { readonly rows: number | 'header'; readonly columns: number };
  readonly autoFilter?: boolean;
  readonly hidden?: boolean;
  /** Lines under the last row (口径说明). */
  readonly notes?: readonly string[];
  readonly print?: PrintSpec;
}

/** Rows in batches, each row in the order of the columns; read once, from start to end. */
export type RowBatches = AsyncIterable<readonly (readonly CellValue[])[]> | Iterable<readonly (readonly CellValue[])[]>;

export interface SheetSource {
  readonly spec: SheetSpec;
  readonly rows: RowBatches;
}

export interface WorkbookSpec {
  /** Document property; no personal names. */
  readonly title: string;
  /** ISO instant of the export; the only time in the file, so that equal input gives equal bytes. */
  readonly createdAt: string;
  /** Visible mark of this export (who, when, under which number), printed in the header and at the left of the footer of every page. */
  readonly mark?: string;
  /** Number of this export, kept out of sight as the document's identifier; the mark when absent. */
  readonly identifier?: string;
  readonly sheets: readonly SheetSource[];
}

export interface WriteOptions {
  readonly signal?: AbortSignal;
  /** Called after each batch with the number of rows of this sheet written so far. */
  readonly onProgress?: (progress: { readonly sheet: string; readonly rows: number }) => void;
}

/** Limits of the file format (Excel specifications and limits, Microsoft). */
export const excelLimits = {
  rows: 1_048_576,
  columns: 16_384,
  cellCharacters: 32_767,
  sheetNameCharacters: 31,
  columnWidth: 255,
  footerCharacters: 255,
} as const;

/**
 * Checks a description before anything is written.
 * @throws AppError `bad_input` naming the sheet and what is wrong with it
 */
export function checkWorkbookSpec(workbook: WorkbookSpec): void {
  const specs = workbook.sheets.map((sheet) => sheet.spec);
  if (!specs.some((spec) => spec.hidden !== true)) throw badSpec('工作簿里没有可见的工作表');
  if (Number.isNaN(Date.parse(workbook.createdAt))) throw badSpec(`导出时间“${workbook.createdAt}”无法识别`);
  // Two thirds of header and footer are left for the page number and for `&`, which is written twice.
  if ((workbook.mark?.length ?? 0) > excelLimits.footerCharacters / 3) throw badSpec(`导出标记“${workbook.mark}”过长`);
  const sheetNames = new Set<string>();
  const rangeNames = new Set<string>();
  for (const spec of specs) {
    checkSheetName(spec.name);
    addOnce(sheetNames, spec.name, '工作表名');
    if (spec.columns.length === 0 || spec.columns.length > excelLimits.columns)
      throw badSpec(`工作表“${spec.name}”的列数 ${spec.columns.length} 不在 1 到 ${excelLimits.columns} 之间`);
    for (const { header, width, rangeName } of spec.columns) {
      if (!(width > 0 && width <= excelLimits.columnWidth)) throw badSpec(`“${spec.name}”的“${header}”列宽 ${width} 不在 0 到 ${excelLimits.columnWidth} 之间`);
      if (rangeName === undefined) continue;
      if (!isRangeName(rangeName)) throw badSpec(`区域名“${rangeName}”不合 Excel 规则`);
      addOnce(rangeNames, rangeName, '区域名');
    }
  }
  for (const spec of specs) {
    for (const column of spec.columns) {
      const list = column.validation?.list;
      if (list !== undefined && !rangeNames.has(list.toLowerCase())) throw badSpec(`“${spec.name}”的“${column.header}”列引用了不存在的区域名“${list}”`);
    }
  }
}

function addOnce(names: Set<string>, name: string, what: string): void {
  // Excel compares names without regard to case.
  const key = name.toLowerCase();
  if (names.has(key)) throw badSpec(`${what}“${name}”重复`);
  names.add(key);
}

function checkSheetName(name: string): void {
  const allowed = name.length > 0 && name.length <= excelLimits.sheetNameCharacters && !/[\\/?*[\]:\p{Cc}]|^'|'$/u.test(name);
  if (!allowed) throw badSpec(`工作表名“${name}”不合 Excel 规则（1 到 31 个字，不含 \\ / ? * [ ] :，首尾不是单引号）`);
}

/** A defined name: a letter or underscore first, and nothing that reads as a cell such as `AB12` or `R1C1`. */
function isRangeName(name: string): boolean {
  return /^[\p{L}_][\p{L}\p{N}_.]{0,254}$/u.test(name) && !/^([a-z]{1,3}\d+|r\d*(c\d*)?|c\d*)$/i.test(name);
}

function badSpec(reason: string): AppError {
  return new AppError('bad_input', `无法导出：${reason}。没有生成文件，请把这句话告诉系统管理员。`, { reason });
}
