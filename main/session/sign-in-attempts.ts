// Counts sign-in attempts per login outside the replica, each before the password is tried, and refuses where there were too many.

import { createHash } from 'node:crypto';
import { loginKey } from '#domain/identity/account.ts';
import { attempted, lockedSentence, noAttempts, succeeded, verdict, type Attempts, type Verdict } from '#domain/identity/lockout.ts';
import { AppError } from '#domain/result.ts';
import type { OutsideState } from './outside-state.ts';

/** Where the attempts of a login are kept. Logins the station does not know share 256 names, so that trying names fills nothing. */
function nameOf(login: string, isKnown: boolean): string {
  const hash = createHash('sha256').update(loginKey(login)).digest('hex');
  return isKnown ? `login-${hash.slice(0, 32)}` : `login-unknown-${hash.slice(0, 2)}`;
}

async function read(outside: OutsideState, name: string): Promise<Attempts> {
  const kept = (await outside.get(name)) as Partial<Attempts> | undefined;
  return typeof kept?.failures === 'number' && typeof kept.at === 'string' ? { failures: kept.failures, at: kept.at } : noAttempts;
}

const refused = (state: Exclude<Verdict, { kind: 'open' }>): AppError =>
  new AppError('account_locked', lockedSentence(state), state.kind === 'frozen' ? { frozen: true } : { minutes: state.minutes });

export interface Attempt {
  /** How many failures in a row this one would be. */
  readonly count: number;
  /** The password was right: nothing counts any more. */
  succeeded(): Promise<void>;
  /** No password was tried: it stands as before. */
  takeBack(): Promise<void>;
}

/**
 * Begins an attempt: on the disk, counted as failed, when this resolves. The same for a login the station does not know.
 * Error `account_locked`; then nothing was counted.
 */
export async function beginAttempt(outside: OutsideState, login: string, isKnown: boolean, now: () => string): Promise<Attempt> {
  const name = nameOf(login, isKnown);
  const before = await read(outside, name);
  const state = verdict(before, now());
  if (state.kind !== 'open') throw refused(state);
  const counted = attempted(before, now());
  await outside.put(name, { ...counted });
  return {
    count: counted.failures,
    succeeded: () => outside.put(name, { ...succeeded(now()) }),
    takeBack: () => outside.put(name, { ...before }),
  };
}

/** Looks at the attempts of all these logins, so that an old copy of any of them in the data folder is noticed. */
export async function lookAtAttempts(outside: OutsideState, logins: readonly string[]): Promise<void> {
  for (const login of logins) await outside.get(nameOf(login, true));
}

/** Two administrators answered for this person: nothing counts any more. */
export const forgiveAttempts = (outside: OutsideState, login: string, now: string): Promise<void> => outside.put(nameOf(login, true), { ...succeeded(now) });
