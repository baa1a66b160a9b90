// A personal value in clear for a purpose, and exports that wait for a second person: who gets what, and what is on record.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Access } from '#domain/identity/access.ts';
import { accessOf, unrestricted } from '../../tests/builders/access.ts';
import { failureOf } from '../../tests/builders/failures.ts';
import { anExpert, aPolicy, aProject, idOf } from '../../tests/builders/records.ts';
import { aReplica, anAsker, type TestReplica } from '../../tests/builders/replica.ts';
import type { Asker } from '../spine/asker.ts';
import { protectedReadsOf, protectedWritesOf } from './protected.ts';

let replica: TestReplica;
let expert: string;
beforeEach(() => {
  replica = aReplica();
  expert = idOf(replica.add('expert', anExpert({ bank_account: '6222023803123456789' })));
});
afterEach(() => {
  replica.close();
});

const person = (id: string, changes: Partial<Access> = {}): Access => unrestricted({ ...changes, user: { id, login: id, name: id, staffNo: '', unit: '' } });
const asker = ({ user }: Access, minute = 0): Asker => {
  const plain = anAsker(minute % 60, user.name);
  return { ...plain, actor: { ...plain.actor, userId: user.id, login: user.login } };
};

const reveal = (access: Access, changes: { id?: string; field?: string; purpose?: string; database?: string } = {}, minute = 0) =>
  protectedWritesOf(replica.connection, access).revealPersonal({
    ...asker(access, minute),
    database: 'expert',
    id: expert,
    field: 'id_no',
    purpose: '核对劳务费发放',
    ...changes,
  });

const records = (event: string): Record<string, unknown>[] =>
  replica.reader
    .column<string>(`SELECT detail FROM audit WHERE event = '${event}' ORDER BY audit_seq`)
    .map((detail) => JSON.parse(detail) as Record<string, unknown>);

describe('a personal value in clear', () => {
  it('is shown for a minute after person, field, record and purpose were recorded', () => {
    const office = accessOf('office');
    expect(reveal(office)).toEqual({ value: '370202198001011232', seconds: 60 });
    expect(reveal(office, { field: 'bank_account', purpose: ' 支付三月劳务费 ' }).value).toBe('6222023803123456789');
    expect(records('personal.revealed')).toEqual([
      { database: 'expert', id: expert, fields: ['id_no'], purpose: '核对劳务费发放' },
      { database: 'expert', id: expert, fields: ['bank_account'], purpose: '支付三月劳务费' },
    ]);
    expect(replica.reader.all("SELECT object_id, actor FROM audit WHERE event = 'personal.revealed' LIMIT 1")).toEqual([{ object_id: expert, actor: '甲' }]);
  });

  it('is not read when it cannot be recorded', () => {
    replica.connection.exec(
      "CREATE TRIGGER no_record BEFORE INSERT ON audit WHEN NEW.event = 'personal.revealed' BEGIN SELECT raise(ABORT, 'disk full'); END;",
    );
    expect(failureOf(() => reveal(accessOf('office')))).toMatchObject({ code: 'audit_unavailable' });
  });

  it('of an empty field is nothing, and is on record all the same', () => {
    const empty = idOf(replica.add('expert', anExpert({ expert_no: 'ZJ20260002', name: '孙建国', id_no: null })));
    expect(reveal(accessOf('office'), { id: empty })).toEqual({ value: null, seconds: 60 });
    expect(records('personal.revealed')).toHaveLength(1);
  });

  it.each([
    ['a role that reads but may not see numbers', accessOf('investment'), {}, 'forbidden'],
    ['a read-only session', accessOf('office', { readOnly: 'clock' }), {}, 'forbidden'],
    ['a record that is not there', accessOf('office'), { id: '0190a000-0000-7000-8000-000000000000' }, 'not_found'],
    ['a field that is no encrypted one', accessOf('office'), { field: 'name' }, 'bad_input'],
    ['a field of another library', accessOf('office'), { field: 'total_investment' }, 'bad_input'],
    ['a purpose that says nothing', accessOf('office'), { purpose: '哈哈哈哈' }, 'bad_input'],
    ['a purpose of blanks', accessOf('office'), { purpose: '     ' }, 'bad_input'],
  ])('is refused to %s, and nothing is recorded as shown', (_what, access, changes, code) => {
    expect(failureOf(() => reveal(access, changes)).code).toBe(code);
    expect(records('personal.revealed')).toEqual([]);
  });

  it('of a row outside the own scope does not exist', () => {
    const filing = idOf(replica.add('filing', aProject({ mobile: '15066667777' })));
    const strange = accessOf('district', { regions: ['370281'] });
    const own = accessOf('district', { regions: ['370211'] });
    expect(failureOf(() => reveal(strange, { database: 'filing', id: filing, field: 'mobile' })).code).toMatch(/^(?:not_found|forbidden)$/);
    expect(failureOf(() => reveal(own, { database: 'filing', id: filing, field: 'mobile' })).code).toBe('forbidden');
  });

  it('is an alarm when one person asks for more than twenty within an hour, once', () => {
    const office = accessOf('office');
    for (let minute = 0; minute < 20; minute += 1) reveal(office, {}, minute);
    expect(replica.reader.all('SELECT kind FROM alarm')).toEqual([]);
    for (let minute = 20; minute < 24; minute += 1) reveal(office, {}, minute);
    expect(replica.reader.all('SELECT kind, text FROM alarm')).toEqual([
      { kind: 'REVEALS', text: '甲在一小时内查看了 21 项个人信息原文。请核实用途，必要时收回权限。' },
    ]);
  });
});

