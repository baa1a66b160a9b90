// What belongs to one person: saved views and screen settings of others, and warnings about rows kept from him.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { protectedReadsOf, protectedWritesOf } from '#db/doors/protected.ts';
import { insertAccount } from '#db/identity/accounts.ts';
import { wrap } from '#db/kernel/database.ts';
import { perform } from '#db/spine/act.ts';
import type { Access } from '#domain/identity/access.ts';
import { accessOf } from '../builders/access.ts';
import { failureOf } from '../builders/failures.ts';
import { anExpert } from '../builders/records.ts';
import { aReplica, anAsker, created, type TestReplica } from '../builders/replica.ts';

const person = (number: number, role: Parameters<typeof accessOf>[0], staffNo: string, more: Partial<Access> = {}): Access =>
  accessOf(role, {
    ...more,
    user: { id: `0190a000-0000-7000-8000-00000000000${number}`, login: `user${number}`, name: '张伟', staffNo, unit: '投资处' },
  });

let replica: TestReplica;
beforeEach(() => {
  replica = aReplica();
});
afterEach(() => replica.close());

describe('views and settings', () => {
  const id = '0190a000-0000-7000-8000-00000000aaaa';
  const definition = '{"filter":[{"field":"project_name","op":"contains","value":"崂山湾隧道"}],"sort":[],"columns":[]}';
  const view = { id, database: 'reserve', name: '重点关注', definition };

  it('of one person are not read, replaced or removed by another of the same name', () => {
    const [own, other] = [replica.as(person(1, 'investment', '7001')), replica.as(person(2, 'district', '7002'))];
    own.write.saveView({ ...anAsker(1), ...view });
    expect(other.read.views({ database: 'reserve' })).toEqual([]);
    const noView = { code: 'not_found', message: '没有这个视图，没有改动。请刷新后再试。', details: { id } };
    expect(failureOf(() => other.write.saveView({ ...anAsker(2), ...view, name: '改名' }))).toEqual(noView);
    expect(failureOf(() => other.write.removeView({ ...anAsker(3), id }))).toEqual(noView);
    own.write.saveView({ ...anAsker(4), ...view, name: '每日关注' });
    expect(own.read.views({ database: 'reserve' })).toEqual([{ id, name: '每日关注', definition }]);
    own.write.removeView({ ...anAsker(5), id });
    expect(own.read.views({ database: 'reserve' })).toEqual([]);
  });

  it('keep one value per person', () => {
    const [own, other] = [replica.as(person(1, 'investment', '7001')), replica.as(person(2, 'audit_admin', '7002'))];
    own.write.setSetting({ key: 'columns', value: '[1]' });
    expect(other.read.setting({ key: 'columns' })).toBeNull();
    other.write.setSetting({ key: 'columns', value: '[2]' });
    expect(own.read.setting({ key: 'columns' })).toBe('[1]');
  });
});

it('a personal number somebody kept from the person holds is not said to be taken', () => {
  replica.add('expert', anExpert());
  const values = { name: '另一人', id_no: '370202198001011232' };
  const findings = (access: Access): unknown => {
    const { problems, similar } = replica.as(access).read.check({ database: 'expert', id: null, values, today: '2026-03-02' });
    return { taken: problems.filter(({ code }) => code === 'personal_number_taken').length, similar: similar.map(({ title }) => title) };
  };
  expect(findings(accessOf('office', { clearance: '1' }))).toEqual({ taken: 1, similar: ['王德清'] });
  // Experts carry no label and so count as 内部.
  expect(findings(accessOf('office', { clearance: '0' }))).toEqual({ taken: 0, similar: [] });
});

it('an export is not approved by the person who asked for it, from another account of theirs either', () => {
  const [asking, twin, leader] = [person(1, 'investment', '7001'), person(2, 'leader', '7001'), person(3, 'leader', '7003')];
  perform(
    replica.connection,
    anAsker(),
    'session.created',
    ({ db }) => {
      for (const { user } of [asking, twin, leader])
        insertAccount(db, { ...user, state: 'active', createdAt: created, passwordSetAt: created, lastSignIn: null, grantSerial: 0 });
    },
    () => ({}),
  );
  const { id } = protectedWritesOf(replica.connection, asking).requestExport({
    ...anAsker(1),
    database: 'reserve',
    question: '[]',
    rows: 3,
    label: '3',
    reason: '季度分析',
  });
  const decide = (access: Access): string =>
    protectedWritesOf(replica.connection, access).decideExport({ ...anAsker(2), id, approve: true, reason: '同意' }).state;
  expect(failureOf(() => decide(twin)).code).toBe('separation_of_duties');
  expect(
    protectedReadsOf(wrap(replica.connection), leader)
      .exportRequests()
      .map(({ state }) => state),
  ).toEqual(['open']);
  expect(decide(leader)).toBe('approved');
});
