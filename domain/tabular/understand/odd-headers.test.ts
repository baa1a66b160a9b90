// Headers as real lists print them: merged, cut, nested, repeated, several to a sheet.

import { describe, expect, it } from 'vitest';
import { understandWorkbook } from './index.ts';
import { column, fields, kinds, names, readRows, sheetOf, workbookOf, type SampleRows } from './sample-sheet.ts';
import { sampleTargets } from './sample-targets.ts';

describe('headers', () => {
  it('finds names one column to the right when the header is merged over serial and name', () => {
    const sheet = readRows(
      [
        ['2026年市重点项目计划表（单位：亿元）'],
        ['项目名称', null, '建设地点', '总投资'],
        [1, '老城区供热管网改造工程', '北城街道', 1.2],
        [2, '第二人民医院门诊楼', '南城街道', 3.05],
      ],
      { merges: ['A1:D1', 'A2:B2'] },
    );
    expect(names(sheet)).toEqual(['老城区供热管网改造工程', '第二人民医院门诊楼']);
    expect(column(sheet, 'total_investment')).toEqual([120_000_000, 305_000_000]);
    expect(sheet.unitFrom).toMatchObject({ unit: 'yi', from: 'title' });
  });

  it('finds names beside text serials under a name header without a merge', () => {
    const sheet = readRows([
      ['项目名称', null, '总投资（万元）'],
      ['1.0', '甲河综合治理工程', 100],
      ['20.0', '乙区标准厂房', 200.5],
    ]);
    expect(names(sheet)).toEqual(['甲河综合治理工程', '乙区标准厂房']);
    expect(column(sheet, 'total_investment')).toEqual([1_000_000, 2_005_000]);
  });

  it('joins header words cut over two rows', () => {
    const sheet = readRows([
      ['垫平县2026年重点前期项目清单'],
      ['序', '项目名', '建设起', '总投资', '牵头'],
      ['号', '称', '止年限', '（万元）', '单位'],
      [1, '县城第三水厂', '2026-2028', 12000, '县水利局'],
      [2, '高速互通连接线', '2027-2029', 8000, '县交通局'],
    ]);
    expect(sheet.headerRows).toEqual([2, 3]);
    expect(sheet.columns.map((c) => c.header)).toEqual(['序号', '项目名称', '建设起止年限', '总投资（万元）', '牵头单位']);
    expect(fields(sheet)).toEqual([null, 'project_name', 'planned_start', 'total_investment', 'responsible_org_name']);
    expect(sheet.projects[0]?.values).toEqual({
      project_name: '县城第三水厂',
      planned_start: '2026',
      planned_finish: '2028',
      total_investment: 120_000_000,
      responsible_org_name: '县水利局',
    });
  });

  it('reads a child by its parent: annual under the plan year, total under the sources', () => {
    const sheet = readRows(
      [
        ['序号', '项目名称', '资金来源', null, null, '2024年计划投资', null, null],
        [null, null, '总投资', '中央', '自筹', '总投资', '省级以上补助', '自筹'],
        [1, '甲项目', 1000, 600, 400, 300, 200, 100],
        [2, '乙项目', 2000, 0, 2000, 500, 0, 500],
        ['单位：万元'],
      ],
      { merges: ['A1:A2', 'B1:B2', 'C1:E1', 'F1:H1'] },
    );
    expect(sheet.headerRows).toEqual([1, 2]);
    expect(fields(sheet)).toEqual([null, 'project_name', 'total_investment', null, null, 'year_plan', null, null]);
    expect(sheet.columns[2]?.header).toBe('资金来源/总投资');
    expect(column(sheet, 'total_investment')).toEqual([10_000_000, 20_000_000]);
    expect(column(sheet, 'year_plan')).toEqual([3_000_000, 5_000_000]);
    expect(sheet.unitFrom).toMatchObject({ unit: 'wan', from: 'note' });
  });

  it('understands the same two-row header without merges, as csv has it', () => {
    const sheet = readRows([
      ['序号', '项目名称', '总投资（万元）', '2024年计划投资（万元）', '', '', '备注'],
      ['', '', '', '合计', '中央', '地方', ''],
      ['1', '甲项目', '1000', '300', '200', '100', ''],
      ['2', '乙项目', '2000', '500', '0', '500', '跨区'],
    ]);
    expect(fields(sheet)).toEqual([null, 'project_name', 'total_investment', 'year_plan', null, null, 'remark']);
    expect(column(sheet, 'year_plan')).toEqual([3_000_000, 5_000_000]);
  });

  it('never takes what was done last year for the total or the plan', () => {
    const sheet = readRows(
      [
        ['2026年基建项目投资计划表'],
        ['序号', '项目名称', '总投资(万元)', '上年底累计完成', null, '本年计划', null, null],
        [null, null, null, '财务支出(万元)', '投资额(万元)', '财务支出(万元)', '投资额(万元)', '形象进度'],
        [1, '甲项目', 900, 100, 150, 200, 250, '主体封顶'],
        [2, '乙项目', 800, 10, 15, 20, 25, '完成招标'],
      ],
      { merges: ['A1:H1', 'A2:A3', 'B2:B3', 'C2:C3', 'D2:E2', 'F2:H2'] },
    );
    expect(fields(sheet)).toEqual([null, 'project_name', 'total_investment', null, null, null, 'year_plan', 'year_goal']);
    expect(column(sheet, 'year_plan')).toEqual([2_500_000, 250_000]);
    expect(column(sheet, 'year_goal')).toEqual(['主体封顶', '完成招标']);
  });

  it('tells the plan year from other years by the title', () => {
    const sheet = readRows([
      ['2026年重点项目（单位：万元）'],
      ['序号', '项目名称', '总投资', '2025年完成投资', '2026年计划投资', '2027年计划投资', '至2025年底累计完成投资'],
      [1, '甲项目', 900, 100, 200, 300, 100],
      [2, '乙项目', 800, 10, 20, 30, 10],
    ]);
    expect(fields(sheet)).toEqual([null, 'project_name', 'total_investment', null, 'year_plan', null, null]);
  });

  it('skips the row of column numbers below a header', () => {
    const sheet = readRows([
      ['序号', '项目名称', '建设单位', '总投资（万元）'],
      ['甲', '乙', '1', '2'],
      [1, '甲项目', '甲公司', 100],
    ]);
    expect(names(sheet)).toEqual(['甲项目']);
    const numbers = readRows([
      ['序号', '项目名称', '建设单位', '总投资（万元）'],
      [1, 2, 3, 4],
      [1, '甲项目', '甲公司', 100],
    ]);
    expect(names(numbers)).toEqual(['甲项目']);
  });

  it('leaves repeated headers and titles after a page break out', () => {
    const sheet = readRows([
      ['2026年市级重点项目名单'],
      ['序号', '项目名称', '建设单位'],
      [1, '甲项目', '甲公司'],
      ['2026年市级重点项目名单'],
      ['序号', '项 目 名 称', '建设单位'],
      [2, '乙项目', '乙公司'],
    ]);
    expect(kinds(sheet)).toEqual(['project', 'header_repeat', 'header_repeat', 'project']);
  });

  it('reads a second table of the sheet with its own header and unit', () => {
    const understood = understandWorkbook(
      workbookOf(
        sheetOf([
          ['附件1'],
          ['2026年续建项目'],
          ['序号', '项目名称', '总投资（亿元）'],
          [1, '甲项目', 1.5],
          ['附件2'],
          ['2026年新开工项目'],
          ['单位：万元'],
          ['序号', '建设单位', '项目名称', '总投资'],
          [1, '乙公司', '乙项目', 300],
        ]),
      ),
      { targets: sampleTargets, today: '2026-01-01' },
    );
    expect(understood.sheets.map((s) => [s.table, s.headerRows, s.unit])).toEqual([
      [1, [3], 'yi'],
      [2, [8], 'wan'],
    ]);
    expect(understood.sheets.flatMap(names)).toEqual(['甲项目', '乙项目']);
    expect(understood.sheets.flatMap((s) => column(s, 'total_investment'))).toEqual([150_000_000, 3_000_000]);
  });

  it('takes header rows, columns and unit from the person when given', () => {
    const rows: SampleRows = [['某表'], ['编号', '内容', '数', '年'], [1, '甲', 5, 2026], [2, '乙', 6, 2027]];
    expect(readRows(rows).skipped).toBeDefined();
    const sheet = readRows(
      rows,
      {},
      { overrides: [{ sheet: 'Sheet1', headerRows: [2], columns: { 1: 'project_name', 2: 'total_investment', 3: 'planned_start' }, unit: 'yi' }] },
    );
    expect(sheet.projects.map((p) => p.values)).toEqual([
      { project_name: '甲', total_investment: 500_000_000, planned_start: '2026' },
      { project_name: '乙', total_investment: 600_000_000, planned_start: '2027' },
    ]);
  });

  it('reads start and finish as children of 起止', () => {
    const sheet = readRows(
      [
        ['序号', '项目名称', '建设起止年限', null, '总投资（万元）'],
        [null, null, '开工', '竣工', null],
        [1, '甲项目', 2024, 2026, 10],
        [2, '乙项目', '2025.3', '2027.12', 20],
      ],
      { merges: ['A1:A2', 'B1:B2', 'C1:D1', 'E1:E2'] },
    );
    expect(fields(sheet)).toEqual([null, 'project_name', 'planned_start', 'planned_finish', 'total_investment']);
    expect(column(sheet, 'planned_start')).toEqual(['2024', '2025-03']);
  });

  it('takes a row of units below the header into the header', () => {
    const sheet = readRows([
      ['序号', '项目名称', '总投资', '年度计划投资'],
      [null, null, '（亿元）', '（万元）'],
      [1, '甲项目', 2, 300],
    ]);
    expect(sheet.headerRows).toEqual([1, 2]);
    expect(sheet.projects[0]?.values).toMatchObject({ total_investment: 200_000_000, year_plan: 3_000_000 });
  });

  it('keeps a parent row above the name header', () => {
    const sheet = readRows(
      [
        ['2026年重点项目'],
        [null, null, null, '2026年计划（万元）', null],
        ['序号', '项目名称', '总投资（万元）', '总投资', '建设目标'],
        [1, '甲项目', 900, 300, '封顶'],
        [2, '乙项目', 800, 200, '开工'],
      ],
      { merges: ['A1:E1', 'D2:E2'] },
    );
    expect(sheet.headerRows).toEqual([2, 3]);
    expect(fields(sheet)).toEqual([null, 'project_name', 'total_investment', 'year_plan', 'year_goal']);
  });

  it('reads tables printed side by side', () => {
    const understood = understandWorkbook(
      workbookOf(sheetOf([['市重点项目名单'], ['序号', '项目名称', '序号', '项目名称'], [1, '甲', 3, '丙'], [2, '乙', 4, '丁']])),
      { targets: sampleTargets, today: '2026-01-01' },
    );
    expect(understood.sheets.flatMap(names)).toEqual(['甲', '乙', '丙', '丁']);
    expect(understood.sheets.map((s) => s.projects[0]?.row)).toEqual([3, 3]);
  });

  it('does not take the form of one project for a list', () => {
    const sheet = readRows([
      ['项目申报表'],
      ['项目名称', '甲产业园', '建设单位', '甲公司'],
      ['建设地点', '市南区', '总投资（万元）', 500],
      ['建设内容', '厂房'],
      ['建设性质', '新建', '备注', null],
    ]);
    expect(sheet.skipped).toBe('像是一个项目的表单，不是清单');
    expect(sheet.projects).toEqual([]);
  });

  it('accepts name headers that say more than the name, and notices with a 标题', () => {
    expect(
      fields(
        readRows([
          ['序号', '项目名称及建设内容', '总投资（亿元）'],
          [1, '甲', 1],
        ]),
      ),
    ).toEqual([null, 'project_name', 'total_investment']);
    expect(
      fields(
        readRows([
          ['建设单位及项目名称', '投资额（亿元）'],
          ['甲', 1],
        ]),
      ),
    ).toEqual(['project_name', 'total_investment']);
    expect(
      names(
        readRows([
          ['序号', '标题', '发布时间'],
          [1, '某学校工程招标公告', '2017-10-17'],
        ]),
      ),
    ).toEqual(['某学校工程招标公告']);
  });

  it('starts a new table where the same header stands under another unit', () => {
    const understood = understandWorkbook(
      workbookOf(
        sheetOf([['单位：亿元'], ['序号', '项目名称', '总投资'], [1, '甲项目', 1], ['单位：万元'], ['序号', '项目名称', '总投资'], [1, '乙项目', 300]]),
      ),
      { targets: sampleTargets, today: '2026-01-01' },
    );
    expect(understood.sheets.flatMap((s) => column(s, 'total_investment'))).toEqual([100_000_000, 3_000_000]);
  });
});
