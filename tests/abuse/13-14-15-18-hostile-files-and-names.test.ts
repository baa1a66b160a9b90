// Abuse cases 13, 14, 15 and 18: hostile files in, and what a name full of tricks looks like when it leaves.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { xlsx, zip } from '#main/tabular/testing/xlsx-fixture.ts';
import { readWorkbook } from '#main/tabular/read-workbook.ts';
import { partOf } from '#main/tabular-out/testing/written-workbook.ts';
import { aProject } from '../builders/records.ts';
import { openTestWorkstation, textIn, type TestWorkstation } from '../cli/test-workstation.ts';

let station: TestWorkstation;
beforeAll(async () => {
  station = await openTestWorkstation();
});
afterAll(() => station.close());

const text = (column: string, row: number, value: string): string => `<c r="${column}${row}" t="inlineStr"><is><t>${value}</t></is></c>`;
const letters = (index: number): string => (index < 26 ? '' : letters(Math.floor(index / 26) - 1)) + String.fromCharCode(65 + (index % 26));

async function refused(name: string, bytes: Uint8Array): Promise<{ code: string; message: string }> {
  const { handle } = await station.ask('file.put', { name, bytes });
  const before = (await station.ask('record.list', { database: 'key' })).total;
  const answer = await station.refusal('import.commit', { handle, database: 'key', year: 2026 });
  expect((await station.ask('record.list', { database: 'key' })).total).toBe(before);
  return answer;
}

describe('abuse case 13: XML that defines things', () => {
  const sheet = (prolog: string, body: string): Uint8Array =>
    xlsx({
      sheet: `<?xml version="1.0"?>${prolog}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${body}</sheetData></worksheet>`,
    });
  const nine = Array.from({ length: 9 }, (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`).join('');

  it.each([
    ['a DOCTYPE', sheet('<!DOCTYPE worksheet>', '')],
    ['an external entity', sheet('<!DOCTYPE worksheet [<!ENTITY x SYSTEM "file:///etc/passwd">]>', `<row r="1">${text('A', 1, '&x;')}</row>`)],
    ['entities nine deep', sheet(`<!DOCTYPE worksheet [<!ENTITY l0 "项目">${nine}]>`, `<row r="1">${text('A', 1, '&l9;')}</row>`)],
  ])('with %s is refused at once, and nothing is read from elsewhere', async (_what, bytes) => {
    const began = Date.now();
    const { code, message } = await refused('名单.xlsx', bytes);
    expect(code).toBe('spreadsheet_hostile');
    expect(message).toMatch(/^文件“名单\.xlsx”含有异常内容.*DOCTYPE.*本次未写入任何数据。$/);
    expect(message).not.toContain('root:');
    expect(Date.now() - began).toBeLessThan(5000);
  });

  it('is no way around in a file that is no workbook either', async () => {
    expect((await refused('名单.xlsx', zip({ 'x.xml': '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>' }))).code).toMatch(/^(?:not_a_spreadsheet|spreadsheet_\w+)$/);
  });
});

describe('abuse case 15: columns no office makes', () => {
  it('a column named like the inside of the program is refused by its place', async () => {
    const header = ['序号', '项目名称', '总投资', '建设地点', '开工', '竣工', '__proto__'];
    const rows = [header, ['1', '甲项目', '5', '黄岛区', '2026', '2027', '{"polluted":true}']];
    const sheet = rows.map((cells, row) => `<row r="${row + 1}">${cells.map((cell, column) => text(letters(column), row + 1, cell)).join('')}</row>`).join('');
    expect(await refused('名单.xlsx', xlsx({ sheet }))).toMatchObject({
      code: 'spreadsheet_hostile',
      message: '工作表“名单”第 7 列名称“__proto__”不允许，没有写入任何数据。请改正表头后再试；来历不明的文件请不要导入。',
    });
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it('five thousand columns are refused by their number', async () => {
    const row = (number: number, cell: (column: number) => string): string =>
      `<row r="${number}">${Array.from({ length: 5000 }, (_, column) => text(letters(column), number, cell(column))).join('')}</row>`;
    const sheet = row(1, (column) => (column === 0 ? '项目名称' : `列${column}`)) + row(2, () => '甲');
    expect(await refused('名单.xlsx', xlsx({ sheet }))).toMatchObject({
      code: 'spreadsheet_too_large',
      message: '工作表“名单”第 1 行有 5000 列，列数超过 512，没有写入任何数据。请只保留需要导入的列后再试。',
    });
  });
});

const tricks = [
  `=cmd|'/c calc'!A1`,
  '＝HYPERLINK("http://x","点我")',
  '＋SUM(A1)',
  '－2+3',
  '＠SUM(1)',
  '+1+1',
  '-1-1',
  '@SUM(A1:A9)',
  '<img src=x onerror=alert(1)>',
  '<details open ontoggle=alert(1)>甲</details>',
] as const;

describe('abuse cases 14 and 18: a name that would do something elsewhere', () => {
  it('is kept, listed and exported as the text it is; nothing in the file is a formula or markup', async () => {
    const ids: string[] = [];
    for (const [index, project_name] of tricks.entries()) {
      const values = aProject({ project_name, region_code: '370211', national_code: `2403-370211-04-01-00${String(index).padStart(4, '0')}` });
      ids.push(textIn((await station.ask('record.create', { database: 'reserve', values })).record, 'id'));
    }
    const { rows } = await station.ask('record.list', { database: 'reserve' });
    expect(new Set(rows.map((row) => row['project_name']))).toEqual(new Set(tricks));

    const { bytes } = await station.ask('record.export', { database: 'reserve', fields: ['project_name'] });
    const sheet = partOf(bytes, 'xl/worksheets/sheet1.xml');
    expect(sheet).not.toMatch(/<f[ >]/);
    expect(sheet).not.toContain('<img');
    expect(sheet).toContain('&lt;img src=x onerror=alert(1)&gt;');
    // Cells that begin like a formula carry the style that keeps them text when somebody edits them.
    const quoted = [
      ...(partOf(bytes, 'xl/styles.xml')
        .split('<cellXfs')[1]
        ?.matchAll(/<xf [^>]*>/g) ?? []),
    ].flatMap(([xf], style) => (xf.includes('quotePrefix="1"') ? [String(style)] : []));
    const formulaLike = [...sheet.matchAll(/<c r="\w+" s="(\d+)" t="inlineStr"><is><t[^>]*>([=+\-@＝＋－＠])/g)];
    expect(formulaLike).toHaveLength(8);
    for (const [, style] of formulaLike) expect(quoted).toContain(style);
    const workbook = await readWorkbook(bytes, '导出.xlsx');
    const cells = workbook.sheets.flatMap((each) => each.rows.flatMap((row) => row ?? [])).filter((cell) => typeof cell === 'string');
    for (const trick of tricks) expect(cells).toContain(trick);
    expect(workbook.formulaCells).toBe(0);

    // And back in: the same texts, nothing changed.
    const report = await station.importFile({ name: '导出.xlsx', bytes }, { database: 'reserve', commit: true });
    expect(report).toMatchObject({ unchanged: ids.length, created: 0, changed: 0 });
  });
});
