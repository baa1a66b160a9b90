// Reads an xlsx (or xlsm) package into the neutral workbook, streaming its sheets.

import type { Workbook } from '#domain/tabular/sheet.ts';
import { readLimits } from './read-limits.ts';
import { ReadProblem } from './read-problem.ts';
import { WorkbookBuilder } from './workbook-builder.ts';
import { WorksheetHandler, type SheetContext } from './xlsx-sheet.ts';
import { SharedStringsHandler } from './xlsx-strings.ts';
import { RelationshipsHandler, StylesHandler, WorkbookHandler, type Relationship } from './xlsx-workbook.ts';
import { parseXml } from './xml-part.ts';
import type { XmlHandler } from './xml-tokenizer.ts';
import type { ZipPackage } from './zip-package.ts';

/** Sheet-like parts that hold no table, by the last word of their relationship type. */
const sheetsWithoutCells = new Map([
  ['chartsheet', '图表'],
  ['dialogsheet', '对话框'],
  ['xlMacrosheet', '宏表'],
  ['xlIntlMacrosheet', '宏表'],
]);

/**
 * Reads every worksheet of the package. Formulas are never evaluated: their cached values count.
 * Throws `ReadProblem` when the package is damaged, hostile or over a limit.
 */
export async function readXlsx(zip: ZipPackage): Promise<Workbook> {
  const part = await workbookPart(zip);
  const workbook = new WorkbookHandler();
  await parse(zip, part, workbook);
  const relationships = await readRelationships(zip, part);

  const builder = new WorkbookBuilder();
  const context: SheetContext = {
    workbook: builder,
    strings: await readStrings(zip, relationships),
    dateStyles: await readDateStyles(zip, relationships),
    date1904: workbook.date1904,
  };

  const read = new Map<string, string>();
  for (const { name, relationshipId, visibility } of workbook.sheets) {
    const relationship = relationships.get(relationshipId);
    const kind = sheetsWithoutCells.get(relationship?.type ?? '');
    if (kind !== undefined) {
      builder.notice(`工作表“${name}”是${kind}，没有表格数据，已跳过。`);
      continue;
    }
    if (relationship === undefined || !zip.has(relationship.target)) {
      throw new ReadProblem('spreadsheet_damaged', `工作表“${name}”的内容缺失`);
    }
    const twin = read.get(relationship.target.toLowerCase());
    if (twin !== undefined) {
      builder.notice(`工作表“${name}”与“${twin}”是同一份内容，只读取一次。`);
      continue;
    }
    read.set(relationship.target.toLowerCase(), name);
    const handler = new WorksheetHandler(context);
    await parse(zip, relationship.target, handler, readLimits.totalBytes);
    if (handler.lostStrings > 0) builder.notice(`工作表“${name}”有 ${handler.lostStrings} 个单元格的文字在文件中缺失，按空白处理。`);
    handler.sheet.finish(name, visibility);
  }
  if (workbook.sheets.length === 0) throw new ReadProblem('spreadsheet_damaged', '文件中没有工作表');
  return builder.finish('xlsx');
}

async function parse(zip: ZipPackage, part: string, handler: XmlHandler, limit?: number): Promise<void> {
  await parseXml(zip.stream(part, limit), handler);
}

/** The workbook part as the package declares it; the usual places when it declares none. */
async function workbookPart(zip: ZipPackage): Promise<string> {
  if (zip.has('_rels/.rels')) {
    const root = new RelationshipsHandler('');
    try {
      await parse(zip, '_rels/.rels', root);
    } catch (error) {
      // A damaged pointer to the workbook loses nothing, the usual places are tried; anything worse is refused.
      if (!(error instanceof ReadProblem && error.code === 'spreadsheet_damaged')) throw error;
    }
    for (const { type, target } of root.byId.values()) {
      if (type === 'officeDocument' && zip.has(target)) return target;
    }
  }
  const found = ['xl/workbook.xml', 'workbook.xml'].find((name) => zip.has(name));
  if (found === undefined) throw new ReadProblem('spreadsheet_damaged', '文件中没有工作簿部件');
  return found;
}

async function readRelationships(zip: ZipPackage, part: string): Promise<ReadonlyMap<string, Relationship>> {
  const slash = part.lastIndexOf('/');
  const folder = slash === -1 ? '' : part.slice(0, slash);
  const name = `${slash === -1 ? '' : `${folder}/`}_rels/${part.slice(slash + 1)}.rels`;
  const handler = new RelationshipsHandler(folder);
  if (zip.has(name)) await parse(zip, name, handler);
  return handler.byId;
}

function targetOf(zip: ZipPackage, relationships: ReadonlyMap<string, Relationship>, type: string): string | undefined {
  for (const relationship of relationships.values()) {
    if (relationship.type === type && zip.has(relationship.target)) return relationship.target;
  }
  return undefined;
}

async function readStrings(zip: ZipPackage, relationships: ReadonlyMap<string, Relationship>): Promise<readonly string[] | undefined> {
  const part = targetOf(zip, relationships, 'sharedStrings');
  if (part === undefined) return undefined;
  const handler = new SharedStringsHandler();
  await parse(zip, part, handler);
  return handler.strings;
}

async function readDateStyles(zip: ZipPackage, relationships: ReadonlyMap<string, Relationship>): Promise<readonly boolean[]> {
  const part = targetOf(zip, relationships, 'styles');
  if (part === undefined) return [];
  const handler = new StylesHandler();
  await parse(zip, part, handler);
  return handler.dateStyles();
}
