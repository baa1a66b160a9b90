// Dates and 起止 ranges as Chinese tables print them → 'YYYY' | 'YYYY-MM' | 'YYYY-MM-DD'.

import type { Cell } from '../sheet.ts';
import { isEmptyMark, LONGEST_PHRASE, numberText, quoted } from './cell-text.ts';

export type DateProblem = 'date_unreadable' | 'date_ambiguous' | 'date_duration' | 'date_open' | 'date_reversed';

export type DateReading =
  | { readonly kind: 'date'; readonly value: string; readonly doubt?: DateProblem }
  | { readonly kind: 'empty' }
  | { readonly kind: 'unreadable'; readonly code: DateProblem };

export interface RangeReading {
  readonly start: DateReading;
  readonly finish: DateReading;
}

const EMPTY: DateReading = { kind: 'empty' };
const unreadable = (code: DateProblem): DateReading => ({ kind: 'unreadable', code });
const date = (value: string): DateReading => ({ kind: 'date', value });

const two = (n: number): string => String(n).padStart(2, '0');
const isYear = (n: number): boolean => Number.isInteger(n) && n >= 1949 && n <= 2100;

function yearMonth(year: number, month: number): DateReading {
  return isYear(year) && month >= 1 && month <= 12 ? date(`${year}-${two(month)}`) : unreadable('date_unreadable');
}

function fullDay(year: number, month: number, day: number): DateReading {
  if (!isYear(year) || month < 1 || month > 12) return unreadable('date_unreadable');
  const check = new Date(Date.UTC(year, month - 1, day));
  return check.getUTCMonth() === month - 1 && check.getUTCDate() === day ? date(`${year}-${two(month)}-${two(day)}`) : unreadable('date_unreadable');
}

/** Excel's day number (1900 system, which counts a 29 February 1900 that never was) → ISO day. */
function excelDay(serial: number): DateReading {
  const day = new Date(Date.UTC(1899, 11, 30) + Math.floor(serial) * 86_400_000);
  return date(`${day.getUTCFullYear()}-${two(day.getUTCMonth() + 1)}-${two(day.getUTCDate())}`);
}

function fromNumber(value: number): DateReading {
  if (isYear(value)) return date(String(value));
  if (Number.isInteger(value)) {
    if (value >= 194901 && value <= 210012) return yearMonth(Math.floor(value / 100), value % 100);
    if (value >= 19490101 && value <= 21001231) return fullDay(Math.floor(value / 10_000), Math.floor(value / 100) % 100, value % 100);
  }
  // Day numbers 20000–73050 are 1954–2099: no other reading of such a number makes sense in a date column.
  if (value >= 20_000 && value <= 73_050) return excelDay(value);
  const dotted = /^(\d{4})\.(\d{1,2})$/.exec(numberText(value));
  if (dotted === null || !isYear(Number(dotted[1]))) return unreadable('date_unreadable');
  // 2024.10 typed into a number cell is stored as 2024.1: January and October cannot be told apart.
  if (dotted[2] === '1') return { kind: 'date', value: dotted[1] ?? '', doubt: 'date_ambiguous' };
  return yearMonth(Number(dotted[1]), Number(dotted[2]));
}

