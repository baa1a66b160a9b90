// Text typed or pasted by a person → stored value, with a sentence when it cannot be.

import type { CellValue } from './cell-value.ts';
import { codeTable, type CodeTableId } from '#domain/dictionary/code-tables/index.ts';
import type { Field } from '#domain/dictionary/field.ts';
import { readAmount } from '#domain/tabular/understand/amounts.ts';
import { cleanText, isEmptyMark, squeeze } from '#domain/tabular/understand/cell-text.ts';
import { readDate } from '#domain/tabular/understand/dates.ts';
import { unreadableAmount, unreadableDate } from './unreadable.ts';

export type Parsed = { readonly ok: true; readonly value: CellValue } | { readonly ok: false; readonly message: string };

const value = (parsed: CellValue): Parsed => ({ ok: true, value: parsed });
const refuse = (message: string): Parsed => ({ ok: false, message });

/** Field kinds that one line of text can say. */
const textKinds: ReadonlySet<string> = new Set([
  'text',
  'money',
  'integer',
  'decimal',
  'percent',
  'date',
  'month',
  'year',
  'boolean',
  'code',
  'codes',
  'texts',
  'ref',
]);

/** Whether a cell of this field can be edited in place or pasted over: one line says it all and a person may say it. */
export const isCellEditable = (field: Field): boolean => field.derived === undefined && field.attachment === undefined && textKinds.has(field.type.kind);

/** Reads text as a value of `field`. Bare money is 万元. Empty text and the usual marks for nothing give null. */
export function parseText(field: Field, raw: string): Parsed {
  const { type } = field;
  const text = raw.trim();
  if (text === '') return value(null);
  switch (type.kind) {
    case 'text':
      return parseFreeText(type, text);
    case 'ref':
      return value(cleanText(text));
    case 'secret':
      return value(squeeze(text));
    case 'money':
      return parseMoney(text);
    case 'integer':
      return parseNumber(text, 0, type);
    case 'decimal':
      return parseNumber(text, type.scale, type);
    case 'percent':
      return parseNumber(text.replace(/[%％]$/, ''), 2, {});
    case 'date':
      return parseDate(text, type.partial === true ? 'any' : 'day');
    case 'month':
      return parseDate(text, 'month');
    case 'year':
      return parseYear(text);
    case 'datetime':
      return parseDateTime(text);
    case 'boolean':
      return parseBoolean(text);
    case 'code':
      return parseCode(type.table, text);
    case 'codes':
      return parseCodes(type.table, text);
    case 'texts':
      return value(splitItems(text));
    case 'refs':
    case 'list':
      return refuse('这一项要在表单里逐行填写。');
  }
}

function parseFreeText(type: { readonly max: number; readonly multiline?: true }, text: string): Parsed {
  const cleaned = cleanText(text, type.multiline === true);
  return cleaned.length > type.max ? refuse(`最多 ${type.max} 字，现在有 ${cleaned.length} 字。`) : value(cleaned);
}

function parseMoney(text: string): Parsed {
  const reading = readAmount(text, 'wan');
  if (reading.kind === 'empty') return value(null);
  return reading.kind === 'amount' ? value(reading.yuan) : refuse(unreadableAmount(text, reading.code));
}

/** `scale` decimals are kept exactly; more are refused instead of rounded away. Bounds are in display units. */
function parseNumber(text: string, scale: number, bounds: { readonly min?: number; readonly max?: number }): Parsed {
  const plain = text.normalize('NFKC').replace(/[,\s]/g, '').replace('−', '-');
  if (isEmptyMark(plain)) return value(null);
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(plain);
  if (match === null) return refuse(`“${text}”不是数字。请填写数字。`);
  const [, sign = '', whole = '', fraction = ''] = match;
  const kept = fraction.replace(/0+$/, '');
  if (kept.length > scale) return refuse(scale === 0 ? `“${text}”应为整数。` : `“${text}”最多 ${scale} 位小数。`);
  const scaled = Number(`${sign}${whole}${kept.padEnd(scale, '0')}`);
  if (!Number.isSafeInteger(scaled)) return refuse(`“${text}”超出系统能准确表示的范围。`);
  const shown = Number(plain);
  if (bounds.min !== undefined && shown < bounds.min) return refuse(`不能小于 ${bounds.min}。`);
  if (bounds.max !== undefined && shown > bounds.max) return refuse(`不能大于 ${bounds.max}。`);
  return value(scaled);
}

function parseDate(text: string, precision: 'any' | 'day' | 'month'): Parsed {
  const reading = readDate(text);
  if (reading.kind === 'empty') return value(null);
  if (reading.kind === 'unreadable') return refuse(unreadableDate(text, reading.code));
  if (precision === 'day' && reading.value.length < 10) return refuse(`“${text}”要写到日，如 2026-03-31。`);
  if (precision === 'month' && reading.value.length < 7) return refuse(`“${text}”要写到月，如 2026-03。`);
  return value(precision === 'month' ? reading.value.slice(0, 7) : reading.value);
}

function parseYear(text: string): Parsed {
  const match = /^(\d{4})年?度?$/.exec(squeeze(text));
  return match === null ? refuse(`“${text}”不是年份，应写成 2026。`) : value(Number(match[1]));
}

function parseDateTime(text: string): Parsed {
  const at = new Date(text.replace(' ', 'T'));
  return Number.isNaN(at.getTime()) ? refuse(`“${text}”不是时间，应写成 2026-03-31 14:05。`) : value(at.toISOString());
}

function parseBoolean(text: string): Parsed {
  const plain = squeeze(text).toLowerCase();
  if (['是', '√', '✓', '1', 'true', 'y'].includes(plain)) return value(true);
  if (['否', '×', '✗', '0', 'false', 'n'].includes(plain)) return value(false);
  return isEmptyMark(plain) ? value(null) : refuse(`“${text}”应为“是”或“否”。`);
}

function parseCode(table: CodeTableId, text: string): Parsed {
  const code = findCode(table, text);
  if (code !== undefined) return value(code);
  if (isEmptyMark(text)) return value(null);
  return refuse(`“${text}”不在代码表“${codeTable(table).name}”中。`);
}

function parseCodes(table: CodeTableId, text: string): Parsed {
  const found: string[] = [];
  for (const part of splitItems(text)) {
    const code = findCode(table, part);
    if (code === undefined) return refuse(`“${part}”不在代码表“${codeTable(table).name}”中。`);
    found.push(code);
  }
  return value(found);
}

/** Code, name or alias of an item → its code. */
function findCode(table: CodeTableId, text: string): string | undefined {
  const wanted = squeeze(text);
  const items = codeTable(table).items;
  const exact = items.find((item) => item.code === wanted || squeeze(item.name) === wanted);
  return (exact ?? items.find((item) => item.aliases?.some((alias) => squeeze(alias) === wanted) === true))?.code;
}

const splitItems = (text: string): string[] => [
  ...new Set(
    text
      .split(/[、,，;；\n]+/)
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  ),
];
