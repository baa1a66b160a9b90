// A new data key: after it, and after a kill at any moment of it, the station opens with every row, with the old key or the new one.

import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { rekeyCopy } from '#db/copies/rekey.ts';
import { openConnection } from '#db/kernel/open.ts';
import { AppError } from '#domain/result.ts';
import { setProfile } from '#main/keys/change-slots.ts';
import { readKeyFile, type KeyFile } from '#main/keys/key-file.ts';
import type { KeyRing } from '#main/keys/key-ring.ts';
import { openSlot } from '#main/keys/open-slot.ts';
import { rotateDataKey, type RekeyWork } from '#main/keys/rotation.ts';
import { aStation, keyFileText, passwordOf, putKeyFile, security, zhang, type Station } from '#main/keys/testing/station.ts';
import { rejectionOf } from '../builders/failures.ts';
import { aProject } from '../builders/records.ts';
import { aReplica, quietJob } from '../builders/replica.ts';

const rows = 30;
const copy = (work: RekeyWork): Promise<unknown> => Promise.resolve(rekeyCopy(work, quietJob));

const stations: Station[] = [];
afterEach(() => {
  for (const each of stations.splice(0)) each.remove();
});

/** A station with a database of thirty projects under its own key. */
async function begin(): Promise<Station> {
  const replica = aReplica();
  for (let index = 0; index < rows; index++) replica.add('reserve', aProject({ project_name: `第${index}期工程` }));
  const station = await aStation([zhang, security], { cipher: replica.location.cipher });
  stations.push(station);
  rekeyCopy({ source: replica.location, target: join(station.dataDir, 'replica.db'), newKey: station.ring.databaseKey() }, quietJob);
  replica.close();
  return station;
}

const fileOf = ({ dataDir }: Station): KeyFile => readKeyFile(dataDir) ?? expect.fail('no key file');
const databases = ({ dataDir }: Station): string[] => readdirSync(dataDir).filter((name) => /\.db$|\.rekeying$/.test(name));

/** Projects the database of the key file has, read with a ring. */
function projectsSeen(station: Station, ring: KeyRing): unknown {
  const { database } = fileOf(station);
  const connection = openConnection({ file: join(station.dataDir, database.file), cipher: database.cipher, key: ring.databaseKey() }, 'read');
  try {
    return [connection.pragma('integrity_check', { simple: true }), connection.prepare('SELECT count(*) FROM project').pluck().get()];
  } finally {
    connection.close();
  }
}

describe('a new data key', () => {
  it('opens for everybody with the password they have; the old database is gone, old copies stay readable with old keys only', async () => {
    const station = await begin();
    const [oldKey, columnKey, auditKey, backupKey] = [
      station.ring.databaseKey(),
      station.ring.columnKey(),
      station.ring.auditKey(),
      station.ring.backupKey(),
    ].map((key) => Buffer.from(key).toString('hex'));
    const stolen = station.copyOfData();
    const ring = await rotateDataKey(station.dataDir, station.ring, copy);
    expect([ring.generation, fileOf(station).database]).toMatchObject([2, { file: 'replica-2.db', generation: 2, superseded: 'replica.db' }]);
    expect(databases(station)).toEqual(['replica-2.db']);
    expect(projectsSeen(station, ring)).toEqual(['ok', rows]);
    const other = await station.open('anquan', passwordOf(security));
    expect(projectsSeen(station, other)).toEqual(['ok', rows]);
    const hex = (key: Uint8Array): string => Buffer.from(key).toString('hex');
    expect(hex(ring.databaseKey())).not.toBe(oldKey);
    expect([hex(ring.columnKey()), hex(ring.auditKey()), hex(ring.backupKey(1))]).toEqual([columnKey, auditKey, backupKey]);
    expect(hex(ring.backupKey())).not.toBe(backupKey);
    expect(hex(other.backupKey(1))).toBe(backupKey);
    // A copy of the folder from before opens its own database, and not the new one.
    const thief = await openSlot(stolen, { login: 'zhangsan', password: passwordOf(zhang), store: station.store });
    expect(() => projectsSeen(station, thief)).toThrow(expect.objectContaining({ code: 'replica_damaged' }));
  });

  it('can come again and again', async () => {
    const station = await begin();
    let { ring } = station;
    for (let time = 0; time < 4; time++) ring = await rotateDataKey(station.dataDir, ring, copy);
    expect([ring.generation, databases(station), fileOf(station).earlier.length]).toEqual([5, ['replica-5.db'], 4]);
    const late = await station.open('anquan', passwordOf(security));
    expect(projectsSeen(station, late)).toEqual(['ok', rows]);
    expect(new Set([1, 2, 3, 4, 5].map((generation) => Buffer.from(late.backupKey(generation)).toString('hex'))).size).toBe(5);
    expect(() => late.backupKey(6)).toThrow(expect.objectContaining({ code: 'replica_damaged' }));
  });
});

