// What the policy answers for the cases people will ask about.

import { describe, expect, it } from 'vitest';
import type { Access } from '../identity/access.ts';
import { library } from '../dictionary/index.ts';
import { mayDo, mayIn, mayReadRow } from './decide.ts';
import { explainRefusal, fieldRefusal, outcomeRefusal } from './explain.ts';
import type { Facts } from './facts.ts';
import { hiddenInList, hiddenOn, readableFields, writableFields, writableOn } from './fields.ts';
import { businessRoleIds, type RoleId } from './roles.ts';

const person = (roles: readonly RoleId[], changes: Partial<Access> = {}): Access => ({
  user: { id: '1', login: 'a', name: '甲', staffNo: '1', unit: '' },
  roles,
  regions: [],
  departments: [],
  clearance: '2',
  readOnly: null,
  ...changes,
});

const row = (changes: Partial<Facts> = {}): Facts => ({
  library: 'reserve',
  region_code: '370212',
  zone_code: null,
  competent_dept_id: null,
  label: null,
  record_state: null,
  lock_level: null,
  ...changes,
});

const laoshan = person(['district'], { regions: ['370212'] });
const bureau = person(['investment']);

describe('row scope', () => {
  it('shows a district its own rows only', () => {
    expect(mayReadRow(laoshan, row())).toBe(true);
    expect(mayReadRow(laoshan, row({ region_code: '370213' }))).toBe(false);
    expect(mayReadRow(laoshan, row({ region_code: null }))).toBe(false);
    expect(mayReadRow(bureau, row({ region_code: null }))).toBe(true);
  });

  it('counts streets, hosted zones and former districts to a district, and a zone committee only its zone', () => {
    const chengyang = person(['district'], { regions: ['370214'] });
    const shibei = person(['district'], { regions: ['370203'] });
    const highTech = person(['district'], { regions: ['3702Z01'] });
    expect(mayReadRow(chengyang, row({ region_code: null, zone_code: '3702Z01' }))).toBe(true);
    expect(mayReadRow(chengyang, row({ region_code: null, zone_code: '3702Z06' }))).toBe(true);
    expect(mayReadRow(chengyang, row({ region_code: null, zone_code: '3702Z02' }))).toBe(false);
    expect(mayReadRow(chengyang, row({ region_code: '370214400' }))).toBe(true);
    expect(mayReadRow(shibei, row({ region_code: '370205' }))).toBe(true);
    expect(mayReadRow(highTech, row({ region_code: '370214', zone_code: '3702Z01' }))).toBe(true);
    expect(mayReadRow(highTech, row({ region_code: '370214', zone_code: '370214400' }))).toBe(true);
    expect(mayReadRow(highTech, row({ region_code: '370214' }))).toBe(false);
  });

  it('shows a department the projects it is competent for', () => {
    const transport = person(['department'], { departments: ['org-1'] });
    expect(mayReadRow(transport, row({ competent_dept_id: 'org-1' }))).toBe(true);
    expect(mayReadRow(transport, row({ competent_dept_id: 'org-2' }))).toBe(false);
    expect(mayDo(transport, 'update', row({ competent_dept_id: 'org-1' }))).toBe(false);
  });

  it('shows administrators nothing, whatever their scope says', () => {
    for (const role of ['system_admin', 'security_admin', 'audit_admin'] as const) {
      expect(mayReadRow(person([role], { regions: 'all', departments: 'all' }), row())).toBe(false);
    }
  });

  it('hides what is labelled above the clearance; no label counts as 内部', () => {
    const rows = [row({ label: '0' }), row({ label: '1' }), row(), row({ label: '3' }), row({ label: '2' })];
    const seen = (clearance: Access['clearance']): boolean[] => rows.map((facts) => mayReadRow({ ...bureau, clearance }, facts));
    expect(seen('0')).toEqual([true, false, false, false, false]);
    expect(seen('1')).toEqual([true, true, true, false, false]);
    expect(seen('3')).toEqual([true, true, true, true, false]);
    expect(seen('2')).toEqual([true, true, true, true, true]);
    expect(mayReadRow({ ...bureau, clearance: '3' }, row({ label: '9' }))).toBe(false);
    expect(mayReadRow({ ...bureau, clearance: '2' }, row({ label: '9' }))).toBe(true);
  });

  it('does not lend the right of one role to the rows of another', () => {
    // Reads everything as research, writes as district: another district's row stays closed.
    const both = person(['research', 'district'], { regions: ['370212'] });
    expect(mayReadRow(both, row({ region_code: '370213' }))).toBe(true);
    expect(mayDo(both, 'remove', row({ region_code: '370213' }))).toBe(false);
    expect(mayDo(both, 'remove', row())).toBe(true);
    expect(writableFields(both, library('reserve'), row({ region_code: '370213' }))).toEqual(['expert_session_id', 'expert_conclusion']);
  });
});

