// Torture class `kill`: the database process is killed at a random moment; what was confirmed is there, what was not is whole or absent.

import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type Database from 'better-sqlite3';
import { openReplica, type ReplicaClient } from '#db/client.ts';
import { Random } from '#db/demo/random.ts';
import { unrestricted } from '../builders/access.ts';
import { created } from '../builders/replica.ts';
import { threadEntry, watchedDatabases } from '../database/processes.ts';
import { edit, faultsIn, importing, Ledger } from './kill-steps.ts';
import { killStation, makeStation, stationWorks } from './kill-station.ts';
import { faultsInOldStation, makeOldStation } from './old-station.ts';
import { fill, product, productLocation, readDoors, verifyFaults, writeDoors } from './station.ts';
import type { TortureClass } from './torture-class.ts';

type Work = (replica: ReplicaClient, ledger: Ledger) => Promise<unknown>;

const works: Readonly<Record<string, Work>> = {
  edit: (replica, ledger) => Promise.all([0, 1, 2].map((lane) => edit(replica, ledger, lane))),
  import: (replica, ledger) => importing(replica, ledger, 0, 80, false),
  undo: (replica, ledger) => importing(replica, ledger, 0, 25, true),
};
const kinds = [...Object.keys(works), 'migration', ...stationWorks];

const longestWorkMs = 600;
const trialsOfControl = 6;
/** As many processes at a time as there are processors to kill them on. */
const lanes = 2;
const keptDetails = 10;

export const kill: TortureClass = {
  name: 'kill',
  about: 'Killed during edit, import, undo, migration, backup and rekeying: confirmed acts are there, others whole or absent, audit complete.',
  usualTrials: 100,
  async run({ trials, seed, progress }) {
    const folder = mkdtempSync(join(tmpdir(), 'kill-'));
    try {
      const stations = await prepared(folder);
      const product = await killAll({ trials, seed, stations, confirmEarly: false, progress });
      const control = await killAll({ trials: trialsOfControl, seed, stations, confirmEarly: true, progress });
      return { failures: product.failures, control: { trials: trialsOfControl, failures: control.failures }, details: product.details };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** Folders every trial begins from. */
interface Stations {
  readonly folder: string;
  /** A filled replica. */
  readonly filled: string;
  /** One of an earlier schema, with rows. */
  readonly old: string;
  /** A whole station with its keys. */
  readonly whole: string;
  /** How long a replica takes to open and migrate here and now, milliseconds. */
  readonly openMs: number;
}

async function prepared(folder: string): Promise<Stations> {
  const stations = { folder, filled: join(folder, 'filled'), old: join(folder, 'old'), whole: join(folder, 'whole') };
  for (const each of [stations.filled, stations.old, stations.whole]) mkdirSync(each);
  const connection = product.open(join(stations.filled, 'replica.db'));
  fill(writeDoors(connection), 1);
  connection.close();
  makeOldStation(join(stations.old, 'replica.db'));
  await makeStation(stations.whole);
  const before = performance.now();
  const replica = await open(copyOf(stations.old, join(folder, 'timed')), watchedDatabases().start);
  const openMs = performance.now() - before;
  await replica.close();
  return { ...stations, openMs };
}

function copyOf(station: string, folder: string): string {
  cpSync(station, folder, { recursive: true });
  return join(folder, 'replica.db');
}

const open = (file: string, startProcess: ReturnType<typeof watchedDatabases>['start']): Promise<ReplicaClient> =>
  openReplica(productLocation(file), { now: created, entry: threadEntry, access: unrestricted(), startProcess });

interface Killing {
  readonly trials: number;
  readonly seed: number;
  readonly stations: Stations;
  readonly confirmEarly: boolean;
  readonly progress: (done: number, total: number, what?: string) => void;
}

async function killAll({ trials, seed, stations, confirmEarly, progress }: Killing): Promise<{ failures: number; details: string[] }> {
  const details: string[] = [];
  let failures = 0;
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let trial = next++; trial < trials; trial = next++) {
      const random = new Random(seed, 1, trial);
      const kind = confirmEarly ? 'edit' : random.pick(kinds);
      const folder = join(stations.folder, `${confirmEarly ? 'control' : 'trial'}-${trial}`);
      const faults = await killOnce(kind, { stations, folder, random, confirmEarly });
      rmSync(folder, { recursive: true, force: true });
      if (faults.length > 0) failures += 1;
      if (faults.length > 0 && details.length < keptDetails) details.push(`trial ${trial} (${kind}): ${faults.slice(0, 3).join('; ')}`);
      progress(trial + 1, trials, confirmEarly ? 'control' : kind);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return { failures, details };
}

interface OneKilling {
  readonly stations: Stations;
  /** Where the trial has its files. */
  readonly folder: string;
  readonly random: Random;
  readonly confirmEarly: boolean;
}

/** What is wrong after one killing, in words. */
function killOnce(kind: string, { stations, folder, random, confirmEarly }: OneKilling): Promise<string[]> {
  if (kind === 'migration') return killMigration(stations, folder, random);
  const stationWork = stationWorks.find((work) => work === kind);
  return stationWork === undefined ? killWork(stations, folder, random, kind, confirmEarly) : killStation(stations.whole, folder, random, stationWork);
}

async function killWork({ filled }: Stations, folder: string, random: Random, kind: string, confirmEarly: boolean): Promise<string[]> {
  const work = works[kind];
  if (work === undefined) throw new Error(`no work ${kind}`);
  const file = copyOf(filled, folder);
  const before = auditSize(file);
  const databases = watchedDatabases();
  const replica = await open(file, databases.start);
  const ledger = new Ledger(confirmEarly);
  const working = work(replica, ledger).catch(() => undefined);
  await delay(random.real(0, longestWorkMs));
  killNow(databases.pids());
  await replica.stopped;
  await working;
  return afterwards(file, (connection) => {
    const acts = audited(connection) - before;
    const isAudited = acts >= ledger.confirmedSteps && acts <= ledger.postedSteps;
    return [
      ...faultsIn(ledger, readDoors(connection)),
      ...(isAudited ? [] : [`${acts} audit records for ${ledger.confirmedSteps} to ${ledger.postedSteps} acts`]),
    ];
  });
}

async function killMigration({ old, openMs }: Stations, folder: string, random: Random): Promise<string[]> {
  const file = copyOf(old, folder);
  const databases = watchedDatabases();
  const opening = open(file, databases.start);
  // Whether it was still opening or just open does not matter.
  const ended = opening.then(
    (replica) => replica.stopped,
    () => undefined,
  );
  await delay(random.real(0.3 * openMs, 1.1 * openMs));
  killNow(databases.pids());
  await ended;
  return afterwards(file, (connection) => faultsInOldStation(readDoors(connection)));
}

function killNow(pids: readonly number[]): void {
  for (const pid of pids) process.kill(pid, 'SIGKILL');
}

/** Opens the replica again, as the next sign-in would, and collects what is wrong with it. */
function afterwards(file: string, judge: (connection: Database.Database) => string[]): string[] {
  let connection: Database.Database | undefined;
  try {
    connection = product.open(file);
    return [...judge(connection), ...verifyFaults(connection)];
  } catch (error) {
    return [`does not open: ${error instanceof Error ? error.message : String(error)}`];
  } finally {
    connection?.close();
  }
}

const audited = (connection: Database.Database): number => connection.prepare('SELECT count(*) FROM audit').pluck().get() as number;

function auditSize(file: string): number {
  const connection = product.open(file);
  const size = audited(connection);
  connection.close();
  return size;
}