const YEAR = String.raw`(\d{4})`;
const AROUND = '(?:前后|前|左右|之前|以前|内|开工|竣工|建成|完工|投产|动工|开始)*';
const FORMS: readonly { readonly form: RegExp; readonly read: (m: readonly (string | undefined)[]) => DateReading }[] = [
  { form: new RegExp(`^${YEAR}(?:年度?)?${AROUND}$`), read: (m) => (isYear(Number(m[1])) ? date(m[1] ?? '') : unreadable('date_unreadable')) },
  { form: new RegExp(`^${YEAR}年?(?:年底|底|末|年终)${AROUND}$`), read: (m) => yearMonth(Number(m[1]), 12) },
  { form: new RegExp(`^${YEAR}年?初${AROUND}$`), read: (m) => yearMonth(Number(m[1]), 1) },
  { form: new RegExp(`^${YEAR}年?(?:上半年|下半年|年中|第?[一二三四1-4]季度|[qQ][1-4]|春|夏|秋|冬)季?${AROUND}$`), read: (m) => date(m[1] ?? '') },
  { form: new RegExp(`^${YEAR}[年./-](\\d{1,2})月?份?(?:上旬|中旬|下旬|初|中|底|末)?${AROUND}$`), read: (m) => yearMonth(Number(m[1]), Number(m[2])) },
  { form: /^(\d{2})年(\d{1,2})月份?(?:底|初|末)?$/, read: (m) => yearMonth(2000 + Number(m[1]), Number(m[2])) },
  { form: /^(\d{2})年$/, read: (m) => date(String(2000 + Number(m[1]))) },
  {
    form: new RegExp(`^${YEAR}(?:年(\\d{1,2})月|([./-])(\\d{1,2})\\3)(\\d{1,2})日?(?:[T ]?\\d{1,2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?Z?)?${AROUND}$`),
    read: (m) => fullDay(Number(m[1]), Number(m[2] ?? m[4]), Number(m[5])),
  },
  { form: /^(\d{4})(\d{2})$/, read: (m) => yearMonth(Number(m[1]), Number(m[2])) },
  { form: /^(\d{4})(\d{2})(\d{2})$/, read: (m) => fullDay(Number(m[1]), Number(m[2]), Number(m[3])) },
];

function fromText(text: string, year: number | undefined): DateReading {
  for (const { form, read } of FORMS) {
    const match = form.exec(text);
    if (match) return read(match);
  }
  const monthOnly = /^(\d{1,2})月份?(?:底|初|末|前)?$/.exec(text);
  if (monthOnly && Number(monthOnly[1]) <= 12) return year === undefined ? unreadable('date_unreadable') : yearMonth(year, Number(monthOnly[1]));
  if (isDuration(text)) return unreadable('date_duration');
  if (/^\d{5}(?:\.\d+)?$/.test(text)) return fromNumber(Number(text));
  return unreadable('date_unreadable');
}

const isDuration = (text: string): boolean =>
  /^约?\d+(?:\.\d+)?(?:-\d+)?(?:个?月|年|天|日历天)$/.test(text) && !/^(?:19|20|21)\d{2}年$/.test(text) && !/^\d{2}年$/.test(text);

const tidy = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[‐‑‒–—―−~～]+|--+/g, '-')
    .replace(/\s*\n\s*/g, '')
    .replace(/(?<=.)\([^()]*\)\s*$/, '')
    .replace(/(?<=[\d月日年])\s*[.,;。、]+\s*(?=-|$)/g, '')
    .trim();

/** Reads one date. `year` completes 「9月」 and may be left out. */
export function readDate(cell: Cell | undefined, year?: number): DateReading {
  if (cell === null || cell === undefined) return EMPTY;
  if (typeof cell === 'number') return fromNumber(cell);
  if (typeof cell === 'object' && 'date' in cell) return date(cell.date.slice(0, 10));
  if (typeof cell !== 'string' || cell.trim().length > LONGEST_PHRASE) return unreadable('date_unreadable');
  const text = tidy(cell.trim());
  if (text === '' || isEmptyMark(text)) return EMPTY;
  const spaceless = /^\d{4}-\d{1,2}-\d{1,2} \d/.test(text) ? text : text.replace(/\s/g, '');
  return fromText(spaceless, year);
}

/**
 * Reads a 起止 cell. A lone year is both ends, a lone month is the start, 「2025年底」 is the finish,
 * 「2024年起」 leaves the finish open. Durations (「36个月」) give no date and say so.
 */