describe('record state', () => {
  const may = (who: Access, changes: Partial<Facts>): boolean => mayDo(who, 'update', row(changes));

  it('closes a reported record to the district and opens it again when returned', () => {
    expect(may(laoshan, { record_state: '10' })).toBe(true);
    expect(may(laoshan, { record_state: '20' })).toBe(false);
    expect(may(bureau, { record_state: '20' })).toBe(true);
    expect(may(laoshan, { record_state: '30' })).toBe(true);
    expect(mayDo(laoshan, 'read', row({ record_state: '20' }))).toBe(true);
    expect(mayDo(laoshan, 'remove', row({ record_state: '20' }))).toBe(false);
  });

  it('lets a lock bind lower levels: greater numbers', () => {
    expect(may(laoshan, { record_state: '40', lock_level: 3 })).toBe(false);
    expect(may(bureau, { record_state: '40', lock_level: 3 })).toBe(true);
    expect(may(bureau, { record_state: '40', lock_level: 2 })).toBe(false);
    expect(may(laoshan, { lock_level: 3 })).toBe(false);
    expect(may(laoshan, { lock_level: 4 })).toBe(true);
    expect(may(laoshan, { lock_level: 0 })).toBe(true);
  });

  it('seals for everybody, and takes a state it does not know for sealed', () => {
    for (const role of businessRoleIds) {
      const anybody = person([role], { regions: 'all', departments: 'all' });
      expect(may(anybody, { record_state: '50' })).toBe(false);
      expect(may(anybody, { record_state: '60' })).toBe(false);
    }
  });

  it('changes nothing in a session that may only look', () => {
    for (const readOnly of ['clock', 'lease'] as const) {
      const looking = { ...bureau, readOnly };
      expect(mayDo(looking, 'update', row())).toBe(false);
      expect(mayIn(looking, 'create', 'reserve')).toBe(false);
      expect(mayDo(looking, 'read', row())).toBe(true);
    }
  });
});

