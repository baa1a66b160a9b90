// Tests of the xlsx reader: every rule on a package written for it.

import { describe, expect, it } from 'vitest';
import type { Cell, Workbook } from '#domain/tabular/sheet.ts';
import { readWorkbook } from './read-workbook.ts';
import { xlsx, type XlsxFixture } from './testing/xlsx-fixture.ts';

const read = (fixture: XlsxFixture): Promise<Workbook> => readWorkbook(xlsx(fixture), '名单.xlsx');

async function firstRow(fixture: XlsxFixture): Promise<readonly (Cell | undefined)[]> {
  return (await read(fixture)).sheets[0]?.rows[0] ?? [];
}

describe('cells', () => {
  it('reads shared strings, plain, rich and with phonetic readings, and inline strings', async () => {
    expect(
      await firstRow({
        strings:
          '<si><t>青岛</t></si><si><r><rPr><b/></rPr><t>胶</t></r><r><t xml:space="preserve">州 </t></r></si>' +
          '<si><t>課長</t><rPh sb="0" eb="2"><t>カチョウ</t></rPh><phoneticPr fontId="1"/></si>',
        sheet:
          '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c>' +
          '<c r="D1" t="inlineStr"><is><r><t>内</t></r><r><t>联</t></r><rPh sb="0" eb="1"><t>x</t></rPh></is></c></row>',
      }),
    ).toEqual(['青岛', '胶州 ', '課長', '内联']);
  });

  it('reads numbers, booleans, errors, and drops empty cells', async () => {
    const cells = await firstRow({
      sheet:
        '<row r="1"><c r="A1"><v>-1.5E3</v></c><c r="B1" t="b"><v>1</v></c><c r="C1" t="e"><v>#REF!</v></c><c r="D1"/><c r="E1"><v></v></c><c r="F1" t="b"><v>0</v></c></row>',
    });
    expect(cells).toHaveLength(6);
    expect([cells[0], cells[1], cells[2], cells[3], cells[4], cells[5]]).toEqual([-1500, true, { error: '#REF!' }, undefined, undefined, false]);
  });

  it('takes cached values of formulas, counts them, and says which have none', async () => {
    const workbook = await read({
      sheet:
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>CMD()</f><v>文</v></c><c r="C1"><f>NOW()</f></c><c r="D1"><f>A1</f><v></v></c><c r="E1" t="str"><f>""</f><v></v></c></row>',
    });
    expect(workbook.sheets[0]?.rows[0]).toEqual([2, '文']);
    expect(workbook.formulaCells).toBe(3);
    expect(workbook.notices).toEqual([expect.stringContaining('2 个公式单元格没有保存计算结果')]);
  });

  it('decodes _xHHHH_ escapes, entities and CDATA', async () => {
    expect(
      await firstRow({
        strings: '<si><t>一_x000D_二_x005F_x0041_</t></si><si><t>A&amp;B&#x4E2D;&#25991;&lt;</t></si><si><t><![CDATA[<原样&>]]></t></si>',
        sheet: '<row r="1"><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c></row>',
      }),
    ).toEqual(['一\r二_x0041_', 'A&B中文<', '<原样&>']);
  });

  it('places rows and cells without r after the one before', async () => {
    const workbook = await read({
      sheet: '<row><c><v>1</v></c><c r="D1"><v>4</v></c><c><v>5</v></c></row><row r="5"><c><v>6</v></c></row><row><c r="b6"><v>7</v></c></row>',
    });
    const rows = workbook.sheets[0]?.rows ?? [];
    expect(rows).toHaveLength(6);
    expect(rows[0]?.[0]).toBe(1);
    expect(rows[0]?.[3]).toBe(4);
    expect(rows[0]?.[4]).toBe(5);
    expect(rows[4]?.[0]).toBe(6);
    expect(rows[5]?.[1]).toBe(7);
    expect(rows[2]).toBeUndefined();
  });

  it('reads a sheet without a shared strings part and says what is missing', async () => {
    const workbook = await read({
      sheet: '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>3</v></c></row>',
      parts: { 'xl/sharedStrings.xml': undefined },
    });
    expect(workbook.sheets[0]?.rows[0]?.[1]).toBe(3);
    expect(workbook.notices).toEqual([expect.stringContaining('有 1 个单元格的文字在文件中缺失')]);
  });
});

