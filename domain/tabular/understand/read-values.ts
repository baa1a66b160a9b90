// One printed cell → the stored value of one target, or the reason why not. Nothing unreadable becomes 0 or ''.

import type { Cell } from '../sheet.ts';
import { amountMessage, readAmount, yuanFromDigits, type MoneyUnit } from './amounts.ts';
import { cleanText, isEmptyMark, numberText, quoted, squeeze, textOf } from './cell-text.ts';
import { dateMessage, readDate, type DateReading } from './dates.ts';
import type { ImportTarget, ProblemSeverity, StoredCell } from './types.ts';

export interface ValueProblem {
  readonly severity: ProblemSeverity;
  readonly code: string;
  readonly message: string;
  /** The same sentence will come again for the same text: list it once. */
  readonly repeats?: true;
}

export interface ReadValue {
  readonly value?: StoredCell;
  readonly problem?: ValueProblem;
}

export interface ReadContext {
  readonly unit: MoneyUnit | null;
  /** Completes 「9月」. */
  readonly year: number | undefined;
  readonly parseCode: ((text: string) => string | undefined) | undefined;
  /** Codes found so far for this column's texts: the same few texts come again and again. */
  readonly codes: Map<string, string | undefined>;
}

const NOTHING: ReadValue = {};
const value = (stored: StoredCell): ReadValue => ({ value: stored });
const warn = (code: string, message: string): ReadValue => ({ problem: { severity: 'warning', code, message } });

export function readValue(target: ImportTarget, cell: Cell, context: ReadContext): ReadValue {
  if (cell === null) return NOTHING;
  if (typeof cell === 'object' && 'error' in cell) return warn('cell_error', `${target.label}是公式错误 ${cell.error}；该格留空，请改正后重新导入。`);
  switch (target.kind) {
    case 'text':
    case 'ref':
      return readText(cell);
    case 'money':
      return readMoney(cell, context);
    case 'integer':
      return readNumber(target, cell, 0);
    case 'decimal':
      return readNumber(target, cell, target.scale ?? 0);
    case 'percent':
      return readPercent(target, cell);
    case 'date':
    case 'month':
    case 'year':
      return storeDate(target, readDate(cell, context.year), textOf(cell));
    case 'boolean':
      return readBoolean(target, cell);
    case 'code':
      return readCode(target, cell, context);
    case 'codes':
      return readCodes(target, cell, context);
    case 'texts':
      return readTexts(cell);
    case 'list':
      // A list of records has no one-cell form; the printed text stays in `raw`.
      return NOTHING;
  }
}

function readText(cell: Cell): ReadValue {
  if (typeof cell === 'string') {
    const text = cleanText(cell.trim(), true);
    return text === '' || isEmptyMark(text) ? NOTHING : value(text);
  }
  const text = textOf(cell);
  return text === '' ? NOTHING : value(text);
}

function readMoney(cell: Cell, context: ReadContext): ReadValue {
  const reading = readAmount(cell, context.unit);
  if (reading.kind === 'amount') return value(reading.yuan);
  if (reading.kind === 'empty') return NOTHING;
  // Said once for the whole table by the caller.
  if (reading.code === 'unit_unknown') return NOTHING;
  return warn(reading.code, amountMessage(textOf(cell), reading.code));
}

function readNumber(target: ImportTarget, cell: Cell, scale: number): ReadValue {
  const text = typeof cell === 'number' ? numberText(cell) : squeeze(textOf(cell)).replace(/(?<=\d),(?=\d{3})/g, '');
  if (text === '' || isEmptyMark(text)) return NOTHING;
  const unit = target.unit === undefined ? '' : squeeze(target.unit);
  const bare = unit !== '' && text.endsWith(unit) ? text.slice(0, -unit.length) : text;
  const stored = /^[+-]?\d+(?:\.\d+)?$/.test(bare) ? yuanFromDigits(bare, scale) : undefined;
  if (stored === undefined || (scale === 0 && /\.\d*[1-9]/.test(bare)))
    return warn('number_unreadable', `${quoted(textOf(cell))}不能读成${target.label}（${scale === 0 ? '整数' : '数字'}）；该格留空。`);
  return value(stored);
}

/** Stored in basis points. A bare fraction up to 1.5 is what Excel stores for a percent format, anything above is percent. */
function readPercent(target: ImportTarget, cell: Cell): ReadValue {
  const text = typeof cell === 'number' ? numberText(cell) : squeeze(textOf(cell));
  if (text === '' || isEmptyMark(text)) return NOTHING;
  const match = /^([+-]?\d+(?:\.\d+)?)(%?)$/.exec(text);
  const digits = match?.[1];
  if (digits === undefined) return warn('number_unreadable', `${quoted(textOf(cell))}不能读成${target.label}（百分数）；该格留空。`);
  const points = yuanFromDigits(digits, match?.[2] === '%' || Math.abs(Number(digits)) > 1.5 ? 2 : 4);
  return points === undefined ? NOTHING : value(points);
}

