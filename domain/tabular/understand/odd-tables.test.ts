// Oddities met in whole tables of the published kinds, one defect of the recogniser each.

import { describe, expect, it } from 'vitest';
import { codes, column, fields, kinds, names, readRows, sheetOf, workbookOf } from './sample-sheet.ts';
import { sampleTargets } from './sample-targets.ts';
import { understandWorkbook } from './index.ts';

describe('rows', () => {
  it('numbers projects 1, 2 and districts 一, 二 also when there are as many of one as of the other', () => {
    const sheet = readRows([
      ['序号', '项目名称', '建设内容', '总投资（亿元）'],
      ['一', '市南区（1个）', null, 20],
      ['1', '甲大厦', '写字楼', '20'],
      ['二', '即墨区（0个）', null, 0],
      ['三', '市北区（1个）', null, 10],
      ['1', '乙大厦', '写字楼', '10'],
    ]);
    expect(names(sheet)).toEqual(['甲大厦', '乙大厦']);
    expect(column(sheet, 'region_code')).toEqual(['370202', '370203']);
  });

  it('reads a row of …… as nothing, not as a project nor as more of the one above', () => {
    const sheet = readRows([
      ['序号', '项目名称', '建设单位'],
      [1, '甲项目', '甲公司'],
      ['……', '……', '……'],
      [9, '乙项目', '乙公司'],
    ]);
    expect(names(sheet)).toEqual(['甲项目', '乙项目']);
    expect(kinds(sheet)).toEqual(['project', 'blank', 'project']);
  });

  it('reads numbered sentences after the 说明 at the end as notes', () => {
    const sheet = readRows([
      ['序号', '项目名称'],
      [1, '甲项目'],
      [2, '乙项目'],
      ['说明', '本表为市级统筹项目'],
      ['1', '排名不分先后，以实际下达为准。'],
    ]);
    expect(names(sheet)).toEqual(['甲项目', '乙项目']);
    expect(kinds(sheet)).toEqual(['project', 'project', 'note', 'note']);
  });
});

describe('headers', () => {
  it('reads 合计 under a merged parent as a child header, not as a total row', () => {
    const sheet = readRows(
      [
        ['序号', '项目名称', '总投资（万元）', '2026年计划投资（万元）', null, '备注'],
        [null, null, null, '合计', '市财力', null],
        [1, '甲馆', 1000, 300, 100, null],
        [2, '乙馆', 2000, 400, 100, null],
      ],
      { merges: ['A1:A2', 'B1:B2', 'C1:C2', 'D1:E1', 'F1:F2'] },
      { year: 2026 },
    );
    expect(sheet.headerRows).toEqual([1, 2]);
    expect(column(sheet, 'year_plan')).toEqual([3_000_000, 4_000_000]);
    expect(names(sheet)).toEqual(['甲馆', '乙馆']);
  });

  it('takes a row of children nobody knows into the header when it stands under merged parents', () => {
    const sheet = readRows(
      [
        ['序号', '项目名称', '下达中央投资', null, '建设单位'],
        [null, null, '本次', '累计', null],
        [1, '甲水库', 1, 2, '甲中心'],
      ],
      { merges: ['C1:D1'] },
    );
    expect(sheet.headerRows).toEqual([1, 2]);
    expect(names(sheet)).toEqual(['甲水库']);
    expect(codes(sheet)).toEqual([]);
  });

  it('starts a new table where a header has other columns, however alike', () => {
    const understood = understandWorkbook(
      workbookOf(
        sheetOf([
          ['序号', '项目名称', '建设单位', '总投资（亿元）'],
          [1, '甲路', '甲公司', 1],
          ['表2 预备项目'],
          ['序号', '项目名称', '总投资（万元）'],
          [1, '乙路', 300],
        ]),
      ),
      { targets: sampleTargets, today: '2026-01-01' },
    );
    expect(understood.sheets.map((s) => column(s, 'total_investment'))).toEqual([[100_000_000], [3_000_000]]);
  });

  it('does not take the figures of a column headed 2026年 for years', () => {
    const targets = [...sampleTargets, { id: 'mgmt_year', label: '管理年度', aliases: ['年度'], kind: 'year' as const }];
    const rows = [
      ['序号', '项目名称', '总投资（万元）', '2026年', '年度'],
      [1, '甲渠', 100, 30, 2026],
    ];
    expect(fields(readRows(rows, {}, { targets, year: 2026 }))).toEqual([null, 'project_name', 'total_investment', null, 'mgmt_year']);
  });

  it('reads quarters and 全年 under the plan of the year', () => {
    const targets = [
      ...sampleTargets,
      { id: 'mgmt_year', label: '管理年度', aliases: ['年度'], kind: 'year' as const },
      { id: 'q1', label: '一季度计划投资', aliases: [], kind: 'money' as const },
      { id: 'q2', label: '二季度计划投资', aliases: [], kind: 'money' as const },
    ];
    const rows = [
      ['序号', '项目名称', '总投资（万元）', '2026年计划投资（万元）', null, null, null],
      [null, null, null, '全年', '一季度', '第二季度', '下半年'],
      [1, '甲渠', 1000, 400, 100, 120, 180],
    ];
    const merges = ['A1:A2', 'B1:B2', 'C1:C2', 'D1:G1'];
    expect(fields(readRows(rows, { merges }, { targets, year: 2026 })).slice(2)).toEqual(['total_investment', 'year_plan', 'q1', 'q2', null]);
  });

  it('lets two years in a 建设工期 column outvote a number of months', () => {
    const targets = [...sampleTargets, { id: 'months', label: '建设工期(月)', aliases: ['建设工期'], kind: 'integer' as const }];
    const read = (...cells: readonly [string, string]) =>
      readRows([['序号', '项目名称', '建设工期'], ...cells.map((cell, i) => [i + 1, `甲馆${i}期`, cell])], {}, { targets });
    expect(fields(read('2024-2026', '2025-2027'))[2]).toBe('planned_start');
    expect(fields(read('24', '36个月'))[2]).toBe('months');
  });
});

