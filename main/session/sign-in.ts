// From login and password to a person at work: count the attempt, open the slot, judge account, grant and clock, then admit.

import type { AuditEntry, ReplicaClient } from '#db/client.ts';
import type { Account } from '#domain/identity/account.ts';
import type { SignedGrant } from '#domain/identity/grant.ts';
import { failuresBeforeLock } from '#domain/identity/lockout.ts';
import { passwordDaysLeft } from '#domain/identity/password-profile.ts';
import type { SecuritySettings } from '#domain/identity/security-settings.ts';
import { AppError } from '#domain/result.ts';
import { setPassword } from '../keys/change-slots.ts';
import { slotOf, type KeyFile } from '../keys/key-file.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { openSlot } from '../keys/open-slot.ts';
import type { PendingJournal } from '../audit/pending-journal.ts';
import { admit, issuedAt, judgeOf, judgePerson, type Admission, type Notice } from './admission.ts';
import { findingsOf } from './alarms.ts';
import { askerOf } from './asker.ts';
import { preparePassword } from './change-password.ts';
import { forgetGrant, waitingGrant } from './grant-inbox.ts';
import { knownSerial, rememberSerial } from './known-serial.ts';
import type { OutsideState } from './outside-state.ts';
import { latest, SessionClock } from './session-clock.ts';
import { beginAttempt, type Attempt } from './sign-in-attempts.ts';
import type { StationLock } from './station-lock.ts';
import type { Memory, Station } from './station.ts';

/** A person at work, with everything that ends when the station is locked. */
export interface SignedIn {
  readonly keys: KeyFile;
  readonly ring: KeyRing;
  readonly replica: ReplicaClient;
  readonly account: Account;
  readonly admission: Admission;
  readonly settings: SecuritySettings;
  readonly clock: SessionClock;
  readonly outside: OutsideState;
  readonly lock: StationLock;
  readonly notices: readonly Notice[];
}

export interface Credentials {
  /** Null: the first person of the station. */
  readonly login: string | null;
  readonly password: string;
  readonly newPassword: string | null;
}

/** The login a person means who gave none. */
const loginOr = ({ slots }: KeyFile, login: string | null): string => login ?? slots[0]?.login ?? '';

/**
 * Tries a password. Whatever the outcome, the attempt was counted first; wrong passwords and unknown logins are told apart
 * by nobody. Errors `account_locked`, `wrong_password` and those of `openSlot`.
 */
export async function tryPassword(station: Station, keys: KeyFile, { outside, journal }: Memory, login: string, password: string): Promise<KeyRing> {
  const wall = (): string => station.options.clocks.wall().toISOString();
  const attempt = await beginAttempt(outside, login, slotOf(keys, login) !== undefined, wall);
  try {
    const ring = await openSlot(station.dataDir, { login, password, store: await station.store(keys.zone) });
    await attempt.succeeded();
    return ring;
  } catch (error) {
    if (error instanceof AppError && error.code === 'wrong_password') journal.append(failedEntry(keys, login, attempt, wall()));
    // Where the computer or the USB key was the wrong one no password was tried; that is no reason to forget earlier tries.
    if (error instanceof AppError && (error.code === 'device_key_missing' || error.code === 'usb_key_missing')) await attempt.takeBack();
    throw error;
  }
}

const failedEntry = ({ deviceId }: KeyFile, login: string, { count }: Attempt, at: string): AuditEntry => ({
  event: count >= failuresBeforeLock ? 'session.locked_out' : 'session.refused',
  result: 'refused',
  at,
  actor: { name: '', login, device: deviceId },
  detail: { reason: '密码不正确或没有这个账号', failures: count },
});

/** Signs a person in. The folder is taken first, so that two programs cannot count attempts side by side. */
export async function signIn(station: Station, { login: given, password, newPassword }: Credentials): Promise<SignedIn> {
  const keys = station.requireKeyFile();
  const login = loginOr(keys, given);
  const lock = station.lock();
  try {
    const memory = await station.memory(keys);
    const ring = await tryPassword(station, keys, memory, login, password);
    if (ring.kind === 'activation' && newPassword === null) {
      ring.destroy();
      throw changeRequired('激活码正确。');
    }
    return await openFor(station, { keys, ring, memory, lock, newPassword });
  } catch (error) {
    lock.release();
    throw error;
  }
}

const changeRequired = (why: string): AppError =>
  new AppError('password_change_required', `${why}首次登录或密码到期时要设置新密码，还没有登录。请输入新密码（ws 用环境变量 WS_NEW_PASSWORD 给出）。`);

interface Opening {
  readonly keys: KeyFile;
  readonly ring: KeyRing;
  readonly memory: Memory;
  readonly lock: StationLock;
  readonly newPassword: string | null;
}

