// Workbooks with covers, helper lists, stale sheets and several tables.

import { describe, expect, it } from 'vitest';
import { understandWorkbook, type UnderstoodSheet } from './index.ts';
import { codes, column, names, readRows, sheetOf, workbookOf, type SampleRows } from './sample-sheet.ts';
import { sampleTargets } from './sample-targets.ts';

describe('sheets', () => {
  const good = sheetOf([['2022年重点项目（万元）'], ['序号', '项目名称', '总投资'], [1, '甲项目', 5]], { name: '2022' });

  it('sets covers, drop-down lists, hidden and stale sheets aside with the reason', () => {
    const understood = understandWorkbook(
      workbookOf(
        sheetOf([['某市发展和改革委员会'], [], ['2022年重点项目计划']], { name: '封面' }),
        good,
        sheetOf([['新建'], ['扩建'], ['改建']], { name: '下拉' }),
        sheetOf(
          [
            ['名称', '代码'],
            ['新建', '1'],
          ],
          { name: '字典', visibility: 'very_hidden' },
        ),
        sheetOf([['2017年重点项目汇总'], ['序号', '项目名称', '总投资（万元）'], [1, '旧项目', 9]], { name: '旧表' }),
        sheetOf(
          [
            ['区县', '项目个数', '总投资', '年度计划投资'],
            ['市南区', 12, 3, 4],
            ['市北区', 1, 2, 3],
          ],
          { name: '汇总' },
        ),
        sheetOf([], { name: '空' }),
      ),
      { targets: sampleTargets, today: '2022-03-01' },
    );
    expect(understood.sheets.map((s) => [s.name, s.projects.length, s.skipped])).toEqual([
      ['封面', 0, '没有表格，像是封面、说明或下拉列表'],
      ['2022', 1, undefined],
      ['下拉', 0, '没有表格，像是封面、说明或下拉列表'],
      ['字典', 0, '隐藏的工作表'],
      ['旧表', 0, '表题是 2017 年的，与 2022 年的表不是一批'],
      ['汇总', 0, '没有项目名称列，像是汇总表或代码表'],
      ['空', 0, '空表'],
    ]);
    // The stale sheet held projects: that one deserves a look.
    expect(understood.problems.filter((p) => p.severity !== 'info').map((p) => [p.sheet, p.code, p.severity])).toEqual([['旧表', 'sheet_skipped', 'warning']]);
  });

  it('reads several sheets each by its own header', () => {
    const second = sheetOf(
      [
        ['项目名称', '年度投资（亿元）'],
        ['乙项目', 1],
      ],
      { name: '续建' },
    );
    const understood = understandWorkbook(workbookOf(good, second), { targets: sampleTargets, today: '2022-03-01' });
    expect(understood.sheets.map((s) => [s.name, names(s), s.unit])).toEqual([
      ['2022', ['甲项目'], 'wan'],
      ['续建', ['乙项目'], 'yi'],
    ]);
  });

  it('takes the unit of the other sheets when a sheet has none, and says so', () => {
    const second = sheetOf(
      [
        ['序号', '项目名称', '总投资'],
        [1, '乙项目', 7],
      ],
      { name: '续建' },
    );
    const understood = understandWorkbook(workbookOf(good, second), { targets: sampleTargets, today: '2022-03-01' });
    expect(column(understood.sheets[1] as UnderstoodSheet, 'total_investment')).toEqual([70_000]);
    expect(understood.problems.map((p) => p.code)).toEqual(['unit_inferred']);
  });

  it('says which sheet has no header', () => {
    const sheet = readRows(
      [
        ['甲', '乙', '丙'],
        [1, 2, 3],
        [4, 5, 6],
        [7, 8, 9],
      ],
      { name: '数据' },
    );
    expect(sheet.problems).toEqual([
      expect.objectContaining({
        sheet: '数据',
        code: 'no_header',
        severity: 'error',
        message: expect.stringContaining('工作表“数据”没有读取：没有认出表头') as string,
      }),
    ]);
  });

  it('says when there is a header but no row', () => {
    const sheet = readRows([['序号', '项目名称', '总投资（万元）'], [1], [2], ['填表人：']], { name: '空表单' });
    expect(sheet.problems).toEqual([expect.objectContaining({ code: 'no_rows', severity: 'error' })]);
    expect(sheet.projects).toEqual([]);
  });

  it('reads hidden rows and says so; reads a hidden sheet only when asked by name', () => {
    const rows: SampleRows = [
      ['序号', '项目名称'],
      [1, '甲'],
      [2, '乙'],
    ];
    expect(codes(readRows(rows, { hiddenRows: [2] }))).toEqual(['hidden_rows']);
    expect(readRows(rows, { name: '备用', visibility: 'hidden' }).skipped).toBe('隐藏的工作表');
    expect(names(readRows(rows, { name: '备用', visibility: 'hidden' }, { sheet: '备用' }))).toEqual(['甲', '乙']);
  });

  it('warns when the table is of another year than the import', () => {
    expect(codes(readRows([['2025年重点项目'], ['序号', '项目名称'], [1, '甲']], {}, { year: 2026 }))).toEqual(['year_mismatch']);
  });

  it('reads the sheet of the chosen year and leaves earlier ones, or all recent ones when no year is chosen', () => {
    const sheets = [2024, 2025, 2026].map((year) => sheetOf([[`${year}年重点项目`], ['序号', '项目名称'], [1, `${year}年的项目`]], { name: String(year) }));
    const read = (options: object): unknown[] =>
      understandWorkbook(workbookOf(...sheets), { targets: sampleTargets, today: '2026-01-01', ...options }).sheets.flatMap(names);
    expect(read({ year: 2026 })).toEqual(['2026年的项目']);
    expect(read({ year: 2025 })).toEqual(['2025年的项目', '2026年的项目']);
    expect(read({})).toEqual(['2025年的项目', '2026年的项目']);
    expect(read({ sheet: '2024' })).toEqual(['2024年的项目']);
  });
});