describe('a change that fails', () => {
  it('in the copy leaves everything as it was', async () => {
    const station = await begin();
    const text = keyFileText(station.dataDir);
    const full = (): Promise<never> => Promise.reject(new AppError('disk_full', '磁盘空间不足'));
    expect((await rejectionOf(rotateDataKey(station.dataDir, station.ring, full))).code).toBe('disk_full');
    expect(keyFileText(station.dataDir)).toBe(text);
    expect(projectsSeen(station, station.ring)).toEqual(['ok', rows]);
  });

  it('because somebody changed the key file meanwhile switches nothing', async () => {
    const station = await begin();
    const meddling = (work: RekeyWork): Promise<unknown> => {
      setProfile(station.dataDir, station.ring, 'asvs5');
      return copy(work);
    };
    expect((await rejectionOf(rotateDataKey(station.dataDir, station.ring, meddling))).code).toBe('stale_version');
    expect([fileOf(station).database.file, fileOf(station).profile]).toEqual(['replica.db', 'asvs5']);
    expect(projectsSeen(station, await station.open('zhangsan', passwordOf(zhang)))).toEqual(['ok', rows]);
  });
});

describe('a change that was interrupted', () => {
  it('before the copy was complete is passed over by the next one', async () => {
    const station = await begin();
    writeFileSync(join(station.dataDir, 'replica-2.db.rekeying'), 'half');
    expect(projectsSeen(station, await station.open('zhangsan', passwordOf(zhang)))).toEqual(['ok', rows]);
    const ring = await rotateDataKey(station.dataDir, station.ring, copy);
    expect([projectsSeen(station, ring), databases(station)]).toEqual([['ok', rows], ['replica-2.db']]);
  });

  it('before the switch leaves a copy nobody has the key of; it is not written over', async () => {
    const station = await begin();
    const text = keyFileText(station.dataDir);
    const ring = await station.open('zhangsan', passwordOf(zhang));
    const before = join(station.profile, 'before.db');
    copyFileSync(join(station.dataDir, 'replica.db'), before);
    await rotateDataKey(station.dataDir, ring, copy);
    putKeyFile(station.dataDir, text);
    copyFileSync(before, join(station.dataDir, 'replica.db'));
    const again = await station.open('zhangsan', passwordOf(zhang));
    expect(projectsSeen(station, again)).toEqual(['ok', rows]);
    const rotated = await rotateDataKey(station.dataDir, again, copy);
    expect([fileOf(station).database.file, databases(station)]).toEqual(['replica-2-1.db', ['replica-2-1.db', 'replica-2.db']]);
    expect(projectsSeen(station, rotated)).toEqual(['ok', rows]);
  });

  it('after the switch leaves the old database, which the next sign-in removes', async () => {
    const station = await begin();
    const before = join(station.profile, 'before.db');
    copyFileSync(join(station.dataDir, 'replica.db'), before);
    await rotateDataKey(station.dataDir, station.ring, copy);
    copyFileSync(before, join(station.dataDir, 'replica.db'));
    const ring = await station.open('anquan', passwordOf(security));
    expect([databases(station), projectsSeen(station, ring)]).toEqual([['replica-2.db'], ['ok', rows]]);
    // Only as long as the new one is there.
    copyFileSync(before, join(station.dataDir, 'replica.db'));
    const gone = station.copyOfData();
    rmSync(join(gone, 'replica-2.db'));
    await openSlot(gone, { login: 'zhangsan', password: passwordOf(zhang), store: station.store });
    expect(existsSync(join(gone, 'replica.db'))).toBe(true);
  });

  it('by a kill at any moment opens with every row', { timeout: 120_000 }, async () => {
    const station = await begin();
    const generations: number[] = [];
    // The first change runs to its end and tells how long one takes here; the others are killed on their way.
    let took = 0;
    for (const fraction of [undefined, 0.05, 0.2, 0.4, 0.6, 0.8, 0.95, 1.1, 1.5]) {
      const child = changing(station);
      await child.says('begun');
      const started = performance.now();
      await (fraction === undefined ? child.says('changed') : delay(fraction * took));
      if (fraction === undefined) took = performance.now() - started;
      await child.kill();
      const ring = await station.open('anquan', passwordOf(security));
      expect(projectsSeen(station, ring)).toEqual(['ok', rows]);
      generations.push(ring.generation);
      ring.destroy();
    }
    expect(generations[0]).toBeGreaterThanOrEqual(2);
    expect(generations).toEqual(generations.toSorted((a, b) => a - b));
  });
});

/** A process that changes the data key over and over. */
function changing({ dataDir, profile }: Station): { says(word: string): Promise<void>; kill(): Promise<void> } {
  const program = join(import.meta.dirname, 'rotation-program.ts');
  const child = spawn(process.execPath, [program, dataDir, profile, 'zhangsan', passwordOf(zhang)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  return {
    async says(word) {
      while (!said.includes(word)) await Promise.race([delay(2), ended]);
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
