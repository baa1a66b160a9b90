// Reads SpreadsheetML 2003 ("XML 表格 2003"), which some systems still export under the name .xls.

import type { Cell, Sheet, Workbook } from '#domain/tabular/sheet.ts';
import { isoToCell } from './number-format.ts';
import { ownedCopy } from './owned-copy.ts';
import { ReadProblem } from './read-problem.ts';
import { SheetBuilder, WorkbookBuilder } from './workbook-builder.ts';
import { parseXml } from './xml-part.ts';
import type { XmlHandler, XmlTokenizer } from './xml-tokenizer.ts';

/** Reads the document. Throws `ReadProblem` when it is damaged, hostile or over a limit. */
export async function readSpreadsheetMl(bytes: Uint8Array): Promise<Workbook> {
  const handler = new SpreadsheetMlHandler();
  await parseXml([bytes], handler);
  return handler.finish();
}

const visibilities = new Map<string, Sheet['visibility']>([
  ['SheetHidden', 'hidden'],
  ['SheetVeryHidden', 'very_hidden'],
]);

class SpreadsheetMlHandler implements XmlHandler {
  readonly #workbook = new WorkbookBuilder();
  #sheet: SheetBuilder | undefined;
  #name = '';
  #visibility: Sheet['visibility'] = 'visible';
  #row = -1;
  /** Further rows that share the attributes of the current row. */
  #rowSpan = 0;
  #column = -1;
  #mergeAcross = 0;
  #inCell = false;
  #inComment = false;
  #hasFormula = false;
  #type = '';
  #value: Cell = null;

  open(name: string, xml: XmlTokenizer): void {
    switch (name) {
      case 'Worksheet':
        this.#sheet = new SheetBuilder(this.#workbook);
        this.#name = xml.attribute('Name') ?? '';
        this.#visibility = 'visible';
        this.#row = -1;
        this.#rowSpan = 0;
        break;
      case 'Row':
        this.#openRow(xml);
        break;
      case 'Cell':
        this.#openCell(xml);
        break;
      case 'Comment':
        this.#inComment = true;
        break;
      case 'Data':
        if (this.#inCell && !this.#inComment) {
          this.#type = xml.attribute('Type') ?? '';
          xml.captureText();
        }
        break;
      case 'Visible':
        xml.captureText();
        break;
    }
  }

  close(name: string, xml: XmlTokenizer): void {
    switch (name) {
      case 'Data':
        if (this.#inCell && !this.#inComment) this.#value = typedValue(this.#type, xml.takeText());
        break;
      case 'Comment':
        this.#inComment = false;
        break;
      case 'Cell':
        this.#closeCell();
        break;
      case 'Visible':
        this.#visibility = visibilities.get(xml.takeText().trim()) ?? this.#visibility;
        break;
      case 'Worksheet':
        this.#sheet?.finish(this.#name, this.#visibility);
        this.#sheet = undefined;
        break;
    }
  }

  finish(): Workbook {
    const workbook = this.#workbook.finish('spreadsheetml');
    if (workbook.sheets.length === 0) throw new ReadProblem('spreadsheet_damaged', '文件中没有工作表');
    return workbook;
  }

  #openRow(xml: XmlTokenizer): void {
    this.#row = indexOf(xml, this.#row + 1 + this.#rowSpan);
    this.#rowSpan = count(xml, 'Span');
    this.#column = -1;
    this.#mergeAcross = 0;
    if (xml.attribute('Hidden') === '1') this.#sheet?.hideRow(this.#row);
  }

  #openCell(xml: XmlTokenizer): void {
    this.#column = indexOf(xml, this.#column + 1 + this.#mergeAcross);
    this.#mergeAcross = count(xml, 'MergeAcross');
    this.#inCell = true;
    this.#value = null;
    this.#hasFormula = xml.attribute('Formula') !== undefined;
    const bottom = this.#row + count(xml, 'MergeDown');
    this.#sheet?.merge({ top: this.#row, left: this.#column, bottom, right: this.#column + this.#mergeAcross });
  }

  #closeCell(): void {
    this.#inCell = false;
    if (this.#hasFormula) {
      this.#workbook.formulaCells++;
      if (this.#value === null) this.#workbook.formulasWithoutValue++;
    }
    this.#sheet?.set(this.#row, this.#column, this.#value);
  }
}

function typedValue(type: string, text: string): Cell {
  switch (type) {
    case 'Number':
      return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : ownedCopy(text) || null;
    case 'Boolean':
      return text.trim() === '1';
    case 'Error':
      return { error: text.trim() };
    case 'DateTime':
      return isoToCell(text) ?? (ownedCopy(text) || null);
    default:
      return ownedCopy(text) || null;
  }
}

/** Zero-based position from the one-based `Index` attribute; `next` when there is none. */
function indexOf(xml: XmlTokenizer, next: number): number {
  const index = Number(xml.attribute('Index') ?? next + 1);
  if (!Number.isInteger(index) || index < 1) throw new ReadProblem('spreadsheet_damaged', '行号或列号有误');
  return index - 1;
}

function count(xml: XmlTokenizer, name: string): number {
  const value = Number(xml.attribute(name) ?? 0);
  return Number.isInteger(value) && value > 0 ? value : 0;
}
