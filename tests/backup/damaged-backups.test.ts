// A thousand backups damaged at random: every one is refused (security.md DB-25).

import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { openCopies } from '#db/client.ts';
import { Random } from '#db/demo/random.ts';
import { AppError } from '#domain/result.ts';
import { BackupFolder } from '#main/backup/backup-folder.ts';
import type { BackupStation } from '#main/backup/backup-station.ts';
import { checkBackup } from '#main/backup/check-backup.ts';
import { makeBackup } from '#main/backup/make-backup.ts';
import { forkDatabase } from '#main/processes/database-spawn.ts';
import { aFixture, firstPerson } from '#main/session/testing/station-fixture.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const trials = 1000;
const job = { signal: new AbortController().signal, progress: () => undefined };
const copiesEntry = join(import.meta.dirname, '..', '..', 'db', 'copies-process.ts');
const fixture = aFixture();
let station: BackupStation;
let folder: BackupFolder;
const names: string[] = [];

beforeAll(async () => {
  const session = fixture.session();
  await session.create(firstPerson);
  const { keys, ring } = session.signedIn;
  station = {
    dataDir: fixture.dataDir,
    keys,
    ring,
    programVersion: '0.1.0',
    now: () => fixture.wall,
    startCopies: () => openCopies(forkDatabase(copiesEntry)),
  };
  folder = new BackupFolder(join(fixture.dataDir, 'backups'));
  for (let index = 0; index < 2; index += 1) {
    const { name } = await makeBackup(station, folder, { kind: 'manual', note: '', madeBy: { name: '张三', login: '张三' } }, job);
    names.push(name);
    fixture.pass(1000);
  }
});
afterAll(() => fixture.close());

type Damage = (bytes: Buffer, other: Buffer, random: Random) => Buffer;

const damages: readonly Damage[] = [
  (bytes, _other, random) => {
    const at = random.int(0, bytes.length - 1);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << random.int(0, 7));
    return bytes;
  },
  (bytes, _other, random) => bytes.subarray(0, random.int(0, bytes.length - 1)),
  (bytes, _other, random) => Buffer.concat([bytes, Buffer.alloc(random.int(1, 5000), random.int(0, 255))]),
  (bytes, _other, random) => {
    const at = random.int(0, bytes.length - 2);
    const length = random.int(1, Math.min(4096, bytes.length - at));
    for (let index = at; index < at + length; index += 1) bytes[index] = (bytes[index] ?? 0) ^ random.int(1, 255);
    return bytes;
  },
  (_bytes, other) => other,
];

it('are all refused by name, and the whole one is not', async () => {
  const [name = '', other = ''] = names;
  const whole = join(folder.path, name);
  const aside = join(fixture.folder, 'damaged');
  const codes = new Map<string, number>();
  const accepted: number[] = [];
  for (let trial = 0; trial < trials; trial += 1) {
    const random = new Random(25, 1, trial);
    const file = random.pick(['replica.db', 'manifest.json'] as const);
    const damage = damages[trial % damages.length];
    rmSync(aside, { recursive: true, force: true });
    mkdirSync(aside);
    cpSync(whole, join(aside, name), { recursive: true });
    const bytes = readFileSync(join(whole, file));
    writeFileSync(join(aside, name, file), damage?.(bytes, readFileSync(join(folder.path, other, file)), random) ?? bytes);
    const damaged = new BackupFolder(aside);
    const outcome = await checkBackup(station, damaged, damaged.get(name), job).then(
      () => 'accepted',
      (error: unknown) => (error instanceof AppError ? error.code : String(error)),
    );
    if (outcome === 'accepted') accepted.push(trial);
    codes.set(outcome, (codes.get(outcome) ?? 0) + 1);
  }
  expect(accepted).toEqual([]);
  expect([...codes.keys()].filter((code) => code !== 'backup_damaged' && code !== 'backup_foreign')).toEqual([]);
  expect([...codes.values()].reduce((sum, count) => sum + count, 0)).toBe(trials);
  expect((await checkBackup(station, folder, folder.get(name), job)).name).toBe(name);
});
