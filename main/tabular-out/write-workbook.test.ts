// Tests of the xlsx writer: what it writes is read back by our reader and by exceljs, and its XML is looked at where readers are lenient.

import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Sheet } from '#domain/tabular/sheet.ts';
import { readWorkbook } from '../tabular/read-workbook.ts';
import { type CellValue, type SheetSource, type SheetSpec, excelLimits } from './sheet-spec.ts';
import { column, partOf, sheet, write } from './testing/written-workbook.ts';

async function readBack(...sheets: readonly SheetSource[]): Promise<readonly Sheet[]> {
  return (await readWorkbook(await write(sheets), '导出.xlsx')).sheets;
}

async function inExcelJs(file: Uint8Array): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength) as ArrayBuffer);
  return workbook;
}

const rowError = { sheet: '名单', row: 2, column: '名称' };

describe('values', () => {
  const columns = [
    column('名称', 'text'),
    column('总投资', 'money_wan'),
    column('开工', 'date'),
    column('月份', 'month'),
    column('完成率', 'percent_bp'),
    column('省重点', 'boolean'),
    column('用地', 'decimal2'),
    column('经度', 'decimal6'),
    column('数量', 'integer'),
    column('年度', 'year'),
  ];
  const rows: CellValue[][] = [
    ['胶州湾大桥', 1_234_567_801, '2026-03-31', '2026-03', 9_555, true, 12_345, 120_383_428, 1_234, 2026],
    ['0012', -1, '2026', null, -50, false, null, null, 0, null],
    ['', null, '2026-07', '', null, null, null, null, null, null],
  ];

  it('come back exactly through our reader', async () => {
    const [back] = await readBack(sheet([rows], { columns }));
    expect(back?.rows.map((row) => Array.from(columns, (_, index) => row?.[index] ?? null))).toEqual([
      columns.map(({ header }) => header),
      ['胶州湾大桥', 123_456.7801, { date: '2026-03-31' }, '2026-03', 0.9555, '是', 123.45, 120.383428, 1_234, 2026],
      ['0012', -0.0001, '2026', null, -0.005, '否', null, null, 0, null],
      ['', null, '2026-07', '', null, null, null, null, null, null].map((value) => (value === '' ? null : value)),
    ]);
  });

  it('come back exactly, with their formats, through exceljs', async () => {
    const back = (await inExcelJs(await write([sheet([rows], { columns })]))).getWorksheet('名单');
    const cells = columns.map((_, index) => back?.getCell(2, index + 1));
    expect(cells.map((cell) => cell?.value)).toEqual([
      '胶州湾大桥',
      123_456.7801,
      new Date('2026-03-31T00:00:00Z'),
      '2026-03',
      0.9555,
      '是',
      123.45,
      120.383428,
      1_234,
      2026,
    ]);
    expect(cells.map((cell) => cell?.numFmt)).toEqual([
      '@',
      '#,##0.00##;[Red]-#,##0.00##',
      'yyyy-mm-dd',
      '@',
      '0.0%;[Red]-0.0%',
      '@',
      '#,##0.00;[Red]-#,##0.00',
      '0.000000',
      '#,##0;[Red]-#,##0',
      '0',
    ]);
    expect(back?.getCell(2, 1).font).toMatchObject({ name: '仿宋', size: 11 });
  });

  it('a text where a number belongs stays that text; a number in a text column is written in digits', async () => {
    const [back] = await readBack(sheet([[['约3亿', 370_211]]], { columns: [column('总投资', 'money_wan'), column('编号', 'text')] }));
    expect(back?.rows[1]).toEqual(['约3亿', '370211']);
  });

  it.each([
    ['money_wan', 0.5],
    ['integer', Number.NaN],
    ['money_wan', 2 ** 53],
    ['date', 46_112],
    ['boolean', 1],
  ] as const)('%s refuses the number %d with its place', async (format, value) => {
    await expect(write([sheet([[[value]]], { columns: [column('名称', format)] })])).rejects.toMatchObject({
      code: 'bad_input',
      details: { ...rowError, value },
    });
  });

  it('refuses a text over 32,767 characters with its place, and takes one of exactly that length', async () => {
    const longest = '长'.repeat(excelLimits.cellCharacters);
    expect((await readBack(sheet([[[longest]]])))[0]?.rows[1]).toEqual([longest]);
    await expect(write([sheet([[[`${longest}长`]]])])).rejects.toMatchObject({ code: 'too_large', details: { ...rowError, length: 32_768 } });
  });

  it('refuses a row with more values than columns', async () => {
    await expect(write([sheet([[['a', 'b']]])])).rejects.toMatchObject({ code: 'bad_input', details: { sheet: '名单', row: 2 } });
  });
});

