// What a person does not see is not there: every reading door, for a district, a department and an administrator.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Access } from '#domain/identity/access.ts';
import { administratorRoleIds } from '#domain/policy/roles.ts';
import { accessOf, unrestricted } from '../builders/access.ts';
import { failureOf } from '../builders/failures.ts';
import { anExpert, aPolicy, aProject, idOf, projectOf, textOf } from '../builders/records.ts';
import { aReplica, anAsker, quietJob, type Doors, type TestReplica } from '../builders/replica.ts';

let replica: TestReplica;
let mine: string;
let theirs: string;
let secret: string;
let theirProject: string;
let expert: string;
let district: Doors;
let city: Doors;

const laoshan = accessOf('district', { regions: ['370212'], clearance: '1' });
const today = '2026-03-02';
const unknown = '0190a000-0000-7000-8000-0000000000ff';

beforeAll(() => {
  replica = aReplica();
  mine = idOf(replica.add('reserve', aProject({ project_name: '崂山湾大桥工程', region_code: '370212', total_investment: 100 })));
  const other = replica.add(
    'reserve',
    aProject({ project_name: '李沧湾大桥工程', region_code: '370213', total_investment: 1000, national_code: '2101-370213-04-01-123456' }),
  );
  theirs = idOf(other);
  theirProject = projectOf(other);
  secret = idOf(replica.add('reserve', aProject({ project_name: '崂山湾隧道工程', region_code: '370212', total_investment: 10_000, secret_level: '2' })));
  replica.add('key', { mgmt_year: 2026 }, { projectId: theirProject, minute: 1 });
  expert = idOf(replica.add('expert', anExpert()));
  replica.add('policy', aPolicy());
  district = replica.as(laoshan);
  city = replica.as(accessOf('investment'));
});
afterAll(() => replica.close());

const all = { database: 'reserve', filter: [], sort: [], offset: 0, limit: 100, totals: true };
const namesIn = (doors: Doors, database = 'reserve'): unknown[] => doors.lists.page({ ...all, database }).rows.map((row) => row['project_name']);

describe('a list', () => {
  it('holds, counts and sums only what the person sees', () => {
    const page = district.lists.page(all);
    expect(page.rows.map(({ project_name: name }) => name)).toEqual(['崂山湾大桥工程']);
    expect(page.total).toBe(1);
    expect(page.totals).toMatchObject({ count: 1, sums: { total_investment: 100 } });
    expect(city.lists.page(all).totals).toMatchObject({ count: 3, sums: { total_investment: 11_100 } });
    expect(replica.as(accessOf('investment', { clearance: '3' })).lists.page(all).total).toBe(2);
  });

  it('gives no ids, row numbers, values or rows beyond that', () => {
    const query = { database: 'reserve', filter: [], sort: [] };
    expect(district.lists.ids({ ...query, offset: 0, limit: 10 })).toEqual([mine]);
    const numbers = [...city.lists.numbers(query)];
    expect(numbers).toHaveLength(3);
    expect([...district.lists.numbers(query)]).toHaveLength(1);
    expect(district.lists.rows({ database: 'reserve', numbers, personal: true }).map((row) => row['id'])).toEqual([mine]);
    expect(district.lists.totals({ database: 'reserve', ids: [mine, theirs, secret] })).toMatchObject({ count: 1, sums: { total_investment: 100 } });
    const values = district.lists.values({ database: 'reserve', field: 'region_code', contains: '', limit: 10, filter: [], measure: 'total_investment' });
    expect(values).toEqual([{ value: '370212', label: '崂山区', count: 1, sum: 100 }]);
  });

  it('follows what is written by others', () => {
    const own = aReplica();
    try {
      const doors = own.as(laoshan);
      const id = idOf(own.add('reserve', aProject({ region_code: '370213' })));
      expect(doors.lists.page(all).total).toBe(0);
      const move = (version: number, region: string): number =>
        Number(
          own.write.updateRecord({ ...anAsker(version), database: 'reserve', id, version, values: { region_code: region }, reason: null }).record['version'],
        );
      const version = move(1, '370212');
      expect(doors.lists.page(all).total).toBe(1);
      expect(doors.lists.totals({ database: 'reserve', ids: [id] }).count).toBe(1);
      move(version, '370213');
      expect(doors.lists.page(all).total).toBe(0);
      expect(doors.lists.totals({ database: 'reserve', ids: [id] }).count).toBe(0);
    } finally {
      own.close();
    }
  });
});