describe('dates', () => {
  const serials = '<row r="1"><c r="A1" s="1"><v>45352</v></c><c r="B1" s="1"><v>45352.354166666664</v></c><c r="C1"><v>45352</v></c></row>';

  it.each([14, 17, 22, 27, 31, 36, 50, 57, 58])('built-in format %i shows a date', async (formatId) => {
    expect(await firstRow({ formatId, sheet: serials })).toEqual([{ date: '2024-03-01' }, { date: '2024-03-01T08:30:00' }, 45352]);
  });

  it.each([0, 1, 4, 9, 10, 11, 13, 23, 37, 48, 49, 59])('built-in format %i shows a number', async (formatId) => {
    expect((await firstRow({ formatId, sheet: serials }))[0]).toBe(45352);
  });

  it.each(['yyyy"年"m"月"', '[$-804]yyyy"年"m"月"d"日";@', '[DBNum1][$-804]yyyy年m月', 'm/d'])('custom format %s shows a date', async (format) => {
    expect((await firstRow({ format, sheet: serials }))[0]).toEqual({ date: '2024-03-01' });
  });

  it.each(['#,##0.00"元/m²"', '0.0_ ;[Red]-0.0', '"日期"0', 'G/通用格式', '0.00E+00', '[Red]General', '[>=10000]0.0,"万元"', '0" days"'])(
    'custom format %s shows a number',
    async (format) => {
      expect((await firstRow({ format, sheet: serials }))[0]).toBe(45352);
    },
  );

  it('counts from 1904 when the workbook says so', async () => {
    const workbook = '<workbookPr date1904="1"/><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets>';
    expect((await firstRow({ formatId: 14, sheet: serials, workbook }))[0]).toEqual({ date: '2028-03-02' });
  });

  it('reads ISO date cells', async () => {
    expect(
      await firstRow({
        sheet: '<row r="1"><c t="d"><v>2024-02-29</v></c><c t="d"><v>2024-02-29T12:30:15.500Z</v></c><c t="d"><v>2023-02-29</v></c></row>',
      }),
    ).toEqual([{ date: '2024-02-29' }, { date: '2024-02-29T12:30:15' }, '2023-02-29']);
  });
});

