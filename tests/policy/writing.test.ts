// What a person may not write is refused as a whole, by name, and leaves nothing behind.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Access } from '#domain/identity/access.ts';
import type { AppErrorShape } from '#domain/result.ts';
import type { Values } from '#db/records/write.ts';
import { accessOf } from '../builders/access.ts';
import { failureOf } from '../builders/failures.ts';
import { anExpert, aProject, idOf, projectOf } from '../builders/records.ts';
import { aReplica, anAsker, quietJob, type Doors, type TestReplica } from '../builders/replica.ts';

let replica: TestReplica;
let district: Doors;
let city: Doors;

const laoshan = accessOf('district', { regions: ['370212'] });
const local = (values: Values = {}): Values => aProject({ region_code: '370212', ...values });
const today = '2026-03-02';

beforeEach(() => {
  replica = aReplica();
  district = replica.as(laoshan);
  city = replica.as(accessOf('investment'));
});
afterEach(() => replica.close());

const create = (doors: Doors, values: Values, database = 'reserve', projectId: string | null = null) =>
  doors.write.createRecord({ ...anAsker(), database, values, reason: null, projectId }).record;

const update = (doors: Doors, id: string, values: Values, database = 'reserve') => {
  const version = Number(replica.get(database, id)['version']);
  return doors.write.updateRecord({ ...anAsker(5), database, id, version, values, reason: null });
};

const move = (doors: Doors, id: string, action: 'report' | 'return' | 'lock' | 'unlock', level: number | null = null): number =>
  doors.write.moveRecords({ ...anAsker(6), database: 'reserve', ids: [id], action, level, reason: '按月调度' });

/** Nothing of a refused act is kept: no row, no operation, no audit record. */
function refusalOf(act: () => unknown): AppErrorShape {
  const marks = (): unknown[] =>
    replica.reader.all('SELECT (SELECT count(*) FROM operation) AS operations, (SELECT count(*) FROM audit) AS acts, (SELECT count(*) FROM batch) AS batches');
  const before = marks();
  const failure = failureOf(act);
  expect(marks()).toEqual(before);
  return failure;
}

describe('creating', () => {
  it('is allowed within the own district with the own fields', () => {
    const record = create(district, local());
    expect(record).toMatchObject({ region_code: '370212', record_state: '10', lock_level: 0 });
  });

  it('is refused outside it, without a place, and above the own clearance', () => {
    const outside = '按所填内容，这条记录不在您的管辖范围内，没有改动任何数据。请核对“建设地点”“功能区”“主管部门”。';
    expect(refusalOf(() => create(district, local({ region_code: '370213' })))).toMatchObject({ code: 'forbidden', message: outside });
    expect(refusalOf(() => create(district, local({ region_code: null })))).toMatchObject({ code: 'forbidden', message: outside });
    const open = replica.as({ ...laoshan, clearance: '1' });
    expect(refusalOf(() => create(open, local({ secret_level: '2' })))).toMatchObject({
      code: 'forbidden',
      message: '所填密级高于您的权限，没有改动任何数据。请核对“密级”。',
    });
  });

  it('is refused by name for fields of others and for what the system computes', () => {
    expect(refusalOf(() => create(district, local({ expert_conclusion: '1' })))).toMatchObject({
      code: 'forbidden',
      message: '您不能填写或修改“专家结论”，没有改动任何数据。请去掉这些内容后再保存，或联系投资处、研究院办理。',
      details: { fields: ['expert_conclusion'] },
    });
    expect(refusalOf(() => create(city, local({ record_state: '50', lock_level: 1 })))).toMatchObject({
      code: 'forbidden',
      details: { fields: ['record_state', 'lock_level'] },
    });
  });

  it('is refused in libraries where the role keeps nothing', () => {
    expect(refusalOf(() => create(district, local({ mgmt_year: 2026 }), 'key'))).toMatchObject({
      code: 'forbidden',
      message: '您的角色不能新增“市重点项目库”的记录，没有改动任何数据。请联系重点办办理。',
    });
    expect(refusalOf(() => create(city, anExpert(), 'expert')).code).toBe('forbidden');
  });

  it('joins no project the person does not see', () => {
    const project = projectOf(replica.add('reserve', aProject({ region_code: '370213' })));
    expect(refusalOf(() => create(district, { plan_item_no: 'X' }, 'plan', project)).code).toBe('not_found');
  });

  it('does not tell whose a national code is', () => {
    const code = '2101-370213-04-01-123456';
    replica.add('reserve', aProject({ project_name: '李沧机密工程', region_code: '370213', national_code: code }));
    const refusal = refusalOf(() => create(district, local({ national_code: code })));
    expect(refusal).toMatchObject({
      code: 'duplicate',
      message: `国家项目代码 ${code} 已登记给不在您管辖范围内的项目，没有写入。请核对代码；确认无误的，请联系市发改委投资处核查。`,
      details: { code },
    });
    expect(JSON.stringify(refusal)).not.toContain('李沧');
    expect(refusalOf(() => create(city, aProject({ national_code: code }))).message).toContain('李沧机密工程');
  });
});

