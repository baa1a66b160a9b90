// A replica made before the chain: its old records stay, and the first record of the chain vouches for them.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type Database from 'better-sqlite3';
import { international } from '#crypto/international.ts';
import { aPlace, created, type Place } from '../../tests/builders/replica.ts';
import { auditKey, zhang } from '../../tests/builders/audited.ts';
import { wrap } from '../kernel/database.ts';
import { migrate } from '../kernel/migrate.ts';
import { openConnection } from '../kernel/open.ts';
import { migrations } from '../migrations/index.ts';
import { perform } from './act.ts';
import { sealAuditOf } from './audit-seal.ts';
import { verifyAudit } from './audit-verify.ts';

let place: Place;
let connection: Database.Database;

/** Two records and two changes of an older program, then this program's migrations. */
beforeEach(() => {
  place = aPlace();
  connection = openConnection(place.location, 'create');
  migrate(
    connection,
    migrations.filter(({ number }) => number < 40),
    created,
  );
  for (const number of [1, 2]) {
    connection.exec(`
      INSERT INTO operation (operation_id, act_id, kind, entity, entity_id, entity_no, base_version, author, device, at, deltas)
        VALUES ('o${number}', 'a${number}', 'create', 'org', 'x${number}', ${number}, 0, '李四', 'PC-02', '${created}', '[["org_name",null,"甲"]]');
      INSERT INTO audit (act_id, event, actor, device, at, detail) VALUES ('a${number}', 'record.created', '李四', 'PC-02', '${created}', '{}');`);
  }
  migrate(connection, migrations, created);
  sealAuditOf(connection, { suite: international, key: auditKey });
});
afterEach(() => {
  connection.close();
  place.remove();
});

const act = (minute: number): void =>
  perform(
    connection,
    { actor: zhang, at: `2026-03-02T01:0${minute}:00.000Z`, today: '2026-03-02' },
    'view.saved',
    () => undefined,
    () => ({ name: '视图' }),
  );
const report = () => verifyAudit(wrap(connection), null, { progress: () => undefined, cancelled: () => false });

describe('the first act after the upgrade', () => {
  it('is preceded by a record that states how many came before, and their hash', () => {
    expect(report()).toMatchObject({ ok: true, size: 2 });
    act(1);
    act(2);
    expect(wrap(connection).all("SELECT audit_seq, event, actor, operations, detail ->> 'records' AS records, suite FROM audit ORDER BY audit_seq")).toEqual([
      { audit_seq: 1, event: 'record.created', actor: '李四', operations: 0, records: null, suite: null },
      { audit_seq: 2, event: 'record.created', actor: '李四', operations: 0, records: null, suite: null },
      { audit_seq: 3, event: 'audit.opened', actor: '张三', operations: 2, records: 2, suite: 'intl' },
      { audit_seq: 4, event: 'view.saved', actor: '张三', operations: 0, records: null, suite: 'intl' },
      { audit_seq: 5, event: 'view.saved', actor: '张三', operations: 0, records: null, suite: 'intl' },
    ]);
    expect(report()).toMatchObject({ ok: true, size: 5, first: 1, problems: [] });
  });

  it.each([
    ['changed', "UPDATE audit SET actor = '王五' WHERE audit_seq = 1", ['earlier_changed']],
    ['removed', 'DELETE FROM audit WHERE audit_seq = 2', ['missing', 'earlier_changed']],
    ['removed with the first', 'DELETE FROM audit WHERE audit_seq = 1', ['missing', 'earlier_changed']],
    ['changed in the change log', "UPDATE operation SET author = '王五' WHERE operation_seq = 1", ['log_changed']],
    ['given a link of their own', 'UPDATE audit SET link = zeroblob(32), mac = zeroblob(32) WHERE audit_seq = 2', ['changed', 'forged', 'earlier_changed']],
  ])('shows old records %s', (_what, sql, codes) => {
    act(1);
    for (const trigger of ['audit_is_frozen', 'audit_stays', 'operation_is_frozen']) connection.exec(`DROP TRIGGER ${trigger}`);
    connection.exec(sql);
    const found = report();
    expect(found.ok).toBe(false);
    expect(found.problems.map(({ code }) => code)).toEqual(expect.arrayContaining(codes));
  });
});
