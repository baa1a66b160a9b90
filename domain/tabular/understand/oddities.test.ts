// Every oddity seen in real published lists, on small tables of our own.

import { describe, expect, it } from 'vitest';
import type { Cell } from '../sheet.ts';
import { understandWorkbook, type UnderstoodSheet, type UnderstandOptions } from './index.ts';
import { sheetOf, workbookOf } from './sample-sheet.ts';
import { sampleTargets } from './sample-targets.ts';

type Rows = readonly (readonly Cell[])[];

function read(rows: Rows, sheetOptions: Parameters<typeof sheetOf>[1] = {}, options: Partial<UnderstandOptions> = {}): UnderstoodSheet {
  const understood = understandWorkbook(workbookOf(sheetOf(rows, sheetOptions)), { targets: sampleTargets, today: '2026-01-01', ...options });
  const sheet = understood.sheets[0];
  if (sheet === undefined) throw new Error('no sheet');
  return sheet;
}

const names = (sheet: UnderstoodSheet): unknown[] => sheet.projects.map((p) => p.values['project_name']);
const column = (sheet: UnderstoodSheet, id: string): unknown[] => sheet.projects.map((p) => p.values[id]);
const kinds = (sheet: UnderstoodSheet): string[] => sheet.rows.map((r) => r.kind);
const fields = (sheet: UnderstoodSheet): (string | null)[] => sheet.columns.map((c) => c.field);
const codes = (sheet: UnderstoodSheet): string[] => sheet.problems.map((p) => p.code);
const paths = (sheet: UnderstoodSheet): string[] => sheet.projects.map((p) => p.context.path.join('/'));