describe('text', () => {
  it.each(["=cmd|'/c calc'!A1", '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\0=1', '＝HYPERLINK("x")', '＋1', '－1', '＠1'])(
    '%j is a text cell that Excel keeps as text',
    async (text) => {
      const file = await write([sheet([[[text]]])]);
      const cell = /<c r="A2" s="(\d+)" t="inlineStr">/.exec(partOf(file, 'xl/worksheets/sheet1.xml'));
      const styles = [
        ...partOf(file, 'xl/styles.xml')
          .replace(/^.*<cellXfs/s, '')
          .matchAll(/<xf [^>]*>/g),
      ];
      expect(styles[Number(cell?.[1])]?.[0]).toMatch(/numFmtId="49".* quotePrefix="1"/);
      expect((await readWorkbook(file, 'x.xlsx')).sheets[0]?.rows[1]).toEqual([text]);
    },
  );

  it('keeps title, header and notes as text too', async () => {
    const xml = partOf(
      await write([sheet([], { title: '=1', columns: [column('+2', 'text', { group: '-3' }), column('b', 'text')], notes: ['@4'] })]),
      'xl/worksheets/sheet1.xml',
    );
    const styles = [...xml.matchAll(/ s="(\d+)" t="inlineStr"><is><t>([^<]*)/g)].map(([, style, text]) => [text, Number(style) % 2]);
    // Text styles come in pairs from 1; the even one has the prefix.
    expect(Object.fromEntries(styles)).toEqual({ '=1': 0, '-3': 0, '+2': 0, b: 1, '@4': 0 });
  });

  it('negative numbers are numbers without a prefix', async () => {
    const file = await write([sheet([[[-10_000]]], { columns: [column('差额', 'money_wan')] })]);
    expect(partOf(file, 'xl/worksheets/sheet1.xml')).toMatch(/<c r="A2" s="\d+"><v>-1<\/v><\/c>/);
  });

  it('spells what XML cannot hold the way Excel does', async () => {
    const file = await write([sheet([[['a\u0001b\rc_x000D_<&>"\uffff\ud800']]])]);
    expect(partOf(file, 'xl/worksheets/sheet1.xml')).toContain('<t>a_x0001_b_x000D_c_x005F_x000D_&lt;&amp;&gt;&quot;_xFFFF__xD800_</t>');
  });

  it.each(['_x0041_', '_x0041_x0042_', '_x0001\u0002', '_x005F_', '_x005F_x0041_', '__x0041_', '_x00e9_', '_X0041_', '_x041_'])(
    '%j is not taken for a spelt character',
    async (text) => {
      expect((await readBack(sheet([[[text]]])))[0]?.rows[1]).toEqual([text]);
    },
  );

  it('any text survives, whatever its characters, spaces and breaks', async () => {
    const awkward = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('_', 'x', '0', '4', '1', 'D', '\r', '\n', ' ', '\t', '\u0002', '<', '&', '"', ']', '𠮷', '\ud800', '青') }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          awkward.filter((text) => text !== ''),
          { minLength: 1, maxLength: 30 },
        ),
        async (texts) => {
          const [back] = await readBack(sheet([texts.map((text) => [text])]));
          expect(back?.rows.slice(1).map((row) => row?.[0])).toEqual(texts);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('layout', () => {
  const columns = [
    column('项目', 'text'),
    column('计划', 'money_wan', { group: '年度' }),
    column('完成', 'money_wan', { group: '年度' }),
    column('累计', 'money_wan', { group: '开工至今' }),
    column('完成', 'money_wan', { group: '年度' }),
    column('内码', 'text', { hidden: true }),
  ];
  const whole: Partial<SheetSpec> = {
    columns,
    title: '市重点项目<进展>',
    unitLine: '截至 2026-03-31　单位：万元',
    freeze: { rows: 'header', columns: 1 },
    autoFilter: true,
    notes: ['口径：不含代建', '=说明'],
    print: { orientation: 'landscape', paper: 'A3', repeatHeader: true, pageNumbers: true },
  };

  it('puts title, unit line, grouped header, rows and notes in order and merges them', async () => {
    const [back] = await readBack(sheet([[['甲', 10_000, null, null, 20_000, 'k1']], [['乙']]], whole));
    expect(back?.rows.map((row) => Array.from(row ?? [], (cell) => cell ?? null))).toEqual([
      ['市重点项目<进展>'],
      ['截至 2026-03-31　单位：万元'],
      ['项目', '年度', null, '开工至今', '年度', '内码'],
      [null, '计划', '完成', '累计', '完成'],
      ['甲', 1, null, null, 2, 'k1'],
      ['乙'],
      ['口径：不含代建'],
      ['=说明'],
    ]);
    const blocks = back?.merges.map(({ top, left, bottom, right }) => [top, left, bottom, right]);
    expect(new Set(blocks?.map(String))).toEqual(new Set(['0,0,0,5', '1,0,1,5', '2,0,3,0', '2,1,2,2', '2,5,3,5', '6,0,6,5', '7,0,7,5']));
    expect(blocks).toHaveLength(7);
  });

  it('freezes, filters, hides, prints', async () => {
    const file = await write([sheet([[['甲'], ['乙']]], whole)]);
    const xml = partOf(file, 'xl/worksheets/sheet1.xml');
    expect(xml).toContain('<pane xSplit="1" ySplit="4" topLeftCell="B5" activePane="bottomRight" state="frozen"/>');
    expect(xml).toContain('<autoFilter ref="A4:F6"/>');
    expect(xml).toMatch(/<col min="6" max="6" width="12" style="\d+" hidden="1" customWidth="1"\/>/);
    expect(xml).toContain('<pageSetup paperSize="8" orientation="landscape" fitToWidth="1" fitToHeight="0"/>');
    expect(xml).toContain('<oddFooter>&amp;C第 &amp;P 页 共 &amp;N 页</oddFooter>');
    const workbook = partOf(file, 'xl/workbook.xml');
    expect(workbook).toContain('<definedName name="_xlnm.Print_Titles" localSheetId="0">\'名单\'!$1:$4</definedName>');
    expect(workbook).toContain('<definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">\'名单\'!$A$4:$F$6</definedName>');
    const view = (await inExcelJs(file)).getWorksheet('名单');
    expect(view?.views[0]).toMatchObject({ state: 'frozen', xSplit: 1, ySplit: 4 });
    expect(view?.pageSetup.printTitlesRow).toBe('1:4');
  });

  it('gives wrapped text the height it needs', async () => {
    const xml = partOf(await write([sheet([[['短'], ['青岛胶州湾第二海底隧道工程']]], { columns: [column('名称', 'text')] })]), 'xl/worksheets/sheet1.xml');
    expect(xml).toContain('<row r="2"><c');
    expect(xml).toContain('<row r="3" ht="48"><c');
  });

  it('writes elements after the rows in the order the schema demands', async () => {
    const withList = [column('项目', 'text', { validation: { list: 'ITEMS' }, rangeName: 'ITEMS' })];
    const xml = partOf(await write([sheet([[['甲']]], { ...whole, columns: withList })]), 'xl/worksheets/sheet1.xml');
    const order = [
      'sheetPr',
      'sheetViews',
      'sheetFormatPr',
      'cols',
      'sheetData',
      'autoFilter',
      'mergeCells',
      'dataValidations',
      'pageMargins',
      'pageSetup',
      'headerFooter',
      'ignoredErrors',
    ];
    // One column wide: only blocks over several rows would be merged, and there are none.
    const expected = order.filter((name) => name !== 'mergeCells');
    expect([...xml.matchAll(new RegExp(`<(${order.join('|')})[ >]`, 'g'))].map((match) => match[1])).toEqual(expected);
  });

  it('a template: hidden _meta, lists bound to the dictionary sheet to its last filled cell', async () => {
    const file = await write([
      sheet([[['tpl-key', '3']]], { name: '_meta', hidden: true, columns: [column('template_id', 'text'), column('version', 'text')] }),
      sheet([], { name: '填报', columns: [column('项目', 'text'), column('行业', 'text', { validation: { list: '字典_行业' } })] }),
      sheet(
        [
          [
            ['农业', '新建'],
            ['制造业', '扩建'],
            ['建筑业', null],
          ],
        ],
        { name: "字'典", columns: [column('行业', 'text', { rangeName: '字典_行业' }), column('性质', 'text', { rangeName: 'BUILD_KIND' })] },
      ),
      sheet([[['逐行填写，不要改动表头。']]], { name: '说明' }),
    ]);
    const back = await inExcelJs(file);
    expect(back.worksheets.map(({ name, state }) => [name, state])).toEqual([
      ['_meta', 'hidden'],
      ['填报', 'visible'],
      ["字'典", 'visible'],
      ['说明', 'visible'],
    ]);
    expect(partOf(file, 'xl/worksheets/sheet2.xml')).toContain('tabSelected="1"');
    expect(partOf(file, 'xl/worksheets/sheet2.xml')).toMatch(
      /<dataValidation type="list" allowBlank="1" showErrorMessage="1" [^>]*sqref="B2:B1048576"><formula1>字典_行业<\/formula1>/,
    );
    const workbook = partOf(file, 'xl/workbook.xml');
    expect(workbook).toContain('<workbookView firstSheet="1" activeTab="1"/>');
    expect(workbook).toContain(`<definedName name="字典_行业">'字''典'!$A$2:$A$4</definedName>`);
    expect(workbook).toContain(`<definedName name="BUILD_KIND">'字''典'!$B$2:$B$3</definedName>`);
  });

  it('continues on a second sheet after 1,048,576 rows, header repeated, notes where the rows end', async () => {
    const full = excelLimits.rows - 2; // a header and a note
    const rows = (count: number): Iterable<CellValue[][]> => [Array.from({ length: count }, () => [1])];
    const spec = { columns: [column('数', 'integer')], notes: ['注'] };
    const exact = partOf(await write([sheet(rows(full), spec)]), 'xl/workbook.xml');
    expect([...exact.matchAll(/<sheet name="([^"]*)"/g)].map((match) => match[1])).toEqual(['名单']);

    const file = await write([sheet(rows(full + 1), spec), sheet([], { name: '名单(2)' })]);
    expect([...partOf(file, 'xl/workbook.xml').matchAll(/<sheet name="([^"]*)"/g)].map((match) => match[1])).toEqual(['名单', '名单(3)', '名单(2)']);
    expect(partOf(file, 'xl/worksheets/sheet1.xml')).toContain('<c r="A1048575" ');
    expect(partOf(file, 'xl/worksheets/sheet1.xml')).not.toContain('注');
    expect(partOf(file, 'xl/worksheets/sheet2.xml')).toMatch(/<c r="A1" .*数.*<c r="A2" .*<v>1<\/v>.*<c r="A3" .*注/);
  });

  it.each([
    ['no visible sheet', [sheet([], { hidden: true })]],
    ['a forbidden sheet name', [sheet([], { name: '名/单' })]],
    ['a long sheet name', [sheet([], { name: '名'.repeat(32) })]],
    ['two sheets of one name', [sheet([], { name: 'A' }), sheet([], { name: 'a' })]],
    ['a width Excel would repair', [sheet([], { columns: [column('性质', 'text', { width: 256 })] })]],
    ['no columns', [sheet([], { columns: [] })]],
    ['an unknown list', [sheet([], { columns: [column('性质', 'text', { validation: { list: 'NONE' } })] })]],
    ['a range name that is a cell', [sheet([], { columns: [column('性质', 'text', { rangeName: 'CT1' })] })]],
  ])('refuses %s', async (_, sheets) => {
    await expect(write(sheets)).rejects.toMatchObject({ code: 'bad_input' });
  });
});
