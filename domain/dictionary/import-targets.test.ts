// What a table may fill in each library.

import { describe, expect, it } from 'vitest';
import { importTargets } from './import-targets.ts';
import { libraries, library } from './index.ts';

const target = (id: string, targetId: string) => importTargets(library(id)).find((each) => each.id === targetId);
const ids = (id: string): string[] => importTargets(library(id)).map((each) => each.id);

describe('importTargets', () => {
  it.each(libraries.map((each) => [each.id, each] as const))('of %s have one title and no identifier twice', (_, each) => {
    const targets = importTargets(each);
    expect(targets.filter(({ isTitle }) => isTitle === true).map(({ id }) => id)).toEqual([each.titleField]);
    expect(new Set(targets.map(({ id }) => id)).size).toBe(targets.length);
  });

  it('leave out derived fields, personal data and attached files', () => {
    for (const id of ['inv_band', 'year_rate', 'ytd_done', 'photo_assets', 'milestones']) expect(ids('key')).not.toContain(id);
    for (const id of ['mobile', 'id_no', 'bank_account', 'photo', 'participation_count', 'avoid_org_ids']) expect(ids('expert')).not.toContain(id);
    for (const id of ['fs_doc', 'fs_doc_name']) expect(ids('fiscal')).not.toContain(id);
  });

  it('take references by name', () => {
    expect(target('key', 'owner_org_name')).toMatchObject({ label: '项目法人单位', kind: 'ref' });
    expect(ids('key')).toEqual(expect.arrayContaining(['competent_dept_name', 'supervisor_person_name', 'lead_official_name']));
    expect(ids('key')).not.toContain('owner_org_id');
    expect(target('plan', 'plan_name')?.aliases).toContain('规划名称');
    expect(target('special', 'fund_program_name')?.label).toBe('专项资金名称');
    expect(target('expert', 'work_org_name')?.label).toBe('工作单位');
  });

  it('describe how a cell is stored', () => {
    expect(target('key', 'land_area_mu')).toEqual({
      id: 'land_area_mu',
      label: '总用地面积',
      aliases: ['用地面积', '占地面积', '总占地面积'],
      kind: 'decimal',
      scale: 2,
      unit: '亩',
    });
    expect(target('key', 'planned_start')).toMatchObject({ kind: 'date', partialDate: true, pairedWith: 'planned_finish' });
    expect(target('key', 'actual_start')).toEqual({ id: 'actual_start', label: '实际开工日期', aliases: ['实际开工时间'], kind: 'date' });
    expect(target('filing', 'received_at')).toMatchObject({ kind: 'date' });
    expect(target('key', 'national_code')).toMatchObject({ kind: 'text', identifies: true });
    expect(target('key', 'year_nature')).toMatchObject({ kind: 'code', fromContext: 'status' });
    expect(target('plan', 'region_code')).toMatchObject({ kind: 'code', fromContext: 'district' });
    expect(target('key', 'year_nature')?.codeItems).toHaveLength(3);
    expect(target('expert', 'specialty_codes')).toMatchObject({ kind: 'codes' });
    expect(target('policy', 'issuing_orgs')).toMatchObject({ kind: 'texts' });
  });
});