/** Everything that takes an identifier, as one answer or one failure. */
const answersAbout = (doors: Doors, id: string): unknown[] => {
  const outcome = (ask: () => unknown): unknown => {
    try {
      return ask();
    } catch (error) {
      return error;
    }
  };
  const write = { ...anAsker(9), database: 'reserve' };
  return [
    outcome(() => doors.read.record({ database: 'reserve', id, today })),
    outcome(() => doors.read.locate({ id })),
    outcome(() => doors.read.check({ database: 'reserve', id, values: { project_name: '崂山湾大桥工程' }, today })),
    outcome(() => doors.read.history({ database: 'reserve', id, limit: 10 })),
    outcome(() => doors.read.overview({ id })),
    outcome(() => doors.lists.totals({ database: 'reserve', ids: [id] })),
    outcome(() => doors.write.updateRecord({ ...write, id, version: 1, values: { remark: '改' }, reason: null })),
    outcome(() => doors.write.updateRecord({ ...write, id, version: 77, values: { national_code: '不是代码' }, reason: null })),
    outcome(() => doors.write.updateMany({ ...write, label: '粘贴', changes: [{ id, version: 1, values: { remark: '改' } }] })),
    outcome(() => doors.write.removeRecords({ ...write, ids: [id], reason: '重复登记' })),
    outcome(() => doors.write.moveRecords({ ...write, ids: [id], action: 'report', level: null, reason: '月底上报' })),
    outcome(() => doors.write.createRecord({ ...write, values: aProject(), reason: null, projectId: id })),
  ].map((answer) => JSON.parse(JSON.stringify(answer).replaceAll(id, 'ID')) as unknown);
};

describe('abuse case 26: asking by hand for rows of another district', () => {
  it('is answered exactly as for an identifier that does not exist', () => {
    const nothing = answersAbout(district, unknown);
    expect(nothing[0]).toMatchObject({ code: 'not_found', message: '这条记录不存在或已被删除，没有改动任何数据。请刷新列表后再试。' });
    expect(answersAbout(district, theirs)).toEqual(nothing);
    expect(answersAbout(district, secret)).toEqual(nothing);
    expect(answersAbout(district, theirProject)).toEqual(nothing);
    expect(district.read.record({ database: 'reserve', id: mine, today }).record['project_name']).toBe('崂山湾大桥工程');
  });

  it('is answered so for administrators whatever they ask', () => {
    for (const role of administratorRoleIds) {
      const doors = replica.as(accessOf(role, { regions: 'all', departments: 'all' }));
      expect(answersAbout(doors, mine).slice(0, 11)).toEqual(answersAbout(doors, unknown).slice(0, 11));
      for (const { count } of doors.read.summary()) expect(count).toBe(0);
      expect(doors.read.search({ text: '工程', limit: 10 })).toEqual({ hits: [], total: 0 });
      expect(doors.read.batches({ limit: 10 })).toEqual([]);
      expect(namesIn(doors)).toEqual([]);
    }
  });
});

