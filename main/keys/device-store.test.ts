// Where secrets of this computer are kept: by name, durably, readable by this person only, and honest about how well.

import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { utf8 } from '#crypto/bytes.ts';
import { fileStore, noStore, openDeviceStore, profileDirectory } from './device-store.ts';

let folder: string;
beforeEach(() => {
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

  it.skipIf(process.platform !== 'linux')('on Linux is not the kernel’s key ring, which forgets with a restart', async () => {
    vi.stubEnv('WS_PROFILE_DIR', '');
    vi.stubEnv('XDG_STATE_HOME', folder);
    vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', `unix:path=${join(folder, 'nobody-listens')}`);
    const store = await openDeviceStore('office');
    expect([store.kind, profileDirectory()]).toEqual(['file', join(folder, 'qingdao-drc-workstation')]);
  });
});
