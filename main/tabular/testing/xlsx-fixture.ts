// Builds small xlsx packages for tests, part by part, so that each rule can be tried on the exact XML.

import { strToU8, zipSync, type Zippable } from 'fflate';

export interface XlsxFixture {
  /** Inner XML of `sheetData` of the first sheet, or a whole worksheet document when it starts with `<?xml` or `<worksheet`. */
  readonly sheet?: string;
  /** XML after `sheetData`. */
  readonly after?: string;
  /** `<si>` elements. */
  readonly strings?: string;
  /** Format code of cell style 1; style 0 is General. */
  readonly format?: string;
  /** Number format id of cell style 1 when it is a built-in. */
  readonly formatId?: number;
  /** Inner XML of `workbook`. */
  readonly workbook?: string;
  /** Further parts, or replacements; `undefined` removes a part. */
  readonly parts?: Readonly<Record<string, string | Uint8Array | undefined>>;
  /** Extra relationships of the workbook. */
  readonly relationships?: string;
}

const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelationships = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"';

/** Bytes of an xlsx with one sheet named 名单. */
export function xlsx(fixture: XlsxFixture = {}): Uint8Array {
  const sheet = fixture.sheet ?? '';
  const formatId = fixture.formatId ?? (fixture.format === undefined ? 0 : 164);
  const escapedFormat = (fixture.format ?? '').replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  const parts: Record<string, string | Uint8Array | undefined> = {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': `<Relationships ${packageRelationships}><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook ${main} xmlns:r="${office}">${fixture.workbook ?? '<sheets><sheet name="名单" sheetId="1" r:id="rId1"/></sheets>'}</workbook>`,
    'xl/_rels/workbook.xml.rels':
      `<Relationships ${packageRelationships}><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/>` +
      `<Relationship Id="rId8" Type="${office}/styles" Target="styles.xml"/><Relationship Id="rId9" Type="${office}/sharedStrings" Target="sharedStrings.xml"/>` +
      `${fixture.relationships ?? ''}</Relationships>`,
    'xl/worksheets/sheet1.xml': /^<(?:\?xml|worksheet)/.test(sheet)
      ? sheet
      : `<worksheet ${main}><sheetData>${sheet}</sheetData>${fixture.after ?? ''}</worksheet>`,
    'xl/styles.xml':
      `<styleSheet ${main}>${fixture.format === undefined ? '' : `<numFmts count="1"><numFmt numFmtId="${formatId}" formatCode="${escapedFormat}"/></numFmts>`}` +
      `<cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="${formatId}"/></cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `<sst ${main}>${fixture.strings ?? ''}</sst>`,
    ...fixture.parts,
  };
  return zip(parts);
}

/** Zips parts given as text or bytes, leaving out the undefined ones. */
export function zip(parts: Readonly<Record<string, string | Uint8Array | undefined>>): Uint8Array {
  const content: Zippable = {};
  for (const [name, part] of Object.entries(parts)) {
    if (part !== undefined) content[name] = typeof part === 'string' ? strToU8(part) : part;
  }
  return zipSync(content, { level: 6 });
}
