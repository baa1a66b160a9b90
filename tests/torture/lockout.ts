// Torture class lockout: kills between attempt and counter, folders put back, clocks set, and the time an answer takes.

import { failuresBeforeFreeze, failuresBeforeLock, lockMs } from '#domain/identity/lockout.ts';
import { OutsideState, type StatePlace, type StatePlaces } from '#main/session/outside-state.ts';
import { beginAttempt } from '#main/session/sign-in-attempts.ts';
import { Random } from '#db/demo/random.ts';
import { answerTimes } from './answer-times.ts';
import { controlTrials, type TortureClass } from './torture-class.ts';

/** The program dies here: what was written stays, what was not is not. */
class Killed extends Error {}

/** A place on a disk: what was put before a kill is there after it. */
class Disk implements StatePlace {
  files = new Map<string, Uint8Array>();
  /** Writings until the program is killed; Infinity for a program that lives. */
  private readonly life: { left: number };

  constructor(life: { left: number }) {
    this.life = life;
  }

  get(name: string): Promise<Uint8Array | undefined> {
    return Promise.resolve(this.files.get(name));
  }

  async put(name: string, value: Uint8Array): Promise<void> {
    await Promise.resolve();
    // Killed before this writing, or right after it.
    if (this.life.left === 0) throw new Killed();
    this.files.set(name, value);
    this.life.left -= 1;
    if (this.life.left === 0) throw new Killed();
  }
}

type Places = (disks: { dataFolder: Disk; profile: Disk; keyStore: Disk }) => StatePlaces;

/** As the product keeps it. */
const three: Places = ({ dataFolder, profile, keyStore }) => ({ dataFolder, outside: [keyStore, profile] });
/** The weak one: a counter that goes back with the folder. */
const folderOnly: Places = ({ dataFolder }) => ({ dataFolder, outside: [] });

/** What an attacker does before a guess; the weights make every second guess come after a trick. */
const tricks = ['none', 'kill', 'restore', 'forward', 'back', 'wait'] as const;

/**
 * One attacker at one login, sixty guesses long. Answers with why a promise was broken, or null: a password is tried twenty
 * times at most, and never while the wait of the failures before it is not over by the machine's clock.
 */
async function attack(random: Random, placesOf: Places): Promise<string | null> {
  const life = { left: Infinity };
  const disks = { dataFolder: new Disk(life), profile: new Disk(life), keyStore: new Disk(life) };
  const oldFolder = new Map<string, Uint8Array>();
  let clock = Date.parse('2026-03-05T08:00:00.000Z');
  let newest = -Infinity;
  let tried = 0;
  for (let guess = 0; guess < 60; guess += 1) {
    const trick = random.pick(tricks);
    if (trick === 'restore') disks.dataFolder.files = new Map(oldFolder);
    if (trick === 'forward') clock += random.int(1, 30 * 60_000);
    if (trick === 'back') clock -= random.int(1, 90 * 86_400_000);
    if (trick === 'wait') clock = Math.max(clock, newest) + lockMs(tried) + 1;
    life.left = trick === 'kill' ? random.int(1, 6) : Infinity;
    // The program starts anew for each guess, as after a kill.
    const outside = new OutsideState(placesOf(disks));
    try {
      await beginAttempt(outside, 'zhangsan', true, () => new Date(clock).toISOString());
      // The product goes on when one place fails; a program that was killed does not.
      if (life.left === 0) continue;
    } catch (error) {
      if (error instanceof Killed || life.left === 0 || (error instanceof Error && 'code' in error && error.code === 'account_locked')) continue;
      throw error;
    } finally {
      life.left = Infinity;
    }
    const waited = clock - newest;
    if (tried >= failuresBeforeLock && waited < lockMs(tried)) return `guess ${guess}: tried ${tried} times and let in after ${Math.round(waited / 1000)} s`;
    tried += 1;
    newest = Math.max(newest, clock);
    if (tried > failuresBeforeFreeze) return `guess ${guess}: the ${tried}th password was tried`;
  }
  return null;
}

/** Answers may differ by this much between a login that exists and one that does not. */
const allowedDifference = 0.05;

/** Below this many trials the spread of a busy machine is larger than what is looked for. */
const fewestTimings = 200;

export const lockout: TortureClass = {
  name: 'lockout',
  about:
    'Guesses with kills between attempt and counter, old data folders, clocks set forward and back: twenty tries at most, none while locked; unknown and known logins take equally long.',
  usualTrials: 200,
  async run({ trials, seed, progress }) {
    const details: string[] = [];
    let failures = 0;
    for (let trial = 0; trial < trials; trial += 1) {
      const broken = await attack(new Random(seed, 1, trial), three);
      if (broken !== null) {
        failures += 1;
        details.push(`trial ${trial}: ${broken}`);
      }
      progress(trial, trials, 'attacks');
    }
    if (trials >= fewestTimings) {
      const { known, unknown, difference } = await answerTimes(trials, progress);
      const sentence = `answers take ${known.toFixed(1)} ms for a known login and ${unknown.toFixed(1)} ms for an unknown one: ${(difference * 100).toFixed(2)} % over ${trials}`;
      if (difference >= allowedDifference) failures += 1;
      details.push(sentence);
    }
    const control = controlTrials(trials);
    let controlFailures = 0;
    for (let trial = 0; trial < control; trial += 1) if ((await attack(new Random(seed, 1, trial), folderOnly)) !== null) controlFailures += 1;
    return { failures, control: { trials: control, failures: controlFailures }, details };
  },
};