describe('changing', () => {
  it('keeps to the own field groups; one field too many refuses all', () => {
    const id = idOf(replica.add('reserve', local()));
    expect(update(district, id, { address: '香港东路' }).changed).toBe(true);
    const refusal = refusalOf(() => update(district, id, { address: '苗岭路', lifecycle_stage: '110', recommend_to: ['1'] }));
    expect(refusal).toMatchObject({ code: 'forbidden', details: { fields: ['lifecycle_stage', 'recommend_to'] } });
    expect(refusal.message).toContain('“生命周期阶段”、“推荐去向”');
    expect(replica.get('reserve', id)['address']).toBe('香港东路');
  });

  it('lets values of other groups pass that are the present ones', () => {
    const id = idOf(replica.add('reserve', local({ lifecycle_stage: '010' })));
    expect(update(district, id, { lifecycle_stage: '010', address: '香港东路' }).record).toMatchObject({ address: '香港东路', lifecycle_stage: '010' });
  });

  it('moves no row out of the own district or into it', () => {
    const id = idOf(replica.add('reserve', local()));
    expect(refusalOf(() => update(district, id, { region_code: '370213' }))).toMatchObject({ code: 'forbidden', details: { fields: ['region_code'] } });
    // Sees everything as research, works on its district: reading is not a way in.
    const both = replica.as(accessOf('district', { roles: ['district', 'research'], regions: ['370212'] }));
    const other = idOf(replica.add('reserve', aProject({ project_name: '李沧工程', region_code: '370213' }), { minute: 1 }));
    expect(refusalOf(() => update(both, other, { region_code: '370212' })).code).toBe('forbidden');
    expect(refusalOf(() => update(both, id, { region_code: '370213' })).code).toBe('forbidden');
  });

  it('hides nothing behind a label above the own clearance', () => {
    const id = idOf(replica.add('reserve', local()));
    expect(refusalOf(() => update(replica.as({ ...laoshan, clearance: '1' }), id, { secret_level: '3' })).code).toBe('forbidden');
    expect(update(replica.as({ ...laoshan, clearance: '3' }), id, { secret_level: '3' }).changed).toBe(true);
  });

  it('is refused for bank accounts and names to those who may not read them, even with the very value', () => {
    const id = idOf(replica.add('expert', anExpert({ birth_ym: '1970-01' })));
    const blind = replica.as(accessOf('investment'));
    expect(refusalOf(() => update(blind, id, { bank_account: '6222020200112233445' }, 'expert')).code).toBe('forbidden');
    const legal = replica.as(accessOf('legal'));
    const project = idOf(replica.add('reserve', local({ contact_person_name: '赵六' })));
    expect(refusalOf(() => update(legal, project, { contact_person_name: '赵六' }))).toMatchObject({
      code: 'forbidden',
      details: { fields: ['contact_person_id'] },
    });
  });

  it('changes nothing while the session may only look', () => {
    const id = idOf(replica.add('reserve', local()));
    const late = replica.as({ ...laoshan, readOnly: 'lease' });
    const sentence = '您的授权已到期，现在只能查看，没有改动任何数据。请向安全管理员申请续期。';
    expect(refusalOf(() => update(late, id, { address: '香港东路' })).message).toBe(sentence);
    expect(refusalOf(() => create(late, local())).message).toBe(sentence);
    expect(refusalOf(() => late.write.removeRecords({ ...anAsker(), database: 'reserve', ids: [id], reason: '重复登记' })).message).toBe(sentence);
    expect(late.read.record({ database: 'reserve', id, today }).rights).toMatchObject({ update: false, writable: [], why: sentence });
  });

  it('pastes all rows or none', () => {
    const first = idOf(replica.add('reserve', local()));
    const second = idOf(replica.add('reserve', local({ project_name: '第二个工程' }), { minute: 1 }));
    move(district, second, 'report');
    const paste = (ids: readonly string[]) =>
      district.write.updateMany({
        ...anAsker(7),
        database: 'reserve',
        label: '粘贴',
        changes: ids.map((id) => ({ id, version: Number(replica.get('reserve', id)['version']), values: { address: '香港东路' } })),
      });
    expect(refusalOf(() => paste([first, second]))).toMatchObject({
      code: 'forbidden',
      message: '该项目已上报，没有改动任何数据。如需修改请申请退回。',
      details: { id: second },
    });
    expect(paste([first]).changed).toBe(1);
  });
});

