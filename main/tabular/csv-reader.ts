// Reads delimited text (csv, txt) as people export it: any of four separators, quotes, mixed line ends.

import type { Workbook } from '#domain/tabular/sheet.ts';
import { readLimits } from './read-limits.ts';
import { ReadProblem } from './read-problem.ts';
import { decodeText } from './text-encoding.ts';
import { SheetBuilder, WorkbookBuilder } from './workbook-builder.ts';

const delimiters = [',', '\t', ';', '|'] as const;
const SAMPLE_RECORDS = 100;
/** Blank lines before the sample is full do not end it, but they do not go on forever either. */
const SAMPLE_LINES = 10_000;

/**
 * Reads delimited text into one sheet; every cell stays text, because `007` and long codes must survive.
 * Throws `ReadProblem` `spreadsheet_damaged` naming the line when a quote is never closed.
 */
export function readCsv(bytes: Uint8Array, encoding: string): Workbook {
  const { text, unreadable } = decodeText(bytes, encoding);
  const builder = new WorkbookBuilder();
  if (unreadable > 0) builder.notice(`有 ${unreadable} 个字符无法识别（按 ${encoding} 编码读取），已用“\uFFFD”代替，请核对。`);

  // "sep=;" on the first line is Excel's own hint and not a row.
  const hint = /^sep=([^\r\n])(?:\r\n?|\n|$)/i.exec(text);
  const start = hint === null ? 0 : hint[0].length;
  const delimiter = hint?.[1] ?? detectDelimiter(text);

  const sheet = new SheetBuilder(builder);
  let row = 0;
  for (const fields of records(text, start, delimiter)) {
    if (row >= readLimits.rows) throw new ReadProblem('spreadsheet_too_large', `超过 ${readLimits.rows} 行`);
    for (const [column, field] of fields.entries()) sheet.set(row, column, field);
    row++;
  }
  sheet.finish('Sheet1', 'visible');
  return builder.finish('csv', encoding);
}

/** The separator that gives the most columns in the most even way; a comma when nothing separates. */
function detectDelimiter(text: string): string {
  let best: { delimiter: string; score: number } = { delimiter: ',', score: 0 };
  for (const delimiter of delimiters) {
    const score = evenness(text, delimiter);
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

/** Columns of the most common width above one, weighted by the square of the share of records that have it. */
function evenness(text: string, delimiter: string): number {
  const widths = new Map<number, number>();
  let total = 0;
  try {
    let seen = 0;
    for (const fields of records(text, 0, delimiter)) {
      if (++seen > SAMPLE_LINES) break;
      if (fields.length === 1 && fields[0] === '') continue;
      widths.set(fields.length, (widths.get(fields.length) ?? 0) + 1);
      if (++total === SAMPLE_RECORDS) break;
    }
  } catch (error) {
    // An open quote ends the sample; reading itself reports it.
    if (!(error instanceof ReadProblem)) throw error;
  }
  let score = 0;
  for (const [width, count] of widths) {
    if (width > 1) score = Math.max(score, width * (count / total) ** 2);
  }
  return score;
}

/**
 * Splits text into records after RFC 4180, tolerant where Excel is: line ends may be mixed, a quote inside an
 * unquoted field is an ordinary character, and text after a closing quote belongs to the field.
 */
function* records(text: string, start: number, delimiter: string): Generator<string[]> {
  const stop = new RegExp(`[\\r\\n${delimiter.replace(/[\\\]^|-]/g, String.raw`\$&`)}]`, 'g');
  let position = start;
  let fields: string[] = [];
  while (position < text.length) {
    let field = '';
    if (text[position] === '"') {
      const quoted = quotedField(text, position);
      field = quoted.value;
      position = quoted.end;
    }
    stop.lastIndex = position;
    const end = stop.exec(text)?.index ?? text.length;
    fields.push(field + text.slice(position, end));
    position = end + 1;
    if (text[end] === delimiter) {
      // A delimiter at the very end of the file still opens a last, empty field.
      if (position >= text.length) fields.push('');
      else continue;
    }
    if (text[end] === '\r' && text[position] === '\n') position++;
    yield fields;
    fields = [];
  }
  if (fields.length > 0) yield fields;
}

function quotedField(text: string, open: number): { value: string; end: number } {
  let value = '';
  let position = open + 1;
  for (;;) {
    const quote = text.indexOf('"', position);
    if (quote === -1) throw new ReadProblem('spreadsheet_damaged', `第 ${lineOf(text, open)} 行的引号没有结束`);
    value += text.slice(position, quote);
    if (text[quote + 1] !== '"') return { value, end: quote + 1 };
    value += '"';
    position = quote + 2;
  }
}

/** One-based line of a position, counting CR, LF and CRLF as one line end each. */
function lineOf(text: string, position: number): number {
  return (text.slice(0, position).match(/\r\n?|\n/g)?.length ?? 0) + 1;
}
