// Creating, changing, joining and removing records through the doors: values, versions, refusals.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failureOf } from '../../tests/builders/failures.ts';
import { aKeyProject, anExpert, aPolicy, aProject, idOf, projectOf, textOf } from '../../tests/builders/records.ts';
import { aReplica, anAsker, type TestReplica } from '../../tests/builders/replica.ts';
import { columnCipherOf } from '../spine/column-cipher.ts';
import type { Row } from './read.ts';
import type { Values } from './write.ts';

let replica: TestReplica;
beforeEach(() => {
  replica = aReplica();
});
afterEach(() => replica.close());

function update(database: string, record: Row, values: Values, version = Number(record['version'])): { record: Row; changed: boolean } {
  return replica.write.updateRecord({ ...anAsker(1), database, id: idOf(record), version, values, reason: null });
}

const operations = (): number => replica.reader.column<number>('SELECT count(*) FROM operation')[0] ?? 0;

describe('creating', () => {
  it('answers with the record as it reads, in the dictionary’s terms', () => {
    const record = replica.add(
      'key',
      aKeyProject({ is_major: true, tags: ['跨海', '隧道'], scale_items: [{ indicator: '长度', qty: 17.48, unit: '公里' }], longitude: 120_312_345 }),
    );
    expect(record).toMatchObject({
      version: 1,
      project_name: '胶州湾第二海底隧道工程',
      total_investment: 15_000_000_000,
      planned_start: '2026-05',
      is_major: true,
      green_channel: null,
      tags: ['跨海', '隧道'],
      scale_items: [{ indicator: '长度', qty: 17.48, unit: '公里' }],
      longitude: 120_312_345,
      inv_band: '7',
      year_rate: null,
    });
    expect(replica.get('key', idOf(record))).toEqual(record);
    expect(Object.keys(record)).not.toContain('record_no');
  });

  it('keeps codes and document numbers in standard form', () => {
    const project = replica.add('key', aKeyProject({ national_code: ' 2101－370211－04－01－123456 ', list_doc_no: '青政发[2024]12号' }));
    expect(project).toMatchObject({ national_code: '2101-370211-04-01-123456', list_doc_no: '青政发〔2024〕12号' });
    expect(replica.add('policy', aPolicy({ doc_number: '鲁政办发（2023）7号' }))['doc_number']).toBe('鲁政办发〔2023〕7号');
  });

  it('keeps one form of empty: no text and no items are no value', () => {
    const record = replica.add('reserve', aProject({ address: '', tags: [], local_code: null }));
    expect(replica.reader.all('SELECT address, tags, local_code FROM project')).toEqual([{ address: null, tags: null, local_code: null }]);
    expect(record).toMatchObject({ address: null, tags: null, local_code: null });
  });

  it('refuses fields the library does not have, and values no column can hold', () => {
    expect(failureOf(() => replica.add('reserve', aProject({ key_level: '1', colour: '红' })))).toEqual({
      code: 'bad_input',
      message: '“储备项目库”没有这些字段：key_level、colour。本次未写入任何数据。',
      details: { fields: ['key_level', 'colour'] },
    });
    for (const values of [{ total_investment: '很多' }, { total_investment: 1.5 }, { tags: '跨海' }, { is_cross_region: '是' }]) {
      expect(failureOf(() => replica.add('reserve', aProject(values))).code).toBe('validation_failed');
    }
    expect(operations()).toBe(0);
  });

  it('refuses what must not be in this system: state secrets', () => {
    for (const values of [{ project_name: '某涉密工程建设项目' }, { construction_content: '内容见附件（机密★5年）' }]) {
      expect(failureOf(() => replica.add('reserve', aProject(values)))).toMatchObject({
        code: 'validation_failed',
        details: { problems: expect.arrayContaining([expect.objectContaining({ code: 'classified_refused' })]) as unknown },
      });
    }
    expect(operations()).toBe(0);
    expect(replica.add('reserve', aProject({ project_name: '非涉密档案馆建设项目' }))['project_name']).toBe('非涉密档案馆建设项目');
  });

  it('reports warnings and saves all the same', () => {
    const { problems } = replica.write.createRecord({ ...anAsker(), database: 'reserve', values: { project_name: '隧道' }, reason: null, projectId: null });
    expect(problems.map(({ severity }) => severity)).not.toContain('error');
    expect(problems.map(({ code }) => code)).toContain('project_name_length');
  });
});

