// Merged blocks, ditto marks and several rows about one project.

import { describe, expect, it } from 'vitest';
import { codes, column, names, paths, readRows } from './sample-sheet.ts';

describe('merged blocks and repeated cells', () => {
  it('makes one project of a vertically merged name and reads its parts', () => {
    const sheet = readRows(
      [
        ['序号', '项目名称', '资金来源', '总投资（万元）', '责任单位'],
        [1, '甲灌区改造', '合计', 100, '水利厅'],
        [null, null, '中央', 60, null],
        [null, null, '自治区', 40, '财政厅'],
        [2, '乙公路', '中央', 30, '交通厅'],
        [null, null, '自筹', 20, null],
        [3, '丙铁路', null, 30, '发改委'],
        [null, null, null, 25, null],
      ],
      { merges: ['A2:A4', 'B2:B4', 'A5:A6', 'B5:B6', 'A7:A8', 'B7:B8'] },
    );
    expect(names(sheet)).toEqual(['甲灌区改造', '乙公路', '丙铁路']);
    expect(sheet.projects.map((p) => p.rows)).toEqual([
      [2, 3, 4],
      [5, 6],
      [7, 8],
    ]);
    expect(column(sheet, 'total_investment')).toEqual([1_000_000, 500_000, undefined]);
    expect(sheet.projects[0]?.values['responsible_org_name']).toBe('水利厅\n财政厅');
    expect(codes(sheet)).toEqual(expect.arrayContaining(['summed_sources', 'several_amounts']));
  });

  it('takes rows without serial and name as more of the project above', () => {
    const sheet = readRows([
      ['序号', '项目名称', '建设内容', '总投资（万元）'],
      ['1', '甲项目', '一期厂房', '10'],
      ['', '', '二期厂房', ''],
      ['2', '乙项目', '道路', '20'],
    ]);
    expect(sheet.projects.map((p) => p.values['construction_content'])).toEqual(['一期厂房\n二期厂房', '道路']);
  });

  it('brings merged places and categories down to every project, but never an amount', () => {
    const sheet = readRows(
      [
        ['板块', '隶属区县', '序号', '项目名称', '总投资（万元）'],
        ['产业', '市南区', 1, '甲项目', 100],
        [null, null, 2, '乙项目', null],
        [null, '市北区', 3, '丙项目', 5],
        ['民生', null, 4, '丁项目', 6],
      ],
      { merges: ['A2:A4', 'B2:B3', 'B4:B5', 'E2:E3'] },
    );
    expect(column(sheet, 'region_code')).toEqual(['370202', '370202', '370203', '370203']);
    expect(paths(sheet)).toEqual(['产业', '产业', '产业', '民生']);
    expect(column(sheet, 'total_investment')).toEqual([undefined, undefined, 50_000, 60_000]);
    expect(codes(sheet)).toContain('shared_amount');
  });

  it('resolves ditto marks', () => {
    const sheet = readRows([
      ['序号', '项目名称', '建设单位', '隶属区县', '备注'],
      [1, '甲项目', '甲公司', '胶州市', null],
      [2, '乙项目', '〃', '同上', '新增'],
      [3, '丙项目', '"', '″', '〃'],
    ]);
    expect(column(sheet, 'owner_org_name')).toEqual(['甲公司', '甲公司', '甲公司']);
    expect(column(sheet, 'region_code')).toEqual(['370281', '370281', '370281']);
    expect(column(sheet, 'remark')).toEqual([undefined, '新增', '新增']);
  });

  it('reads several event rows of one project code as one project, the last row winning', () => {
    const sheet = readRows([
      ['项目代码', '项目名称', '总投资(万元)'],
      ['2018-370215-26-03-010135', '甲产业园（三期）', 1122],
      ['2018-370215-26-03-010135', '甲产业园(三期)', 1346],
      ['2506-370215-04-01-510838', '乙生产线', 5],
      ['2506-370215-04-01-510838', '东河大桥', 6],
      ['无', '丙', 7],
      ['无', '丁', 8],
    ]);
    expect(names(sheet)).toEqual(['甲产业园(三期)', '乙生产线', '东河大桥', '丙', '丁']);
    expect(sheet.projects[0]).toMatchObject({ row: 2, rows: [2, 3], values: { total_investment: 13_460_000 } });
    expect(codes(sheet)).toEqual(expect.arrayContaining(['same_code_rows', 'same_code_different_name']));
  });

  it('keeps rows with equal titles apart when no code says they are the same', () => {
    const sheet = readRows([
      ['序号', '标题', '行业'],
      [1, '某学校工程监理', '教育'],
      [2, '某学校工程监理', '教育'],
    ]);
    expect(names(sheet)).toEqual(['某学校工程监理', '某学校工程监理']);
  });

  it('does not fall back to an earlier amount when the last event row has one that cannot be read', () => {
    const sheet = readRows([
      ['项目代码', '项目名称', '总投资(万元)', '备注'],
      ['2018-370215-26-03-010135', '甲产业园', 1122, '首次备案'],
      ['2018-370215-26-03-010135', '甲产业园', '约2000', null],
    ]);
    expect(sheet.projects.map((p) => p.values)).toEqual([{ national_code: '2018-370215-26-03-010135', project_name: '甲产业园', remark: '首次备案' }]);
  });
});