/** Opens the replica for the holder of a ring and admits them. On failure the replica is closed and the ring destroyed. */
async function openFor(station: Station, { keys, ring, memory, lock, newPassword }: Opening): Promise<SignedIn> {
  let current = ring;
  let replica: ReplicaClient | undefined;
  try {
    replica = await station.openDatabase(ring, keys, { create: false, now: station.options.clocks.wall().toISOString() });
    const person = await personOf(station, keys, memory.outside, replica, ring.userId);
    // Whoever may not come in is not asked for a new password first.
    admitted(keys, person, memory.journal);
    if (isPasswordDue(keys, person) && newPassword === null) throw changeRequired('密码已到期。');
    if (newPassword !== null) {
      const asker = askerOf(keys, person.account, [], person.clock);
      const prepare = await preparePassword({ keys, ...person, replica, asker, password: newPassword });
      current = await setPassword(station.dataDir, ring, { password: newPassword, store: await station.store(keys.zone), beforeSwitch: prepare });
    }
    return await admitTo(station, { keys: station.requireKeyFile(), ring: current, memory, lock, replica, event: 'session.unlocked' });
  } catch (error) {
    await replica?.close();
    current.destroy();
    throw error;
  }
}

interface Person {
  readonly account: Account;
  readonly settings: SecuritySettings;
  readonly grants: readonly string[];
  /** Brought while the station was locked, newer than those in the replica. */
  readonly installed: readonly SignedGrant[];
  readonly clock: SessionClock;
}

/** What the replica knows of a person, and what time it is for them. Error `forbidden` for a disabled account. */
async function personOf(station: Station, { zone }: KeyFile, outside: OutsideState, replica: ReplicaClient, userId: string): Promise<Person> {
  const { account: stored, grants, settings, lastAuditAt } = await replica.entry.standing({ userId });
  // A replica that knows of fewer than this computer saw is an old one: what was withdrawn since stays withdrawn.
  const account = { ...stored, grantSerial: Math.max(stored.grantSerial, await knownSerial(outside, userId)) };
  if (account.state === 'disabled') throw new AppError('forbidden', '账号已停用，没有登录，数据没有改动。如需继续使用，请联系系统管理员。');
  const waiting = zone === 'demo' ? undefined : waitingGrant(station.dataDir, userId);
  const installed = waiting !== undefined && waiting.serial > account.grantSerial ? [waiting] : [];
  const floor = latest([lastAuditAt, textOr(await outside.get('floor')), ...issuedAt(grants), ...installed.map(({ issued_at: at }) => at)]);
  return { account, settings, grants, installed, clock: new SessionClock(station.options.clocks, floor) };
}

function isPasswordDue({ zone }: KeyFile, { account, settings, clock }: Person): boolean {
  const left = zone === 'demo' ? null : passwordDaysLeft(settings.passwordProfile, account.passwordSetAt, clock.at());
  return left !== null && left <= 0;
}

/** Judges the person's grants, records the sign-in with all that was found, and admits them. Error `lease_expired`. */
export async function admitTo(
  station: Station,
  opened: Omit<Opening, 'newPassword'> & { readonly replica: ReplicaClient; readonly event: 'session.unlocked' | 'recovery.completed' | null },
): Promise<SignedIn> {
  const { keys, ring, memory, lock, replica, event } = opened;
  const { outside, journal } = memory;
  const person = await personOf(station, keys, outside, replica, ring.userId);
  const { account, settings, installed, clock } = person;
  const admission = admitted(keys, person, journal);
  const slot = keys.slots.find(({ userId }) => userId === account.id);
  const refused = journal.pending();
  const { alarms, notices } = await findingsOf(outside, keys, slot, clock, admission, event !== null);
  // A set-up has recorded itself.
  if (event !== null)
    await replica.entry.signedIn({
      ...askerOf(keys, account, admission.access.roles, clock),
      userId: account.id,
      event,
      detail: { programVersion: station.options.programVersion, refusedBefore: refused.entries.length, deviceSecret: slot?.device.kind ?? 'none' },
      notes: [...refused.entries, ...alarms],
      installed: admission.grant === null ? [] : installed,
    });
  refused.forget();
  forgetGrant(station.dataDir, account.id);
  await outside.heal();
  await outside.put('floor', clock.at());
  await outside.put('last-login', account.login);
  if (admission.grant !== null) await rememberSerial(outside, account.id, admission.grant.serial);
  await replica.admit(admission.access);
  return { keys, ring, replica, account, admission, settings, clock, outside, lock, notices };
}

/** What the person's grants allow. A refusal after the right password is recorded at the next sign-in: this replica is about to be closed. */
function admitted(keys: KeyFile, { account, grants, installed, clock }: Person, journal: PendingJournal): Admission {
  const verdict = judgePerson(account, grants, installed, judgeOf(keys), clock.at());
  try {
    return admit(account, verdict, clock.isBehind);
  } catch (error) {
    const { actor, at } = askerOf(keys, account, [], clock);
    if (error instanceof AppError) journal.append({ event: 'session.refused', result: 'refused', at, actor, detail: { reason: error.message } });
    throw error;
  }
}

const textOr = (value: unknown): string | null => (typeof value === 'string' ? value : null);
