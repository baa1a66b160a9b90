// The journal gives back exactly what was written, whatever happened to the file, and nothing that was refused.

import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { aReplica, anAsker, quietJob, type TestReplica } from '../../tests/builders/replica.ts';
import { copyReplica } from '../kernel/copy.ts';
import { wrap } from '../kernel/database.ts';
import { digestReplica, type ReplicaDigest } from '../kernel/digest.ts';
import { openConnection, type ReplicaLocation } from '../kernel/open.ts';
import { migrations } from '../migrations/index.ts';
import type { Row } from '../records/read.ts';
import { attachJournal, entriesAfter, journalAttachedTo, journalOf, openHistory, positionOf, replay, transact } from './journal.ts';

const quiet = { progress: () => undefined, cancelled: () => false };
const digest = (connection: Database.Database): ReplicaDigest => digestReplica(connection, quiet);
const idOf = ({ id }: Row): string => (typeof id === 'string' ? id : '');
const folders: string[] = [];
const replicas: TestReplica[] = [];

function journaled(): TestReplica {
  const replica = aReplica();
  replicas.push(replica);
  attachJournal(replica.connection, journalOf(replica.location, null), migrations);
  return replica;
}

/** A copy of the replica as it is now, of another station's disk so to speak: without its journal. */
function copyOf(replica: TestReplica, file = 'copy.db'): ReplicaLocation {
  const folder = mkdtempSync(join(tmpdir(), 'journal-copy-'));
  folders.push(folder);
  const location = { ...replica.location, file: join(folder, file), key: new Uint8Array(32).fill(9) };
  copyReplica(replica.location, location);
  return location;
}

function workADay(replica: TestReplica): void {
  const first = replica.add('key', { project_name: '胶州湾第二隧道', total_investment: 100_000_000, mgmt_year: 2026, owner_org_name: '青岛测试集团' });
  const second = replica.add('policy', { title: '关于做好重点项目工作的通知' });
  replica.write.updateRecord({
    ...anAsker(1),
    database: 'key',
    id: idOf(first),
    version: 1,
    values: { total_investment: 120_000_000 },
    reason: '概算调整',
  });
  const rows = Array.from({ length: 30 }, (_each, index) => ({
    index,
    values: { project_name: `导入的第 ${index} 个项目`, total_investment: index * 10_000 },
  }));
  const imported = replica.write.importRows(
    { ...anAsker(2), database: 'reserve', year: 2026, label: '名单', source: 'list.xlsx', rows, commit: true },
    quietJob,
  );
  replica.write.importRows({ ...anAsker(2), database: 'plan', year: 2026, label: '预览', source: 'list.xlsx', rows, commit: false }, quietJob);
  replica.write.undoBatch({ ...anAsker(3), batch: imported.batch ?? '' });
  replica.write.removeRecords({ ...anAsker(4), database: 'policy', ids: [idOf(second)], reason: '重复' });
  replica.write.setSetting({ key: 'columns', value: '[1]' });
}