describe('sheets', () => {
  it('reads merges, hidden rows and hidden sheets', async () => {
    const relationship = '<Relationship Id="rId2" Type="x/worksheet" Target="/xl/worksheets/second.xml"/>';
    const workbook = await read({
      workbook: '<sheets><sheet name="名单" r:id="rId1"/><sheet name="底稿" r:id="rId2" state="veryHidden"/></sheets>',
      relationships: relationship,
      sheet: '<row r="2" hidden="1"><c r="A2"><v>1</v></c></row>',
      after: '<mergeCells count="2"><mergeCell ref="A1:C2"/><mergeCell ref="D4:D4"/></mergeCells>',
      parts: { 'xl/worksheets/second.xml': '<worksheet><sheetData/></worksheet>' },
    });
    expect(workbook.sheets.map(({ name, visibility }) => [name, visibility])).toEqual([
      ['名单', 'visible'],
      ['底稿', 'very_hidden'],
    ]);
    expect(workbook.sheets[0]?.merges).toEqual([{ top: 0, left: 0, bottom: 1, right: 2 }]);
    expect(workbook.sheets[0]?.hiddenRows).toEqual([1]);
  });

  it('accepts prefixed names and the strict namespaces', async () => {
    const strict = 'http://purl.oclc.org/ooxml/officeDocument/relationships';
    const workbook = await read({
      sheet:
        '<?xml version="1.0"?>\n<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>',
      parts: {
        'xl/workbook.xml': `<x:workbook xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main" xmlns:rel="${strict}"><x:sheets><x:sheet name="S" rel:id="rId1"/></x:sheets></x:workbook>`,
        '_rels/.rels': `<Relationships><Relationship Id="a" Type="${strict}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
      },
    });
    expect(workbook.sheets[0]?.rows[0]).toEqual([7]);
  });

  it('finds parts written with backslashes, other case, absolute targets, and without root relationships', async () => {
    const workbook = await read({
      sheet: '',
      parts: {
        '_rels/.rels': undefined,
        'xl/worksheets/sheet1.xml': undefined,
        'xl\\Worksheets\\Sheet1.XML': '<worksheet><sheetData><row r="1"><c r="A1"><v>9</v></c></row></sheetData></worksheet>',
        'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="/xl/worksheets/sheet1.xml"/></Relationships>',
      },
    });
    expect(workbook.sheets[0]?.rows[0]).toEqual([9]);
  });

  it('skips chart sheets with a notice', async () => {
    const workbook = await read({
      workbook: '<sheets><sheet name="图" r:id="rId2"/><sheet name="名单" r:id="rId1"/></sheets>',
      relationships: '<Relationship Id="rId2" Type="x/chartsheet" Target="chartsheets/sheet1.xml"/>',
    });
    expect(workbook.sheets.map(({ name }) => name)).toEqual(['名单']);
    expect(workbook.notices).toEqual(['工作表“图”是图表，没有表格数据，已跳过。']);
  });

  it('keeps sheets whose names differ by case, but reads one part only once', async () => {
    const workbook = await read({
      workbook: '<sheets><sheet name="List" r:id="rId1"/><sheet name="LIST" r:id="rId2"/><sheet name="list" r:id="rId3"/></sheets>',
      relationships:
        '<Relationship Id="rId2" Type="x/worksheet" Target="worksheets/b.xml"/><Relationship Id="rId3" Type="x/worksheet" Target="worksheets/sheet1.xml"/>',
      parts: { 'xl/worksheets/b.xml': '<worksheet/>' },
    });
    expect(workbook.sheets.map(({ name }) => name)).toEqual(['List', 'LIST']);
    expect(workbook.notices).toEqual(['工作表“list”与“List”是同一份内容，只读取一次。']);
  });

  it('reads a part in UTF-16', async () => {
    const text = '<?xml version="1.0" encoding="UTF-16"?><sst><si><t>宽字符</t></si></sst>';
    const part = Buffer.from(`\ufeff${text}`, 'utf16le');
    expect(await firstRow({ sheet: '<row><c t="s"><v>0</v></c></row>', parts: { 'xl/sharedStrings.xml': part } })).toEqual(['宽字符']);
  });
});

describe('refusals', () => {
  const doctype = '<!DOCTYPE x [<!ENTITY a "aaaa">]>';

  it.each(['xl/workbook.xml', 'xl/worksheets/sheet1.xml', 'xl/sharedStrings.xml', 'xl/styles.xml', 'xl/_rels/workbook.xml.rels', '_rels/.rels'])(
    'refuses DOCTYPE in %s',
    async (part) => {
      await expect(read({ parts: { [part]: `<?xml version="1.0"?>${doctype}<x/>` } })).rejects.toMatchObject({
        code: 'spreadsheet_hostile',
        message: expect.stringMatching(/^文件“名单\.xlsx”含有异常内容.*DOCTYPE.*本次未写入任何数据。$/),
      });
    },
  );

  it.each([
    ['an unknown entity', '<row><c t="str"><v>&bomb;</v></c></row>', 'spreadsheet_damaged'],
    ['unbalanced XML', '<row><c></row>', 'spreadsheet_damaged'],
    ['a row beyond the last', '<row r="1048577"/>', 'spreadsheet_too_large'],
    ['a column beyond the last', '<row r="1"><c r="XFE1"><v>1</v></c></row>', 'spreadsheet_too_large'],
    ['a cell of 32,768 characters', `<row r="1"><c t="str"><v>${'字'.repeat(32_768)}</v></c></row>`, 'spreadsheet_too_large'],
    ['row zero', '<row r="0"/>', 'spreadsheet_damaged'],
  ])('refuses %s', async (_, sheet, code) => {
    await expect(read({ sheet })).rejects.toMatchObject({ code });
  });

  it('accepts the last row, the last column and 32,767 characters', async () => {
    const workbook = await read({ sheet: `<row r="1048576"><c r="XFD1048576" t="str"><v>${'字'.repeat(32_767)}</v></c></row>` });
    expect(workbook.sheets[0]?.rows[1_048_575]?.[16_383]).toHaveLength(32_767);
  });

  it('refuses 50,001 merged blocks and takes 50,000', async () => {
    const merges = (count: number): string =>
      `<mergeCells>${Array.from({ length: count }, (_, row) => `<mergeCell ref="A${row + 1}:B${row + 1}"/>`).join('')}</mergeCells>`;
    expect((await read({ after: merges(50_000) })).sheets[0]?.merges).toHaveLength(50_000);
    await expect(read({ after: merges(50_001) })).rejects.toMatchObject({ code: 'spreadsheet_too_large' });
  });

  it('refuses a sheet whose part is missing instead of leaving it out', async () => {
    await expect(read({ parts: { 'xl/worksheets/sheet1.xml': undefined } })).rejects.toMatchObject({
      code: 'spreadsheet_damaged',
      message: expect.stringContaining('工作表“名单”的内容缺失'),
    });
  });

  it('refuses bytes outside the declared encoding', async () => {
    const part = Buffer.from('<worksheet><sheetData><row><c t="str"><v>\xd6\xd0</v></c></row></sheetData></worksheet>', 'latin1');
    await expect(read({ parts: { 'xl/worksheets/sheet1.xml': part } })).rejects.toMatchObject({ code: 'spreadsheet_damaged' });
  });
});

it('is cheap for a sheet formatted to row 200,000 with two filled cells', async () => {
  const empty = Array.from({ length: 200_000 }, (_, row) => `<row r="${row + 1}" s="1" customFormat="1"><c r="A${row + 1}" s="1"/></row>`).join('');
  const started = performance.now();
  const workbook = await read({ sheet: `${empty.replace('<c r="A1" s="1"/>', '<c r="A1"><v>1</v></c>')}` });
  expect(workbook.sheets[0]?.rows).toHaveLength(1);
  expect(performance.now() - started).toBeLessThan(5_000);
});
