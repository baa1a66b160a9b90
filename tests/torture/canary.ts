// Torture class `canary`: unique words are entered everywhere at a real station; afterwards no file of it may hold any of them in clear.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3-multiple-ciphers';
import { buildAll } from '../../scripts/build.ts';
import { dayAtWork } from './canary/day-at-work.ts';
import { placesIn } from './canary/station-host.ts';
import { sweep } from './canary/sweep.ts';
import { Canaries } from './canary/words.ts';
import type { TortureClass } from './torture-class.ts';

const fewest = 60;
const keptDetails = 20;

export const canary: TortureClass = {
  name: 'canary',
  about: 'Unique words in names, personal fields, passwords, codes and files: after locking, data folder, profiles, temporary files and logs hold none.',
  usualTrials: 500,
  async run({ trials, seed, progress }) {
    await buildAll((line) => progress(0, trials, line));
    const folder = mkdtempSync(join(tmpdir(), 'canary-'));
    try {
      const canaries = new Canaries(seed);
      const places = placesIn(folder);
      const said = await dayAtWork(places, canaries, Math.max(trials, fewest), (done, what) => progress(done, trials, what));
      mkdirSync(join(folder, 'logs'));
      writeFileSync(join(folder, 'logs', 'host.log'), said);
      const found = sweep([folder], canaries.all);
      const control = sweepOfControl(folder, canaries.all);
      const details = found.slice(0, keptDetails).map(({ word, file }) => `“${word}” in ${file.slice(folder.length + 1)}`);
      return { failures: found.length, control: { trials: canaries.all.length, failures: control }, details };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** How many of the same words the same search finds in an ordinary database. */
function sweepOfControl(folder: string, words: readonly string[]): number {
  const control = join(folder, 'control');
  mkdirSync(control);
  const database = new Database(join(control, 'plain.db'));
  database.exec('CREATE TABLE words (word TEXT)');
  const insert = database.prepare('INSERT INTO words VALUES (?)');
  database.transaction(() => words.forEach((word) => insert.run(word)))();
  database.close();
  return sweep([control], words).length;
}