export function readDateRange(cell: Cell | undefined, year?: number): RangeReading {
  const whole = readDate(cell, year);
  const text = typeof cell === 'string' && cell.trim().length <= LONGEST_PHRASE ? tidy(cell.trim()).replace(/\s/g, '') : '';
  if (whole.kind === 'empty') return { start: EMPTY, finish: EMPTY };
  if (whole.kind === 'date') {
    if (/底|末|竣工|建成|完工|投产|前$/.test(text)) return { start: EMPTY, finish: whole };
    return { start: whole, finish: whole.value.length === 4 ? whole : EMPTY };
  }
  const open = /^(.+?)(?:年?起|开始|-|至今)$/.exec(text);
  if (open) return { start: fromText((open[1] ?? '').replace(/-$/, ''), year), finish: EMPTY };
  const until = /^(?:-|至)(.+)$/.exec(text);
  if (until) return { start: EMPTY, finish: fromText(until[1] ?? '', year) };
  const ends = splitRange(text);
  if (ends === undefined) return { start: whole, finish: whole };
  const start = fromText(ends[0], year);
  const startYear = start.kind === 'date' ? Number(start.value.slice(0, 4)) : year;
  const finish = readEnd(ends[1], startYear);
  if (start.kind === 'date' && finish.kind === 'date' && start.value.slice(0, finish.value.length) > finish.value) {
    return { start: { ...start, doubt: 'date_reversed' }, finish };
  }
  return { start, finish };
}

/** 2024-2026, 2024.03-2026.12, 2024年3月至2026年12月, 2024-03-2026-12, 2024.3-12. */
function splitRange(text: string): readonly [string, string] | undefined {
  const bare = text.replace(/^(?:自|从|由)/, '').replace(/(?:止|结束)$/, '');
  const word = /^(.+?)-?(?:至|到)-?(.+)$/.exec(bare);
  if (word) return [word[1] ?? '', word[2] ?? ''];
  // 24.3-26.12: numbers above 12 can only be years.
  const brief = /^(\d{2})[./](\d{1,2})-(\d{2})[./](\d{1,2})$/.exec(bare);
  if (brief && Number(brief[1]) > 12 && Number(brief[3]) > 12) return [`20${brief[1]}.${brief[2]}`, `20${brief[3]}.${brief[4]}`];
  const years = /^(\d{4}.*?)-(\d{4}(?!\d).*|\d{6}|\d{8})$/.exec(bare);
  if (years) return [years[1] ?? '', years[2] ?? ''];
  const short = /^(\d{4}(?:年|[./]|年?\d{1,2}月|[./]\d{1,2}).*?)-(\d{1,2}年?(?:\d{1,2}月)?月?)$/.exec(bare);
  if (short) return [short[1] ?? '', short[2] ?? ''];
  const shortYear = /^(\d{4})-(\d{2})年?$/.exec(bare);
  return shortYear && Number(shortYear[2]) > 12 ? [shortYear[1] ?? '', `${shortYear[2] ?? ''}年`] : undefined;
}

function readEnd(text: string, startYear: number | undefined): DateReading {
  const month = /^(\d{1,2})月?$/.exec(text);
  if (month && startYear !== undefined && Number(month[1]) <= 12) return yearMonth(startYear, Number(month[1]));
  if (month && Number(month[1]) > 12) return fromText(`${text}年`, startYear);
  return fromText(text, startYear);
}

const DATE_MESSAGES: Readonly<Record<DateProblem, string>> = {
  date_unreadable: '不能读成日期；该日期留空，请写成 2024、2024-09 或 2024-09-01',
  date_ambiguous: '存成了数字，分不清是 1 月还是 10 月；只取了年份，请核对',
  date_duration: '是工期长度，不是起止日期；日期留空，请补填开工和竣工时间',
  date_open: '只写了一端；另一端留空',
  date_reversed: '的开工晚于竣工；已照原样读取，请核对',
};

/** The Chinese sentence for a doubtful or unreadable date. */
export const dateMessage = (printed: string, code: DateProblem): string => `${quoted(printed)}${DATE_MESSAGES[code]}。`;
