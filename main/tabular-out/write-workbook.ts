// Writes a workbook as a stream: rows go in as they are read, bytes of an xlsx come out, memory does not grow with the rows.

import { RowCursor } from './row-cursor.ts';
import { type SheetSource, type SheetSpec, type WorkbookSpec, type WriteOptions, checkWorkbookSpec, excelLimits } from './sheet-spec.ts';
import { SheetXml } from './sheet-xml.ts';
import { stylesXml } from './style-table.ts';
import { type WrittenSheet, contentTypes, coreProperties, packageRelationships, sheetPath, workbookRelationships, workbookXml } from './workbook-parts.ts';
import { type ZipEntry, zipStream } from './zip-stream.ts';

/** XML is handed to the compressor in blocks of about this many characters. */
const BLOCK_CHARACTERS = 32 * 1024;

/**
 * The finished file in memory. See `workbookChunks`.
 */
export async function writeWorkbook(workbook: WorkbookSpec, options: WriteOptions = {}): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of workbookChunks(workbook, options)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/**
 * Yields the bytes of an xlsx in order, for a file or a socket. Equal input gives equal bytes on one machine.
 * A sheet with more rows than Excel holds continues on 「名称(2)」 with the same header.
 * @throws AppError `bad_input` (description or value), `too_large` (a text over 32,767 characters, a file over 4 GB), `aborted`;
 *   what was yielded before is not a usable file
 */
export async function* workbookChunks(workbook: WorkbookSpec, options: WriteOptions = {}): AsyncGenerator<Uint8Array, void, undefined> {
  checkWorkbookSpec(workbook);
  yield* zipStream(packageParts(workbook, options));
}

async function* packageParts(workbook: WorkbookSpec, options: WriteOptions): AsyncGenerator<ZipEntry, void, undefined> {
  yield part('_rels/.rels', packageRelationships());
  yield part('docProps/core.xml', coreProperties(workbook));
  yield part('xl/styles.xml', stylesXml());
  const written: WrittenSheet[] = [];
  for (const source of workbook.sheets) yield* worksheetParts(source, workbook, written, options);
  yield part('xl/workbook.xml', workbookXml(written));
  yield part('xl/_rels/workbook.xml.rels', workbookRelationships(written.length));
  yield part('[Content_Types].xml', contentTypes(written.length));
}

const part = (name: string, xml: string): ZipEntry => ({ name, content: [Buffer.from(xml)] });

/** The worksheets of one source: one, or as many as its rows need. Appends to `written` what the workbook has to list. */
async function* worksheetParts(
  source: SheetSource,
  workbook: WorkbookSpec,
  written: WrittenSheet[],
  options: WriteOptions,
): AsyncGenerator<ZipEntry, void, undefined> {
  const rows = new RowCursor(source, options);
  let spec = source.spec;
  try {
    do {
      const sheet = new SheetXml(spec);
      const selected = spec.hidden !== true && written.every((before) => before.hidden);
      yield { name: sheetPath(written.length), content: worksheet(sheet, selected, rows, workbook.mark) };
      written.push({ name: spec.name, hidden: spec.hidden === true, names: sheet.definedNames() });
      spec = continuation(source.spec, [...written.map((sheet) => sheet.name), ...workbook.sheets.map((sheet) => sheet.spec.name)]);
    } while (await rows.ready());
  } finally {
    await rows.close();
  }
}

/** The bytes of one worksheet: as many rows as it holds; the notes stand where the rows end. */
async function* worksheet(sheet: SheetXml, selected: boolean, rows: RowCursor, mark: string | undefined): AsyncGenerator<Uint8Array, void, undefined> {
  let xml = sheet.head(selected);
  while (!sheet.isFull && (await rows.ready())) {
    for (let row = rows.next(); row !== undefined; row = sheet.isFull ? undefined : rows.next()) {
      xml += sheet.row(row);
      if (xml.length < BLOCK_CHARACTERS) continue;
      yield Buffer.from(xml);
      xml = '';
    }
  }
  const isLast = !(await rows.ready());
  yield Buffer.from(xml + sheet.tail(mark, isLast));
}

/** The same sheet once more under the next free 「名称(2)」; ranges that validations list stay on the first. */
function continuation(spec: SheetSpec, taken: readonly string[]): SheetSpec {
  const lower = new Set(taken.map((name) => name.toLowerCase()));
  for (let piece = 2; ; piece++) {
    const suffix = `(${piece})`;
    const name = spec.name.slice(0, excelLimits.sheetNameCharacters - suffix.length) + suffix;
    if (!lower.has(name.toLowerCase())) return { ...spec, name, columns: spec.columns.map(({ rangeName: _, ...column }) => column) };
  }
}
