// Reads one worksheet part of an xlsx: cells, formulas as their cached values, merges, hidden rows.

import type { Cell, Merge } from '#domain/tabular/sheet.ts';
import { isoToCell, serialToCell } from './number-format.ts';
import { ownedCopy } from './owned-copy.ts';
import { readLimits } from './read-limits.ts';
import { ReadProblem } from './read-problem.ts';
import { SheetBuilder, type WorkbookBuilder } from './workbook-builder.ts';
import { decodeExcelEscapes } from './xlsx-strings.ts';
import type { XmlHandler, XmlTokenizer } from './xml-tokenizer.ts';

/** What a worksheet needs from the rest of its workbook. */
export interface SheetContext {
  readonly workbook: WorkbookBuilder;
  /** `undefined` when the package has no shared strings part. */
  readonly strings: readonly string[] | undefined;
  /** By cell style index: whether its number format shows a date. */
  readonly dateStyles: readonly boolean[];
  readonly date1904: boolean;
}

/** XML handler of one worksheet; `sheet` is ready when the document has ended. */
export class WorksheetHandler implements XmlHandler {
  readonly sheet: SheetBuilder;
  /** Cells that point at a shared string that is not there. */
  lostStrings = 0;

  readonly #context: SheetContext;
  /** Dates repeat a lot within a list: one object per serial. */
  readonly #dates = new Map<number, Cell>();
  /** The same for text kept in the cell itself; also frees it from the chunk of XML it was cut from. */
  readonly #texts = new Map<string, string>();

  #row = -1;
  #column = -1;
  #type: string | undefined;
  #style = 0;
  #inCell = false;
  #hasFormula = false;
  #value: string | undefined;
  #inline: string | undefined;
  #phonetic = 0;

  constructor(context: SheetContext) {
    this.#context = context;
    this.sheet = new SheetBuilder(context.workbook);
  }

  open(name: string, xml: XmlTokenizer): void {
    switch (name) {
      case 'c':
        this.#openCell(xml);
        break;
      case 'v':
        if (this.#inCell) xml.captureText();
        break;
      case 'row':
        this.#openRow(xml);
        break;
      case 'f':
        this.#hasFormula = this.#inCell;
        break;
      case 't':
        if (this.#inCell && this.#phonetic === 0) xml.captureText();
        break;
      case 'rPh':
        this.#phonetic++;
        break;
      case 'mergeCell':
        this.#merge(xml.attribute('ref') ?? '');
        break;
    }
  }

  close(name: string, xml: XmlTokenizer): void {
    switch (name) {
      case 'v':
        if (this.#inCell) this.#value = xml.takeText();
        break;
      case 'c':
        this.#closeCell();
        break;
      case 't':
        if (this.#inCell && this.#phonetic === 0) this.#inline = (this.#inline ?? '') + xml.takeText();
        break;
      case 'rPh':
        this.#phonetic--;
        break;
    }
  }

  #openRow(xml: XmlTokenizer): void {
    const number = Number(xml.attribute('r') ?? this.#row + 2);
    if (!Number.isInteger(number) || number < 1) throw new ReadProblem('spreadsheet_damaged', '行号有误');
    if (number > readLimits.rows) throw new ReadProblem('spreadsheet_too_large', `超过 ${readLimits.rows} 行`);
    this.#row = number - 1;
    this.#column = -1;
    const hidden = xml.attribute('hidden');
    if (hidden === '1' || hidden === 'true') this.sheet.hideRow(this.#row);
  }

  #openCell(xml: XmlTokenizer): void {
    const reference = xml.attribute('r');
    this.#column = reference === undefined ? this.#column + 1 : columnOf(reference);
    this.#type = xml.attribute('t');
    this.#style = Number(xml.attribute('s') ?? 0);
    this.#inCell = true;
    this.#hasFormula = false;
    this.#value = undefined;
    this.#inline = undefined;
  }

  #closeCell(): void {
    this.#inCell = false;
    const cell = this.#cell();
    if (this.#hasFormula) {
      this.#context.workbook.formulaCells++;
      if (cell === null) this.#context.workbook.formulasWithoutValue++;
    }
    if (cell !== null) this.sheet.set(this.#row, this.#column, cell);
  }

  #cell(): Cell {
    if (this.#inline !== undefined) return this.#own(decodeExcelEscapes(this.#inline));
    const value = this.#value;
    if (value === undefined) return null;
    switch (this.#type) {
      case 's':
        return this.#sharedString(value);
      case 'str':
      case 'inlineStr':
        return this.#own(decodeExcelEscapes(value));
      case 'b':
        return value.trim() === '1' || value.trim() === 'true';
      case 'e':
        return { error: value.trim() };
      case 'd':
        return isoToCell(value) ?? this.#own(value);
      default:
        return this.#number(value);
    }
  }

  #sharedString(value: string): Cell {
    const text = this.#context.strings?.[Number(value)];
    if (text === undefined) this.lostStrings++;
    return text ?? null;
  }

  #number(value: string): Cell {
    const number = Number(value);
    if (number === 0 && value.trim() === '') return null;
    // A writer that put text without saying so: the text is what the person sees.
    if (!Number.isFinite(number)) return this.#own(value);
    if (this.#context.dateStyles[this.#style] !== true) return number;
    let date = this.#dates.get(number);
    if (date === undefined) {
      date = serialToCell(number, this.#context.date1904);
      this.#dates.set(number, date);
    }
    return date;
  }

  #own(text: string): string {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    const copy = ownedCopy(text);
    this.#texts.set(copy, copy);
    return copy;
  }

  #merge(reference: string): void {
    const block = parseRange(reference);
    if (block !== undefined) this.sheet.merge(block);
  }
}

/** Zero-based column of a reference such as `AB12`. */
function columnOf(reference: string): number {
  let column = 0;
  for (let at = 0; at < reference.length && at < 4; at++) {
    // 0x20 folds lower case to upper case.
    const letter = reference.charCodeAt(at) & ~0x20;
    if (letter < 65 || letter > 90) break;
    column = column * 26 + letter - 64;
  }
  if (column === 0) throw new ReadProblem('spreadsheet_damaged', `单元格位置 ${reference.slice(0, 20)} 有误`);
  return column - 1;
}

/** Parses `A1:C3`; undefined when it is not a block of cells. */
function parseRange(reference: string): Merge | undefined {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})$/i.exec(reference);
  if (match === null) return undefined;
  const [, startColumn = '', startRow, endColumn = '', endRow] = match;
  const columns = [columnOf(startColumn), columnOf(endColumn)];
  const rows = [Number(startRow) - 1, Number(endRow) - 1];
  return { top: Math.min(...rows), left: Math.min(...columns), bottom: Math.max(...rows), right: Math.max(...columns) };
}
