// A replica rebuilt from backup and journal is the one that was lost; what the journal lacks is read from the damaged file.

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { unrestricted } from '../../tests/builders/access.ts';
import { textOf } from '../../tests/builders/records.ts';
import { aReplica, anAsker, type TestReplica } from '../../tests/builders/replica.ts';
import { copyReplica } from '../kernel/copy.ts';
import { wrap } from '../kernel/database.ts';
import { digestReplica, type ReplicaDigest } from '../kernel/digest.ts';
import { openConnection, type ReplicaLocation } from '../kernel/open.ts';
import { verifyReplica } from '../kernel/verify.ts';
import { migrations } from '../migrations/index.ts';
import { attachJournal, journalOf } from '../spine/journal.ts';
import { sightOf } from '../policy/sight.ts';
import { search } from '../records/search.ts';
import { examineReplica } from './examine.ts';
import { rebuildReplica, type Rebuilt } from './rebuild.ts';

const quiet = { progress: () => undefined, cancelled: () => false };
const plain = { now: '2026-03-03T00:00:00.000Z', auditKey: null, suite: 'intl' } as const;
const folders: string[] = [];
const replicas: TestReplica[] = [];

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'rebuild-'));
  folders.push(folder);
  return folder;
}

function journaled(): TestReplica {
  const replica = aReplica();
  replicas.push(replica);
  attachJournal(replica.connection, journalOf(replica.location, null), migrations);
  return replica;
}

function backupOf(replica: TestReplica): ReplicaLocation {
  const location = { ...replica.location, file: join(aFolder(), 'replica.db'), key: new Uint8Array(32).fill(9) };
  copyReplica(replica.location, location);
  return location;
}

function rebuilt(replica: TestReplica, backup: ReplicaLocation | null): { outcome: Rebuilt; location: ReplicaLocation } {
  const location = { ...replica.location, file: join(aFolder(), 'replica.db') };
  const outcome = rebuildReplica({ ...plain, backup, damaged: replica.location, target: location }, quiet);
  return { outcome, location };
}

function digestAt(location: ReplicaLocation): ReplicaDigest {
  const connection = openConnection(location, 'read');
  try {
    return digestReplica(connection, quiet);
  } finally {
    connection.close();
  }
}

/** Everything in the write-ahead log goes into the file, then this many of its last pages are destroyed. */
function damage(replica: TestReplica, from: number, to: number): void {
  replica.connection.pragma('wal_checkpoint(TRUNCATE)');
  const bytes = readFileSync(replica.location.file);
  bytes.fill(0xab, Math.floor(bytes.length * from), Math.floor(bytes.length * to));
  writeFileSync(replica.location.file, bytes);
}