describe('search, counts and hints', () => {
  it('find only what the person sees', () => {
    expect(district.read.search({ text: '湾大桥', limit: 10 })).toMatchObject({ total: 1, hits: [{ id: mine, title: '崂山湾大桥工程' }] });
    expect(city.read.search({ text: '湾大桥', limit: 10 }).total).toBe(2);
    expect(district.read.search({ text: '湾隧道', limit: 10 })).toEqual({ hits: [], total: 0 });
    expect(district.read.search({ text: '王德清', limit: 10 })).toEqual({ hits: [], total: 0 });
    expect(district.read.search({ text: '政府投资项目', limit: 10 }).total).toBe(1);
  });

  it('count per library what the person sees', () => {
    const counts = Object.fromEntries(district.read.summary().map(({ database, count }) => [database, count]));
    expect(counts).toMatchObject({ reserve: 1, key: 0, expert: 0, policy: 1 });
  });

  it('name no project of others as similar', () => {
    const similar = (doors: Doors): string[] =>
      doors.read
        .check({ database: 'reserve', id: null, values: { project_name: '李沧湾大桥工程', region_code: '370213' }, today })
        .similar.map(({ title }) => title);
    expect(similar(city)).toEqual(['李沧湾大桥工程']);
    expect(similar(district)).toEqual([]);
  });

  it('show a project only through the libraries where the person sees it', () => {
    const finance = replica.as(accessOf('finance', { regions: 'all' }));
    expect(failureOf(() => finance.read.overview({ id: theirProject }))).toMatchObject({ code: 'not_found' });
    expect(
      replica
        .as(accessOf('key_projects'))
        .read.overview({ id: theirProject })
        .memberships.map(({ database }) => database),
    ).toEqual(['key', 'reserve']);
    expect(replica.as(accessOf('district', { regions: ['370213'] })).read.locate({ id: theirProject }).database).toBe('key');
  });

  it('show batches the person made or sees whole, and no others', () => {
    const own = aReplica();
    try {
      const list = (rows: readonly { index: number; values: ReturnType<typeof aProject> }[], doors: Doors, person: Access, label: string): string | null =>
        doors.write.importRows(
          {
            ...anAsker(),
            actor: { name: person.user.name, device: 'PC-01', userId: person.user.id },
            database: 'reserve',
            year: null,
            label,
            source: label,
            rows,
            commit: true,
          },
          quietJob,
        ).batch;
      const founder = unrestricted();
      const person = { ...laoshan, user: { ...laoshan.user, id: '0190a000-0000-7000-8000-00000000000b', name: '乙' } };
      const doors = own.as(person);
      list([{ index: 0, values: aProject({ project_name: '一号工程', region_code: '370213' }) }], own, founder, '李沧');
      const seen = list([{ index: 0, values: aProject({ project_name: '二号工程', region_code: '370212' }) }], own, founder, '崂山');
      const made = list([{ index: 0, values: aProject({ project_name: '三号工程', region_code: '370212' }) }], doors, person, '本人');
      expect(new Set(doors.read.batches({ limit: 10 }).map(({ batch }) => batch))).toEqual(new Set([seen, made]));
      expect(own.read.batches({ limit: 10 })).toHaveLength(3);
    } finally {
      own.close();
    }
  });
});

describe('fields a person may not read', () => {
  it('are absent from lists, records, checks and exports, and cannot be asked about', () => {
    const investment = city;
    const record = investment.read.record({ database: 'expert', id: expert, today }).record;
    expect(record).toMatchObject({ name: '王德清' });
    for (const field of ['id_no', 'mobile', 'bank_account', 'birth_ym', 'email']) expect(record).not.toHaveProperty(field);
    const page = { database: 'expert', filter: [], sort: [], offset: 0, limit: 10, totals: true };
    expect(investment.lists.page(page).rows[0]).not.toHaveProperty('mobile');
    expect(failureOf(() => investment.lists.page({ ...page, sort: [{ field: 'birth_ym', descending: false }] })).code).toBe('bad_input');
    expect(failureOf(() => investment.lists.page({ ...page, filter: [{ field: 'birth_ym', op: 'eq', value: '1980-01' }] })).code).toBe('bad_input');
    expect(failureOf(() => investment.lists.values({ database: 'expert', field: 'political', contains: '', limit: 10, filter: [], measure: null })).code).toBe(
      'bad_input',
    );
    const office = replica.as(accessOf('office'));
    expect(textOf(office.read.record({ database: 'expert', id: expert, today }).record, 'mobile')).toMatch(/•|\*/u);
    expect(office.lists.page({ ...page, sort: [{ field: 'birth_ym', descending: false }] }).total).toBe(1);
  });

  it('cannot be probed by checking a guess', () => {
    const checked = city.read.check({ database: 'expert', id: null, values: { ...anExpert({ name: '别人' }) }, today });
    expect(checked.similar).toEqual([]);
    expect(JSON.stringify(checked)).not.toContain('王德清');
    expect(replica.as(accessOf('office')).read.check({ database: 'expert', id: null, values: { ...anExpert({ name: '别人' }) }, today }).similar).not.toEqual(
      [],
    );
  });

  it('are left out of the history, with changes of nothing else', () => {
    const own = aReplica();
    try {
      const record = own.add('expert', anExpert());
      const id = idOf(record);
      own.write.updateRecord({ ...anAsker(1), database: 'expert', id, version: 1, values: { email: 'a@b.cn' }, reason: null });
      own.write.updateRecord({ ...anAsker(2), database: 'expert', id, version: 2, values: { email: 'c@d.cn', name: '王德水' }, reason: null });
      const history = own.as(accessOf('leader')).read.history({ database: 'expert', id, limit: 10 });
      expect(history.total).toBe(2);
      expect(history.entries[0]?.changes.map(({ field }) => field)).toEqual(['name']);
      expect(JSON.stringify(history)).not.toContain('@');
      expect(own.read.history({ database: 'expert', id, limit: 10 }).total).toBe(3);
    } finally {
      own.close();
    }
  });
});
