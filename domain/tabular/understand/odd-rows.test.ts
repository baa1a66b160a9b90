// Rows that are not projects, and projects that do not look like ones.

import { describe, expect, it } from 'vitest';
import { codes, column, kinds, names, paths, readRows } from './sample-sheet.ts';

describe('names', () => {
  it('joins a name column split over two columns, one of them empty per row', () => {
    const sheet = readRows(
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
    const sheet = readRows([
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
    expect(names(sheet)).toEqual([
      '甲路改造工程',
      '乙路改造工程',
      '丙铁路项目',
      '5G智慧物流园',
      '2022年人行天桥新建工程',
      '3.5万吨污水处理厂',
      '（一期）丁工程',
      '220千伏输变电工程',
    ]);
    expect(sheet.projects[2]?.marks).toEqual(['★', '▲']);
    expect(sheet.projects[2]?.raw['project_name']).toBe('★丙铁路项目▲');
  });

  it('keeps projects whose names look like groups, and leaves groups out that look like projects', () => {
    const sheet = readRows([
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
    const sheet = readRows([
      ['序号', '项目名称', '建设单位'],
      [1, '甲项目', '甲公司'],
      [null, '乙项目', '乙公司'],
      ['(3)', '丙项目', '丙公司'],
      ['补1', '丁项目', '丁公司'],
      [1, '戊项目', '戊公司'],
    ]);
    expect(names(sheet)).toEqual(['甲项目', '乙项目', '丙项目', '丁项目', '戊项目']);
    const namesOnly = readRows([
      ['序号', '项目名称'],
      [1, '甲'],
      [null, '乙'],
      [3, '丙'],
      ['(4)', '丁'],
      [5, '戊'],
    ]);
    expect(names(namesOnly)).toEqual(['甲', '乙', '丙', '丁', '戊']);
  });

  it('does not read rows that only have a serial, and reports rows that have everything but a name', () => {
    const sheet = readRows([
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
    const sheet = readRows([['序号', '项目名称', '建设单位'], [title], [1, '甲项目', '甲公司'], [2, '乙项目', '乙公司']], { merges: ['A2:C2'] });
    expect(names(sheet)).toEqual(['甲项目', '乙项目']);
    expect(paths(sheet)).toEqual([label, label]);
    expect(sheet.declared[0]?.count ?? null).toBe(count);
  });

  it('reads -1 X (a typed (1) that Excel made a number) as a title', () => {
    const sheet = readRows([
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
    const sheet = readRows([
      ['序号', '项目名称', '建设单位', '总投资（万元）'],
      ['基础设施', 2],
      [1, '甲项目', '甲公司', 10],
      [2, '乙项目', '乙公司', 20],
      [null, '社会事业', '1项', 30],
      [1, '丙项目', '丙公司', 30],
    ]);
    expect(paths(sheet)).toEqual(['基础设施', '基础设施', '社会事业']);
    expect(sheet.declared.map((d) => [d.count, d.found])).toEqual([
      [2, 2],
      [1, 1],
    ]);
  });

  it('nests titles by their numbering and by district and status', () => {
    const sheet = readRows([
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
    expect(sheet.declared.map((d) => [d.label, d.count, d.found])).toEqual([
      ['基础设施', 3, 3],
      ['交通', 2, 2],
    ]);
  });

  it('nests bare titles that follow each other', () => {
    const sheet = readRows(
      [['序号', '项目名称'], ['基础设施'], ['交通（1个）'], [1, '甲路'], ['水利（1个）'], [2, '乙河'], ['社会事业'], ['教育（1个）'], [3, '丙校']],
      { merges: ['A2:B2', 'A3:B3', 'A5:B5', 'A7:B7', 'A8:B8'] },
    );
    expect(paths(sheet)).toEqual(['基础设施/交通', '基础设施/水利', '社会事业/教育']);
  });

  it('fills district and status from their rows, and empty cells only', () => {
    const sheet = readRows([
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
    const sheet = readRows([
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
    const sheet = readRows([
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
    const sheet = readRows([
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
    const sheet = readRows([
      ['序号', '项目名称', '建设单位', '总投资（亿元）'],
      [null, '教育（8个）', null, 3],
      [1, '甲学校', '甲局', 1],
      [2, '乙学校', '乙局', 1],
    ]);
    expect(sheet.projects).toHaveLength(2);
    expect(codes(sheet)).toEqual(expect.arrayContaining(['declared_count_differs', 'declared_amount_differs']));
    expect(sheet.problems.every((p) => p.severity === 'info')).toBe(true);
  });

  it('reads group rows by city or by responsible unit, with count and amounts and an empty serial', () => {
    const sheet = readRows([
      ['序号', '项目名称', '建设内容', '总投资（亿元）', '年度计划投资（亿元）'],
      [null, '合肥市（2个）', null, 5, 2],
      [1, '甲产业园', '厂房', 2, 1],
      [2, '乙产业园', '厂房', 3, 1],
      ['市水务局', 1, null, 4, 4],
      [1, '丙水库', '大坝', 4, 4],
      ['市公安局1项', null, null, 6, 1],
      [1, '丁看守所', '监区', 6, 1],
    ]);
    expect(paths(sheet)).toEqual(['合肥市', '合肥市', '市水务局', '市公安局']);
    expect(sheet.declared.map((d) => [d.label, d.count, d.found, d.amounts.every((a) => a.declared === a.found)])).toEqual([
      ['合肥市', 2, 2, true],
      ['市水务局', 1, 1, true],
      ['市公安局', 1, 1, true],
    ]);
  });

  it('does not take a title with money in it for the unit of the table', () => {
    const sheet = readRows([['2026年重点项目（总投资12亿元）'], ['单位：万元'], ['序号', '项目名称', '总投资'], [1, '甲', 5]]);
    expect([sheet.unit, sheet.unitFrom?.from]).toEqual(['wan', 'unit_line']);
  });

  it('reads names merged over several columns as names', () => {
    const sheet = readRows(
      [
        ['项目名称', null, null, '备注'],
        ['甲产业园', null, null, null],
        ['乙产业园', null, null, '跨区'],
        ['丙产业园', null, null, null],
        ['丁产业园', null, null, null],
      ],
      { merges: ['A1:C1', 'A2:C2', 'A3:C3', 'A4:C4', 'A5:C5'] },
    );
    expect(names(sheet)).toEqual(['甲产业园', '乙产业园', '丙产业园', '丁产业园']);
  });

  it('takes status and district from a merged column left of the names', () => {
    const sheet = readRows(
      [
        [null, null, '序号', '项目名称'],
        ['续建', '市南区', 1, '甲'],
        [null, null, 2, '乙'],
        [null, '市北区', 3, '丙'],
        ['新开工', null, 4, '丁'],
        [null, null, 5, '戊'],
      ],
      { merges: ['A2:A4', 'B2:B3', 'B4:B6', 'A5:A6'] },
    );
    expect(column(sheet, 'year_nature')).toEqual(['2', '2', '2', '1', '1']);
    expect(column(sheet, 'region_code')).toEqual(['370202', '370202', '370203', '370203', '370203']);
  });

  it('numbers several names under one merged serial', () => {
    const sheet = readRows(
      [
        ['序号', '项目名称'],
        [1, '甲'],
        [2, '乙一期'],
        [null, '乙二期'],
        [3, '丙'],
      ],
      { merges: ['A3:A4'] },
    );
    expect(names(sheet)).toEqual(['甲', '乙一期', '乙二期', '丙']);
  });

  it('keeps a project without serial whose amounts are not a sum, and asks to look at it', () => {
    const sheet = readRows([
      ['序号', '项目名称', '总投资（万元）'],
      [1, '甲路改造', 10],
      [2, '乙路改造', 20],
      [null, '环城南路片区棚户区改造项目', 55],
      [1, '丙河治理', 30],
    ]);
    expect(names(sheet)).toContain('环城南路片区棚户区改造项目');
    expect(sheet.problems).toContainEqual(expect.objectContaining({ code: 'unsure_row', row: 4 }));
  });
});
