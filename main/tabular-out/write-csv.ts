// Writes rows as CSV: safe against formulas, exact numbers, in the encoding the reader's spreadsheet expects.

import iconv from 'iconv-lite';
import { booleanText, type CellPlace, checkNumber, checkRowWidth, isNumberFormat, numberText, scaledDecimal, startsLikeFormula } from './cell-value.ts';
import { RowCursor } from './row-cursor.ts';
import type { CellValue, ColumnSpec, RowBatches, WriteOptions } from './sheet-spec.ts';

export interface CsvSource {
  /** What is exported, for progress and messages. */
  readonly name: string;
  /** Header, group and format count; width and validation have no meaning here. */
  readonly columns: readonly ColumnSpec[];
  readonly rows: RowBatches;
}

/** `utf-8` starts with a byte order mark, without which Excel takes it for GBK; `gb18030` (GB 18030-2022) needs none. */
export type CsvEncoding = 'gb18030' | 'utf-8';

const BLOCK_CHARACTERS = 32 * 1024;

/** The finished file in memory. See `csvChunks`. */
export async function writeCsv(source: CsvSource, encoding: CsvEncoding, options: WriteOptions = {}): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of csvChunks(source, encoding, options)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/**
 * Yields the bytes of a CSV file (RFC 4180: commas, CRLF, quotes doubled), one header line, then the rows.
 * Money in 万元, percentages as `95.5%`, without thousands separators. Text that reads like a formula gets a leading `'`;
 * numbers never do. A header under a group is written 「组-列」.
 * @throws AppError `bad_input` with row and column when a value cannot stand in its column, `aborted`
 */
export async function* csvChunks(source: CsvSource, encoding: CsvEncoding, options: WriteOptions = {}): AsyncGenerator<Uint8Array, void, undefined> {
  const { name, columns } = source;
  const encode = (text: string): Uint8Array => (encoding === 'utf-8' ? Buffer.from(text) : iconv.encode(text.toWellFormed(), 'gb18030'));
  const rows = new RowCursor({ spec: { name }, rows: source.rows }, options);
  let text = encoding === 'utf-8' ? '\ufeff' : '';
  let line = 1;
  text += csvLine(columns.map(({ group, header }) => safeText(group === undefined ? header : `${group}-${header}`)));
  try {
    while (await rows.ready()) {
      for (let row = rows.next(); row !== undefined; row = rows.next()) {
        line++;
        checkRowWidth(row, columns.length, { sheet: name, row: line });
        text += csvLine(columns.map((column, index) => csvValue(row[index] ?? null, column, { sheet: name, row: line, column: column.header })));
        if (text.length < BLOCK_CHARACTERS) continue;
        yield encode(text);
        text = '';
      }
    }
    yield encode(text);
  } finally {
    await rows.close();
  }
}

function csvValue(value: CellValue, { format }: ColumnSpec, place: CellPlace): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return booleanText(value);
  if (typeof value === 'string') return safeText(value);
  checkNumber(value, format, () => place);
  if (format === 'percent_bp') return `${scaledDecimal(value, 2)}%`;
  return isNumberFormat(format) ? numberText(value, format) : safeText(String(value));
}

const safeText = (text: string): string => quoted(startsLikeFormula(text) ? `'${text}` : text);

const quoted = (text: string): string => (/[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const csvLine = (fields: readonly string[]): string => `${fields.join(',')}\r\n`;
