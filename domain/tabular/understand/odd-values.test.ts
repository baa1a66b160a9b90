// Units and values as real lists print them.

import { describe, expect, it } from 'vitest';
import { codes, column, fields, readRows, type SampleRows } from './sample-sheet.ts';

describe('units and values', () => {
  it.each<readonly [string, SampleRows, string]>([
    ['its own line', [['金额单位：亿元'], ['序号', '项目名称', '总投资'], [1, '甲项目', 2]], 'unit_line'],
    ['a line with other units', [['单位：亿元、公里'], ['序号', '项目名称', '总投资'], [1, '甲项目', 2]], 'unit_line'],
    [
      'two cells',
      [
        [null, '单位：', '亿元'],
        ['序号', '项目名称', '总投资'],
        [1, '甲项目', 2],
      ],
      'unit_line',
    ],
    ['the title', [['重点项目表（亿元）'], ['序号', '项目名称', '总投资'], [1, '甲项目', 2]], 'title'],
    [
      'the header',
      [
        ['序号', '项目名称', '总投资\n（亿元）'],
        [1, '甲项目', 2],
      ],
      'header',
    ],
    [
      'the header without brackets',
      [
        ['序号', '项目名称', '总投资:亿元'],
        [1, '甲项目', 2],
      ],
      'header',
    ],
    ['a note below', [['序号', '项目名称', '总投资'], [1, '甲项目', 2], ['注：投资单位为亿元。']], 'note'],
    [
      'a title total',
      [
        ['序号', '项目名称', '总投资'],
        [null, '一、工业（共1项，总投资2亿元）', null],
        [1, '甲项目', 2],
      ],
      'declared_total',
    ],
  ])('finds the unit in %s', (_, rows, from) => {
    const sheet = readRows(rows);
    expect([sheet.unit, sheet.unitFrom?.from]).toEqual(['yi', from]);
    expect(column(sheet, 'total_investment')).toEqual([200_000_000]);
  });

  it('lets the header win over the unit line, and the cell over both', () => {
    const sheet = readRows([['单位：亿元'], ['序号', '项目名称', '总投资', '年度计划投资（万元）'], [1, '甲项目', 2, 300], [2, '乙项目', '8500万元', '0.5亿']]);
    expect(column(sheet, 'total_investment')).toEqual([200_000_000, 85_000_000]);
    expect(column(sheet, 'year_plan')).toEqual([3_000_000, 50_000_000]);
  });

  it('does not guess a unit: the amounts stay out and the problem says so', () => {
    const sheet = readRows([
      ['序号', '项目名称', '总投资'],
      [1, '甲项目', 2],
      [2, '乙项目', '3亿元'],
    ]);
    expect(column(sheet, 'total_investment')).toEqual([undefined, 300_000_000]);
    expect(sheet.problems).toContainEqual(expect.objectContaining({ code: 'unit_unknown', severity: 'error', column: 'C' }));
  });

  it('keeps empty, doubtful and foreign amounts out, each with its reason', () => {
    const sheet = readRows([
      ['序号', '项目名称', '总投资（万元）'],
      [1, '甲', '——'],
      [2, '乙', '约3亿'],
      [3, '丙', '1.2-1.5亿'],
      [4, '丁', '2000万件'],
      [5, '戊', '500万美元'],
      [6, '己', '１，２３４．５'],
      [7, '庚', 0],
      [8, '辛', null],
    ]);
    expect(column(sheet, 'total_investment')).toEqual([undefined, undefined, undefined, undefined, undefined, 12_345_000, 0, undefined]);
    expect(sheet.problems.map((p) => [p.row, p.column, p.code])).toEqual([
      [3, 'C', 'amount_approximate'],
      [4, 'C', 'amount_range'],
      [5, 'C', 'amount_not_money'],
      [6, 'C', 'amount_foreign'],
    ]);
  });

  it('never takes quantities with 万 from text columns for money', () => {
    const sheet = readRows([
      ['序号', '项目名称', '建设规模', '总投资（万元）'],
      [1, '甲', '年产2000万件', 10],
      [2, '乙', '128万平方米', 20],
      [3, '丙', '5万亩', 30],
    ]);
    expect(fields(sheet)).toEqual([null, 'project_name', 'construction_scale', 'total_investment']);
    expect(column(sheet, 'construction_scale')).toEqual(['年产2000万件', '128万平方米', '5万亩']);
  });

  it('reads start and finish in all the ways they are written', () => {
    const sheet = readRows(
      [
        ['序号', '项目名称', '建设起止年限'],
        [1, '甲', '2024.03–2026.12'],
        [2, '乙', '2023-2025'],
        [3, '丙', '2024—2026年'],
        [4, '丁', '36个月'],
        [5, '戊', '2024年9月至2025年底'],
        [6, '己', 2026],
      ],
      {},
    );
    expect(sheet.projects.map((p) => [p.values['planned_start'], p.values['planned_finish']])).toEqual([
      ['2024-03', '2026-12'],
      ['2023', '2025'],
      ['2024', '2026'],
      [undefined, undefined],
      ['2024-09', '2025-12'],
      ['2026', '2026'],
    ]);
    expect(codes(sheet)).toEqual(['date_duration']);
  });

  it('reads Excel day numbers in a date column and completes months with the year of the title', () => {
    const sheet = readRows([
      ['2026年重点项目'],
      ['序号', '项目名称', '开工时间', '竣工时间'],
      [1, '甲', 45292, { date: '2026-10-01' }],
      [2, '乙', '9月', '2027年6月'],
    ]);
    expect(column(sheet, 'planned_start')).toEqual(['2024-01-01', '2026-09']);
    expect(column(sheet, 'planned_finish')).toEqual(['2026-10-01', '2027-06']);
  });

  it('finds the district at the head of an address', () => {
    const sheet = readRows([
      ['序号', '项目名称', '隶属区县'],
      [1, '甲', '莱西市日庄镇'],
      [2, '乙', '青岛市黄岛区灵山卫街道'],
      [3, '丙', '外地'],
    ]);
    expect(column(sheet, 'region_code')).toEqual(['370285', '370211', undefined]);
    expect(codes(sheet)).toEqual(['unknown_code']);
  });
});
