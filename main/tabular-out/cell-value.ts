// What a stored value is once its column's format is known: nothing, an exact decimal number, a date or a text.

import { AppError } from '#domain/result.ts';
import { type CellValue, type ColumnFormat, excelLimits } from './sheet-spec.ts';

/** Powers of ten between the stored integer and the number in the cell. A percentage cell holds the ratio. */
const scaleOf = { money_wan: 4, integer: 0, year: 0, decimal2: 2, decimal6: 6, percent_bp: 4 } as const;

export type NumberFormat = keyof typeof scaleOf;

export const isNumberFormat = (format: ColumnFormat): format is NumberFormat => Object.hasOwn(scaleOf, format);

/** The number a cell of this format holds, as an exact decimal. `value` is the stored integer, a safe integer. */
export function numberText(value: number, format: NumberFormat): string {
  return scaledDecimal(value, scaleOf[format]);
}

/** `value` / 10^`scale` written without rounding and without trailing zeros: (12345678, 4) → `1234.5678`. */
export function scaledDecimal(value: number, scale: number): string {
  const unit = 10 ** scale;
  // The remainder is exact in floating point, and so is the quotient of a multiple; `+ 0` keeps "-0" out.
  if (value % unit === 0) return String(value / unit + 0);
  const digits = String(Math.abs(value)).padStart(scale + 1, '0');
  const point = digits.length - scale;
  return `${value < 0 ? '-' : ''}${digits.slice(0, point)}.${digits.slice(point).replace(/0+$/, '')}`;
}

const DAY_MS = 86_400_000;
const EXCEL_DAY_ZERO = Date.UTC(1899, 11, 30);
/** 1 March 1900; before it Excel counts a 29 February 1900 that never was. */
const FIRST_UNDISPUTED_DAY = 61;

/** Excel's day number (1900 system) of a complete date `YYYY-MM-DD`; undefined when it is partial, impossible or before March 1900. */
export function dateSerial(text: string): number | undefined {
  if (text.length !== 10 || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const month = Number(text.slice(5, 7));
  const milliseconds = Date.UTC(Number(text.slice(0, 4)), month - 1, Number(text.slice(8)));
  const serial = (milliseconds - EXCEL_DAY_ZERO) / DAY_MS;
  const real = new Date(milliseconds).toISOString().startsWith(text);
  return real && serial >= FIRST_UNDISPUTED_DAY ? serial : undefined;
}

export const booleanText = (value: boolean): string => (value ? '是' : '否');

/**
 * True for text that a spreadsheet could take for a formula when it is typed again or read from CSV
 * (OWASP ASVS 5.0 1.2.10; security.md §2.5): `= + - @`, tab, CR, LF or NUL first, full-width forms included.
 */
export function startsLikeFormula(text: string): boolean {
  switch (text.charCodeAt(0)) {
    case 0x3d: // =
    case 0x2b: // +
    case 0x2d: // -
    case 0x40: // @
    case 0x09:
    case 0x0a:
    case 0x0d:
    case 0x00:
    case 0xff1d: // ＝
    case 0xff0b: // ＋
    case 0xff0d: // －
    case 0xff20: // ＠
      return true;
    default:
      return false;
  }
}

/** Where a value stands, for the sentence a person reads. `row` is the row number Excel shows. */
export interface CellPlace {
  readonly sheet: string;
  readonly row: number;
  readonly column: string;
}

/** @throws AppError `bad_input` when a number cannot stand in this column: a fraction, NaN, or a number where a date or 是/否 belongs */
export function checkNumber(value: number, format: ColumnFormat, placeOf: () => CellPlace): void {
  if (Number.isSafeInteger(value) && (isNumberFormat(format) || format === 'text')) return;
  const place = placeOf();
  throw new AppError(
    'bad_input',
    `工作表“${place.sheet}”第 ${place.row} 行“${place.column}”的值 ${value} 不能按该列的格式写出，没有生成文件。请核对这一条记录后重新导出。`,
    { ...place, value, format },
  );
}

/** @throws AppError `too_large` when a text is longer than a cell can hold */
export function checkTextLength(text: string, placeOf: () => CellPlace): void {
  if (text.length <= excelLimits.cellCharacters) return;
  const place = placeOf();
  throw new AppError(
    'too_large',
    `工作表“${place.sheet}”第 ${place.row} 行“${place.column}”有 ${text.length} 个字，超过 Excel 每格 ${excelLimits.cellCharacters} 字的上限，没有生成文件。请缩短这一格，或不导出这一列。`,
    { ...place, length: text.length },
  );
}

/** @throws AppError `bad_input` when a row has more values than there are columns */
export function checkRowWidth(row: readonly CellValue[], columns: number, place: { readonly sheet: string; readonly row: number }): void {
  if (row.length <= columns) return;
  throw new AppError(
    'bad_input',
    `工作表“${place.sheet}”第 ${place.row} 行有 ${row.length} 个值，多于 ${columns} 列，没有生成文件。请把这句话告诉系统管理员。`,
    { ...place },
  );
}