describe('references by name', () => {
  it('register an organisation or a person once', () => {
    const first = replica.add('reserve', aProject({ owner_org_name: ' 青岛地铁集团 ', contact_person_name: '李梅' }));
    const second = replica.add('reserve', aProject({ project_name: '地铁八号线工程', owner_org_name: '青岛地铁集团', responsible_org_name: '青岛地铁集团' }));
    expect(first).toMatchObject({ owner_org_name: '青岛地铁集团', contact_person_name: '李梅' });
    expect([second['owner_org_id'], second['responsible_org_id']]).toEqual([first['owner_org_id'], first['owner_org_id']]);
    expect(replica.reader.column('SELECT org_name FROM org')).toEqual(['青岛地铁集团']);
    expect(replica.reader.column("SELECT count(*) FROM operation WHERE entity IN ('org', 'person')")).toEqual([2]);
  });

  it('of other kinds must be registered before', () => {
    const failure = failureOf(() => replica.add('reserve', aProject({ expert_session_name: '第三次评估会' })));
    expect(failure).toMatchObject({ code: 'validation_failed', details: { field: 'expert_session_id', name: '第三次评估会' } });
    expect(failure.message).toContain('第三次评估会');
  });

  it('are cleared by an empty name', () => {
    const record = replica.add('reserve', aProject({ owner_org_name: '青岛地铁集团' }));
    expect(update('reserve', record, { owner_org_name: '' }).record).toMatchObject({ owner_org_id: null, owner_org_name: null });
  });

  it('feed what is derived from them', () => {
    const expert = replica.add('expert', anExpert());
    expect(expert['avoid_org_ids']).toEqual([expert['work_org_id']]);
    const moved = update('expert', expert, { work_org_name: '青岛理工大学' }).record;
    expect(moved['avoid_org_ids']).toEqual([moved['work_org_id'], expert['work_org_id']]);
  });
});

describe('changing', () => {
  it('raises the version only when something changed', () => {
    const record = replica.add('reserve', aProject());
    const before = operations();
    expect(update('reserve', record, { total_investment: 15_000_000_000, planned_start: '2026-05' })).toMatchObject({ changed: false, record: { version: 1 } });
    expect(operations()).toBe(before);
    expect(update('reserve', record, { total_investment: 16_000_000_000 })).toMatchObject({
      changed: true,
      record: { version: 2, total_investment: 16_000_000_000 },
    });
    expect(operations()).toBe(before + 1);
  });

  it('logs one operation per half of the record', () => {
    const record = replica.add('reserve', aProject());
    const after = update('reserve', record, { address: '团岛', reserve_no: 'CB202637021100001', remark: '优先' }).record;
    expect(after['version']).toBe(3);
    expect(replica.reader.all("SELECT entity, base_version, deltas FROM operation WHERE kind = 'update' ORDER BY operation_seq")).toEqual([
      { entity: 'project', base_version: 1, deltas: '[["address",null,"团岛"]]' },
      { entity: 'project_membership', base_version: 1, deltas: '[["remark",null,"优先"],["reserve_no",null,"CB202637021100001"]]' },
    ]);
  });

  it('is refused to a stale copy, also when only the other half moved', () => {
    const record = replica.add('reserve', aProject());
    update('reserve', record, { address: '团岛' });
    expect(failureOf(() => update('reserve', record, { reserve_no: 'CB202637021100001' }, 1))).toMatchObject({
      code: 'stale_version',
      details: { id: idOf(record), version: 2 },
    });
    const other = replica.add('key', { mgmt_year: 2026 }, { projectId: projectOf(record) });
    update('key', other, { address: '薛家岛' });
    expect(failureOf(() => update('reserve', record, { address: '黄岛' }, 2))).toMatchObject({ code: 'stale_version', details: { version: 3 } });
    expect(replica.get('reserve', idOf(record))['address']).toBe('薛家岛');
  });

  it('judges the record as a whole, the old values with the new', () => {
    const record = replica.add('reserve', aProject({ planned_finish: '2030' }));
    expect(failureOf(() => update('reserve', record, { planned_start: '2031-01' })).code).toBe('validation_failed');
    expect(replica.get('reserve', idOf(record))['planned_start']).toBe('2026-05');
  });

  it('of a removed or unknown record is refused', () => {
    const record = replica.add('reserve', aProject());
    replica.write.removeRecords({ ...anAsker(), database: 'reserve', ids: [idOf(record)], reason: '误建' });
    expect(failureOf(() => update('reserve', record, { address: '团岛' })).code).toBe('not_found');
    expect(failureOf(() => replica.get('reserve', idOf(record))).code).toBe('not_found');
    expect(failureOf(() => replica.get('nowhere', idOf(record))).code).toBe('unknown_library');
  });
});