afterEach(() => {
  for (const replica of replicas.splice(0)) replica.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe('rebuilding', () => {
  it('gives back every act since the backup although the file is gone', () => {
    const replica = journaled();
    replica.add('key', { project_name: '备份之前' });
    const backup = backupOf(replica);
    for (let minute = 0; minute < 12; minute += 1) replica.add('key', { project_name: `备份之后第 ${minute} 项` }, { minute });
    const wanted = digestReplica(replica.connection, quiet);
    damage(replica, 0, 1);
    const { outcome, location } = rebuilt(replica, backup);
    expect(outcome).toMatchObject({ acts: 12, operations: 24, stopped: null, carriedRecords: 0, isJournalContinuous: true });
    expect(digestAt(location)).toEqual(wanted);
  });

  it('needs no backup when the journal goes back to the beginning', () => {
    const replica = journaled();
    for (let minute = 0; minute < 3; minute += 1) replica.add('policy', { title: `通知第 ${minute} 号` }, { minute });
    const wanted = digestReplica(replica.connection, quiet);
    damage(replica, 0, 1);
    const { location } = rebuilt(replica, null);
    expect({ ...digestAt(location), tables: [] }).toEqual({ ...wanted, tables: [] });
    // The replica of the test was migrated and given its column key before it had a journal.
    const but = (digest: ReplicaDigest): unknown => digest.tables.filter(({ table }) => table !== 'migration' && table !== 'field_key');
    expect(but(digestAt(location))).toEqual(but(wanted));
  });

  it('has nothing to begin from without backup and with a journal that begins later', () => {
    const replica = journaled();
    rmSync(journalOf(replica.location, null).folder, { recursive: true });
    expect(() => rebuilt(replica, null)).toThrow(/没有可恢复的内容/);
  });

  it('carries over audit, change log and rows that only the damaged file still shows', () => {
    const replica = journaled();
    const early = replica.add('key', { project_name: '备份之前的项目', total_investment: 10_000 });
    const backup = backupOf(replica);
    replica.write.updateRecord({
      ...anAsker(1),
      database: 'key',
      id: textOf(early, 'id'),
      version: 1,
      values: { total_investment: 70_000, project_name: '改名后的隧道工程' },
      reason: '调整',
    });
    replica.add('policy', { title: '备份之后的通知' }, { minute: 2 });
    const wanted = digestReplica(replica.connection, quiet);
    rmSync(journalOf(replica.location, null).folder, { recursive: true });
    const { outcome, location } = rebuilt(replica, backup);
    expect(outcome).toMatchObject({ acts: 0, carriedRecords: 2, carriedOperations: wanted.operations - 2, auditBefore: 1, auditAfter: 3 });
    expect(digestAt(location).tables.filter(({ table }) => table !== 'search_entry')).toEqual(wanted.tables.filter(({ table }) => table !== 'search_entry'));
    const connection = openConnection(location, 'read');
    expect(verifyReplica(wrap(connection), quiet).checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(search(wrap(connection), sightOf(unrestricted()), '改名后的隧道', 10).total).toBe(1);
    connection.close();
  });

  it('takes from a damaged file only what follows the chain', () => {
    const replica = journaled();
    replica.add('key', { project_name: '备份之前的项目' });
    const backup = backupOf(replica);
    for (let minute = 0; minute < 40; minute += 1)
      replica.add('key', { project_name: `第 ${minute} 项`, construction_content: '说明'.repeat(800) }, { minute: minute % 60 });
    const all = digestReplica(replica.connection, quiet).auditSize;
    rmSync(journalOf(replica.location, null).folder, { recursive: true });
    for (const [from, to] of [
      [0.3, 0.31],
      [0.6, 0.9],
      [0.95, 1],
    ] as const) {
      damage(replica, from, to);
      const { outcome, location } = rebuilt(replica, backup);
      expect(outcome.auditAfter).toBeGreaterThanOrEqual(1);
      expect(outcome.auditAfter).toBeLessThanOrEqual(all);
      const connection = openConnection(location, 'read');
      const chained = connection.prepare('SELECT count(*) FROM audit').pluck().get();
      expect(chained).toBe(outcome.auditAfter);
      expect(connection.pragma('integrity_check', { simple: true })).toBe('ok');
      connection.close();
    }
  });

  it('leaves nothing behind when the backup is no good', () => {
    const replica = journaled();
    replica.add('key', { project_name: '项目' });
    const backup = backupOf(replica);
    const bytes = readFileSync(backup.file);
    bytes.fill(0, bytes.length / 4, (bytes.length * 3) / 4);
    writeFileSync(backup.file, bytes);
    expect(() => examineReplica(backup, quiet)).toThrow(/malformed|损坏/);
    const target = { ...replica.location, file: join(aFolder(), 'replica.db') };
    expect(() => rebuildReplica({ ...plain, backup, damaged: replica.location, target }, quiet)).toThrow(/损坏/);
    expect(existsSync(target.file)).toBe(false);
    expect(readdirSync(join(target.file, '..'))).toEqual([]);
  });
});
