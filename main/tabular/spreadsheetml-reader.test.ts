// Tests of SpreadsheetML 2003.

import { expect, it } from 'vitest';
import { readWorkbook } from './read-workbook.ts';

const open =
  '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">';

it('reads types, positions, merges, formulas, comments and visibility', async () => {
  const workbook = await readWorkbook(
    Buffer.from(
      `${open}<Worksheet ss:Name="名单"><Table><Row ss:Index="2" ss:Hidden="1"><Cell ss:MergeAcross="1" ss:MergeDown="1"><Data ss:Type="String"><B>粗</B>字</Data></Cell>` +
        '<Cell ss:Formula="=1+1"><Data ss:Type="Number">2</Data><Comment><Data ss:Type="String">批注</Data></Comment></Cell>' +
        '<Cell ss:Index="6"><Data ss:Type="DateTime">2024-03-01T00:00:00.000</Data></Cell><Cell><Data ss:Type="Boolean">1</Data></Cell>' +
        '<Cell><Data ss:Type="Error">#N/A</Data></Cell></Row><Row><Cell ss:Index="3"><Data ss:Type="Number">5</Data></Cell></Row></Table>' +
        '<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet></Workbook>',
    ),
    '导出.xls',
  );
  const sheet = workbook.sheets[0];
  expect(workbook).toMatchObject({ format: 'spreadsheetml', formulaCells: 1 });
  expect(sheet).toMatchObject({ name: '名单', visibility: 'hidden', hiddenRows: [1], merges: [{ top: 1, left: 0, bottom: 2, right: 1 }] });
  expect([...(sheet?.rows[1] ?? [])]).toEqual(['粗字', undefined, 2, undefined, undefined, { date: '2024-03-01' }, true, { error: '#N/A' }]);
  expect(sheet?.rows[2]?.[2]).toBe(5);
});

it('refuses DOCTYPE', async () => {
  const text = `<?xml version="1.0"?><!DOCTYPE Workbook [<!ENTITY a "b">]><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>`;
  await expect(readWorkbook(Buffer.from(text), '导出.xml')).rejects.toMatchObject({ code: 'spreadsheet_hostile' });
});
