// Torture class `bitflip`: one bit of a station's files turns round; nobody may be shown anything but what was there before.

import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type Database from 'better-sqlite3';
import { Random } from '#db/demo/random.ts';
import { anAsker } from '../builders/replica.ts';
import { flippedKeys } from './flipped-keys.ts';
import { everything, fill, plain, product, readDoors, writeDoors, type Store } from './station.ts';
import type { TortureClass } from './torture-class.ts';

const variants = 2;
/** Enough that an ordinary file shows wrong rows for sure, however few trials the product gets. */
const trialsOfControl = 200;
/** Every so many trials the key file is flipped instead: stretching a password takes its time. */
const keysEvery = 15;
const keptDetails = 10;

export const bitflip: TortureClass = {
  name: 'bitflip',
  about: 'One bit of replica, write-ahead log, journal or key file is flipped: everything must read as before or be refused; nothing may read otherwise.',
  usualTrials: 300,
  async run({ trials, seed, progress }) {
    const details: string[] = [];
    const after = (done: number, otherwise: string | null): void => {
      progress(done, trials);
      if (otherwise !== null && details.length < keptDetails) details.push(otherwise);
    };
    const trialsOfKeys = Math.floor(trials / keysEvery);
    const seen = flipBits(product, trials - trialsOfKeys, seed, after);
    const opened = await flipKeys(trialsOfKeys, seed, (done, otherwise) => after(trials - trialsOfKeys + done, otherwise));
    const control = flipBits(plain, trialsOfControl, seed, (done) => progress(done, trialsOfControl, 'control'));
    // Of the control only what SQLite's own check finds nothing wrong with counts: that is what a user would never notice.
    return { failures: seen.other + seen.unnoticed + opened, control: { trials: trialsOfControl, failures: control.unnoticed }, details };
  },
};

/** How many flips of the key file opened something else. */
async function flipKeys(trials: number, seed: number, after: (done: number, otherwise: string | null) => void): Promise<number> {
  const keys = await flippedKeys();
  let failures = 0;
  for (let trial = 0; trial < trials; trial += 1) {
    const otherwise = await keys.flip(new Random(seed, 4, trial));
    if (otherwise !== null) failures += 1;
    after(trial + 1, otherwise);
  }
  keys.remove();
  return failures;
}

type Outcome = 'refused' | 'same' | 'other' | 'unnoticed';

/** Flips one bit per trial in a copy of the same folder. `after` is told what was shown otherwise. */
function flipBits(store: Store, trials: number, seed: number, after: (done: number, otherwise: string | null) => void): Record<Outcome, number> {
  const folder = mkdtempSync(join(tmpdir(), 'bitflip-'));
  const seen: Record<Outcome, number> = { refused: 0, same: 0, other: 0, unnoticed: 0 };
  try {
    const { files, sound } = soundStation(store, join(folder, 'sound'));
    const length = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
    for (let trial = 0; trial < trials; trial += 1) {
      const random = new Random(seed, 1, trial);
      const place = random.int(0, length - 1);
      const bit = random.int(0, 7);
      const copy = join(folder, String(trial));
      const where = writeFlipped(files, copy, place, bit);
      const outcome = shownBy(store, join(copy, 'replica.db'), sound);
      seen[outcome] += 1;
      after(trial + 1, outcome === 'refused' || outcome === 'same' ? null : `trial ${trial}: bit ${bit} of ${where}: something else was shown`);
      rmSync(copy, { recursive: true });
    }
    return seen;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface SoundFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** The files of a station that was killed with the latest acts still in the write-ahead log, and what it showed. */
function soundStation(store: Store, folder: string): { files: SoundFile[]; sound: string } {
  mkdirSync(folder);
  const connection = store.open(join(folder, 'replica.db'));
  const write = writeDoors(connection);
  fill(write, variants);
  connection.pragma('wal_checkpoint(TRUNCATE)');
  for (let index = 0; index < 3; index += 1) {
    write.saveView({ ...anAsker(index), id: `late-${index}`, database: 'key', name: `最后的视图${index}`, definition: '{"filter":[]}' });
  }
  const sound = everything(readDoors(connection));
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('-shm'))
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1));
  const files = names.toSorted().map((name) => ({ name, bytes: readFileSync(join(folder, name)) }));
  connection.close();
  return { files, sound };
}

/** Writes the files to a new folder with one bit turned round; says in which file and at which byte. */
function writeFlipped(files: readonly SoundFile[], folder: string, place: number, bit: number): string {
  let before = 0;
  let where = '';
  for (const { name, bytes } of files) {
    const copy = Buffer.from(bytes);
    const at = place - before;
    if (at >= 0 && at < bytes.length) {
      copy[at] = (bytes[at] ?? 0) ^ (1 << bit);
      where = `${name} at byte ${at}`;
    }
    before += bytes.length;
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), copy);
  }
  return where;
}

function shownBy(store: Store, file: string, sound: string): Outcome {
  let connection: Database.Database | undefined;
  try {
    connection = store.open(file);
    if (everything(readDoors(connection)) === sound) return 'same';
    return connection.pragma('integrity_check', { simple: true }) === 'ok' ? 'unnoticed' : 'other';
  } catch {
    return 'refused';
  } finally {
    connection?.close();
  }
}