describe('what a selection holds', () => {
  it('is counted by label, and the rows that are not public are named', () => {
    const levels = ['0', '0', null, '3', '2'];
    const ids = levels.map((level, index) => idOf(replica.add('policy', aPolicy({ title: `办法${index}`, doc_number: null, secret_level: level }))));
    const numbers = [...replica.lists.numbers({ database: 'policy', filter: [], sort: [] })];
    const content = protectedReadsOf(replica.reader, unrestricted()).exportContent({ database: 'policy', numbers });
    expect(content.labels).toEqual({ '': 1, '0': 2, '2': 1, '3': 1 });
    expect(content.closed).toEqual([
      { id: ids[2], title: '办法2', label: null },
      { id: ids[3], title: '办法3', label: '3' },
      { id: ids[4], title: '办法4', label: '2' },
    ]);
  });

  it('never has rows above the clearance', () => {
    replica.add('policy', aPolicy({ secret_level: '2' }));
    const low = replica.as(accessOf('legal', { clearance: '1' }));
    expect([...low.lists.numbers({ database: 'policy', filter: [], sort: [] })]).toEqual([]);
  });
});

describe('a request to export', () => {
  const asking = person('asker', { roles: ['investment'] });
  const deciding = person('decider', { roles: ['security_admin'] });
  const question = '["expert",[],["id_no"],false]';
  const request = (access = asking) =>
    protectedWritesOf(replica.connection, access).requestExport({
      ...asker(access),
      database: 'expert',
      question,
      rows: 12,
      label: '1',
      reason: '年度专家信息核对',
    });
  const decide = (access: Access, id: string, approve = true) =>
    protectedWritesOf(replica.connection, access).decideExport({ ...asker(access), id, approve, reason: '同意' });
  const approval = (access = asking, asked = question) => protectedReadsOf(replica.reader, access).exportApproval({ question: asked });
  const use = (access: Access, id: string | null) =>
    protectedWritesOf(replica.connection, access).recordExport({
      ...asker(access),
      request: id,
      detail: { database: 'expert', exportId: 'TEST1-TEST2', rows: 12 },
    });

  it('is decided by a second person, serves once, and only its question and its person', () => {
    const { id, state } = request();
    expect(state).toBe('open');
    expect(approval()).toBeNull();
    expect(failureOf(() => decide(person('asker', { roles: ['security_admin'] }), id))).toMatchObject({ code: 'separation_of_duties' });
    expect(decide(deciding, id)).toMatchObject({ state: 'approved', decidedBy: 'decider' });
    expect(failureOf(() => decide(deciding, id, false)).code).toBe('bad_input');
    expect(approval()).toMatchObject({ id, rows: 12, label: '1' });
    expect([approval(person('other')), approval(asking, '["expert",[],["mobile"],false]')]).toEqual([null, null]);
    expect(failureOf(() => use(person('other'), id)).code).toBe('export_needs_approval');
    use(asking, id);
    expect(failureOf(() => use(asking, id)).code).toBe('export_needs_approval');
    expect(approval()).toBeNull();
    expect(records('record.exported')).toEqual([{ database: 'expert', exportId: 'TEST1-TEST2', rows: 12, request: id }]);
    expect(records('export.requested')).toEqual([{ database: 'expert', id, rows: 12, label: '1', reason: '年度专家信息核对' }]);
    expect(records('export.decided')).toEqual([{ database: 'expert', id, approved: true, rows: 12, label: '1', reason: '同意' }]);
  });

  it('that was turned down serves nothing', () => {
    const { id } = request();
    expect(decide(deciding, id, false).state).toBe('rejected');
    expect(approval()).toBeNull();
    expect(failureOf(() => use(asking, id)).code).toBe('export_needs_approval');
  });

  it('is seen by its person and by those who decide, without what it asks for', () => {
    request();
    request(person('other', { roles: ['investment'] }));
    const seen = (access: Access): string[] =>
      protectedReadsOf(replica.reader, access)
        .exportRequests()
        .map((each) => each.person);
    expect(seen(asking)).toEqual(['asker']);
    expect(seen(deciding).toSorted()).toEqual(['asker', 'other']);
    expect(JSON.stringify(protectedReadsOf(replica.reader, deciding).exportRequests())).not.toContain('id_no');
    expect(failureOf(() => decide(accessOf('investment'), '0190a000-0000-7000-8000-000000000000')).code).toBe('forbidden');
  });
});
