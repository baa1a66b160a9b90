// Where secrets of this computer are kept: by name, durably, readable by this person only, and honest about how well.

import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { utf8 } from '#crypto/bytes.ts';
import { fileStore, noStore, openDeviceStore, profileDirectory } from './device-store.ts';

/** The key store of a system, as far as the package shows it; switched off unless a test has one. */
const keyring = vi.hoisted(() => ({ isThere: false, kept: new Map<string, Uint8Array>(), asked: [] as unknown[] }));
vi.mock('@napi-rs/keyring', () => {
  class AsyncEntry {
    private readonly name: string;
    constructor(service: string, name: string, options: unknown) {
      keyring.asked.push([service, options]);
      this.name = name;
    }
    getSecret(): Promise<number[] | null> {
      return this.reach(() => (keyring.kept.has(this.name) ? [...(keyring.kept.get(this.name) ?? [])] : null));
    }
    setSecret(value: Uint8Array): Promise<void> {
      return this.reach(() => void keyring.kept.set(this.name, value));
    }
    deleteCredential(): Promise<boolean> {
      return this.reach(() => keyring.kept.delete(this.name));
    }
    private reach<T>(work: () => T): Promise<T> {
      return keyring.isThere ? Promise.resolve(work()) : Promise.reject(new Error('no key store'));
    }
  }
  return { AsyncEntry };
});

let folder: string;
beforeEach(() => {
  Object.assign(keyring, { isThere: false, kept: new Map(), asked: [] });
  folder = mkdtempSync(join(tmpdir(), 'profile-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

describe('the store in the profile', () => {
  it('gives back what it took, under names of any kind', async () => {
    const store = fileStore(join(folder, 'new', 'deeper'));
    for (const name of ['a', '../../../etc/passwd', '张三/锁定', 'x'.repeat(500)]) {
      expect(await store.get(name)).toBeUndefined();
      await store.put(name, utf8(name));
      expect(await store.get(name)).toEqual(utf8(name));
      await store.put(name, utf8('second'));
      expect(await store.get(name)).toEqual(utf8('second'));
    }
    expect(readdirSync(join(folder, 'new', 'deeper'))).toHaveLength(4);
    expect(readdirSync(folder)).toEqual(['new']);
    await store.remove('a');
    await store.remove('a');
    expect(await store.get('a')).toBeUndefined();
  });

  it.skipIf(process.platform === 'win32')('is readable by this person only', async () => {
    const directory = join(folder, 'profile');
    await fileStore(directory).put('a', utf8('secret'));
    const [name = ''] = readdirSync(directory);
    expect([statSync(directory).mode & 0o777, statSync(join(directory, name)).mode & 0o777]).toEqual([0o700, 0o600]);
  });

  it('leaves no half-written file behind', async () => {
    const store = fileStore(folder);
    await store.put('a', utf8('secret'));
    expect(readdirSync(folder).filter((name) => name.endsWith('.new'))).toEqual([]);
    const [name = ''] = readdirSync(folder);
    expect(readFileSync(join(folder, name), 'utf8')).toBe('secret');
  });
});

describe('the store of this computer', () => {
  it('is the profile when it is somewhere else, and the profile directory is that one', async () => {
    vi.stubEnv('WS_PROFILE_DIR', folder);
    expect([profileDirectory(), (await openDeviceStore('office')).kind]).toEqual([folder, 'file']);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is none for demonstration data', async () => {
    expect((await openDeviceStore('demo')).kind).toBe('none');
    await expect(noStore.put('a', utf8('a'))).rejects.toThrow('no device store');
    expect(await noStore.get('a')).toBeUndefined();
  });

  it('is none, and says so, when nothing can be kept', async () => {
    writeFileSync(join(folder, 'file'), '');
    vi.stubEnv('WS_PROFILE_DIR', join(folder, 'file'));
    expect((await openDeviceStore('office')).kind).toBe('none');
  });

  it('is the key store of the system where there is one, which also finds what was kept in the profile before', async () => {
    vi.stubEnv('WS_PROFILE_DIR', '');
    vi.stubEnv('XDG_STATE_HOME', folder);
    vi.stubEnv('LOCALAPPDATA', folder);
    await fileStore(profileDirectory()).put('before', utf8('kept in the profile'));
    keyring.isThere = true;
    const store = await openDeviceStore('office');
    await store.put('now', utf8('kept by the system'));
    expect([store.kind, [...keyring.kept.keys()]]).toEqual(['os', ['now']]);
    expect([await store.get('now'), await store.get('before'), await store.get('never')]).toEqual([
      utf8('kept by the system'),
      utf8('kept in the profile'),
      undefined,
    ]);
    await store.remove('before');
    await store.remove('now');
    expect([await store.get('before'), keyring.kept.size]).toEqual([undefined, 0]);
  });

  it('is never the kernel’s key ring of Linux, which forgets with a restart', async () => {
    vi.stubEnv('WS_PROFILE_DIR', '');
    vi.stubEnv('XDG_STATE_HOME', folder);
    vi.stubEnv('LOCALAPPDATA', folder);
    const store = await openDeviceStore('office');
    expect([store.kind, profileDirectory()]).toEqual(['file', join(folder, 'qingdao-drc-workstation')]);
    expect(keyring.asked.length).toBeGreaterThan(0);
    for (const asked of keyring.asked) expect(asked).toEqual(['qingdao-drc-workstation', { linux: { store: 'secret-service' } }]);
  });
});
