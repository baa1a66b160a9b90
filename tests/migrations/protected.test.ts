// A replica from before the encryption of columns: its clear values are sealed when it is opened, once, in rows and change log alike.

import { copyFileSync, readFileSync } from 'node:fs';
import type Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { international } from '#crypto/international.ts';
import { wrap } from '#db/kernel/database.ts';
import { migrate } from '#db/kernel/migrate.ts';
import { openConnection } from '#db/kernel/open.ts';
import { migrations } from '#db/migrations/index.ts';
import { readsOf } from '#db/doors/reads.ts';
import { forgetClearValues, protectColumns } from '#db/records/reseal.ts';
import { unrestricted } from '../builders/access.ts';
import { failureOf } from '../builders/failures.ts';
import { aPlace, created, testColumnKey, type Place } from '../builders/replica.ts';

const columnKey = { suite: international, key: testColumnKey };
const number = '370202198001011232';
const mobile = '13800138000';
const earlier = '13912345678';
const account = '6222023803123456789';
const telephone = '0532-85911234';
const canaries = [number, mobile, earlier, account, telephone];

let place: Place;
let connection: Database.Database;

/** Rows as a program without column encryption wrote them: numbers in clear. */
beforeEach(() => {
  place = aPlace();
  connection = openConnection(place.location, 'create');
  migrate(
    connection,
    migrations.filter(({ number: each }) => each <= 20),
    created,
  );
  const meta = `'${created}', '张三', '${created}', '张三', 'PC-01'`;
  const columns = 'created_at, created_by, updated_at, updated_by, origin_device';
  connection.exec(`
    INSERT INTO expert (expert_id, name, id_no, mobile, bank_account, ${columns}) VALUES ('e1', '王德清', '${number}', '${mobile}', '${account}', ${meta});
    INSERT INTO expert (expert_id, name, ${columns}) VALUES ('e2', '孙建国', ${meta});
    INSERT INTO person (person_id, name, mobile, ${columns}) VALUES ('p1', '王海', '${mobile}', ${meta});
    INSERT INTO org (org_id, org_name, contact, ${columns}) VALUES ('o1', '甲公司', '${telephone}', ${meta});
    INSERT INTO project (project_id, name_key, project_name, ${columns}) VALUES ('j1', '甲', '甲项目', ${meta});
    INSERT INTO project_membership (membership_id, project_no, library, ${columns}) VALUES ('m1', 1, 'filing', ${meta});
    INSERT INTO ext_filing (membership_no, mobile) VALUES (1, '${mobile}');
    INSERT INTO operation (operation_id, act_id, kind, entity, entity_id, entity_no, library, base_version, author, device, at, deltas) VALUES
      ('op1', 'a1', 'create', 'expert', 'e1', 1, 'expert', 0, '张三', 'PC-01', '${created}', '[["name",null,"王德清"],["mobile",null,"${earlier}"],["id_no",null,"${number}"]]'),
      ('op2', 'a2', 'update', 'expert', 'e1', 1, 'expert', 1, '张三', 'PC-01', '${created}', '[["mobile","${earlier}","${mobile}"]]'),
      ('op3', 'a3', 'create', 'project_membership', 'm1', 1, 'filing', 0, '张三', 'PC-01', '${created}', '[["mobile",null,"${mobile}"],["mgmt_year",null,2026]]');`);
});
afterEach(() => {
  connection.close();
  place.remove();
});

const dump = (): string => {
  const db = wrap(connection);
  return JSON.stringify(db.column<string>("SELECT name FROM sqlite_schema WHERE type = 'table'").map((table) => db.all(`SELECT * FROM "${table}"`)));
};

describe('a replica with personal values in clear', () => {
  it('holds none after it was opened, and reads as before', () => {
    for (const canary of canaries) expect(dump()).toContain(canary);
    migrate(connection, migrations, created);
    // Rows: three of the expert, person, organisation, filing. Log: two, two, one.
    expect(protectColumns(connection, columnKey)).toBe(6 + 5);
    for (const canary of canaries) expect(dump()).not.toContain(canary);

    const read = readsOf(wrap(connection), unrestricted());
    expect(read.record({ database: 'expert', id: 'e1', today: '2026-03-02' }).record).toMatchObject({
      name: '王德清',
      id_no: '370202****1232',
      mobile: '138****8000',
      bank_account: '****6789',
    });
    expect(read.record({ database: 'filing', id: 'm1', today: '2026-03-02' }).record).toMatchObject({ mobile: '138****8000' });
    const changes = read.history({ database: 'expert', id: 'e1', limit: 9 }).entries.map((entry) => entry.changes.find(({ field }) => field === 'mobile'));
    expect(changes.map((each) => [each?.before, each?.after])).toEqual([
      ['139****5678', '138****8000'],
      [null, '139****5678'],
    ]);
    expect(read.check({ database: 'expert', id: null, values: { id_no: number }, today: '2026-03-02' }).similar).toMatchObject([{ title: '王德清' }]);
  });

  it('leaves nothing of them in the free space of the file', () => {
    migrate(connection, migrations, created);
    protectColumns(connection, columnKey);
    forgetClearValues(connection);
    const file = `${place.location.file}.plain`;
    copyFileSync(place.location.file, file);
    const copy = openConnection({ ...place.location, file }, 'write');
    copy.pragma('journal_mode = DELETE');
    copy.pragma("rekey = ''");
    copy.close();
    const bytes = readFileSync(file).toString('utf8');
    expect(bytes).toContain('甲项目');
    for (const canary of canaries) expect(bytes).not.toContain(canary);
  });

  it('is sealed once; the log is append-only again', () => {
    migrate(connection, migrations, created);
    protectColumns(connection, columnKey);
    const sealed = dump();
    expect(protectColumns(connection, columnKey)).toBe(0);
    expect(dump()).toBe(sealed);
    expect(() => connection.exec("UPDATE operation SET deltas = '[]'")).toThrow(/append-only/);
  });

  it('is sealed whole or not at all', () => {
    migrate(connection, migrations, created);
    connection.exec("CREATE TRIGGER trip BEFORE UPDATE ON org BEGIN SELECT raise(ABORT, 'power cut'); END;");
    expect(() => protectColumns(connection, columnKey)).toThrow('power cut');
    expect(wrap(connection).all('SELECT mobile FROM expert WHERE mobile IS NOT NULL')).toEqual([{ mobile }]);
    expect(wrap(connection).all('SELECT * FROM field_key')).toEqual([]);
    connection.exec('DROP TRIGGER trip');
    expect(protectColumns(connection, columnKey)).toBe(11);
  });

  it('opens with this column key and no other afterwards', () => {
    migrate(connection, migrations, created);
    protectColumns(connection, columnKey);
    expect(failureOf(() => protectColumns(connection, { suite: international, key: new Uint8Array(32).fill(8) })).code).toBe('replica_damaged');
  });
});
