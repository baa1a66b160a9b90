// Where this computer keeps what a copied data folder must not contain: the key store of the system, else a file in the profile.

import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { AsyncEntry } from '@napi-rs/keyring';
import { international } from '#crypto/international.ts';
import { sameBytes, toHex, utf8 } from '#crypto/bytes.ts';
import { replaceFileDurably } from './durable-file.ts';

export const deviceStoreKinds = ['os', 'file', 'none'] as const;
export type DeviceStoreKind = (typeof deviceStoreKinds)[number];

export interface DeviceStore {
  /** `os`: key store of the system; `file`: the user's profile, weaker, since whoever copies the profile has it; `none`: nothing is kept. */
  readonly kind: DeviceStoreKind;
  get(name: string): Promise<Uint8Array | undefined>;
  /** Durable when it resolves. At most 2 KiB: the system's stores take no more. */
  put(name: string, value: Uint8Array): Promise<void>;
  remove(name: string): Promise<void>;
}

const program = 'qingdao-drc-workstation';

/** The user's own directory on this computer, outside the data folder. `WS_PROFILE_DIR` says where it is instead. */
export function profileDirectory(): string {
  const { WS_PROFILE_DIR: own, LOCALAPPDATA: windows, XDG_STATE_HOME: state } = process.env;
  if (own !== undefined && own !== '') return own;
  if (process.platform === 'win32') return join(windows ?? join(homedir(), 'AppData', 'Local'), program);
  return join(state ?? join(homedir(), '.local', 'state'), program);
}

export const noStore: DeviceStore = {
  kind: 'none',
  get: () => Promise.resolve(undefined),
  put: () => Promise.reject(new Error('there is no device store to put anything in')),
  remove: () => Promise.resolve(),
};

/** One file per name, readable by this person only. */
export function fileStore(directory: string): DeviceStore {
  // Names become file names whatever they contain.
  const path = (name: string): string => join(directory, `${toHex(international.hash(utf8(name)).subarray(0, 16))}.secret`);
  return {
    kind: 'file',
    async get(name) {
      try {
        return new Uint8Array(readFileSync(path(name)));
      } catch (error) {
        if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return undefined;
        throw error;
      }
    },
    async put(name, value) {
      mkdirSync(directory, { recursive: true, mode: 0o700 });
      replaceFileDurably(path(name), value);
    },
    async remove(name) {
      rmSync(path(name), { force: true });
    },
  };
}

/**
 * Windows Credential Manager, or the Secret Service of a Linux desktop. On Linux the package would fall back to the
 * kernel's key ring, which is empty after a restart, so that store is ruled out here.
 */
const osStore: DeviceStore = {
  kind: 'os',
  async get(name) {
    const secret = await entry(name).getSecret();
    return secret === null ? undefined : Uint8Array.from(secret);
  },
  put: (name, value) => entry(name).setSecret(value),
  async remove(name) {
    await entry(name).deleteCredential();
  },
};

const entry = (name: string): AsyncEntry => new AsyncEntry(program, name, { linux: { store: 'secret-service' } });

/** Whether the store gives back what it took, and forgets it when told to. */
async function works(store: DeviceStore): Promise<boolean> {
  const name = `probe/${process.pid}`;
  const value = international.random(32);
  try {
    await store.put(name, value);
    const kept = await store.get(name);
    await store.remove(name);
    return kept !== undefined && sameBytes(kept, value) && (await store.get(name)) === undefined;
  } catch {
    return false;
  }
}

/** Puts into `first`; finds also what was kept in `second` before there was a better place. */
const withFallback = (first: DeviceStore, second: DeviceStore): DeviceStore => ({
  kind: first.kind,
  get: async (name) => (await first.get(name)) ?? second.get(name),
  put: (name, value) => first.put(name, value),
  remove: async (name) => {
    await first.remove(name);
    await second.remove(name);
  },
});

/**
 * The best store this computer has. Demonstration data protect nothing and use none; a profile set by `WS_PROFILE_DIR`
 * stands for the user's whole profile, so the system's store is not asked then.
 */
export async function openDeviceStore(zone: 'office' | 'isolated' | 'demo'): Promise<DeviceStore> {
  if (zone === 'demo') return noStore;
  const inProfile = fileStore(profileDirectory());
  const isProfileElsewhere = (process.env['WS_PROFILE_DIR'] ?? '') !== '';
  if (!isProfileElsewhere && (await works(osStore))) return withFallback(osStore, inProfile);
  return (await works(inProfile)) ? inProfile : noStore;
}
