// The key file: what opens it, and that nothing in it can be changed unnoticed.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createKeyFile, keyFileName, readKeyFile, unlockKeyFile, type KeyFile } from './key-slots.ts';

const password = '密码 é 2026';
const replicaId = '0190a8b0-0000-7000-8000-000000000001';

let folder: string;
let key: Uint8Array;
let file: KeyFile;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'keys-'));
  key = await createKeyFile(folder, { replicaId, cipher: 'aegis', zone: 'office', user: '张三', unit: '投资处', password });
  const read = readKeyFile(folder);
  if (read === undefined) throw new Error('no key file');
  file = read;
});
afterAll(() => rmSync(folder, { recursive: true }));

const slotOf = (): KeyFile['slots'][number] => file.slots[0] ?? expect.fail('no slot');
const withSlot = (changes: object): KeyFile => ({ ...file, slots: [{ ...slotOf(), ...changes }] });

describe('unlocking', () => {
  it('gives the key, and who it belongs to', async () => {
    expect(await unlockKeyFile(file, password)).toEqual({ key, user: '张三', unit: '投资处' });
    expect(key.byteLength).toBe(32);
  });

  it('takes a password however its accents are composed', async () => {
    expect(password.normalize('NFD')).not.toBe(password.normalize('NFC'));
    expect((await unlockKeyFile(file, password.normalize('NFD'))).key).toEqual(key);
  });

  it.each(['', '密码 é 2027', '密码 e 2026', `${password} `])('refuses %j', async (wrong) => {
    await expect(unlockKeyFile(file, wrong)).rejects.toMatchObject({ code: 'wrong_password' });
  });

  it.each<[string, () => KeyFile]>([
    ['the person', () => withSlot({ user: '李四' })],
    ['the unit', () => withSlot({ unit: '办公室' })],
    ['the cost', () => withSlot({ kdf: { ...slotOf().kdf, passes: 4 } })],
    ['the salt', () => withSlot({ kdf: { ...slotOf().kdf, salt: '0'.repeat(32) } })],
    ['the wrapped key', () => withSlot({ wrapped: { ...slotOf().wrapped, text: '0'.repeat(64) } })],
    ['the nonce', () => withSlot({ wrapped: { ...slotOf().wrapped, nonce: '0'.repeat(24) } })],
    ['the tag', () => withSlot({ wrapped: { ...slotOf().wrapped, tag: '0'.repeat(32) } })],
    ['the zone', () => ({ ...file, zone: 'demo' })],
    ['the cipher', () => ({ ...file, cipher: 'chacha20' })],
    ['the replica', () => ({ ...file, replicaId: '0190a8b0-0000-7000-8000-000000000002' })],
  ])('refuses a file in which %s was changed', async (_what, changed) => {
    await expect(unlockKeyFile(changed(), password)).rejects.toMatchObject({ code: 'wrong_password' });
  });

  it('opens the second person’s slot with the second person’s password', async () => {
    const other = mkdtempSync(join(tmpdir(), 'keys-'));
    await createKeyFile(other, { replicaId, cipher: 'aegis', zone: 'office', user: '李四', unit: '', password: '另一个密码' });
    const second = readKeyFile(other)?.slots ?? [];
    rmSync(other, { recursive: true });
    expect((await unlockKeyFile({ ...file, slots: [...file.slots, ...second] }, '另一个密码')).user).toBe('李四');
  });
});

describe('the file', () => {
  it('holds neither password nor key, and belongs to its owner', () => {
    const text = readFileSync(join(folder, keyFileName), 'utf8');
    expect(text).not.toContain(password);
    expect(text).not.toContain(Buffer.from(key).toString('hex'));
  });

  it('is absent in a folder without a replica', () => {
    expect(readKeyFile(join(folder, 'nowhere'))).toBeUndefined();
  });

  it.each<[string, () => string]>([
    ['cut', () => JSON.stringify(file).slice(0, 100)],
    ['empty', () => ''],
    ['without slots', () => JSON.stringify({ ...file, slots: [] })],
    ['of another format', () => JSON.stringify({ ...file, format: 2 })],
    ['of an unknown cipher', () => JSON.stringify({ ...file, cipher: 'rot13' })],
    ['with a cheap password cost', () => JSON.stringify(withSlot({ kdf: { ...slotOf().kdf, memoryKib: 8 } }))],
    ['with an endless password cost', () => JSON.stringify(withSlot({ kdf: { ...slotOf().kdf, memoryKib: 2 ** 31 } }))],
    ['with a shortened tag', () => JSON.stringify(withSlot({ wrapped: { ...slotOf().wrapped, tag: slotOf().wrapped.tag.slice(0, 8) } }))],
  ])('%s counts as damaged', (_what, text) => {
    const broken = mkdtempSync(join(tmpdir(), 'keys-'));
    writeFileSync(join(broken, keyFileName), text());
    try {
      expect(() => readKeyFile(broken)).toThrow(expect.objectContaining({ code: 'replica_damaged' }));
    } finally {
      rmSync(broken, { recursive: true });
    }
  });
});
