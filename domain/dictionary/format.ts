// A stored value as people write it: 万元, percent, 是/否, lists joined. Used by history, export and messages.

import { codeItem } from './code-tables/index.ts';
import type { Field, StoredValue } from './field.ts';

/** Integer 元 as 万元 text without rounding: 12345678 → `1234.5678`. Exact: works on digits. */
export function yuanToWan(yuan: number): string {
  const sign = yuan < 0 ? '-' : '';
  const digits = String(Math.abs(Math.trunc(yuan))).padStart(5, '0');
  const whole = digits.slice(0, -4);
  const rest = digits.slice(-4).replace(/0+$/, '');
  return rest === '' ? `${sign}${whole}` : `${sign}${whole}.${rest}`;
}

/** Integer scaled by 10^scale as decimal text without trailing zeros. */
export function unscale(value: number, scale: number): string {
  if (scale === 0) return String(value);
  const sign = value < 0 ? '-' : '';
  const digits = String(Math.abs(Math.trunc(value))).padStart(scale + 1, '0');
  const rest = digits.slice(-scale).replace(/0+$/, '');
  return `${sign}${digits.slice(0, -scale)}${rest === '' ? '' : `.${rest}`}`;
}

/** Thousands separated before the decimal point. */
const grouped = (digits: string): string => digits.replace(/\B(?<!\.\d*)(?=(\d{3})+(?!\d))/g, ',');

/** Text of a stored value (columns or decoded); empty text for null. The unit is named, so that a figure never stands alone. */
export function formatStored(field: Field, value: StoredValue): string {
  if (value === null) return '';
  const plain = plainText(value);
  switch (field.type.kind) {
    case 'money':
      return `${grouped(yuanToWan(Number(value)))} 万元`;
    case 'decimal':
      return `${unscale(Number(value), field.type.scale)}${field.unit === undefined ? '' : ` ${field.unit}`}`;
    case 'percent':
      return `${unscale(Number(value), 2)} %`;
    case 'integer':
      return `${plain}${field.unit === undefined ? '' : ` ${field.unit}`}`;
    case 'boolean':
      return value === true || value === 1 ? '是' : '否';
    case 'code':
      return codeItem(field.type.table, plain)?.name ?? plain;
    case 'codes': {
      const { table } = field.type;
      return asList(value)
        .map((code) => codeItem(table, plainText(code))?.name ?? plainText(code))
        .join('、');
    }
    case 'texts':
    case 'refs':
      return asList(value).map(plainText).join('、');
    case 'list': {
      const { columns } = field.type;
      return asList(value)
        .map((entry) => (isRow(entry) ? columns.map(({ id }) => entry[id] ?? '').join(' ') : plainText(entry)))
        .join('；');
    }
    default:
      return plain;
  }
}

type Entry = StoredValue | Readonly<Record<string, string | number | null>>;

const isRow = (entry: Entry): entry is Readonly<Record<string, string | number | null>> => typeof entry === 'object' && entry !== null && !Array.isArray(entry);

/** A value that is one text or number, as it is; anything composed as JSON. */
const plainText = (value: Entry): string => (value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value));

const isList = (value: StoredValue): value is Extract<StoredValue, readonly unknown[]> => Array.isArray(value);

/** Lists arrive decoded from records and as JSON text from the change log. */
function asList(value: StoredValue): readonly Entry[] {
  if (isList(value)) return value;
  return typeof value === 'string' && value.startsWith('[') ? (JSON.parse(value) as Entry[]) : [value];
}
