// First set-up: keys, replica, accounts and the grants both administrators sign; all of it is there in the end, or nothing.

import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { preferredCipher } from '#db/client.ts';
import type { SignedGrant } from '#domain/identity/grant.ts';
import { usualSettings } from '#domain/identity/security-settings.ts';
import { roleName, type RoleId } from '#domain/policy/roles.ts';
import { createKeys, type CreatedKeys } from '../keys/create-keys.ts';
import { alreadyInitialised, holdsData, keyFileName, type Office } from '../keys/key-file.ts';
import { askerOf } from './asker.ts';
import { asFolderError, removeIfThere } from './folder-errors.ts';
import { foundersOf, foundingGrant, type FirstSetUp, type Founder } from './founding.ts';
import { remember, requireGoodPassword } from './passwords.ts';
import { SessionClock } from './session-clock.ts';
import { admitTo, type SignedIn } from './sign-in.ts';
import type { Station } from './station.ts';

/** Shown once to the person who hands it over; kept nowhere. */
export interface IssuedCode {
  readonly login: string;
  readonly name: string;
  readonly role: string;
  readonly code: string;
}

export interface Founded {
  readonly signedIn: SignedIn;
  readonly activation: readonly IssuedCode[];
  readonly recovery: readonly IssuedCode[];
}

const officeOf: Readonly<Partial<Record<RoleId, Office>>> = { system_admin: 'system', security_admin: 'security', audit_admin: 'audit' };

/**
 * Makes a station and signs its first user in. Errors `already_initialised`, `weak_password`, `separation_of_duties`,
 * `duplicate`, `bad_input` (folder not usable), `disk_full`; nothing is left behind then.
 */
export async function foundStation(station: Station, setUp: FirstSetUp): Promise<Founded> {
  refuseExistingStation(station);
  const clock = new SessionClock(station.options.clocks, null);
  const founders = foundersOf(setUp, clock.at());
  if (setUp.zone !== 'demo') {
    for (const { account, password } of founders) if (password !== null) await requireGoodPassword(setUp.passwordProfile, password, account);
  }
  return buildStation(station, async () => {
    const keys = await keysFor(station, setUp, founders);
    try {
      const grants = founders.map((founder) => signedByBoth(founders, keys, foundingGrant(founder, keys.file.deviceId, setUp.zone, clock.at())));
      const passwords = setUp.zone === 'demo' ? [] : await rememberedOf(founders);
      const [first] = founders;
      const replica = await station.openDatabase(keys.ring, keys.file, { create: true, now: clock.at() });
      try {
        await replica.entry.establish({
          ...askerOf(keys.file, first.account, first.roles, clock),
          accounts: founders.map(({ account }) => account),
          grants,
          settings: { ...usualSettings, passwordProfile: setUp.passwordProfile },
          passwords,
          detail: { programVersion: station.options.programVersion, zone: setUp.zone, suite: setUp.suite, profile: setUp.passwordProfile },
        });
        const lock = station.lock();
        const memory = await station.memory(keys.file);
        const signedIn = await admitTo(station, { keys: keys.file, ring: keys.ring, memory, lock, replica, event: null });
        return { signedIn, activation: activationOf(founders, keys), recovery: recoveryOf(founders, keys) };
      } catch (error) {
        await replica.close();
        throw error;
      }
    } finally {
      for (const ring of keys.rings.values()) if (ring !== keys.ring) ring.destroy();
    }
  });
}

/** Error `already_initialised` over another replica, or over what is left of one. */
export function refuseExistingStation({ dataDir }: Station): void {
  if (existsSync(join(dataDir, keyFileName)) || holdsData(dataDir)) throw alreadyInitialised(dataDir);
}

/** Runs a set-up in a folder; half a replica would block the next attempt, and nothing of value is in it yet. */
export async function buildStation<T>({ dataDir }: Station, build: () => Promise<T>): Promise<T> {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    return await build();
  } catch (error) {
    const failure = asFolderError(error, dataDir);
    // Somebody quicker made a station here meanwhile: it is not ours to remove.
    if (!isTaken(failure)) for (const left of madeBySetUp) removeIfThere(join(dataDir, left));
    throw failure;
  }
}

/** Files and folders. */
const madeBySetUp = ['replica.db', 'replica.db-wal', 'replica.db-shm', 'journal', 'state', 'station.lock', keyFileName];

const isTaken = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'already_initialised';

async function keysFor(station: Station, setUp: FirstSetUp, founders: readonly [Founder, ...Founder[]]): Promise<CreatedKeys> {
  const [first, ...others] = founders.map(({ account, roles, password }) => {
    const [office] = roles.flatMap((role) => officeOf[role] ?? []);
    return {
      userId: account.id,
      login: account.login,
      secret: password === null ? ({ kind: 'activation' } as const) : ({ kind: 'password', password } as const),
      ...(office === undefined ? {} : { office }),
    };
  });
  if (first === undefined) throw new Error('a set-up has at least one person');
  return createKeys(station.dataDir, {
    replicaId: randomUUID(),
    deviceId: randomUUID(),
    zone: setUp.zone,
    profile: setUp.passwordProfile,
    suite: setUp.suite,
    cipher: preferredCipher(),
    store: await station.store(setUp.zone),
    calibration: setUp.zone === 'demo' ? 'floor' : station.options.calibration,
    people: [first, ...others],
  });
}

function signedByBoth(founders: readonly Founder[], { rings }: CreatedKeys, document: ReturnType<typeof foundingGrant>): SignedGrant {
  const signatures = (['security_admin', 'system_admin'] as const).map((role) => {
    const office = founders.find(({ roles }) => roles.includes(role));
    const ring = office === undefined ? undefined : rings.get(office.account.id);
    if (ring === undefined) throw new Error(`no keys of ${role}`);
    return ring.sign(document);
  });
  return { ...document, signatures };
}

async function rememberedOf(founders: readonly Founder[]): Promise<({ userId: string } & Awaited<ReturnType<typeof remember>>)[]> {
  const remembered = [];
  for (const { account, password } of founders) if (password !== null) remembered.push({ userId: account.id, ...(await remember(password)) });
  return remembered;
}

const activationOf = (founders: readonly Founder[], { activationCodes }: CreatedKeys): IssuedCode[] =>
  activationCodes.flatMap(({ userId, login, code }) => {
    const founder = founders.find(({ account }) => account.id === userId);
    return founder === undefined ? [] : [{ login, name: founder.account.name, role: founder.roles[0] ?? '', code }];
  });

function recoveryOf(founders: readonly Founder[], { recoverySheets: sheets }: CreatedKeys): IssuedCode[] {
  if (sheets === null) return [];
  return sheetsOf(sheets, (role) => founders.find(({ roles }) => roles.includes(role))?.account);
}

/** The two sheets with the names of those who keep them. */
export const sheetsOf = (
  sheets: { readonly security: string; readonly system: string },
  holderOf: (role: RoleId) => { readonly login: string; readonly name: string } | undefined,
): IssuedCode[] =>
  (['security_admin', 'system_admin'] as const).map((role) => {
    const holder = holderOf(role);
    return { login: holder?.login ?? role, name: holder?.name ?? roleName(role), role, code: role === 'security_admin' ? sheets.security : sheets.system };
  });
