// Reads the tables of an HTML page, the form in which many government systems "export Excel".

import type { Workbook } from '#domain/tabular/sheet.ts';
import { decodeHtmlEntities } from './html-entities.ts';
import { tagsOf } from './html-tags.ts';
import { readLimits } from './read-limits.ts';
import { ReadProblem } from './read-problem.ts';
import { decodeText } from './text-encoding.ts';
import { SheetBuilder, WorkbookBuilder } from './workbook-builder.ts';

/** Elements that begin a new line of text. */
const breaks = new Set(['br', 'p', 'div', 'li', 'h1', 'h2', 'h3', 'h4']);

/** A table being read. Nested tables are tables of their own: the outer one is often only page layout. */
class OpenTable {
  readonly sheet: SheetBuilder;
  filled = false;
  row = -1;
  #column = 0;
  /** By column: first row that is free again below a row span. */
  readonly #freeFrom: number[] = [];
  #cell: { column: number; text: string; number: number | undefined } | undefined;

  constructor(workbook: WorkbookBuilder) {
    this.sheet = new SheetBuilder(workbook);
  }

  openRow(hidden: boolean): void {
    this.closeCell();
    this.row++;
    this.#column = 0;
    if (hidden) this.sheet.hideRow(this.row);
  }

  openCell(attributes: string): void {
    this.closeCell();
    if (this.row === -1) this.row = 0;
    while ((this.#freeFrom[this.#column] ?? 0) > this.row) this.#column++;
    const left = this.#column;
    const columns = span(attribute(attributes, 'colspan'), readLimits.columns);
    const rows = span(attribute(attributes, 'rowspan'), readLimits.rows);
    if (left + columns > readLimits.columns) throw new ReadProblem('spreadsheet_too_large', `超过 ${readLimits.columns} 列`);
    if (rows > 1) for (let column = left; column < left + columns; column++) this.#freeFrom[column] = this.row + rows;
    this.sheet.merge({ top: this.row, left, bottom: this.row + rows - 1, right: left + columns - 1 });
    this.#column = left + columns;
    // Excel writes the full number here when the text shows a rounded one.
    const exact = attribute(attributes, 'x:num');
    this.#cell = { column: left, text: '', number: exact === undefined || exact.trim() === '' ? undefined : Number(exact) };
  }

  addText(text: string): void {
    if (this.#cell !== undefined) this.#cell.text += text;
  }

  closeCell(): void {
    const cell = this.#cell;
    if (cell === undefined) return;
    this.#cell = undefined;
    const text = cell.text
      .split('\n')
      .map((line) => line.trim())
      .join('\n')
      .trim();
    if (text !== '') this.filled = true;
    this.sheet.set(this.row, cell.column, text !== '' && Number.isFinite(cell.number) ? (cell.number ?? text) : text);
  }
}

/** Reads every table of the page as a sheet. Throws `ReadProblem` `not_a_spreadsheet` when the page has none. */
export function readHtml(bytes: Uint8Array, encoding: string): Workbook {
  const { text, unreadable } = decodeText(bytes, encoding);
  const builder = new WorkbookBuilder();
  if (unreadable > 0) builder.notice(`有 ${unreadable} 个字符无法识别（按 ${encoding} 编码读取），已用“\uFFFD”代替，请核对。`);
  const open: OpenTable[] = [];
  const tables: OpenTable[] = [];
  for (const { before, name, closing, attributes } of tagsOf(text)) {
    open.at(-1)?.addText(visibleText(before));
    if (name === 'table' && !closing) {
      const table = new OpenTable(builder);
      open.push(table);
      tables.push(table);
    } else {
      handleTag(open, name, closing, attributes);
    }
    if (open.length > readLimits.xmlDepth) throw new ReadProblem('spreadsheet_hostile', '表格嵌套过深');
  }
  for (const table of open) table.closeCell();

  const filled = tables.filter((table) => table.filled);
  if (filled.length === 0) throw new ReadProblem('not_a_spreadsheet', '看起来是网页，其中没有表格');
  for (const [index, table] of filled.entries()) table.sheet.finish(`表格${index + 1}`, 'visible');
  return builder.finish('html', encoding);
}

function handleTag(open: OpenTable[], name: string, closing: boolean, attributes: string): void {
  const table = open.at(-1);
  if (table === undefined) return;
  if (name === 'table') {
    table.closeCell();
    open.pop();
  } else if (name === 'tr') {
    if (closing) table.closeCell();
    else table.openRow(/display\s*:\s*none/i.test(attribute(attributes, 'style') ?? ''));
  } else if (name === 'td' || name === 'th') {
    if (closing) table.closeCell();
    else table.openCell(attributes);
  } else if (breaks.has(name)) {
    table.addText('\n');
  }
}

/** Source line breaks are spaces, runs of spaces one space; a no-break space counts as a space. */
function visibleText(raw: string): string {
  return decodeHtmlEntities(raw.replace(/\s+/g, ' ')).replaceAll('\u00a0', ' ');
}

function attribute(attributes: string, name: string): string | undefined {
  const match = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(attributes);
  const value = match?.[1] ?? match?.[2] ?? match?.[3];
  return value === undefined ? undefined : decodeHtmlEntities(value);
}

function span(value: string | undefined, limit: number): number {
  const count = Number.parseInt(value ?? '1', 10);
  return Number.isNaN(count) || count < 1 ? 1 : Math.min(count, limit);
}
