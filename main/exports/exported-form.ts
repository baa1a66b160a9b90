// How a field stands in an exported sheet: header, column format and cell; and the stored value such a cell came from.

import { codeItem, codeTable, type CodeTableId } from '#domain/dictionary/code-tables/index.ts';
import type { Field, StoredValue } from '#domain/dictionary/field.ts';
import { formatStored } from '#domain/dictionary/format.ts';
import { refNameId } from '#domain/dictionary/ref-name.ts';
import { fieldSchema } from '#domain/dictionary/zod.ts';
import type { Cell } from '#domain/tabular/sheet.ts';
import { excelLimits, type CellValue, type ColumnFormat, type ColumnSpec } from '../tabular-out/sheet-spec.ts';

const formats: Partial<Record<Field['type']['kind'], ColumnFormat>> = {
  money: 'money_wan',
  integer: 'integer',
  percent: 'percent_bp',
  year: 'year',
  date: 'date',
  month: 'month',
  boolean: 'boolean',
};

function columnFormat({ type }: Field): ColumnFormat {
  if (type.kind === 'decimal') return type.scale === 2 ? 'decimal2' : type.scale === 6 ? 'decimal6' : 'text';
  return formats[type.kind] ?? 'text';
}

/** Label and unit; an exported sheet is read back by exactly these headers. */
export function exportedHeader(field: Field): string {
  const unit = field.type.kind === 'money' ? '万元' : field.type.kind === 'percent' ? '%' : field.unit;
  return unit === undefined ? field.label : `${field.label}（${unit}）`;
}

/** The column of a field in an exported sheet. */
export function columnOf(field: Field): ColumnSpec {
  const width = field.type.kind === 'text' && field.type.multiline === true ? 40 : Math.max(12, Math.min(40, Math.round((field.column ?? 100) / 8)));
  return { header: exportedHeader(field), width, format: columnFormat(field) };
}

/** A record's cell in the column of `field`. Lists and codes are written so that `storedIn` finds the same value again. */
export function cellOf(field: Field, row: Readonly<Record<string, StoredValue>>): CellValue {
  const value = (field.type.kind === 'ref' ? row[refNameId(field)] : row[field.id]) ?? null;
  if (value === null) return null;
  if (field.type.kind === 'code' && typeof value === 'string') return codeText(field.type.table, value);
  if (Array.isArray(value) && field.type.kind === 'codes') {
    const { table } = field.type;
    return joined(value.map((code) => codeText(table, String(code))));
  }
  if (Array.isArray(value) && field.type.kind === 'texts') return joined(value.map(String));
  if (columnFormat(field) === 'text') return fitted(typeof value === 'string' ? value : formatStored(field, value));
  return Array.isArray(value) ? formatStored(field, value) : (value as CellValue);
}

/**
 * The stored value an exported cell came from. `undefined`: the cell is not in exported form (a person changed it, or the
 * recogniser's reading of this kind is exact anyway). `{}`: nothing to import.
 */
export function storedIn(field: Field, cell: Cell): { readonly value?: string | number | readonly string[] } | undefined {
  if (cell === null) return {};
  const { kind } = field.type;
  if (kind === 'percent') return typeof cell === 'number' ? { value: Math.round(cell * 10_000) } : undefined;
  if (kind === 'date' && typeof cell === 'object' && 'date' in cell) return { value: cell.date.slice(0, 10) };
  if (typeof cell !== 'string') return undefined;
  if (cell.trim() === '') return {};
  switch (kind) {
    case 'text':
      return cell.endsWith(cutMark) ? {} : { value: cell };
    case 'ref':
      return { value: cell };
    case 'date':
    case 'month':
    case 'datetime':
      return fieldSchema(field).safeParse(cell).success ? { value: cell } : undefined;
    case 'texts':
      return { value: parts(cell) };
    case 'code':
      return known(codeOfText(field.type.table).get(cell));
    case 'codes': {
      const { table } = field.type;
      const codes = parts(cell).map((text) => codeOfText(table).get(text));
      return codes.includes(undefined) ? undefined : { value: codes.filter((code) => code !== undefined) };
    }
    default:
      return undefined;
  }
}

const known = (value: string | undefined): { value: string } | undefined => (value === undefined ? undefined : { value });

const cutMark = '……（本格放不下全文，导入时不读取）';

/** The regulation texts of a library may be longer than a cell can be; the sheet then holds their beginning and says so. */
function fitted(text: string): string {
  if (text.length <= excelLimits.cellCharacters) return text;
  // A character of two code units is not cut in half.
  return text.slice(0, excelLimits.cellCharacters - cutMark.length).replace(/[\uD800-\uDBFF]$/, '') + cutMark;
}

const separator = '、';

/** 甲、乙; parts that contain a separator themselves (农、林、牧、渔业) are written one to a line, each line closed. */
function joined(texts: readonly string[]): string {
  const plain = texts.every((text) => !/[、\n]/.test(text));
  return plain ? texts.join(separator) : texts.map((text) => `${text.replaceAll('\n', ' ')}\n`).join('');
}

const parts = (cell: string): string[] =>
  cell
    .split(cell.includes('\n') ? '\n' : separator)
    .map((text) => text.trim())
    .filter((text) => text !== '');

/** The item's name; with its code where another item of the table has the same name (教育 is both P and P83). */
function codeText(table: CodeTableId, code: string): string {
  const item = codeItem(table, code);
  if (item === undefined) return code;
  return codeOfText(table).get(item.name) === code ? item.name : withCode(item);
}

const withCode = ({ code, name }: { code: string; name: string }): string => `${name}（${code}）`;

const inverses = new Map<CodeTableId, ReadonlyMap<string, string>>();

function codeOfText(table: CodeTableId): ReadonlyMap<string, string> {
  let inverse = inverses.get(table);
  if (inverse === undefined) {
    const { items } = codeTable(table);
    const times = new Map<string, number>();
    for (const { name } of items) times.set(name, (times.get(name) ?? 0) + 1);
    inverse = new Map(items.map((item) => [times.get(item.name) === 1 ? item.name : withCode(item), item.code]));
    inverses.set(table, inverse);
  }
  return inverse;
}