/** Stores a date reading in the precision the target keeps; used by 起止 columns too. */
export function storeDate(target: ImportTarget, reading: DateReading, printed: string): ReadValue {
  if (reading.kind === 'empty') return NOTHING;
  if (reading.kind === 'unreadable') return warn(reading.code, `${target.label}${dateMessage(printed, reading.code)}`);
  const doubt: ReadValue = reading.doubt === undefined ? NOTHING : warn(reading.doubt, `${target.label}${dateMessage(printed, reading.doubt)}`);
  if (target.kind === 'year') return { ...doubt, value: Number(reading.value.slice(0, 4)) };
  if (target.kind === 'month') {
    return reading.value.length >= 7
      ? { ...doubt, value: reading.value.slice(0, 7) }
      : warn('date_not_exact', `${target.label}要写到月，${quoted(printed)}只到年；该格留空。`);
  }
  if (target.partialDate !== true && reading.value.length < 10)
    return warn('date_not_exact', `${target.label}要写到日，${quoted(printed)}没有写全；该格留空。`);
  return { ...doubt, value: reading.value };
}

function readBoolean(target: ImportTarget, cell: Cell): ReadValue {
  if (typeof cell === 'boolean') return value(cell);
  const text = squeeze(textOf(cell)).toLowerCase();
  if (/^(?:是|有|√|✓|✔|☑|y|yes|true|1|已.*)$/.test(text)) return value(true);
  if (/^(?:否|无|×|✗|✘|x|n|no|false|0|未.*|不.*|没有)$/.test(text)) return value(false);
  if (text === '' || isEmptyMark(text)) return NOTHING;
  return warn('boolean_unreadable', `${quoted(textOf(cell))}不能读成${target.label}（是或否）；该格留空。`);
}

const indexes = new WeakMap<readonly object[], ReadonlyMap<string, string>>();

function codeIndex(target: ImportTarget): ReadonlyMap<string, string> {
  const items = target.codeItems ?? [];
  const known = indexes.get(items);
  if (known) return known;
  const index = new Map<string, string>();
  for (const item of items) {
    for (const text of [item.name, ...(item.aliases ?? []), item.code]) if (!index.has(squeeze(text))) index.set(squeeze(text), item.code);
  }
  indexes.set(items, index);
  return index;
}

/** 莱西市日庄镇 → 莱西市, 青岛市黄岛区灵山卫 → 黄岛区: the longest leading area the resolver knows, the inner one first. */
function parsePlace(text: string, exact: (text: string) => string | undefined): string | undefined {
  const tight = squeeze(text);
  const outer = /^.{2,7}?(?:省|市|州|盟|地区)(?=.)/.exec(tight)?.[0].length ?? 0;
  for (const start of outer > 0 ? [outer, 0] : [0]) {
    for (let end = Math.min(tight.length, start + 12); end > start + 1; end -= 1) {
      if (!/[省市州盟区县旗]/.test(tight[end - 1] ?? '')) continue;
      const code = exact(tight.slice(start, end));
      if (code !== undefined) return code;
    }
  }
  return undefined;
}

/** The code a text stands for; 类, 项目 at its end do not matter. */
export function resolveCode(target: ImportTarget, text: string, parseCode: ((text: string) => string | undefined) | undefined): string | undefined {
  const index = codeIndex(target);
  const exact = (part: string): string | undefined => parseCode?.(part) ?? index.get(squeeze(part));
  const bare = text.replace(/(?:项目|工程)?(?:类|项目|工程)$/, '');
  return exact(text) ?? index.get(squeeze(bare)) ?? (target.fromContext === 'district' ? parsePlace(text, exact) : undefined);
}

function readCode(target: ImportTarget, cell: Cell, context: ReadContext): ReadValue {
  const text = textOf(cell);
  if (text === '' || isEmptyMark(text)) return NOTHING;
  let code = context.codes.get(text);
  if (code === undefined && !context.codes.has(text)) {
    code = resolveCode(target, cleanText(text), context.parseCode);
    context.codes.set(text, code);
  }
  return code === undefined ? { problem: unknownCode(target, text) } : value(code);
}

const unknownCode = (target: ImportTarget, text: string): ValueProblem => ({
  severity: 'warning',
  code: 'unknown_code',
  message: `${quoted(text)}不在${target.label}的代码表里；该格留空，请改成代码表里的名称。`,
  repeats: true,
});

function readCodes(target: ImportTarget, cell: Cell, context: ReadContext): ReadValue {
  const texts = splitTexts(textOf(cell));
  if (texts.length === 0) return NOTHING;
  const codes = texts.map((text) => resolveCode(target, text, context.parseCode));
  const known = codes.filter((code) => code !== undefined);
  const lost = texts.filter((_, i) => codes[i] === undefined);
  return { ...(known.length > 0 ? { value: known } : {}), ...(lost.length > 0 ? { problem: unknownCode(target, lost.join('、')) } : {}) };
}

function readTexts(cell: Cell): ReadValue {
  const texts = splitTexts(textOf(cell));
  return texts.length === 0 ? NOTHING : value(texts);
}

const splitTexts = (text: string): string[] =>
  text
    .split(/[、，,；;\n]+/)
    .map((part) => cleanText(part.trim()))
    .filter((part) => part !== '' && !isEmptyMark(part));