describe('one project in several libraries', () => {
  it('shows a change of the master everywhere, with what is derived from it', () => {
    const reserve = replica.add('reserve', aProject());
    const key = replica.add('key', { mgmt_year: 2026, year_plan: 2_000_000_000 }, { projectId: projectOf(reserve) });
    expect(key).toMatchObject({ project_id: reserve['project_id'], project_name: '胶州湾第二海底隧道工程', total_investment: 15_000_000_000, inv_band: '7' });
    update('reserve', reserve, { total_investment: 3_000_000_000, project_name: '胶州湾第二隧道工程' });
    expect(replica.get('key', idOf(key))).toMatchObject({ total_investment: 3_000_000_000, project_name: '胶州湾第二隧道工程', inv_band: '6' });
    expect(replica.reader.column('SELECT count(*) FROM project')).toEqual([1]);
  });

  it('updates the master with what the joining record states, and keeps what it leaves blank', () => {
    const reserve = replica.add('reserve', aProject({ address: '团岛' }));
    replica.add('key', { mgmt_year: 2026, total_investment: 900_000_000, address: null }, { projectId: projectOf(reserve) });
    expect(replica.get('reserve', idOf(reserve))).toMatchObject({ total_investment: 900_000_000, address: '团岛', version: 2 });
  });

  it('has one record per library and year', () => {
    const first = replica.add('key', aKeyProject());
    const again = (year: number): Row => replica.add('key', { mgmt_year: year }, { projectId: projectOf(first) });
    expect(failureOf(() => again(2026))).toMatchObject({ code: 'duplicate', details: { id: idOf(first) } });
    expect(again(2027)['project_id']).toBe(first['project_id']);
  });

  it('lives until its last record is removed', () => {
    const reserve = replica.add('reserve', aProject());
    const key = replica.add('key', { mgmt_year: 2026 }, { projectId: projectOf(reserve) });
    replica.write.removeRecords({ ...anAsker(), database: 'reserve', ids: [idOf(reserve)], reason: '转重点' });
    expect(replica.get('key', idOf(key))['project_name']).toBe('胶州湾第二海底隧道工程');
    expect(replica.reader.column('SELECT is_deleted FROM project')).toEqual([0]);
    replica.write.removeRecords({ ...anAsker(), database: 'key', ids: [idOf(key)], reason: '撤销' });
    expect(replica.reader.column('SELECT is_deleted FROM project')).toEqual([1]);
    expect(failureOf(() => replica.add('key', { mgmt_year: 2026 }, { projectId: projectOf(reserve) })).code).toBe('not_found');
    expect(replica.read.summary().filter(({ count }) => count > 0)).toEqual([]);
  });
});