describe('headers', () => {
  it('finds names one column to the right when the header is merged over serial and name', () => {
    const sheet = read(
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
    const sheet = read([
      ['项目名称', null, '总投资（万元）'],
      ['1.0', '甲河综合治理工程', 100],
      ['20.0', '乙区标准厂房', 200.5],
    ]);
    expect(names(sheet)).toEqual(['甲河综合治理工程', '乙区标准厂房']);
    expect(column(sheet, 'total_investment')).toEqual([1_000_000, 2_005_000]);
  });

  it('joins header words cut over two rows', () => {
    const sheet = read([
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
    const sheet = read(
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
    const sheet = read([
      ['序号', '项目名称', '总投资（万元）', '2024年计划投资（万元）', '', '', '备注'],
      ['', '', '', '合计', '中央', '地方', ''],
      ['1', '甲项目', '1000', '300', '200', '100', ''],
      ['2', '乙项目', '2000', '500', '0', '500', '跨区'],
    ]);
    expect(fields(sheet)).toEqual([null, 'project_name', 'total_investment', 'year_plan', null, null, 'remark']);
    expect(column(sheet, 'year_plan')).toEqual([3_000_000, 5_000_000]);
  });

  it('never takes what was done last year for the total or the plan', () => {
    const sheet = read(
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
    const sheet = read([
      ['2026年重点项目（单位：万元）'],
      ['序号', '项目名称', '总投资', '2025年完成投资', '2026年计划投资', '2027年计划投资', '至2025年底累计完成投资'],
      [1, '甲项目', 900, 100, 200, 300, 100],
      [2, '乙项目', 800, 10, 20, 30, 10],
    ]);
    expect(fields(sheet)).toEqual([null, 'project_name', 'total_investment', null, 'year_plan', null, null]);
  });

  it('skips the row of column numbers below a header', () => {
    const sheet = read([
      ['序号', '项目名称', '建设单位', '总投资（万元）'],
      ['甲', '乙', '1', '2'],
      [1, '甲项目', '甲公司', 100],
    ]);
    expect(names(sheet)).toEqual(['甲项目']);
    const numbers = read([['序号', '项目名称', '建设单位', '总投资（万元）'], [1, 2, 3, 4], [1, '甲项目', '甲公司', 100]]);
    expect(names(numbers)).toEqual(['甲项目']);
  });

  it('leaves repeated headers and titles after a page break out', () => {
    const sheet = read([
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
    const rows: Rows = [
      ['某表'],
      ['编号', '内容', '数', '年'],
      [1, '甲', 5, 2026],
      [2, '乙', 6, 2027],
    ];
    expect(read(rows).skipped).toBeDefined();
    const sheet = read(rows, {}, { overrides: [{ sheet: 'Sheet1', headerRows: [2], columns: { 1: 'project_name', 2: 'total_investment', 3: 'planned_start' }, unit: 'yi' }] });
    expect(sheet.projects.map((p) => p.values)).toEqual([
      { project_name: '甲', total_investment: 500_000_000, planned_start: '2026' },
      { project_name: '乙', total_investment: 600_000_000, planned_start: '2027' },
    ]);
  });
});

describe('names', () => {
  it('joins a name column split over two columns, one of them empty per row', () => {
    const sheet = read(
      [
        ['序号', '项目名称', null, '建设单位'],
        [1, '甲产业园', null, '甲公司'],
        [2, null, '乙产业园', '乙公司'],
        [3, null, '丙产业园', '丙公司'],
        [4, '丁产业园', null, '丁公司'],
      ],
      { merges: ['B1:C1'] },
    );
    expect(names(sheet)).toEqual(['甲产业园', '乙产业园', '丙产业园', '丁产业园']);
  });

  it('takes a serial and footnote marks off the name, and leaves numbers that belong to it', () => {
    const sheet = read([
      ['序号', '项目名称'],
      [1, '(1)甲路改造工程'],
      [2, '2、乙路改造工程'],
      [3, '★丙铁路项目▲'],
      [4, '5G智慧物流园'],
      [5, '2022年人行天桥新建工程'],
      [6, '3.5万吨污水处理厂'],
      [7, '（一期）丁工程'],
      [8, '220千伏\n输变电工程'],
    ]);
    expect(names(sheet)).toEqual(['甲路改造工程', '乙路改造工程', '丙铁路项目', '5G智慧物流园', '2022年人行天桥新建工程', '3.5万吨污水处理厂', '（一期）丁工程', '220千伏输变电工程']);
    expect(sheet.projects[2]?.marks).toEqual(['★', '▲']);
    expect(sheet.projects[2]?.raw['project_name']).toBe('★丙铁路项目▲');
  });

  it('keeps projects whose names look like groups, and leaves groups out that look like projects', () => {
    const sheet = read([
      ['序号', '项目名称', '建设单位', '总投资（万元）'],
      [null, '交通基础设施项目', null, 300],
      [1, '胶州湾综合保税区', '甲公司', 100],
      [2, '幸福小区', '乙公司', 100],
      [3, '华海实业有限公司', '丙公司', 100],
      [null, '市水务局', null, 300],
      [1, '规划展厅', '丁公司', 100],
      [2, '续建项目配套管网', '戊公司', 200],
    ]);
    expect(names(sheet)).toEqual(['胶州湾综合保税区', '幸福小区', '华海实业有限公司', '规划展厅', '续建项目配套管网']);
    expect(paths(sheet)).toEqual(['交通基础设施项目', '交通基础设施项目', '交通基础设施项目', '市水务局', '市水务局']);
    expect(sheet.declared.map((d) => d.amounts[0])).toEqual([
      { field: 'total_investment', declared: 3_000_000, found: 3_000_000 },
      { field: 'total_investment', declared: 3_000_000, found: 3_000_000 },
    ]);
  });

  it('keeps rows with missing, bracketed, restarting and wordy serials', () => {
    const sheet = read([
      ['序号', '项目名称', '建设单位'],
      [1, '甲项目', '甲公司'],
      [null, '乙项目', '乙公司'],
      ['(3)', '丙项目', '丙公司'],
      ['补1', '丁项目', '丁公司'],
      [1, '戊项目', '戊公司'],
    ]);
    expect(names(sheet)).toEqual(['甲项目', '乙项目', '丙项目', '丁项目', '戊项目']);
    const namesOnly = read([['序号', '项目名称'], [1, '甲'], [null, '乙'], [3, '丙'], ['(4)', '丁'], [5, '戊']]);
    expect(names(namesOnly)).toEqual(['甲', '乙', '丙', '丁', '戊']);
  });

  it('does not read rows that only have a serial, and reports rows that have everything but a name', () => {
    const sheet = read([
      ['序号', '项目名称', '建设单位', '总投资（万元）'],
      [1, '甲项目', '甲公司', 1],
      [2, null, null, null],
      [3, null, '丙公司', 5],
    ]);
    expect(kinds(sheet)).toEqual(['project', 'blank', 'note']);
    expect(sheet.problems).toContainEqual(expect.objectContaining({ code: 'missing_name', row: 4 }));
  });
});

describe('group rows', () => {
  it.each([
    ['一、先进制造业（共2项，投资额12.5亿元）', '先进制造业', 2],
    ['（一）交通', '交通', null],
    ['(1)水利', '水利', null],
    ['Ⅰ、能源', '能源', null],
    ['①科技', '科技', null],
    ['——制糖及食品（2个）', '制糖及食品', 2],
    ['【预备】(2个)', '预备', 2],
    ['第一部分 产业项目', '产业项目', null],
    ['港口、码头\n（7项）', '港口、码头', 7],
    ['社会民生类共2个项目', '社会民生类', 2],
  ])('reads %s as a title', (title, label, count) => {
    const sheet = read(
      [
        ['序号', '项目名称', '建设单位'],
        [title],
        [1, '甲项目', '甲公司'],
        [2, '乙项目', '乙公司'],
      ],
      { merges: ['A2:C2'] },
    );
    expect(names(sheet)).toEqual(['甲项目', '乙项目']);
    expect(paths(sheet)).toEqual([label, label]);
    expect(sheet.declared[0]?.count ?? null).toBe(count);
  });

  it('reads -1 X (a typed (1) that Excel made a number) as a title', () => {
    const sheet = read([
      ['序号', '项目名称', '建设单位'],
      [-1, '交通'],
      [1, '甲项目', '甲公司'],
      [2, '乙项目', '乙公司'],
      [-2, '水利'],
      [1, '丙项目', '丙公司'],
      [2, '丁项目', '丁公司'],
    ]);
    expect(paths(sheet)).toEqual(['交通', '交通', '水利', '水利']);
  });

  it('reads bare words with bare counts, wherever the count stands', () => {
    const sheet = read([
      ['序号', '项目名称', '建设单位', '总投资（万元）'],
      ['基础设施', 2],
      [1, '甲项目', '甲公司', 10],
      [2, '乙项目', '乙公司', 20],
      [null, '社会事业', '1项', 30],
      [1, '丙项目', '丙公司', 30],
    ]);
    expect(paths(sheet)).toEqual(['基础设施', '基础设施', '社会事业']);
    expect(sheet.declared.map((d) => [d.count, d.found])).toEqual([[2, 2], [1, 1]]);
  });

  it('nests titles by their numbering and by district and status', () => {
    const sheet = read([
      ['序号', '项目名称', '建设单位'],
      ['一', '基础设施（3个）'],
      ['（一）', '交通（2个）'],
      [1, '甲路', '甲公司'],
      [2, '乙路', '乙公司'],
      ['（二）', '水利'],
      [1, '丙河', '丙公司'],
      ['二', '产业'],
      [1, '丁厂', '丁公司'],
    ]);
    expect(paths(sheet)).toEqual(['基础设施/交通', '基础设施/交通', '基础设施/水利', '产业']);
    expect(sheet.declared.map((d) => [d.label, d.count, d.found])).toEqual([['基础设施', 3, 3], ['交通', 2, 2]]);
  });

  it('nests bare titles that follow each other', () => {
    const sheet = read(
      [['序号', '项目名称'], ['基础设施'], ['交通（1个）'], [1, '甲路'], ['水利（1个）'], [2, '乙河'], ['社会事业'], ['教育（1个）'], [3, '丙校']],
      { merges: ['A2:B2', 'A3:B3', 'A5:B5', 'A7:B7', 'A8:B8'] },
    );
    expect(paths(sheet)).toEqual(['基础设施/交通', '基础设施/水利', '社会事业/教育']);
  });

  it('fills district and status from their rows, and empty cells only', () => {
    const sheet = read([
      ['序号', '项目名称', '建设单位', '年度性质'],
      [null, '市南区', null, null],
      [null, '续建（2个）', null, null],
      [1, '甲项目', '甲公司', null],
      [2, '乙项目', '乙公司', '新开工'],
      [null, '计划新开工项目', null, null],
      [3, '丙项目', '丙公司', null],
      [null, '西海岸新区', null, null],
      [null, '前期项目', null, null],
      [4, '丁项目', '丁公司', null],
    ]);
    expect(column(sheet, 'year_nature')).toEqual(['2', '1', '1', undefined]);
    expect(column(sheet, 'region_code')).toEqual(['370202', '370202', '370202', '370211']);
    expect(sheet.projects.map((p) => [p.context.district, p.context.status])).toEqual([
      ['市南区', '续建'],
      ['市南区', '续建'],
      ['市南区', '计划新开工'],
      ['西海岸新区', '前期'],
    ]);
  });

  it('knows districts of other cities', () => {
    const sheet = read([
      ['序号', '项目名称', '建设单位'],
      [null, '长丰县', null],
      [1, '甲项目', '甲公司'],
      [null, '鄂托克前旗', null],
      [2, '乙项目', '乙公司'],
      [null, '市本级', null],
      [3, '丙项目', '丙公司'],
    ]);
    expect(sheet.projects.map((p) => p.context.district)).toEqual(['长丰县', '鄂托克前旗', '市本级']);
  });

  it('never adds totals and subtotals to the projects', () => {
    const sheet = read([
      ['序号', '项目名称', '建设单位', '总投资（万元）'],
      ['合 计', null, null, 60],
      [null, '总计（3个）', null, 60],
      ['一、', '工业', null, 30],
      [1, '甲项目', '甲公司', 10],
      [2, '会计学院迁建', '乙公司', 20],
      [null, '小计', null, 30],
      ['二、', '农业', null, 30],
      [1, '丙项目', '丙公司', 30],
      ['全市合计', null, null, 60],
    ]);
    expect(names(sheet)).toEqual(['甲项目', '会计学院迁建', '丙项目']);
    expect(sheet.counts).toEqual({ project: 3, section: 2, subtotal: 4, note: 0, skipped: 0 });
  });

  it('leaves overview sentences and notes out', () => {
    const sheet = read([
      ['序号', '项目名称', '总投资（亿元）'],
      ['重大前期项目92个,总投资494亿元。其中：产业项目50个，总投资300亿元。'],
      [1, '甲项目', 1],
      [2, '乙项目', 2],
      ['注：1.标“★”的为省级重点项目；'],
      ['2.投资额以批复为准。'],
      ['填报人：张三'],
    ]);
    expect(kinds(sheet)).toEqual(['note', 'project', 'project', 'note', 'note', 'note']);
    expect(codes(sheet)).toContain('overview_row');
  });

  it('reports declared counts and amounts that differ, and reads the rows as they are', () => {
    const sheet = read([
      ['序号', '项目名称', '建设单位', '总投资（亿元）'],
      [null, '教育（8个）', null, 3],
      [1, '甲学校', '甲局', 1],
      [2, '乙学校', '乙局', 1],
    ]);
    expect(sheet.projects).toHaveLength(2);
    expect(codes(sheet)).toEqual(expect.arrayContaining(['declared_count_differs', 'declared_amount_differs']));
    expect(sheet.problems.every((p) => p.severity === 'info')).toBe(true);
  });
});

describe('merged blocks and repeated cells', () => {
  it('makes one project of a vertically merged name and reads its parts', () => {
    const sheet = read(
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
    expect(sheet.projects.map((p) => p.rows)).toEqual([[2, 3, 4], [5, 6], [7, 8]]);
    expect(column(sheet, 'total_investment')).toEqual([1_000_000, 500_000, undefined]);
    expect(sheet.projects[0]?.values['responsible_org_name']).toBe('水利厅\n财政厅');
    expect(codes(sheet)).toEqual(expect.arrayContaining(['summed_sources', 'several_amounts']));
  });

  it('takes rows without serial and name as more of the project above', () => {
    const sheet = read([
      ['序号', '项目名称', '建设内容', '总投资（万元）'],
      ['1', '甲项目', '一期厂房', '10'],
      ['', '', '二期厂房', ''],
      ['2', '乙项目', '道路', '20'],
    ]);
    expect(sheet.projects.map((p) => p.values['construction_content'])).toEqual(['一期厂房\n二期厂房', '道路']);
  });

  it('brings merged places and categories down to every project, but never an amount', () => {
    const sheet = read(
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
    const sheet = read([
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
    const sheet = read([
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
    const sheet = read([['序号', '标题', '行业'], [1, '某学校工程监理', '教育'], [2, '某学校工程监理', '教育']]);
    expect(names(sheet)).toEqual(['某学校工程监理', '某学校工程监理']);
  });
});

describe('units and values', () => {
  it.each<readonly [string, Rows, string]>([
    ['its own line', [['金额单位：亿元'], ['序号', '项目名称', '总投资'], [1, '甲项目', 2]], 'unit_line'],
    ['a line with other units', [['单位：亿元、公里'], ['序号', '项目名称', '总投资'], [1, '甲项目', 2]], 'unit_line'],
    ['two cells', [[null, '单位：', '亿元'], ['序号', '项目名称', '总投资'], [1, '甲项目', 2]], 'unit_line'],
    ['the title', [['重点项目表（亿元）'], ['序号', '项目名称', '总投资'], [1, '甲项目', 2]], 'title'],
    ['the header', [['序号', '项目名称', '总投资\n（亿元）'], [1, '甲项目', 2]], 'header'],
    ['the header without brackets', [['序号', '项目名称', '总投资:亿元'], [1, '甲项目', 2]], 'header'],
    ['a note below', [['序号', '项目名称', '总投资'], [1, '甲项目', 2], ['注：投资单位为亿元。']], 'note'],
    ['a title total', [['序号', '项目名称', '总投资'], [null, '一、工业（共1项，总投资2亿元）', null], [1, '甲项目', 2]], 'declared_total'],
  ])('finds the unit in %s', (_, rows, from) => {
    const sheet = read(rows);
    expect([sheet.unit, sheet.unitFrom?.from]).toEqual(['yi', from]);
    expect(column(sheet, 'total_investment')).toEqual([200_000_000]);
  });

  it('lets the header win over the unit line, and the cell over both', () => {
    const sheet = read([
      ['单位：亿元'],
      ['序号', '项目名称', '总投资', '年度计划投资（万元）'],
      [1, '甲项目', 2, 300],
      [2, '乙项目', '8500万元', '0.5亿'],
    ]);
    expect(column(sheet, 'total_investment')).toEqual([200_000_000, 85_000_000]);
    expect(column(sheet, 'year_plan')).toEqual([3_000_000, 50_000_000]);
  });

  it('does not guess a unit: the amounts stay out and the problem says so', () => {
    const sheet = read([['序号', '项目名称', '总投资'], [1, '甲项目', 2], [2, '乙项目', '3亿元']]);
    expect(column(sheet, 'total_investment')).toEqual([undefined, 300_000_000]);
    expect(sheet.problems).toContainEqual(expect.objectContaining({ code: 'unit_unknown', severity: 'error', column: 'C' }));
  });

  it('keeps empty, doubtful and foreign amounts out, each with its reason', () => {
    const sheet = read([
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
    const sheet = read([
      ['序号', '项目名称', '建设规模', '总投资（万元）'],
      [1, '甲', '年产2000万件', 10],
      [2, '乙', '128万平方米', 20],
      [3, '丙', '5万亩', 30],
    ]);
    expect(fields(sheet)).toEqual([null, 'project_name', 'construction_scale', 'total_investment']);
    expect(column(sheet, 'construction_scale')).toEqual(['年产2000万件', '128万平方米', '5万亩']);
  });

  it('reads start and finish in all the ways they are written', () => {
    const sheet = read(
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
    const sheet = read([['2026年重点项目'], ['序号', '项目名称', '开工时间', '竣工时间'], [1, '甲', 45292, { date: '2026-10-01' }], [2, '乙', '9月', '2027年6月']]);
    expect(column(sheet, 'planned_start')).toEqual(['2024-01-01', '2026-09']);
    expect(column(sheet, 'planned_finish')).toEqual(['2026-10-01', '2027-06']);
  });
});

describe('sheets', () => {
  const good = sheetOf([['2022年重点项目（万元）'], ['序号', '项目名称', '总投资'], [1, '甲项目', 5]], { name: '2022' });

  it('sets covers, drop-down lists, hidden and stale sheets aside with the reason', () => {
    const understood = understandWorkbook(
      workbookOf(
        sheetOf([['某市发展和改革委员会'], [], ['2022年重点项目计划']], { name: '封面' }),
        good,
        sheetOf([['新建'], ['扩建'], ['改建']], { name: '下拉' }),
        sheetOf([['名称', '代码'], ['新建', '1']], { name: '字典', visibility: 'very_hidden' }),
        sheetOf([['2017年重点项目汇总'], ['序号', '项目名称', '总投资（万元）'], [1, '旧项目', 9]], { name: '旧表' }),
        sheetOf([['区县', '项目个数', '总投资', '年度计划投资'], ['市南区', 12, 3, 4], ['市北区', 1, 2, 3]], { name: '汇总' }),
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
    expect(understood.problems.every((p) => p.severity === 'info')).toBe(true);
  });

  it('reads several sheets each by its own header', () => {
    const second = sheetOf([['项目名称', '年度投资（亿元）'], ['乙项目', 1]], { name: '续建' });
    const understood = understandWorkbook(workbookOf(good, second), { targets: sampleTargets, today: '2022-03-01' });
    expect(understood.sheets.map((s) => [s.name, names(s), s.unit])).toEqual([['2022', ['甲项目'], 'wan'], ['续建', ['乙项目'], 'yi']]);
  });

  it('takes the unit of the other sheets when a sheet has none, and says so', () => {
    const second = sheetOf([['序号', '项目名称', '总投资'], [1, '乙项目', 7]], { name: '续建' });
    const understood = understandWorkbook(workbookOf(good, second), { targets: sampleTargets, today: '2022-03-01' });
    expect(column(understood.sheets[1] as UnderstoodSheet, 'total_investment')).toEqual([70_000]);
    expect(understood.problems.map((p) => p.code)).toEqual(['unit_inferred']);
  });

  it('says which sheet has no header', () => {
    const sheet = read([['甲', '乙', '丙'], [1, 2, 3], [4, 5, 6], [7, 8, 9]], { name: '数据' });
    expect(sheet.problems).toEqual([expect.objectContaining({ sheet: '数据', code: 'no_header', severity: 'error', message: expect.stringContaining('工作表“数据”没有认出表头') as string })]);
  });

  it('says when there is a header but no row', () => {
    const sheet = read([['序号', '项目名称', '总投资（万元）'], [1], [2], ['填表人：']], { name: '空表单' });
    expect(sheet.problems).toEqual([expect.objectContaining({ code: 'no_rows', severity: 'error' })]);
    expect(sheet.projects).toEqual([]);
  });

  it('reads hidden rows and says so; reads a hidden sheet only when asked by name', () => {
    const rows: Rows = [['序号', '项目名称'], [1, '甲'], [2, '乙']];
    expect(codes(read(rows, { hiddenRows: [2] }))).toEqual(['hidden_rows']);
    expect(read(rows, { name: '备用', visibility: 'hidden' }).skipped).toBe('隐藏的工作表');
    expect(names(read(rows, { name: '备用', visibility: 'hidden' }, { sheet: '备用' }))).toEqual(['甲', '乙']);
  });

  it('warns when the table is of another year than the import', () => {
    expect(codes(read([['2025年重点项目'], ['序号', '项目名称'], [1, '甲']], {}, { year: 2026 }))).toEqual(['year_mismatch']);
  });
});
