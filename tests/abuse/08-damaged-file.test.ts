// Abuse case 8: damage anywhere in the database file. It is found, nothing wrong is ever shown, and repair is offered.

import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { Random } from '#db/demo/random.ts';
import { AppError } from '#domain/result.ts';
import { anAsker } from '../builders/replica.ts';
import { everything, fill, plain, product, readDoors, writeDoors, type Store } from '../torture/station.ts';
import { anOffice, found, people, register, registered, type Office } from '../backup/office.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const pageBytes = 4096;

/** What can happen to a file: each changes the bytes of a copy at random. */
type Damage = (bytes: Buffer, random: Random) => Buffer;

const pageOf = (bytes: Buffer, random: Random): number => random.int(0, Math.floor(bytes.length / pageBytes) - 1) * pageBytes;

const damages: Readonly<Record<string, Damage>> = {
  'a page of noise': (bytes, random) => {
    const at = pageOf(bytes, random);
    for (let index = 0; index < pageBytes; index += 1) bytes[at + index] = random.int(0, 255);
    return bytes;
  },
  'a page of zeros': (bytes, random) => {
    const at = pageOf(bytes, random);
    return bytes.fill(0, at, at + pageBytes);
  },
  'two pages exchanged': (bytes, random) => {
    const [one, other] = [pageOf(bytes, random), pageOf(bytes, random)];
    const kept = Buffer.from(bytes.subarray(one, one + pageBytes));
    bytes.copy(bytes, one, other, other + pageBytes);
    kept.copy(bytes, other);
    return bytes;
  },
  'a page in the place of another': (bytes, random) => {
    const [from, to] = [pageOf(bytes, random), pageOf(bytes, random)];
    bytes.copy(bytes, to, from, from + pageBytes);
    return bytes;
  },
  'a torn sector': (bytes, random) => {
    const at = random.int(0, Math.floor(bytes.length / 512) - 1) * 512;
    return bytes.fill(0xff, at, at + 512);
  },
  'a shorter file': (bytes, random) => bytes.subarray(0, random.int(1, bytes.length - 1)),
};

interface Sound {
  readonly folder: string;
  readonly older: Buffer;
  readonly shown: string;
}

/** A filled station, closed; its file half-way, and what it shows. */
function soundStation(store: Store, folder: string): Sound {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'replica.db');
  const connection = store.open(file);
  const write = writeDoors(connection);
  fill(write, 1);
  connection.pragma('wal_checkpoint(TRUNCATE)');
  const older = readFileSync(file);
  for (let index = 0; index < 5; index += 1)
    write.saveView({ ...anAsker(index), id: `late-${index}`, database: 'key', name: `视图${index}`, definition: '{"filter":[]}' });
  fill(write, 2);
  const shown = everything(readDoors(connection));
  connection.close();
  return { folder, older, shown };
}

/** What a damaged copy shows: what it should, nothing at all, or something else. */
function shownAfter(store: Store, { folder, shown }: Sound, damage: Damage, random: Random): 'same' | 'refused' | 'other' {
  const copy = mkdtempSync(join(tmpdir(), 'damaged-'));
  let connection: Database.Database | undefined;
  try {
    cpSync(folder, copy, { recursive: true });
    const file = join(copy, 'replica.db');
    writeFileSync(file, damage(readFileSync(file), random));
    connection = store.open(file);
    return everything(readDoors(connection)) === shown ? 'same' : 'other';
  } catch {
    return 'refused';
  } finally {
    connection?.close();
    rmSync(copy, { recursive: true, force: true });
  }
}

describe('damage to the database file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'abuse-08-'));
  let ours: Sound;
  let control: Sound;
  beforeAll(() => {
    ours = soundStation(product, join(folder, 'ours'));
    control = soundStation(plain, join(folder, 'plain'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(Object.entries(damages))('%s is refused or does not show', (_name, damage) => {
    const outcomes = Array.from({ length: 25 }, (_each, trial) => shownAfter(product, ours, damage, new Random(8, 1, trial)));
    expect(outcomes.filter((outcome) => outcome === 'other')).toEqual([]);
    expect(outcomes).toContain('refused');
  });

  it('shows wrong rows in a plain SQLite file, so the test would see them', () => {
    const outcomes = Object.values(damages).flatMap((damage) =>
      Array.from({ length: 12 }, (_each, trial) => shownAfter(plain, control, damage, new Random(8, 2, trial))),
    );
    expect(outcomes.filter((outcome) => outcome === 'other').length).toBeGreaterThan(0);
  });

  it('an older file, and a write-ahead log that is gone, are brought up to what was answered', () => {
    const copy = join(folder, 'older');
    cpSync(ours.folder, copy, { recursive: true });
    writeFileSync(join(copy, 'replica.db'), ours.older);
    const connection = product.open(join(copy, 'replica.db'));
    expect(everything(readDoors(connection))).toBe(ours.shown);
    connection.close();
  });

  it('the file of another station does not open', () => {
    const copy = join(folder, 'other');
    cpSync(ours.folder, copy, { recursive: true });
    cpSync(join(control.folder, 'replica.db'), join(copy, 'replica.db'));
    expect(() => product.open(join(copy, 'replica.db'))).toThrow(AppError);
  });
});

describe('a station whose file is damaged while it is open', () => {
  let place: Office;
  afterEach(() => place.remove());

  it('refuses, locks itself and says why; signing in again brings back all that was answered', async () => {
    place = anOffice();
    const station = await found(place);
    const names = Array.from({ length: 8 }, (_each, index) => `第 ${index} 个项目`);
    await register(station, ...names);
    for (const name of readdirSync(place.dataDir).filter((each) => /^replica\.db(-wal)?$/.test(each))) {
      const file = join(place.dataDir, name);
      const bytes = readFileSync(file);
      // The heads stay: this is decay of the medium, not another file.
      for (let at = 4096; at < bytes.length; at += 64) bytes[at] = (bytes[at] ?? 0) ^ 1;
      writeFileSync(file, bytes);
    }
    expect(await station.refusal('record.list', { database: 'key', limit: 10 })).toMatchObject({ code: 'replica_damaged' });
    await vi.waitFor(async () => expect((await station.ask('session.state', {})).phase).toBe('locked'));
    const { notices } = await station.ask('session.state', {});
    expect(notices.find(({ code }) => code === 'replica_damaged')?.text).toMatch(/^本地副本损坏/);
    const { detail } = await vi.waitFor(() => station.ask('repair.inspect', people.worker), { timeout: 20_000, interval: 200 });
    expect(detail).toMatch(/修改日志中另有 \d+ 次操作，登录时会自动补上/);
    await station.signIn('worker');
    expect(await registered(station)).toEqual(names);
    expect((await station.ask('replica.verify', {})).ok).toBe(true);
    expect((await station.ask('session.state', {})).notices.map(({ code }) => code)).not.toContain('replica_damaged');
  });
});