describe('a national project code', () => {
  const code = '2101-370211-04-01-123456';

  it('held by another project is refused, naming the holder, however it is written', () => {
    const holder = replica.add('reserve', aProject({ national_code: code }));
    const other = replica.add('reserve', aProject({ project_name: '另一条隧道工程' }));
    const taken = {
      code: 'duplicate',
      message: `国家项目代码 ${code} 已属于项目“胶州湾第二海底隧道工程”，本次未写入任何数据。请核对代码，或打开该项目修改。`,
      details: { project: holder['project_id'] },
    };
    const typed = '2101－370211－04－01－123456';
    expect(failureOf(() => replica.add('key', aKeyProject({ project_name: '第三条隧道工程', national_code: typed })))).toEqual(taken);
    expect(failureOf(() => update('reserve', other, { national_code: typed }))).toEqual(taken);
    const paste = (): unknown =>
      replica.write.updateMany({
        ...anAsker(),
        database: 'reserve',
        label: '粘贴',
        changes: [{ id: idOf(other), version: 1, values: { national_code: typed } }],
      });
    expect(failureOf(paste)).toEqual(taken);
    expect(replica.get('reserve', idOf(other))['version']).toBe(1);
  });

  it('may be repeated by the project itself and reused after its removal', () => {
    const holder = replica.add('reserve', aProject({ national_code: code }));
    expect(update('reserve', holder, { national_code: code }).changed).toBe(false);
    expect(replica.add('key', { mgmt_year: 2026, national_code: code }, { projectId: projectOf(holder) })['national_code']).toBe(code);
    for (const database of ['reserve', 'key']) {
      const [id] = replica.lists.ids({ database, filter: [], sort: [], offset: 0, limit: 1 });
      replica.write.removeRecords({ ...anAsker(), database, ids: [String(id)], reason: '误建' });
    }
    expect(replica.add('reserve', aProject({ national_code: code }))['national_code']).toBe(code);
  });
});

describe('personal data', () => {
  /** What the only expert's column holds, opened. */
  function stored(column: string): string {
    const row = replica.reader.get<{ id: string; sealed: string }>(`SELECT expert_id AS id, ${column} AS sealed FROM expert`);
    return columnCipherOf(replica.reader).open({ table: 'expert', column, row: row?.id ?? '' }, row?.sealed ?? '');
  }

  it('read masked, and come back masked from a form as “unchanged”', () => {
    const expert = replica.add('expert', anExpert());
    expect(expert).toMatchObject({ mobile: '138****8000', id_no: '370202****1232' });
    const saved = update('expert', expert, { mobile: textOf(expert, 'mobile'), id_no: textOf(expert, 'id_no'), credit_score: 80 });
    expect(saved.record).toMatchObject({ mobile: '138****8000', credit_score: 80 });
    expect([stored('mobile'), stored('id_no')]).toEqual(['13800138000', '370202198001011232']);
    update('expert', saved.record, { mobile: '13900139099' });
    expect(stored('mobile')).toBe('13900139099');
  });

  it('are never stored hidden, and a hidden number of somebody else is refused', () => {
    expect(failureOf(() => replica.add('expert', anExpert({ mobile: '138****8000' })))).toMatchObject({ code: 'bad_input', details: { field: 'mobile' } });
    const expert = replica.add('expert', anExpert());
    expect(failureOf(() => update('expert', expert, { mobile: '139****8000' }))).toMatchObject({
      code: 'bad_input',
      message: '“手机”填写的是隐去了部分数字的号码，没有写入任何数据。请填写完整的号码，或保留原来的内容。',
    });
    expect(stored('mobile')).toBe('13800138000');
  });

  it('written again with the same value count as no change', () => {
    const expert = replica.add('expert', anExpert());
    expect(update('expert', expert, { mobile: '13800138000', id_no: '370202198001011232' }).changed).toBe(false);
  });

  it('stay out of lists, search, exported rows, history and audit', () => {
    const expert = replica.add('expert', anExpert());
    update('expert', expert, { mobile: '13900139099' });
    const numbers = Array.from(replica.lists.numbers({ database: 'expert', filter: [], sort: [] }));
    const shown = JSON.stringify([
      replica.lists.page({ database: 'expert', filter: [], sort: [], offset: 0, limit: 10, totals: true }),
      replica.lists.rows({ database: 'expert', numbers, personal: true }),
      replica.read.history({ database: 'expert', id: idOf(expert), limit: 10 }),
      replica.reader.all('SELECT detail FROM audit'),
    ]);
    expect(shown).not.toMatch(/13800138000|13900139099|370202198001011232/);
    expect(shown).toContain('139****9099');
    expect(replica.read.search({ text: '13900139099', limit: 10 }).total).toBe(0);
    for (const field of ['mobile', 'id_no', 'bank_account']) {
      expect(
        failureOf(() => replica.lists.page({ database: 'expert', filter: [{ field, op: 'starts', value: '1' }], sort: [], offset: 0, limit: 1, totals: false }))
          .code,
      ).toBe('bad_input');
      expect(failureOf(() => replica.lists.values({ database: 'expert', field, contains: '', limit: 10, filter: [], measure: null })).code).toBe('bad_input');
    }
  });
});

