// Tests of OpenDocument spreadsheets: types, repetitions, hidden parts, bombs.

import { describe, expect, it } from 'vitest';
import type { Workbook } from '#domain/tabular/sheet.ts';
import { readWorkbook } from './read-workbook.ts';
import { zip } from './testing/xlsx-fixture.ts';

const type = 'application/vnd.oasis.opendocument.spreadsheet';
const namespaces = 'xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s"';

function ods(tables: string, manifest = '<manifest:manifest xmlns:manifest="m"/>'): Uint8Array {
  const styles =
    '<office:automatic-styles><style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles>';
  const content = `<office:document-content ${namespaces}>${styles}<office:body><office:spreadsheet>${tables}</office:spreadsheet></office:body></office:document-content>`;
  return zip({ mimetype: type, 'META-INF/manifest.xml': manifest, 'content.xml': content });
}

const read = (bytes: Uint8Array): Promise<Workbook> => readWorkbook(bytes, '名单.ods');
const table = (rows: string, attributes = ''): string => `<table:table table:name="名单" ${attributes}>${rows}</table:table>`;

describe('readOds', () => {
  it('reads every value type', async () => {
    const workbook = await read(
      ods(
        table(
          '<table:table-row><table:table-cell office:value-type="float" office:value="1.5"><text:p>2</text:p></table:table-cell>' +
            '<table:table-cell office:value-type="string"><text:p>一<text:s text:c="2"/>二</text:p><text:p>三</text:p></table:table-cell>' +
            '<table:table-cell office:value-type="date" office:date-value="2024-03-01T08:30:00"><text:p>三月</text:p></table:table-cell>' +
            '<table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>是</text:p></table:table-cell>' +
            '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value=""><text:p>#DIV/0!</text:p></table:table-cell>' +
            '<table:table-cell office:value-type="percentage" office:value="0.4"><office:annotation><text:p>批注</text:p></office:annotation><text:p>40%</text:p></table:table-cell>' +
            '</table:table-row>',
        ),
      ),
    );
    expect(workbook.sheets[0]?.rows[0]).toEqual([1.5, '一  二\n三', { date: '2024-03-01T08:30:00' }, true, { error: '#DIV/0!' }, 0.4]);
    expect(workbook.formulaCells).toBe(1);
  });

  it('expands repetitions, reads merges, hidden rows and hidden sheets', async () => {
    const workbook = await read(
      ods(
        table(
          '<table:table-row table:number-rows-repeated="2" table:visibility="filter"><table:table-cell table:number-columns-repeated="2"/>' +
            '<table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="7"/></table:table-row>' +
            '<table:table-row><table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="2" office:value-type="string"><text:p>合</text:p></table:table-cell>' +
            '<table:covered-table-cell office:value-type="string"><text:p>藏</text:p></table:covered-table-cell></table:table-row>' +
            '<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>',
          'table:style-name="ta2"',
        ),
      ),
    );
    const sheet = workbook.sheets[0];
    expect(sheet?.visibility).toBe('hidden');
    expect(sheet?.rows).toHaveLength(3);
    expect(sheet?.rows[1]?.[3]).toBe(7);
    expect(sheet?.rows[2]).toEqual(['合']);
    expect(sheet?.merges).toEqual([{ top: 2, left: 0, bottom: 3, right: 1 }]);
    expect(sheet?.hiddenRows).toEqual([0, 1]);
  });

  it('refuses repetition bombs', async () => {
    const bomb =
      '<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="1000" office:value-type="float" office:value="1"/></table:table-row>';
    await expect(read(ods(table(bomb)))).rejects.toMatchObject({ code: 'spreadsheet_too_large' });
  });

  it('names encryption', async () => {
    const manifest = '<m:manifest xmlns:m="m"><m:file-entry m:full-path="content.xml"><m:encryption-data/></m:file-entry></m:manifest>';
    await expect(read(ods(table(''), manifest))).rejects.toMatchObject({ code: 'spreadsheet_encrypted' });
  });

  it('reads the flat form', async () => {
    const flat = `<?xml version="1.0"?><office:document ${namespaces} office:mimetype="${type}"><office:body><office:spreadsheet>${table(
      '<table:table-row><table:table-cell office:value-type="string"><text:p>平</text:p></table:table-cell></table:table-row>',
    )}</office:spreadsheet></office:body></office:document>`;
    expect(await read(Buffer.from(flat))).toMatchObject({ format: 'ods', sheets: [{ name: '名单', rows: [['平']] }] });
  });
});
