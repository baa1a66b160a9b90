// The database under another key: the same content to the last row, opened by the new key only, and the source untouched.

import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failureOf } from '../../tests/builders/failures.ts';
import { aProject } from '../../tests/builders/records.ts';
import { aReplica, quietJob, type TestReplica } from '../../tests/builders/replica.ts';
import { openConnection, type ReplicaLocation } from '../kernel/open.ts';
import { rekeyCopy } from './rekey.ts';

let replica: TestReplica;
let target: string;
const newKey = new Uint8Array(32).fill(42);
beforeEach(() => {
  replica = aReplica();
  target = join(dirname(replica.location.file), 'replica-2.db');
  for (let index = 0; index < 20; index++) replica.add('reserve', aProject({ project_name: `第${index}期隧道工程` }));
});
afterEach(() => replica.close());

const names = (): string[] =>
  readdirSync(dirname(target))
    .filter((name) => !/-(wal|shm)$/.test(name))
    .toSorted();

/** Every row of every table with its row number, as text. */
function everything(location: ReplicaLocation): string[] {
  const connection = openConnection(location, 'read');
  const tables = connection.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY name").all() as { name: string; sql: string }[];
  const rows = tables.flatMap(({ name, sql }) => {
    const numbered = /WITHOUT ROWID|CREATE VIRTUAL/.test(sql) ? '' : 'rowid AS row_number, ';
    return connection
      .prepare(`SELECT ${numbered}* FROM "${name}"`)
      .all()
      .map((row) => `${name} ${JSON.stringify(row)}`);
  });
  connection.close();
  return rows;
}

describe('a copy under another key', () => {
  it('has every row under the same number, including what lies in the write-ahead log; the source is as it was', () => {
    expect(statSync(`${replica.location.file}-wal`).size).toBeGreaterThan(0);
    const before = readFileSync(replica.location.file);
    rekeyCopy({ source: replica.location, target, newKey }, quietJob);
    expect(readFileSync(replica.location.file).equals(before)).toBe(true);
    const copied = everything({ ...replica.location, file: target, key: newKey });
    expect(copied.length).toBeGreaterThan(100);
    expect(copied).toEqual(everything(replica.location));
    expect(names()).toEqual(['replica-2.db', 'replica.db']);
  });

  it('opens with the new key only, and holds no page under the old one', () => {
    rekeyCopy({ source: replica.location, target, newKey }, quietJob);
    expect(failureOf(() => openConnection({ ...replica.location, file: target }, 'read')).code).toBe('replica_damaged');
    expect(failureOf(() => openConnection({ ...replica.location, key: newKey }, 'read')).code).toBe('replica_damaged');
    expect(readFileSync(target, 'latin1')).not.toContain('SQLite format');
  });

  it.skipIf(process.platform === 'win32')('is readable by this person only', () => {
    rekeyCopy({ source: replica.location, target, newKey }, quietJob);
    expect((statSync(target).mode & 0o777).toString(8)).toBe('600');
  });

  it('takes the place of an unfinished one, but of nothing else', () => {
    writeFileSync(`${target}.rekeying`, 'half a database');
    rekeyCopy({ source: replica.location, target, newKey }, quietJob);
    expect(names()).toEqual(['replica-2.db', 'replica.db']);
    const content = readFileSync(target);
    expect(failureOf(() => rekeyCopy({ source: replica.location, target, newKey }, quietJob)).code).toBe('already_initialised');
    expect(readFileSync(target).equals(content)).toBe(true);
  });

  it('is not made while somebody writes', () => {
    // The write comes between the copy and its comparison with the source.
    let isWritten = false;
    const job = {
      ...quietJob,
      progress: () => {
        if (!isWritten) replica.add('reserve', aProject({ project_name: '复制期间新建的工程' }));
        isWritten = true;
      },
    };
    const failure = failureOf(() => rekeyCopy({ source: replica.location, target, newKey }, job));
    expect(failure).toMatchObject({ code: 'replica_busy', message: '更换密钥期间有别的程序写入了数据库，密钥没有更换，数据没有改动。请关闭其他窗口后重试。' });
    expect(names()).toEqual(['replica.db']);
  });

  it('is not made from a damaged database, and leaves nothing behind', () => {
    replica.connection.pragma('wal_checkpoint(TRUNCATE)');
    const bytes = readFileSync(replica.location.file);
    const damaged = join(dirname(target), 'damaged.db');
    const at = 4096 * Math.floor(bytes.length / 8192) + 100;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(damaged, bytes);
    expect(failureOf(() => rekeyCopy({ source: { ...replica.location, file: damaged }, target, newKey }, quietJob)).code).toBe('replica_damaged');
    expect(failureOf(() => rekeyCopy({ source: { ...replica.location, key: newKey }, target, newKey }, quietJob)).code).toBe('replica_damaged');
    expect([existsSync(target), names().includes(`${basename(target)}.rekeying`)]).toEqual([false, false]);
  });
});
