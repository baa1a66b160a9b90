// Torture class `powercut`: every image a disk may legally hold after a power cut must open with all that was confirmed, and whole acts only.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type Database from 'better-sqlite3';
import { Random } from '#db/demo/random.ts';
import { confirmations, stateOf, type Confirmation } from './power/confirmation.ts';
import { ForgetfulDisk } from './power/disk.ts';
import { recordWrites, type LogEntry } from './power/write-log.ts';
import { stores, verifyFaults } from './station.ts';
import type { TortureClass } from './torture-class.ts';

const trialsOfControl = 200;
const keptDetails = 10;

export const powercut: TortureClass = {
  name: 'powercut',
  about: 'The power is cut at any write: unsynced sectors are lost, torn or reordered; confirmed acts must be there, others whole or absent.',
  usualTrials: 2000,
  async run({ trials, seed, progress }) {
    const details: string[] = [];
    const failures = await cutPower('product', trials, seed, (done, fault) => {
      progress(done, trials);
      if (fault !== null && details.length < keptDetails) details.push(fault);
    });
    // The same acts without waiting for the disk and without a journal: what SQLite calls NORMAL.
    const control = await cutPower('normal', trialsOfControl, seed, (done) => progress(done, trialsOfControl, 'control'));
    return { failures, control: { trials: trialsOfControl, failures: control }, details };
  },
};

/** How many of `trials` images are wrong. `after` is told what is wrong with each. */
async function cutPower(storeName: string, trials: number, seed: number, after: (done: number, fault: string | null) => void): Promise<number> {
  const workFolder = mkdtempSync(join(tmpdir(), 'powercut-'));
  try {
    const log = await recordLife(storeName, workFolder);
    const first = log.findIndex(isConfirmation);
    const states = log.filter(isConfirmation).map(({ data }) => JSON.parse(data.toString('utf8')) as Confirmation);
    const cuts = Array.from({ length: trials }, (_, trial) => ({ trial, at: new Random(seed, 1, trial).int(first + 1, log.length) }));
    const disk = new ForgetfulDisk();
    let confirmed = 0;
    let next = 0;
    let done = 0;
    let failures = 0;
    for (const { trial, at } of cuts.toSorted((a, b) => a.at - b.at)) {
      for (; next < at; next += 1) {
        const entry = log[next];
        if (entry === undefined) break;
        if (isConfirmation(entry)) confirmed += 1;
        else disk.take(entry);
      }
      const image = join(workFolder, 'image');
      for (const [name, content] of disk.afterPowerCut(new Random(seed, 2, trial))) {
        mkdirSync(dirname(join(image, name)), { recursive: true });
        writeFileSync(join(image, name), content);
      }
      const fault = faultIn(storeName, image, states, confirmed);
      rmSync(image, { recursive: true, force: true });
      if (fault !== null) failures += 1;
      after((done += 1), fault === null ? null : `trial ${trial}, cut after write ${at} of ${log.length}: ${fault}`);
    }
    return failures;
  } finally {
    rmSync(workFolder, { recursive: true, force: true });
  }
}

type ConfirmationEntry = Extract<LogEntry, { kind: 'write' }>;
const isConfirmation = (entry: LogEntry): entry is ConfirmationEntry => entry.kind === 'write' && entry.name === confirmations;

async function recordLife(storeName: string, workFolder: string): Promise<LogEntry[]> {
  const folder = join(workFolder, 'station');
  return recordWrites(join(import.meta.dirname, 'power', 'writer-program.ts'), [folder, storeName], folder, workFolder);
}

/** Null when the image opens to a state the writer confirmed, no earlier than the last one before the cut and at most one act later. */
function faultIn(storeName: string, image: string, states: readonly Confirmation[], confirmed: number): string | null {
  let connection: Database.Database | undefined;
  try {
    connection = stores[storeName]?.open(join(image, 'replica.db'));
    if (connection === undefined) throw new Error(`no store ${storeName}`);
    const found = stateOf(connection);
    const allowed = states.slice(confirmed - 1, confirmed + 1);
    const last = allowed[0];
    if (last !== undefined && found.acts < last.acts) return `${last.acts - found.acts} confirmed acts are lost`;
    if (!allowed.some(({ hash }) => hash === found.hash)) return `it holds a state that never was (${found.acts} acts)`;
    return verifyFaults(connection)[0] ?? null;
  } catch (error) {
    return `it does not open: ${error instanceof Error ? error.message : String(error)}`;
  } finally {
    connection?.close();
  }
}