describe('units', () => {
  it.each(['注：1.表中投资金额单位均为亿元；2.排序不分先后。', '2.总投资以亿元为单位，保留两位小数。', '投资额按亿元计'])('finds the unit in “%s”', (note) => {
    const sheet = readRows([[note], ['序号', '项目名称', '总投资'], [1, '甲坝', 1.5]]);
    expect(column(sheet, 'total_investment')).toEqual([150_000_000]);
  });

  it('reads a money column without unit in the unit of the columns beside it, and says so', () => {
    const sheet = readRows([
      ['序号', '项目名称', '总投资（亿元）', '年度计划投资'],
      [1, '甲坝', 2, 0.5],
    ]);
    expect(column(sheet, 'year_plan')).toEqual([50_000_000]);
    expect(sheet.problems).toEqual([
      {
        sheet: 'Sheet1',
        row: 1,
        column: 'D',
        code: 'unit_inferred',
        severity: 'warning',
        message: '“年度计划投资”没有写金额单位；按“总投资（亿元）”的单位读取，请核对。',
      },
    ]);
  });

  it('leaves a column without unit unread where the others differ', () => {
    const sheet = readRows([
      ['序号', '项目名称', '总投资（亿元）', '年度计划投资（万元）', '累计完成投资'],
      [1, '甲坝', 2, 500, 3],
    ]);
    expect(column(sheet, 'cum_done')).toEqual([undefined]);
    expect(codes(sheet)).toEqual(['unit_unknown']);
  });
});

describe('cells', () => {
  it('brings a district written once before its serials down, where csv has lost the merge', () => {
    const sheet = readRows([
      ['区市', '序号', '项目名称'],
      ['市南区', 1, '甲厂'],
      [null, 2, '乙厂'],
      ['胶州市', 3, '丙厂'],
      [null, 4, '丁厂'],
      ['莱西市', 5, '戊厂'],
    ]);
    expect(column(sheet, 'region_code')).toEqual(['370202', '370202', '370281', '370281', '370285']);
    const ragged = readRows([
      ['区市', '序号', '项目名称'],
      ['市南区', 1, '甲厂'],
      [null, 2, '乙厂'],
      ['市南区', 3, '丙厂'],
    ]);
    expect(column(ragged, 'region_code')).toEqual(['370202', undefined, '370202']);
  });

  it('joins short words spread over their cell, and knows 同  上', () => {
    const sheet = readRows([
      ['序号', '项目名称', '责任单位'],
      [1, '甲 渠', '水务局'],
      [2, '乙 江 渠', '同  上'],
      [3, '丙 渠 二期', '水务局 林业局'],
    ]);
    expect(names(sheet)).toEqual(['甲渠', '乙江渠', '丙 渠 二期']);
    expect(column(sheet, 'responsible_org_name')).toEqual(['水务局', '水务局', '水务局 林业局']);
  });

  it('quotes a printed cell in one line', () => {
    const sheet = readRows([
      ['序号', '项目名称', '区市'],
      [1, '甲渠', '焦作市\n济源示范区'],
    ]);
    expect(sheet.problems[0]?.message).toContain('“焦作市 济源示范区”');
  });
});

describe('cells as long as Excel allows', () => {
  const filler = ['（', '（1', ' 、', '甲\n', '1', '[(', '1个', '★', '2024-', '总投资1', '1,'];

  it.each(filler)('are read without ever going over them for each letter (%j)', (piece) => {
    const long = `甲${piece.repeat(Math.floor(32_000 / piece.length))}乙`;
    const rows = Array.from({ length: 20 }, (_, i) => [i + 1, `${long}${i}`, long, long, long]);
    const started = process.cpuUsage();
    const sheet = readRows([[long], ['序号', '项目名称', '总投资（万元）', '建设年限', '建设内容'], ...rows, [long]]);
    const { user, system } = process.cpuUsage(started);
    expect(sheet.projects).toHaveLength(20);
    // Linear work takes some 0.1 s; a quadratic pattern takes minutes.
    expect((user + system) / 1e6).toBeLessThan(3);
  });

  it('are cut short where a sentence quotes them', () => {
    const sheet = readRows([
      ['序号', '项目名称', '总投资（万元）'],
      [1, '甲渠', `详见附件${'乙'.repeat(30_000)}`],
    ]);
    expect(sheet.problems.map((problem) => problem.message)).toEqual([`“详见附件${'乙'.repeat(36)}…”不能读成金额；该金额留空，请改成数字。`]);
  });
});