describe('reporting and reviewing', () => {
  let id: string;
  beforeEach(() => {
    id = idOf(replica.add('reserve', local()));
  });
  const rights = (doors: Doors) => doors.read.record({ database: 'reserve', id, today }).rights;

  it('closes a record to the district when it reports, opens it when it is returned, and tells the history', () => {
    expect(rights(district)).toMatchObject({ update: true, remove: true, transitions: ['report'], why: null });
    expect(move(district, id, 'report')).toBe(1);
    expect(rights(district)).toEqual({
      update: false,
      remove: false,
      transitions: [],
      writable: [],
      why: '该项目已上报，没有改动任何数据。如需修改请申请退回。',
    });
    expect(refusalOf(() => update(district, id, { address: '香港东路' })).message).toBe('该项目已上报，没有改动任何数据。如需修改请申请退回。');
    expect(refusalOf(() => district.write.removeRecords({ ...anAsker(), database: 'reserve', ids: [id], reason: '重复登记' })).code).toBe('forbidden');
    expect(rights(city).transitions).toEqual(['return', 'lock']);
    expect(update(city, id, { address: '市里核定的地址' }).changed).toBe(true);
    expect(move(city, id, 'return')).toBe(1);
    expect(update(district, id, { address: '区里改的地址' }).changed).toBe(true);
    const history = district.read
      .history({ database: 'reserve', id, limit: 10 })
      .entries.map(({ reason, changes }) => [reason, changes.map(({ label, before, after }) => [label, before, after])]);
    expect(history).toContainEqual(['按月调度', [['填报状态', '填报', '已上报']]]);
    expect(history).toContainEqual(['按月调度', [['填报状态', '已上报', '已退回']]]);
  });

  it('binds by a lock of a higher level, and lets the level that locked take it off', () => {
    expect(move(city, id, 'lock')).toBe(1);
    expect(replica.get('reserve', id)).toMatchObject({ record_state: '40', lock_level: 3, locked_by: '甲' });
    expect(refusalOf(() => update(district, id, { address: '香港东路' })).message).toBe(
      '该项目已由上级锁定（锁定等级 3），没有改动任何数据。如需修改，请申请解锁。',
    );
    expect(refusalOf(() => move(district, id, 'unlock')).message).toContain('请申请解锁');
    expect(move(city, id, 'unlock')).toBe(1);
    expect(replica.get('reserve', id)).toMatchObject({ record_state: '10', lock_level: 0, locked_by: null });
    expect(update(district, id, { address: '香港东路' }).changed).toBe(true);
  });

  it('refuses moves that do not fit the state, the level or the library', () => {
    expect(refusalOf(() => move(district, id, 'lock')).message).toBe('锁定由市发改委相关处室办理，没有改动任何数据。请联系受理处室。');
    expect(refusalOf(() => move(city, id, 'return')).message).toBe('只有“已上报”的记录可以退回，没有改动任何数据。请刷新后核对填报状态。');
    expect(refusalOf(() => move(city, id, 'lock', 2)).message).toBe('锁定等级不能高于本级，没有改动任何数据。请选择 3 或更大的等级。');
    expect(refusalOf(() => move(replica.as(accessOf('auditor')), id, 'report')).code).toBe('forbidden');
    const expert = idOf(replica.add('expert', anExpert()));
    const report = () => replica.write.moveRecords({ ...anAsker(), database: 'expert', ids: [expert], action: 'report', level: null, reason: '按月调度' });
    expect(refusalOf(report)).toMatchObject({ code: 'bad_input', message: '“专家信息库”不需要上报，没有改动任何数据。' });
  });

  it('moves all or none, and says which record stands in the way', () => {
    const other = idOf(replica.add('reserve', local({ project_name: '第二个工程' }), { minute: 1 }));
    move(district, other, 'report');
    const both = () => district.write.moveRecords({ ...anAsker(8), database: 'reserve', ids: [id, other], action: 'report', level: null, reason: '按月调度' });
    expect(refusalOf(both).message).toBe('“第二个工程”：该项目已上报，没有改动任何数据。如需办理请申请退回。');
    expect(replica.get('reserve', id)['record_state']).toBe('10');
  });

  it('keeps the master of a locked project from being changed through another library', () => {
    const plan = idOf(create(district, { plan_item_no: '1-1' }, 'plan', projectOf(replica.get('reserve', id))));
    move(city, id, 'lock');
    expect(refusalOf(() => update(district, plan, { total_investment: 1 }, 'plan')).message).toBe(
      '该项目已由上级锁定（锁定等级 3），没有改动任何数据。如需修改，请申请解锁。',
    );
    expect(update(district, plan, { plan_item_no: '1-2' }, 'plan').changed).toBe(true);
    expect(update(city, plan, { total_investment: 1_000_000 }, 'plan').changed).toBe(true);
  });

  it('closes a sealed record to everybody, the project of another year stays open', () => {
    replica.connection.exec(`UPDATE project_membership SET record_state = '50' WHERE membership_id = '${id}'`);
    expect(refusalOf(() => update(replica, id, { address: '香港东路' })).message).toBe(
      '该项目已封账，任何人不能再修改，没有改动任何数据。如有差错，请按更正程序办理。',
    );
    expect(refusalOf(() => move(replica, id, 'unlock')).code).toBe('forbidden');
    const plan = idOf(create(replica, { plan_item_no: '1-1' }, 'plan', projectOf(replica.get('reserve', id))));
    expect(update(replica, plan, { address: '香港东路' }, 'plan').changed).toBe(true);
  });
});

