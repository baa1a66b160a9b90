// Checks that a paste says exactly what it would change.

import { describe, expect, it } from 'vitest';
import { library } from '#domain/dictionary/index.ts';
import { columnsOf } from './columns.ts';
import { planPaste } from './paste-plan.ts';

const columns = ['project_name', 'total_investment', 'region_code', 'year_rate'].map((id) => {
  const column = columnsOf(library('key')).find(({ field }) => field.id === id);
  if (column === undefined) throw new Error(`no column ${id}`);
  return column;
});
const rows = [
  { id: 'a', version: 3, project_name: '胶州湾第二隧道', total_investment: 18_000_000_000, region_code: '370211', year_rate: 6320 },
  { id: 'b', version: 1, project_name: '地铁7号线二期', total_investment: null, region_code: null, year_rate: null },
];
const target = { rows, columns: columns.slice(1), titleField: 'project_name' };

describe('planning a paste', () => {
  it('reads money in 万元 and names of regions', () => {
    const plan = planPaste([['1800000.5', '市南区']], target);
    expect(plan.rows).toHaveLength(1);
    expect(plan.rows[0]?.cells.map(({ before, after, value }) => ({ before, after, value }))).toEqual([
      { before: '1,800,000', after: '1,800,000.5', value: 18_000_005_000 },
      { before: '黄岛区', after: '市南区', value: '370202' },
    ]);
    expect(plan.rows[0]).toMatchObject({ id: 'a', version: 3, title: '胶州湾第二隧道' });
  });

  it('leaves out what stays as it is', () => {
    expect(
      planPaste(
        [
          ['1800000', '黄岛区'],
          ['', ''],
        ],
        target,
      ).rows,
    ).toEqual([]);
  });

  it('names cells that cannot be read and keeps the others', () => {
    const plan = planPaste([['约3亿', '市北区']], target);
    expect(plan).toMatchObject({ changedCells: 1, refusedCells: 1 });
    expect(plan.rows[0]?.cells[0]?.problem).toContain('约数');
  });

  it('refuses derived columns', () => {
    const plan = planPaste([['1800000', '黄岛区', '70']], target);
    expect(plan).toMatchObject({ changedCells: 0, refusedCells: 1 });
  });

  it('says what lies outside the list', () => {
    const plan = planPaste([['1', '', '', 'x'], [''], ['']], target);
    expect(plan.notices).toHaveLength(2);
    expect(plan.notices[0]).toContain('3 行');
  });
});