describe('many changes at once', () => {
  const paste = (changes: { id: string; version: number; values: Values }[]): ReturnType<TestReplica['write']['updateMany']> =>
    replica.write.updateMany({ ...anAsker(3), database: 'key', label: '粘贴 2 行', changes });

  it('are one batch, counted', () => {
    const [a, b] = [replica.add('key', aKeyProject()), replica.add('key', aKeyProject({ project_name: '胶州机场二期工程' }))];
    const outcome = paste([
      { id: idOf(a), version: 1, values: { address: '团岛' } },
      { id: idOf(b), version: 1, values: { year_plan: 2_000_000_000 } },
    ]);
    expect(outcome).toMatchObject({ changed: 1, unchanged: 1, problems: [] });
    expect(replica.read.batches({ limit: 1 })).toEqual([
      {
        batch: outcome.batch,
        kind: 'paste',
        label: '粘贴 2 行',
        database: 'key',
        at: '2026-03-02T01:03:00.000Z',
        author: '张三',
        created: 0,
        changed: 1,
        removed: 0,
        undone_at: null,
      },
    ]);
  });

  it('that change nothing leave no batch', () => {
    const record = replica.add('key', aKeyProject());
    expect(paste([{ id: idOf(record), version: 1, values: { year_plan: 2_000_000_000 } }])).toEqual({ changed: 0, unchanged: 1, batch: null, problems: [] });
    expect(replica.read.batches({ limit: 9 })).toEqual([]);
  });

  it('with one error are all refused, telling which', () => {
    const [a, b] = [replica.add('key', aKeyProject()), replica.add('key', aKeyProject({ project_name: '胶州机场二期工程', planned_finish: '2027' }))];
    const outcome = paste([
      { id: idOf(a), version: 1, values: { address: '团岛' } },
      { id: idOf(b), version: 1, values: { planned_start: '2028' } },
    ]);
    expect(outcome).toMatchObject({ changed: 0, batch: null, problems: [{ id: idOf(b), severity: 'error', field: 'planned_finish' }] });
    const finish = paste([{ id: idOf(b), version: 1, values: { planned_finish: '2025' } }]);
    expect(finish).toMatchObject({ changed: 0, problems: [{ id: idOf(b), severity: 'error', field: 'planned_finish' }] });
    expect(replica.get('key', idOf(a))['address']).toBeNull();
  });

  it('with one stale row are all refused', () => {
    const [a, b] = [replica.add('key', aKeyProject()), replica.add('key', aKeyProject({ project_name: '胶州机场二期工程' }))];
    update('key', b, { address: '胶州' });
    const stale = (): unknown =>
      paste([
        { id: idOf(a), version: 1, values: { address: '团岛' } },
        { id: idOf(b), version: 1, values: { address: '团岛' } },
      ]);
    expect(failureOf(stale)).toMatchObject({ code: 'stale_version', details: { id: idOf(b), version: 2 } });
    expect(replica.get('key', idOf(a))['address']).toBeNull();
  });

  it('may touch two years of one project, whose master they share', () => {
    const first = replica.add('key', aKeyProject());
    const second = replica.add('key', { mgmt_year: 2027 }, { projectId: projectOf(first) });
    const outcome = paste([
      { id: idOf(first), version: 1, values: { address: '团岛', year_plan: 1 } },
      { id: idOf(second), version: 1, values: { address: '团岛', year_plan: 2 } },
    ]);
    expect(outcome).toMatchObject({ changed: 2, problems: [] });
    expect([replica.get('key', idOf(first)), replica.get('key', idOf(second))]).toMatchObject([
      { address: '团岛', year_plan: 1 },
      { address: '团岛', year_plan: 2 },
    ]);
  });
});