afterEach(() => {
  for (const replica of replicas.splice(0)) replica.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe('the journal', () => {
  it('turns a copy into the original, row by row, with audit and change log', () => {
    const replica = journaled();
    replica.add('key', { project_name: '备份之前的项目' });
    const copy = openConnection(copyOf(replica), 'write');
    const position = positionOf(copy);
    workADay(replica);
    const history = openHistory(journalOf(replica.location, null), 'read');
    const wanted = entriesAfter(history, position);
    const done = replay(copy, history, migrations);
    expect(done).toEqual({ ...wanted, stopped: null });
    expect(done.acts).toBe(7);
    expect(done.operations).toBe(Number(replica.connection.prepare('SELECT count(*) FROM operation').pluck().get()) - 2);
    expect(digest(copy)).toEqual(digest(replica.connection));
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(replay(copy, history, migrations)).toEqual({ acts: 0, operations: 0, stopped: null });
    copy.close();
  });

  it('finds searched words in what it gave back', () => {
    const replica = journaled();
    const copy = openConnection(copyOf(replica), 'write');
    workADay(replica);
    replay(copy, openHistory(journalOf(replica.location, null), 'read'), migrations);
    const words = (connection: Database.Database): unknown =>
      connection.prepare('SELECT count(*) FROM search_text WHERE search_text MATCH \'"胶州 州湾"\'').pluck().get();
    expect(words(copy)).toBe(words(replica.connection));
    expect(words(copy)).toBe(1);
    copy.close();
  });

  it('holds nothing of an act that was refused, and goes on after it', () => {
    const replica = journaled();
    const place = journalOf(replica.location, null);
    const sizes = (): number[] => readdirSync(place.folder).map((name) => readFileSync(join(place.folder, name)).length);
    const before = sizes();
    expect(() =>
      transact(replica.connection, () => {
        replica.connection.prepare("INSERT INTO setting (key, value) VALUES ('a', '1')").run();
        throw new Error('refused');
      }),
    ).toThrow('refused');
    expect(sizes()).toEqual(before);
    // Refused by SQLite at the very end: the foreign key of an act is checked when it is committed.
    expect(() =>
      transact(replica.connection, () => {
        replica.connection.pragma('defer_foreign_keys = ON');
        replica.connection
          .prepare(
            "INSERT INTO operation (operation_id, act_id, batch_id, kind, entity, entity_id, entity_no, base_version, author, device, at, deltas) VALUES ('x', 'x', 'none', 'update', 'project', 'x', 1, 1, 'x', 'x', 'x', '[]')",
          )
          .run();
      }),
    ).toThrow(/FOREIGN KEY/);
    expect(sizes()).toEqual(before);
    expect(positionOf(replica.connection)).toBe(0);
    replica.add('key', { project_name: '之后的项目' });
    expect(openHistory(place, 'read').last).toBe(1);
  });

  it('writes again what a power cut took from the file but not from the journal', () => {
    const replica = journaled();
    const old = copyOf(replica);
    workADay(replica);
    const now = digest(replica.connection);
    // The file as it was: what an old copy put back, or a removed write-ahead log, comes to.
    const reborn = openConnection(old, 'write');
    const { redone, restarted } = attachJournal(reborn, journalOf(replica.location, null), migrations);
    expect({ redone, restarted }).toEqual({ redone: 7, restarted: false });
    expect(digest(reborn)).toEqual(now);
    reborn.close();
  });

  it('cuts off the torn end of an act that was never answered', () => {
    const replica = journaled();
    replica.add('key', { project_name: '第一个项目' });
    const place = journalOf(replica.location, null);
    const [name = ''] = readdirSync(place.folder);
    const file = join(place.folder, name);
    const whole = readFileSync(file);
    const copy = copyOf(replica);
    replica.add('key', { project_name: '没有答复的项目' });
    for (const kept of [1, 17, 40, 200]) {
      const folder = mkdtempSync(join(tmpdir(), 'journal-torn-'));
      folders.push(folder);
      writeFileSync(join(folder, name), readFileSync(file));
      truncateSync(join(folder, name), whole.length + kept);
      const connection = openConnection(copy, 'write');
      expect(attachJournal(connection, { ...place, folder }, migrations)).toEqual({ redone: 0, restarted: false });
      expect(readFileSync(join(folder, name))).toEqual(whole);
      connection.close();
    }
  });

  it('takes no entry that was changed, moved, or of another file or key', () => {
    const replica = journaled();
    const old = copyOf(replica);
    for (let minute = 0; minute < 6; minute += 1) replica.add('key', { project_name: `第 ${minute} 个项目` }, { minute });
    const place = journalOf(replica.location, null);
    const [name = ''] = readdirSync(place.folder);
    const whole = readFileSync(join(place.folder, name));
    for (let trial = 0; trial < 60; trial += 1) {
      const folder = mkdtempSync(join(tmpdir(), 'journal-bad-'));
      folders.push(folder);
      const bad = Buffer.from(whole);
      const at = Math.floor((trial / 60) * bad.length);
      bad[at] = (bad[at] ?? 0) ^ (1 << (trial % 8));
      writeFileSync(join(folder, name), bad);
      copyFileSync(old.file, join(folder, 'replica.db'));
      const connection = openConnection({ ...old, file: join(folder, 'replica.db') }, 'write');
      const before = digest(connection);
      let redone = 0;
      try {
        ({ redone } = attachJournal(connection, { ...place, folder }, migrations));
      } catch (error) {
        expect(error).toMatchObject({ code: 'replica_damaged' });
        redone = positionOf(connection);
      }
      // Whatever was taken is the genuine beginning of what was written.
      const names = connection.prepare('SELECT project_name FROM project ORDER BY project_no').pluck().all();
      expect(names).toEqual(Array.from({ length: redone }, (_each, index) => `第 ${index} 个项目`));
      if (redone === 0) expect(digest(connection)).toEqual(before);
      connection.close();
    }
    expect(openHistory({ ...place, key: new Uint8Array(32).fill(1) }, 'read').last).toBe(0);
  });

  it('begins anew when it does not reach the file, and says so', () => {
    const replica = journaled();
    const place = journalOf(replica.location, null);
    const early = readFileSync(join(place.folder, readdirSync(place.folder)[0] ?? ''));
    workADay(replica);
    const location = copyOf(replica);
    const folder = mkdtempSync(join(tmpdir(), 'journal-early-'));
    folders.push(folder);
    writeFileSync(join(folder, readdirSync(place.folder)[0] ?? ''), early);
    const connection = openConnection(location, 'write');
    expect(attachJournal(connection, { ...place, folder }, migrations)).toEqual({ redone: 0, restarted: true });
    connection.close();
  });

  it('keeps the files of the newest two backups and no others', () => {
    const replica = journaled();
    const place = journalOf(replica.location, null);
    const journal = journalAttachedTo(replica.connection);
    const positions = [1, 2, 3].map((minute) => {
      replica.add('key', { project_name: `第 ${minute} 个项目` }, { minute });
      journal?.restart();
      return positionOf(replica.connection);
    });
    expect(readdirSync(place.folder)).toHaveLength(4);
    journal?.forgetThrough(positions[1] ?? 0);
    expect(readdirSync(place.folder).map((name) => Number(name.slice(0, 12)))).toEqual([2, 3]);
    expect(existsSync(join(place.folder, readdirSync(place.folder)[0] ?? ''))).toBe(true);
  });

  it('refuses a write outside an act, which it would lack', () => {
    const replica = journaled();
    replica.write.setSetting({ key: 'a', value: '1' });
    expect(positionOf(replica.connection)).toBe(1);
    expect(() => wrap(replica.connection).run("DELETE FROM setting WHERE key = 'a'")).toThrow(/outside an act/);
  });
});
