// The small parts of an xlsx around its worksheets: content types, relationships, workbook, document properties.

import type { DefinedName } from './sheet-xml.ts';
import type { WorkbookSpec } from './sheet-spec.ts';
import { xmlText } from './xml-text.ts';

/** A worksheet that has been written. */
export interface WrittenSheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly names: readonly DefinedName[];
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const SPREADSHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Part name of the worksheet at this zero-based position. */
export const sheetPath = (index: number): string => `xl/worksheets/sheet${index + 1}.xml`;

/** `_rels/.rels` */
export function packageRelationships(): string {
  return relationships([
    [`${OFFICE}/officeDocument`, 'xl/workbook.xml'],
    [`${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml'],
  ]);
}

/** `docProps/core.xml`: title, number of the export and time; no author. */
export function coreProperties({ title, mark, identifier = mark, createdAt }: WorkbookSpec): string {
  const instant = `${new Date(createdAt).toISOString().slice(0, 19)}Z`;
  return (
    `${DECLARATION}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"` +
    ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
    `<dc:title>${xmlText(title)}</dc:title>${identifier === undefined ? '' : `<dc:identifier>${xmlText(identifier)}</dc:identifier>`}` +
    `<dcterms:created xsi:type="dcterms:W3CDTF">${instant}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${instant}</dcterms:modified>` +
    '</cp:coreProperties>'
  );
}

/** `xl/workbook.xml` */
export function workbookXml(sheets: readonly WrittenSheet[]): string {
  const active = sheets.findIndex((sheet) => !sheet.hidden);
  const entries = sheets.map(
    (sheet, index) => `<sheet name="${xmlText(sheet.name)}" sheetId="${index + 1}"${sheet.hidden ? ' state="hidden"' : ''} r:id="rId${index + 1}"/>`,
  );
  const names = sheets.flatMap((sheet, index) =>
    sheet.names.map(({ name, refersTo, local }) => {
      const scope = local === undefined ? '' : ` localSheetId="${index}"${local === 'hidden' ? ' hidden="1"' : ''}`;
      return `<definedName name="${xmlText(name)}"${scope}>${xmlText(refersTo)}</definedName>`;
    }),
  );
  return (
    `${DECLARATION}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${OFFICE}">` +
    `<bookViews><workbookView firstSheet="${active}" activeTab="${active}"/></bookViews><sheets>${entries.join('')}</sheets>` +
    `${names.length === 0 ? '' : `<definedNames>${names.join('')}</definedNames>`}</workbook>`
  );
}

/** `xl/_rels/workbook.xml.rels` */
export function workbookRelationships(sheetCount: number): string {
  const sheets = Array.from({ length: sheetCount }, (_, index) => [`${OFFICE}/worksheet`, `worksheets/sheet${index + 1}.xml`] as const);
  return relationships([...sheets, [`${OFFICE}/styles`, 'styles.xml']]);
}

/** `[Content_Types].xml` */
export function contentTypes(sheetCount: number): string {
  const sheets = Array.from({ length: sheetCount }, (_, index) => override(`/${sheetPath(index)}`, `${SPREADSHEET}.worksheet+xml`));
  return (
    `${DECLARATION}<Types xmlns="${PACKAGE}/content-types">` +
    `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
    override('/xl/workbook.xml', `${SPREADSHEET}.sheet.main+xml`) +
    override('/xl/styles.xml', `${SPREADSHEET}.styles+xml`) +
    override('/docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml') +
    `${sheets.join('')}</Types>`
  );
}

const override = (part: string, type: string): string => `<Override PartName="${part}" ContentType="${type}"/>`;

function relationships(targets: readonly (readonly [type: string, target: string])[]): string {
  const entries = targets.map(([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${type}" Target="${target}"/>`);
  return `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">${entries.join('')}</Relationships>`;
}