describe('importing', () => {
  const list = (doors: Doors, rows: readonly Values[], commit = true, person: Access = laoshan) =>
    doors.write.importRows(
      {
        ...anAsker(8),
        actor: { name: person.user.name, device: 'PC-01', userId: person.user.id },
        database: 'reserve',
        year: null,
        label: '月报.xlsx',
        source: '月报.xlsx',
        rows: rows.map((values, index) => ({ index, values })),
        commit,
      },
      quietJob,
    );

  it('writes the own rows and refuses the others one by one', () => {
    const outcome = list(district, [local({ project_name: '一号工程' }), aProject({ project_name: '二号工程', region_code: '370213' })]);
    expect(outcome).toMatchObject({ created: 1, rejected: 1, outcomes: ['created', 'rejected'] });
    expect(outcome.problems.filter(({ code }) => code === 'forbidden')).toEqual([
      {
        index: 1,
        field: null,
        code: 'forbidden',
        severity: 'error',
        message: '按所填内容，这条记录不在您的管辖范围内，没有改动任何数据。请核对“建设地点”“功能区”“主管部门”。',
      },
    ]);
    expect(replica.lists.page({ database: 'reserve', filter: [], sort: [], offset: 0, limit: 10, totals: false }).total).toBe(1);
  });

  it('refuses columns the person may not fill, one error per column, and writes nothing; the preview says the same', () => {
    const rows = [
      local({ project_name: '一号工程' }),
      local({ project_name: '二号工程', expert_conclusion: '1' }),
      local({ project_name: '三号工程', expert_conclusion: '1', lifecycle_stage: '110' }),
    ];
    const preview = list(district, rows, false);
    const outcome = list(district, rows);
    expect(outcome).toEqual(preview);
    expect(outcome).toMatchObject({ created: 0, changed: 0, rejected: 3, outcomes: ['rejected', 'rejected', 'rejected'], batch: null });
    expect(outcome.problems.filter(({ code }) => code === 'forbidden').map(({ index, field }) => [index, field])).toEqual([
      [2, 'lifecycle_stage'],
      [1, 'expert_conclusion'],
    ]);
    expect(replica.reader.column('SELECT count(*) FROM operation')).toEqual([0]);
  });

  it('overwrites no row of others and says nothing of it, found by id, by code or by name', () => {
    const code = '2101-370213-04-01-123456';
    const theirs = replica.add('reserve', aProject({ project_name: '李沧机密工程', region_code: '370213', national_code: code, address: '原地址' }));
    const outcome = list(district, [
      local({ project_name: '甲工程', national_code: code, address: '新地址' }),
      local({ project_name: '乙工程', id: idOf(theirs), address: '新地址' }),
      { project_name: '李沧机密工程', address: '新地址', region_code: '370212' },
    ]);
    expect(outcome.outcomes).toEqual(['rejected', 'created', 'created']);
    expect(outcome.problems.find(({ code: problem }) => problem === 'forbidden')?.message).toContain('不在您管辖范围内');
    expect(JSON.stringify(outcome)).not.toContain('机密');
    expect(replica.get('reserve', idOf(theirs))).toMatchObject({ address: '原地址', version: 1 });
  });

  it('moves no row out of the own district, nor a locked project through another library; the other rows go on', () => {
    const id = idOf(replica.add('reserve', local({ project_name: '一号工程', national_code: '2101-370212-04-01-123456' })));
    const plan = create(district, { plan_item_no: '1-1' }, 'plan', projectOf(replica.get('reserve', id)));
    const outcome = list(district, [
      local({ project_name: '一号工程', national_code: '2101-370212-04-01-123456', region_code: '370213' }),
      local({ project_name: '二号工程' }),
    ]);
    expect(outcome.outcomes).toEqual(['rejected', 'created']);
    expect(outcome.problems.find(({ code }) => code === 'forbidden')).toMatchObject({
      index: 0,
      field: null,
      message: expect.stringContaining('不在您的管辖范围内') as string,
    });
    city.write.moveRecords({ ...anAsker(7), database: 'plan', ids: [idOf(plan)], action: 'lock', level: null, reason: '按月调度' });
    const held = list(district, [
      local({ project_name: '一号工程', national_code: '2101-370212-04-01-123456', address: '新地址' }),
      local({ project_name: '三号工程' }),
    ]);
    expect(held.outcomes).toEqual(['rejected', 'created']);
    expect(held.problems.find(({ code }) => code === 'forbidden')?.message).toBe('该项目已由上级锁定（锁定等级 3），没有改动任何数据。如需修改，请申请解锁。');
  });

  it('leaves reported rows as they are', () => {
    const id = idOf(replica.add('reserve', local()));
    move(district, id, 'report');
    const outcome = list(district, [local({ address: '新地址' })]);
    expect(outcome).toMatchObject({ outcomes: ['rejected'], batch: null });
    expect(outcome.problems.find(({ code }) => code === 'forbidden')?.message).toBe('该项目已上报，没有改动任何数据。如需导入请申请退回。');
    expect(replica.get('reserve', id)['address']).toBeNull();
  });

  it('is refused where the role imports nothing', () => {
    expect(refusalOf(() => list(replica.as(accessOf('auditor')), [local()])).code).toBe('forbidden');
  });

  it('can be taken back by whoever made it, by others only with the right to', () => {
    const { batch } = list(district, [local({ project_name: '一号工程' })]);
    const undo = (doors: Doors) => doors.write.undoBatch({ ...anAsker(9), batch: batch ?? '' });
    const colleague = replica.as({ ...laoshan, user: { ...laoshan.user, id: '0190a000-0000-7000-8000-0000000000cc', name: '丙' } });
    expect(refusalOf(() => undo(colleague))).toMatchObject({
      code: 'forbidden',
      message: '这个批次由甲完成，没有撤销任何数据。请由本人撤销，或联系投资处、重点办、办公室办理。',
    });
    expect(refusalOf(() => undo(replica.as(accessOf('district', { regions: ['370213'], user: { ...laoshan.user, id: 'x', name: '丁' } }))))).toMatchObject({
      code: 'not_found',
    });
    expect(undo(district)).toMatchObject({ removed: 1 });
  });

  it('cannot be taken back once the record is reported', () => {
    const { batch } = list(district, [local({ project_name: '一号工程' })]);
    const [id = ''] = replica.reader.column<string>('SELECT membership_id FROM project_membership');
    move(district, id, 'report');
    expect(refusalOf(() => district.write.undoBatch({ ...anAsker(9), batch: batch ?? '' })).code).toBe('batch_not_undoable');
  });
});
