// Reads OpenDocument spreadsheets (ods, flat fods) into the neutral workbook.

import type { Cell, Sheet, Workbook } from '#domain/tabular/sheet.ts';
import { isoToCell } from './number-format.ts';
import { ownedCopy } from './owned-copy.ts';
import { readLimits } from './read-limits.ts';
import { ReadProblem } from './read-problem.ts';
import { SheetBuilder, WorkbookBuilder } from './workbook-builder.ts';
import { parseXml } from './xml-part.ts';
import type { XmlHandler, XmlTokenizer } from './xml-tokenizer.ts';
import type { ZipPackage } from './zip-package.ts';

/** Reads the package form. Throws `ReadProblem` when it is encrypted, damaged, hostile or over a limit. */
export async function readOds(zip: ZipPackage): Promise<Workbook> {
  if (zip.has('META-INF/manifest.xml') && (await zip.bytes('META-INF/manifest.xml')).includes('encryption-data')) {
    throw new ReadProblem('spreadsheet_encrypted', '文件已加密');
  }
  const handler = new OdsHandler();
  await parseXml(zip.stream('content.xml', readLimits.totalBytes), handler);
  return handler.finish();
}

/** Reads the single-file form (fods). */
export async function readFlatOds(bytes: Uint8Array): Promise<Workbook> {
  const handler = new OdsHandler();
  await parseXml([bytes], handler);
  return handler.finish();
}

/** Elements inside a table that hold tables or text of their own, which are not cells of the sheet. */
const foreignContent = new Set(['annotation', 'shapes', 'object', 'frame', 'tracked-changes', 'dde-source', 'table-source', 'scenario']);

class OdsHandler implements XmlHandler {
  readonly #workbook = new WorkbookBuilder();
  /** Names of table styles that hide their sheet. */
  readonly #hidingStyles = new Set<string>();
  #style = '';

  /** Depth of the foreign element being skipped, 0 when none is. */
  #skipping = 0;

  #sheet: SheetBuilder | undefined;
  #name = '';
  #visibility: Sheet['visibility'] = 'visible';
  #row = 0;
  #rowRepeat = 1;
  #rowHidden = false;
  /** Filled cells of the current row, written once per repetition when the row ends. */
  #rowCells: { readonly column: number; readonly repeat: number; readonly value: Cell }[] = [];
  #column = 0;
  #cellRepeat = 1;
  #cell: { readonly type: string; readonly value: string | undefined; readonly formula: boolean; readonly covered: boolean } | undefined;
  #paragraphs: string[] = [];

