// One end of a range as typed: a year as the upper end means the whole year.

import type { Field } from '#domain/dictionary/field.ts';
import { parseText } from '../format/parse.ts';

export type RangeEnd = { readonly ok: true; readonly value: string | number | null } | { readonly ok: false; readonly message: string };

/** Reads an end of a range on a field; empty text leaves the end open. */
export function parseRangeEnd(field: Field, text: string, end: 'from' | 'to'): RangeEnd {
  const isDate = field.type.kind === 'date' || field.type.kind === 'month' || field.type.kind === 'datetime';
  // Bounds say what may be stored, not what may be asked for; dates may be asked for by year.
  const parsed = parseText(isDate ? { ...field, type: { kind: 'date', partial: true } } : field, text);
  if (!parsed.ok) return parsed;
  const { value } = parsed;
  if (value === null || typeof value === 'number') return { ok: true, value };
  if (typeof value !== 'string') return { ok: false, message: '这一项不能按范围筛选。' };
  if (!isDate || end === 'from') return { ok: true, value };
  return { ok: true, value: field.type.kind === 'datetime' ? `${lastDay(value)}T23:59:59.999Z` : lastDay(value) };
}

/** The last day of a year or month; text order is time order, and `2026-12-31` is after every date of 2026. */
function lastDay(date: string): string {
  if (date.length === 4) return `${date}-12-31`;
  return date.length === 7 ? `${date}-31` : date;
}
