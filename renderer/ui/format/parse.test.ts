// Checks reading what people type and paste.

import { describe, expect, it } from 'vitest';
import { library } from '#domain/dictionary/index.ts';
import type { Field } from '#domain/dictionary/field.ts';
import { isCellEditable, parseText } from './parse.ts';

function field(id: string): Field {
  const found = library('key').fields.find((other) => other.id === id);
  if (found === undefined) throw new Error(`no field ${id}`);
  return found;
}
const read = (id: string, text: string): unknown => {
  const parsed = parseText(field(id), text);
  return parsed.ok ? parsed.value : new Error(parsed.message);
};
const refusal = (id: string, text: string): string => {
  const value = read(id, text);
  return value instanceof Error ? value.message : '';
};

describe('reading typed text', () => {
  it.each([
    ['total_investment', '30000', 300_000_000],
    ['total_investment', '3.5亿', 350_000_000],
    ['total_investment', '1,234.5678', 12_345_678],
    ['total_investment', '—', null],
    ['region_code', '崂山区', '370212'],
    ['region_code', '370212', '370212'],
    ['is_major', '√', true],
    ['is_major', '否', false],
    ['mgmt_year', '2026年', 2026],
    ['planned_start', '2026.3', '2026-03'],
    ['planned_start_month', '2026年3月', '2026-03'],
    ['land_area_mu', '12.50', 1250],
    ['floor_area', '1,200', 1200],
    ['project_name', '  地铁\n7号线 ', '地铁7号线'],
    ['project_name', '', null],
  ])('%s: %j is %j', (id, text, value) => {
    expect(read(id, text)).toEqual(value);
  });

  it.each([
    ['total_investment', '约3亿', '约数'],
    ['total_investment', '一些', '万元'],
    ['region_code', '浦东新区', '代码表'],
    ['land_area_mu', '1.234', '2 位小数'],
    ['land_area_mu', '-1', '不能小于 0'],
    ['floor_area', '1.5', '整数'],
    ['actual_start', '2026-03', '写到日'],
    ['planned_start_month', '2026', '写到月'],
    ['mgmt_year', '26', '年份'],
    ['is_major', '也许', '“是”或“否”'],
    ['milestones', '开工', '逐行'],
  ])('%s refuses %j and says why', (id, text, words) => {
    expect(refusal(id, text)).toContain(words);
  });

  it('refuses text longer than the field', () => {
    expect(refusal('project_name', '长'.repeat(201))).toContain('最多 200 字');
  });
});

describe('editing in place', () => {
  it('is for fields that one line can say and a person may say', () => {
    expect(['project_name', 'total_investment', 'region_code', 'responsible_org_id'].map((id) => isCellEditable(field(id)))).toEqual([true, true, true, true]);
    expect(['milestones', 'year_rate', 'plan_basis_ids'].map((id) => isCellEditable(field(id)))).toEqual([false, false, false]);
  });
});