describe('fields', () => {
  const reserve = library('reserve');

  it('follow the ownership matrix', () => {
    expect(writableFields(laoshan, reserve, row())).toEqual(expect.arrayContaining(['project_name', 'total_investment', 'first_review_opinion', 'reserve_no']));
    expect(writableFields(laoshan, reserve, row())).not.toContain('expert_conclusion');
    expect(writableFields(laoshan, reserve, row())).not.toContain('lifecycle_stage');
    expect(writableFields(laoshan, reserve, row({ record_state: '20' }))).toEqual([]);
    const finance = person(['finance'], { regions: 'all' });
    const groups = new Set(writableOn(finance, library('central'), 'update', row({ library: 'central' })).map(({ group }) => group));
    expect(groups).toEqual(new Set(['payment']));
    expect(writableFields(finance, reserve, row())).toEqual([]);
  });

  it('never include what the system computes', () => {
    const all = person(businessRoleIds, { regions: 'all', departments: 'all' });
    const derived = reserve.fields.filter((field) => field.derived !== undefined).map(({ id }) => id);
    expect(derived).toContain('maturity_score');
    expect(writableFields(all, reserve, row()).filter((id) => derived.includes(id))).toEqual([]);
  });

  it('hide names and contacts from those who need none, and personal data with them', () => {
    const legal = person(['legal']);
    expect(hiddenInList(legal, reserve).map(({ id }) => id)).toEqual(['supervisor_person_id', 'owner_resp_person_id', 'contact_person_id']);
    expect(hiddenInList(bureau, reserve)).toEqual([]);
    const expert = library('expert');
    expect(hiddenOn(bureau, expert, row({ library: 'expert' })).map(({ id }) => id)).toEqual(
      expect.arrayContaining(['id_no', 'mobile', 'bank_account', 'birth_ym', 'email']),
    );
    expect(hiddenInList(person(['office']), expert)).toEqual([]);
    expect(readableFields(bureau, expert).has('name')).toBe(true);
  });

  it('are hidden in a list as soon as one visible row hides them', () => {
    // Legal sees every row without names; the district would read names on its own rows only.
    const both = person(['legal', 'district'], { regions: ['370212'] });
    expect(hiddenInList(both, reserve).map(({ id }) => id)).toContain('contact_person_id');
    expect(hiddenOn(both, reserve, row())).toEqual([]);
    expect(hiddenOn(both, reserve, row({ region_code: '370213' })).map(({ id }) => id)).toContain('contact_person_id');
  });

  it('are all hidden from somebody without any role', () => {
    expect(hiddenInList(person([]), reserve)).toHaveLength(reserve.fields.length);
  });
});

describe('refusals', () => {
  it('say what stands in the way and what to do', () => {
    expect(explainRefusal(laoshan, 'update', row({ record_state: '20' }))).toBe('该项目已上报，没有改动任何数据。如需修改请申请退回。');
    expect(explainRefusal(laoshan, 'remove', row({ record_state: '40', lock_level: 3 }))).toBe(
      '该项目已由上级锁定（锁定等级 3），没有改动任何数据。如需删除，请申请解锁。',
    );
    expect(explainRefusal(bureau, 'update', row({ record_state: '50' }))).toBe(
      '该项目已封账，任何人不能再修改，没有改动任何数据。如有差错，请按更正程序办理。',
    );
    expect(explainRefusal(person(['auditor']), 'update', row())).toBe(
      '您的角色不能修改“储备项目库”的记录，没有改动任何数据。请联系投资处、稽察办、法规处、研究院办理。',
    );
    expect(explainRefusal({ ...bureau, readOnly: 'clock' }, 'update', row())).toBe(
      '本机时间被调回到过去，现在只能查看，没有改动任何数据。请校准时间后重新登录。',
    );
    expect(explainRefusal(bureau, 'update', row())).toBeNull();
  });

  it('name fields as people know them, and who may write them', () => {
    const fields = library('reserve').fields.filter(({ id }) => id === 'expert_conclusion' || id === 'recommend_to');
    expect(fieldRefusal(fields, 'reserve')).toBe('您不能填写或修改“专家结论”、“推荐去向”，没有改动任何数据。请去掉这些内容后再保存，或联系投资处办理。');
    expect(outcomeRefusal(laoshan, row({ region_code: '370213' }))).toBe(
      '按所填内容，这条记录不在您的管辖范围内，没有改动任何数据。请核对“建设地点”“功能区”“主管部门”。',
    );
    expect(outcomeRefusal({ ...laoshan, clearance: '1' }, row({ label: '2' }))).toBe('所填密级高于您的权限，没有改动任何数据。请核对“密级”。');
  });

  it('are given exactly when the action is refused', () => {
    const states = [null, '10', '20', '30', '40', '50', '60'];
    for (const roles of businessRoleIds)
      for (const record_state of states)
        for (const lock_level of [null, 0, 2, 3, 4])
          for (const action of ['read', 'update', 'remove', 'transition', 'reveal'] as const)
            for (const region_code of ['370212', '370213']) {
              const who = person([roles], { regions: ['370212'] });
              const facts = row({ record_state, lock_level, region_code });
              expect([roles, facts, action, explainRefusal(who, action, facts) === null]).toEqual([roles, facts, action, mayDo(who, action, facts)]);
            }
  });
});
