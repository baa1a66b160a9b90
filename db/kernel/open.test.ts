// Opening a replica: the key, the cipher on the disk, a full disk, a second writer, a damaged file.

import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unrestricted } from '../../tests/builders/access.ts';
import { failureOf } from '../../tests/builders/failures.ts';
import { aProject } from '../../tests/builders/records.ts';
import { aPlace, aReplica, anAsker, type TestReplica } from '../../tests/builders/replica.ts';
import { writesOf } from '../doors/writes.ts';
import { sealAuditOf, sealFromFileKey } from '../spine/audit-seal.ts';
import { international } from '../../crypto/international.ts';
import { wrap } from './database.ts';
import { openConnection } from './open.ts';

let replica: TestReplica;
beforeEach(() => {
  replica = aReplica();
});
afterEach(() => replica.close());

const counts = (): unknown =>
  replica.reader.get(
    'SELECT (SELECT count(*) FROM project) AS projects, (SELECT count(*) FROM operation) AS operations, (SELECT count(*) FROM audit) AS audits',
  );

describe('the key', () => {
  it('refuses another key and leaves the file as it is', () => {
    replica.connection.pragma('wal_checkpoint(TRUNCATE)');
    const before = readFileSync(replica.location.file);
    const wrong = { ...replica.location, key: new Uint8Array(32).fill(8) };
    for (const mode of ['read', 'write', 'create'] as const) {
      expect(failureOf(() => openConnection(wrong, mode)).code).toBe('replica_damaged');
    }
    expect(readFileSync(replica.location.file).equals(before)).toBe(true);
  });

  it('opens with the same key in every mode', () => {
    replica.add('reserve', aProject());
    for (const mode of ['read', 'write', 'create'] as const) {
      const connection = openConnection(replica.location, mode);
      expect(wrap(connection).column('SELECT project_name FROM project')).toEqual(['胶州湾第二海底隧道工程']);
      connection.close();
    }
  });

  it('says so when there is no file, and creates none', () => {
    const place = aPlace();
    expect(failureOf(() => openConnection(place.location, 'write')).code).toBe('not_initialised');
    expect(existsSync(place.location.file)).toBe(false);
    place.remove();
  });
});

describe('a connection', () => {
  it('has the settings that nothing acknowledged is lost with, and that a doctored file cannot use against us', () => {
    const connection = openConnection(replica.location, 'write');
    const setting = (name: string): unknown => connection.pragma(name, { simple: true });
    const settings = ['journal_mode', 'synchronous', 'foreign_keys', 'trusted_schema', 'cell_size_check', 'temp_store'].map(setting);
    expect(settings).toEqual(['wal', 2, 1, 0, 1, 2]);
    // Defensive: the schema cannot be rewritten as if it were data.
    connection.pragma('writable_schema = ON');
    expect(() => connection.exec("UPDATE sqlite_schema SET sql = '' WHERE name = 'audit'")).toThrow('may not be modified');
    connection.close();
  });

  it('is of a SQLite without the WAL-reset bug: 3.51.3 or later', () => {
    const version = replica.connection.prepare('SELECT sqlite_version()').pluck().get() as string;
    const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
    expect(major * 1_000_000 + minor * 1000 + patch).toBeGreaterThanOrEqual(3_051_003);
  });
});

describe('the file on the disk', () => {
  it.skipIf(process.platform === 'win32')('and the log beside it are readable by this person only', () => {
    replica.add('reserve', aProject());
    const folder = dirname(replica.location.file);
    const modes = readdirSync(folder).map((name) => [name, (statSync(join(folder, name)).mode & 0o777).toString(8)]);
    expect(modes.length).toBeGreaterThan(1);
    expect(modes.filter(([, mode]) => mode !== '600')).toEqual([]);
  });

  it('holds no readable text, neither in the database nor in the write-ahead log', () => {
    replica.add('reserve', aProject({ project_name: 'PLAINTEXT-MARKER 隧道工程' }));
    const files = [replica.location.file, `${replica.location.file}-wal`];
    const visible = (): boolean[] =>
      files.filter((file) => existsSync(file)).map((file) => /PLAINTEXT-MARKER|隧道工程|project_membership|SQLite format/.test(readFileSync(file, 'utf8')));
    expect(readFileSync(`${replica.location.file}-wal`).length).toBeGreaterThan(0);
    expect(visible()).toEqual([false, false]);
    replica.connection.pragma('wal_checkpoint(TRUNCATE)');
    expect(visible()).toEqual([false, false]);
  });

  it('is found damaged when one byte of a page was changed', () => {
    replica.add('reserve', aProject());
    replica.connection.pragma('wal_checkpoint(TRUNCATE)');
    const bytes = readFileSync(replica.location.file);
    const place = aPlace();
    for (let at = 4096 + 100; at < bytes.length; at += 4096) bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(place.location.file, bytes);
    const work = (): unknown => {
      const connection = openConnection(place.location, 'write');
      sealAuditOf(connection, sealFromFileKey(international, place.location.key));
      try {
        return writesOf(connection, unrestricted()).createRecord({ ...anAsker(), database: 'reserve', values: aProject(), reason: null, projectId: null });
      } finally {
        connection.close();
      }
    };
    expect(failureOf(work).code).toBe('replica_damaged');
    place.remove();
  });
});

describe('writing that cannot be finished', () => {
  it('writes nothing when the disk is full', () => {
    replica.add('reserve', aProject());
    const before = counts();
    replica.connection.pragma(`max_page_count = ${Number(replica.connection.pragma('page_count', { simple: true }))}`);
    const rows = Array.from({ length: 500 }, (_, index) => ({
      index,
      values: aProject({ project_name: `新建工程 ${index}`, construction_content: '长'.repeat(1000) }),
    }));
    const failure = failureOf(() =>
      replica.write.importRows(
        { ...anAsker(), database: 'reserve', year: 2026, label: '导入', source: 'a.xlsx', rows, commit: true },
        { progress: () => undefined, cancelled: () => false },
      ),
    );
    expect(failure.code).toBe('disk_full');
    expect(counts()).toEqual(before);
    replica.connection.pragma('max_page_count = 1000000');
    expect(replica.add('reserve', aProject({ project_name: '另一项目工程' }))['project_name']).toBe('另一项目工程');
  });

  it('is refused as busy while another program writes', () => {
    const other = openConnection(replica.location, 'write');
    other.exec('BEGIN IMMEDIATE');
    replica.connection.pragma('busy_timeout = 50');
    expect(failureOf(() => replica.add('reserve', aProject())).code).toBe('replica_busy');
    other.exec('ROLLBACK');
    other.close();
    expect(counts()).toEqual({ projects: 0, operations: 0, audits: 0 });
    replica.add('reserve', aProject());
    expect(counts()).toEqual({ projects: 1, operations: 2, audits: 1 });
  });

  it('is not possible through a reading connection', () => {
    const connection = openConnection(replica.location, 'read');
    expect(() => connection.exec("INSERT INTO setting VALUES ('a', 'b')")).toThrow(/readonly/);
    connection.close();
  });
});