  open(name: string, xml: XmlTokenizer): void {
    if (this.#skipping > 0) return;
    if (this.#sheet !== undefined && foreignContent.has(name)) {
      this.#skipping = xml.depth;
      return;
    }
    switch (name) {
      case 'style':
        this.#style = xml.attribute('name') ?? '';
        break;
      case 'table-properties':
        if (xml.attribute('display') === 'false') this.#hidingStyles.add(this.#style);
        break;
      case 'table':
        this.#openTable(xml);
        break;
      case 'table-row':
        this.#openRow(xml);
        break;
      case 'table-cell':
      case 'covered-table-cell':
        this.#openCell(xml, name === 'covered-table-cell');
        break;
      case 'p':
        if (this.#cell !== undefined) xml.captureText();
        break;
      case 's':
        xml.addText(' '.repeat(Math.min(repeatOf(xml, 'c'), readLimits.cellCharacters)));
        break;
      case 'tab':
        xml.addText('\t');
        break;
      case 'line-break':
        xml.addText('\n');
        break;
    }
  }

  close(name: string, xml: XmlTokenizer): void {
    if (this.#skipping > 0) {
      // The tokenizer has left an element when it reports its end.
      if (xml.depth < this.#skipping) this.#skipping = 0;
      return;
    }
    switch (name) {
      case 'p':
        if (this.#cell !== undefined) this.#paragraphs.push(xml.takeText());
        break;
      case 'table-cell':
      case 'covered-table-cell':
        this.#closeCell();
        break;
      case 'table-row':
        this.#closeRow();
        break;
      case 'table':
        this.#sheet?.finish(this.#name, this.#visibility);
        this.#sheet = undefined;
        break;
    }
  }

  finish(): Workbook {
    const workbook = this.#workbook.finish('ods');
    if (workbook.sheets.length === 0) throw new ReadProblem('spreadsheet_damaged', '文件中没有工作表');
    return workbook;
  }

  #openTable(xml: XmlTokenizer): void {
    this.#sheet = new SheetBuilder(this.#workbook);
    this.#name = xml.attribute('name') ?? '';
    this.#visibility = this.#hidingStyles.has(xml.attribute('style-name') ?? '') ? 'hidden' : 'visible';
    this.#row = 0;
  }

  #openRow(xml: XmlTokenizer): void {
    this.#rowRepeat = repeatOf(xml, 'number-rows-repeated');
    this.#rowHidden = (xml.attribute('visibility') ?? 'visible') !== 'visible';
    this.#rowCells = [];
    this.#column = 0;
  }

  #closeRow(): void {
    if (this.#rowCells.length > 0) {
      for (let row = this.#row; row < this.#row + this.#rowRepeat; row++) {
        for (const { column, repeat, value } of this.#rowCells) {
          for (let at = column; at < column + repeat; at++) this.#sheet?.set(row, at, value);
        }
        if (this.#rowHidden) this.#sheet?.hideRow(row);
      }
    }
    this.#row += this.#rowRepeat;
  }

  #openCell(xml: XmlTokenizer, covered: boolean): void {
    const type = xml.attribute('value-type') ?? '';
    const value = xml.attribute(`${type}-value`) ?? xml.attribute('value');
    this.#cellRepeat = repeatOf(xml, 'number-columns-repeated');
    this.#cell = { type, value, covered, formula: xml.attribute('formula') !== undefined };
    this.#paragraphs = [];
    const columns = repeatOf(xml, 'number-columns-spanned');
    const rows = repeatOf(xml, 'number-rows-spanned');
    this.#sheet?.merge({ top: this.#row, left: this.#column, bottom: this.#row + rows - 1, right: this.#column + columns - 1 });
  }

  #closeCell(): void {
    const cell = this.#cell;
    this.#cell = undefined;
    // A covered cell may keep a value from before merging; nobody sees it.
    if (cell !== undefined && !cell.covered) {
      const value = this.#value(cell.type, cell.value, cell.formula);
      if (cell.formula) {
        this.#workbook.formulaCells++;
        if (value === null) this.#workbook.formulasWithoutValue++;
      }
      if (value !== null && value !== '') this.#rowCells.push({ column: this.#column, repeat: this.#cellRepeat, value });
    }
    this.#column += this.#cellRepeat;
  }

  #value(type: string, value: string | undefined, formula: boolean): Cell {
    const text = ownedCopy(this.#paragraphs.join('\n'));
    switch (type) {
      case 'float':
      case 'percentage':
      case 'currency': {
        const number = Number(value);
        return value !== undefined && value !== '' && Number.isFinite(number) ? number : text || null;
      }
      case 'date':
        return isoToCell(value ?? '') ?? (text || null);
      case 'boolean':
        return value === 'true';
      case 'string': {
        if (formula && /^(?:#[A-Z/0]+[!?]?|Err:\d+)$/.test(text)) return { error: text };
        return ownedCopy(value ?? text) || null;
      }
      default:
        return text || null;
    }
  }
}

/** A count attribute of at least one. */
function repeatOf(xml: XmlTokenizer, name: string): number {
  const count = Number(xml.attribute(name) ?? 1);
  return Number.isInteger(count) && count > 0 ? count : 1;
}
