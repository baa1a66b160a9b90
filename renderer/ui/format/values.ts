// Stored values as people read them: money in 万元, rates with one decimal, nothing as a dash.

import { isList, type CellValue } from './cell-value.ts';
import { codeItem } from '#domain/dictionary/code-tables/index.ts';
import type { Field, FieldType } from '#domain/dictionary/field.ts';
import { unscale, yuanToWan } from '#domain/dictionary/format.ts';
import { decimalText } from './numbers.ts';

export const nothing = '—';

/** 元 per 万元 as a power of ten. */
const wanPower = 4;
/** 元 per 亿元 as a power of ten. */
const yiPower = 8;

/** Unit of a field's values as shown: 万元 for money, % for rates, the declared unit otherwise; null when there is none. */
export function unitOf(field: Pick<Field, 'type' | 'unit'>): string | null {
  if (field.type.kind === 'money') return '万元';
  if (field.type.kind === 'percent') return '%';
  return field.unit ?? null;
}

/** Whether values of this kind stand at the right edge of their column. */
export const isNumeric = (type: FieldType): boolean => ['money', 'integer', 'decimal', 'percent'].includes(type.kind);

/** 万元 with thousands: two decimals at most, four when 元 would be lost. */
export function moneyText(yuan: number): string {
  return decimalText(yuan, wanPower, yuan % 100 === 0 ? 2 : 4);
}

/** 亿元 with two decimals, for headlines and totals. */
export const moneyInYi = (yuan: number): string => decimalText(yuan, yiPower, 2, 2);

/** Basis points as a percentage with one decimal, without the sign. */
const percentText = (basisPoints: number): string => decimalText(basisPoints, 2, 1, 1);

/** The name of a code; the code itself when the table no longer has it. */
const codeName = (type: FieldType & { kind: 'code' | 'codes' }, code: string): string => codeItem(type.table, code)?.name ?? code;

/** ISO date-time as 2026-03-31 14:05 in local time. */
export function dateTimeText(iso: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** A stored value as a person reads it; the unit is not repeated, it stands in the header or beside the field. */
export function valueText(type: FieldType, value: CellValue | undefined): string {
  if (value === null || value === undefined || value === '') return nothing;
  if (isList(value)) return value.length === 0 ? nothing : value.map((item) => itemText(type, item)).join('、');
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (typeof value === 'number') return numberOf(type, value);
  if (type.kind === 'code' || type.kind === 'codes') return codeName(type, value);
  if (type.kind === 'datetime') return dateTimeText(value);
  return value;
}

function numberOf(type: FieldType, value: number): string {
  if (type.kind === 'money') return moneyText(value);
  if (type.kind === 'percent') return percentText(value);
  if (type.kind === 'decimal') return decimalText(value, type.scale, type.scale);
  if (type.kind === 'boolean') return value === 0 ? '否' : '是';
  return type.kind === 'year' ? String(value) : decimalText(value, 0, 0);
}

function itemText(type: FieldType, item: string | Readonly<Record<string, string | number | null>>): string {
  if (typeof item !== 'string')
    return Object.values(item)
      .filter((part) => part !== null && part !== '')
      .join(' ');
  return type.kind === 'codes' ? codeName(type, item) : item;
}

/** As Excel takes it: numbers without thousands and unrounded, nothing as an empty cell. */
export function plainText(type: FieldType, value: CellValue | undefined): string {
  if (typeof value === 'number') {
    if (type.kind === 'money') return yuanToWan(value);
    if (type.kind === 'percent') return unscale(value, 2);
    if (type.kind === 'decimal') return unscale(value, type.scale);
    if (type.kind === 'integer') return String(value);
  }
  const text = valueText(type, value);
  return text === nothing ? '' : text;
}

export const isNegative = (value: CellValue | undefined): boolean => typeof value === 'number' && value < 0;
