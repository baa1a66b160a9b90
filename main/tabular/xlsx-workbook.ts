// The parts of an xlsx around its sheets: relationships, sheet list, number formats of the cell styles.

import type { Sheet } from '#domain/tabular/sheet.ts';
import { isBuiltInDateFormat, isDateFormat } from './number-format.ts';
import type { XmlHandler, XmlTokenizer } from './xml-tokenizer.ts';

/** A relationship inside the package; `type` is the last word of its type address, the same in every OOXML edition. */
export interface Relationship {
  readonly type: string;
  /** Part name from the root of the package. */
  readonly target: string;
}

/** Reads a `.rels` part. Targets outside the package are left out: nothing is ever fetched. */
export class RelationshipsHandler implements XmlHandler {
  readonly byId = new Map<string, Relationship>();
  readonly #folder: string;

  /** `folder` is the folder of the part the relationships belong to, without slashes at its ends. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  open(name: string, xml: XmlTokenizer): void {
    if (name !== 'Relationship' || xml.attribute('TargetMode') === 'External') return;
    const type = (xml.attribute('Type') ?? '').split('/').at(-1) ?? '';
    this.byId.set(xml.attribute('Id') ?? '', { type, target: resolvePart(this.#folder, xml.attribute('Target') ?? '') });
  }

  close(): void {}
}

/** Resolves a target against a folder of the package; absolute targets start at the root, `..` never leaves it. */
function resolvePart(folder: string, target: string): string {
  const path = target.replaceAll('\\', '/');
  const parts = path.startsWith('/') || folder === '' ? [] : folder.split('/');
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

export interface SheetEntry {
  readonly name: string;
  readonly relationshipId: string;
  readonly visibility: Sheet['visibility'];
}

const visibilities = new Map<string, Sheet['visibility']>([
  ['hidden', 'hidden'],
  ['veryHidden', 'very_hidden'],
]);

/** Reads the workbook part: its sheets in order and its date system. */
export class WorkbookHandler implements XmlHandler {
  readonly sheets: SheetEntry[] = [];
  date1904 = false;

  open(name: string, xml: XmlTokenizer): void {
    if (name === 'workbookPr') {
      const flag = xml.attribute('date1904');
      this.date1904 = flag === '1' || flag === 'true';
    } else if (name === 'sheet') {
      this.sheets.push({
        name: xml.attribute('name') ?? '',
        relationshipId: xml.attribute('id') ?? '',
        visibility: visibilities.get(xml.attribute('state') ?? '') ?? 'visible',
      });
    }
  }

  close(): void {}
}

/** Reads the styles part: for each cell style, whether its number format shows a date. */
export class StylesHandler implements XmlHandler {
  readonly #customDates = new Map<number, boolean>();
  readonly #formatIds: number[] = [];
  #inCellFormats = false;

  open(name: string, xml: XmlTokenizer): void {
    if (name === 'numFmt') {
      this.#customDates.set(Number(xml.attribute('numFmtId')), isDateFormat(xml.attribute('formatCode') ?? ''));
    } else if (name === 'cellXfs') {
      this.#inCellFormats = true;
    } else if (name === 'xf' && this.#inCellFormats) {
      this.#formatIds.push(Number(xml.attribute('numFmtId') ?? 0));
    }
  }

  close(name: string): void {
    if (name === 'cellXfs') this.#inCellFormats = false;
  }

  /** By cell style index. A format declared in the file wins over the built-in of the same id. */
  dateStyles(): boolean[] {
    return this.#formatIds.map((id) => this.#customDates.get(id) ?? isBuiltInDateFormat(id));
  }
}
