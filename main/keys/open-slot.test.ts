// Signing in: what opens a slot, what does not, and that nothing in the key file can be changed unnoticed.

import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { canonicalText } from '#crypto/canonical.ts';
import { rejectionOf, failureOf } from '../../tests/builders/failures.ts';
import { isAuthentic } from './data-key.ts';
import { ensureDeviceSecret } from './device-secret.ts';
import { fileStore, noStore } from './device-store.ts';
import { readKeyFile, type KeyFile } from './key-file.ts';
import { secretsOf } from './key-ring.ts';
import { openSlot } from './open-slot.ts';
import { aStation, aUsbKey, keyFileText, passwordOf, putKeyFile, security, system, zhang, type Station } from './testing/station.ts';

vi.mock(import('./stretching.ts'), async (original) => {
  const { fastStretch } = await import('./testing/fast-stretching.ts');
  return { ...(await original()), stretch: fastStretch };
});

let station: Station;
let text: string;
beforeAll(async () => {
  station = await aStation();
  text = keyFileText(station.dataDir);
});
afterAll(() => station.remove());

const wrong = {
  code: 'wrong_password',
  message: '登录名或密码不正确，工作站没有解锁，数据没有改动。请检查大小写与输入法后重试。',
};
const missing = { code: 'device_key_missing', message: '本机密钥不匹配，无法解锁；如为更换电脑或重装系统，请申请恢复。数据没有改动。' };

describe('a slot', () => {
  it('opens with the person’s password, and everybody gets the same data keys but keys of their own', async () => {
    const [first, second] = [await station.open('zhangsan', passwordOf(zhang)), await station.open('anquan', passwordOf(security))];
    expect([first.userId, first.login, first.kind, first.generation]).toEqual(['01-zhang', 'zhangsan', 'password', 1]);
    expect(first.databaseKey()).toEqual(second.databaseKey());
    expect(first.databaseKey()).toEqual(station.ring.databaseKey());
    expect(first.databaseKey().length).toBe(32);
    expect(first.signingKey).not.toEqual(second.signingKey);
    const keys = [first.databaseKey(), first.auditKey(), first.columnKey(), first.backupKey()].map((key) => Buffer.from(key).toString('hex'));
    expect(new Set(keys).size).toBe(4);
  });

  it.each([' ZhangSan ', 'ｚｈａｎｇｓａｎ'])('takes the login as %j', async (login) => {
    expect((await station.open(login, passwordOf(zhang))).userId).toBe('01-zhang');
  });

  it('takes a password however its accents are composed', async () => {
    const other = await aStation([{ ...zhang, secret: { kind: 'password', password: 'é密码-2026' } }]);
    expect((await other.open('zhangsan', 'é密码-2026'.normalize('NFD'))).userId).toBe('01-zhang');
    other.remove();
  });

  it.each([
    ['a wrong password', 'zhangsan', '张三的口令-2027'],
    ['no password', 'zhangsan', ''],
    ['somebody else’s password', 'zhangsan', passwordOf(security)],
    ['an unknown login', 'lisi', passwordOf(zhang)],
    ['a wrong activation code', 'xitong', '008J8-4CT4N-ANK72-F24SY-NAXWJ-SQFEF-ZW00S'],
    ['a mistyped activation code', 'xitong', '008J8'],
    ['a password instead of the activation code', 'xitong', '口令-2026'],
  ])('says the same for %s', async (_what, login, password) => {
    expect(await rejectionOf(station.open(login, password))).toEqual(wrong);
  });

  it('opens with the activation code, however it was typed, and says that a password is due', async () => {
    const ring = await station.open('xitong', ` ${station.codeOf('xitong').toLowerCase().replaceAll('-', '')}`);
    expect([ring.kind, ring.userId]).toEqual(['activation', '03-system']);
    expect(ring.databaseKey()).toEqual(station.ring.databaseKey());
  });

  it('gives a ring that ends: its keys become zeros, and it answers no more', async () => {
    const ring = await station.open('zhangsan', passwordOf(zhang));
    const handedOut = [ring.databaseKey(), ring.auditKey(), ring.columnKey(), ring.backupKey(), secretsOf(ring).dataKey.bytes, secretsOf(ring).personal.seed];
    ring.destroy();
    expect(handedOut.map((key) => key.every((byte) => byte === 0))).toEqual(handedOut.map(() => true));
    for (const use of [() => ring.databaseKey(), () => ring.backupKey(), () => ring.sign({}), () => secretsOf(ring)])
      expect(failureOf(use).code).toBe('locked');
    ring.destroy();
  });

  it('cannot be opened where there is no key file', async () => {
    expect((await rejectionOf(openSlot(join(station.dataDir, 'nowhere'), { login: 'zhangsan', password: 'x', store: station.store }))).code).toBe(
      'not_initialised',
    );
  });
});

describe('a stolen disk', () => {
  it('does not open without the secret of its computer, even with the right password (abuse case 2)', async () => {
    const thief = { login: 'zhangsan', password: passwordOf(zhang) };
    const elsewhere = fileStore(join(station.profile, 'elsewhere'));
    for (const store of [elsewhere, noStore]) {
      expect(await rejectionOf(openSlot(station.copyOfData(), { ...thief, store }))).toEqual(missing);
      // Nor does it tell which logins exist.
      expect(await rejectionOf(openSlot(station.copyOfData(), { ...thief, login: 'lisi', store }))).toEqual(missing);
    }
  });

  it('does not open with the secret of another station', async () => {
    const other = await aStation();
    const [name = ''] = readdirSync(other.profile);
    const forged = join(station.profile, 'forged');
    mkdirSync(forged);
    const own = readdirSync(station.profile).find((each) => each.endsWith('.secret')) ?? '';
    expect(own).toBe(name);
    writeFileSync(join(forged, own), new Uint8Array(32).fill(1));
    expect(await rejectionOf(station.open('zhangsan', passwordOf(zhang), { store: fileStore(forged) }))).toEqual(missing);
    other.remove();
  });

  it('does not open with the thief’s own secret written into it: the secret is part of the key, not only looked at', async () => {
    const [copy, store] = [station.copyOfData(), fileStore(join(station.profile, 'thief'))];
    const { device } = await ensureDeviceSecret(store, station.file.deviceId);
    putKeyFile(copy, JSON.stringify({ ...station.file, slots: station.file.slots.map((slot) => ({ ...slot, device })) }));
    expect(await rejectionOf(openSlot(copy, { login: 'zhangsan', password: passwordOf(zhang), store }))).toEqual(wrong);
  });

  it('holds neither passwords, codes nor keys in readable form', () => {
    for (const { code } of station.activationCodes) expect(text).not.toContain(code.slice(0, 11));
    for (const secret of [passwordOf(zhang), passwordOf(security)]) expect(text).not.toContain(secret);
    const keys = [station.ring.databaseKey(), secretsOf(station.ring).dataKey.bytes, secretsOf(station.ring).personal.seed];
    for (const key of keys) expect(text).not.toContain(Buffer.from(key).toString('hex'));
  });
});

describe('a USB key', () => {
  it('is needed besides the password, and no other will do', async () => {
    const key = aUsbKey('UK-7');
    const other = await aStation([{ ...zhang, secret: { kind: 'usb', password: '口令-2026', key } }]);
    expect((await other.open('zhangsan', '口令-2026', { usb: key })).kind).toBe('usb');
    const noKey = { code: 'usb_key_missing', message: '没有找到本人的 USB 密钥，工作站没有解锁，数据没有改动。请插入登记过的 USB 密钥后重试。' };
    expect(await rejectionOf(other.open('zhangsan', '口令-2026'))).toEqual(noKey);
    expect(await rejectionOf(other.open('zhangsan', '口令-2026', { usb: aUsbKey('UK-8') }))).toEqual(noKey);
    expect(await rejectionOf(other.open('zhangsan', '口令-2026', { usb: aUsbKey('UK-7', 'counterfeit') }))).toEqual(wrong);
    expect(await rejectionOf(other.open('zhangsan', '口令-2027', { usb: key }))).toEqual(wrong);
    other.remove();
  });
});

describe('the key file', () => {
  it('shows a change of any byte: it does not read, or it is not authentic, or nothing in it is different', () => {
    const { dataKey } = secretsOf(station.ring);
    const copy = station.copyOfData();
    const bytes = Buffer.from(text);
    const seen = { unreadable: 0, unauthentic: 0, harmless: 0 };
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
      putKeyFile(copy, changed.toString('utf8'));
      let file: KeyFile | undefined;
      try {
        file = readKeyFile(copy);
      } catch (error) {
        expect(error).toMatchObject({ code: 'replica_damaged' });
      }
      if (file === undefined) seen.unreadable += 1;
      else if (!isAuthentic(file, dataKey)) seen.unauthentic += 1;
      else {
        expect(canonicalText(file)).toBe(canonicalText(station.file));
        seen.harmless += 1;
      }
    }
    expect(seen.unreadable + seen.unauthentic + seen.harmless).toBe(bytes.length);
    expect(seen.unauthentic).toBeGreaterThan(500);
    // Blanks between the values only.
    expect(seen.harmless).toBeLessThan(Buffer.from(text).filter((byte) => byte === 32 || byte === 10).length);
  }, 120_000);

  const slots = (file: KeyFile, change: (slot: KeyFile['slots'][number], index: number) => object): KeyFile => ({
    ...file,
    slots: file.slots.map((slot, index) => ({ ...slot, ...change(slot, index) })),
  });
  const first = (change: object) => (file: KeyFile) => slots(file, (_slot, index) => (index === 0 ? change : {}));

  it.each<[string, (file: KeyFile) => KeyFile, string]>([
    ['the zone', (file) => ({ ...file, zone: 'isolated' }), 'replica_damaged'],
    ['the profile', (file) => ({ ...file, profile: 'asvs5' }), 'replica_damaged'],
    ['the revision', (file) => ({ ...file, revision: 9 }), 'replica_damaged'],
    ['the suite', (file) => ({ ...file, suite: 'gm' }), 'replica_damaged'],
    ['the replica', (file) => ({ ...file, replicaId: 'another' }), 'wrong_password'],
    ['the cipher', (file) => ({ ...file, database: { ...file.database, cipher: 'chacha20' } }), 'replica_damaged'],
    ['the suite of the keys', (file) => ({ ...file, database: { ...file.database, suite: 'gm' } }), 'replica_damaged'],
    ['the database file', (file) => ({ ...file, database: { ...file.database, file: 'other.db' } }), 'replica_damaged'],
    ['the cost', (file) => ({ ...file, stretching: { ...file.stretching, passes: 4 } }), 'wrong_password'],
    ['who is trusted', (file) => ({ ...file, trust: { ...file.trust, security: file.trust.system } }), 'replica_damaged'],
    ['the recovery', (file) => ({ ...file, recovery: null }), 'replica_damaged'],
    ['another person’s keys', (file) => slots(file, (slot, index) => (index === 1 ? { public: file.slots[0]?.public ?? slot.public } : {})), 'replica_damaged'],
    ['the other slots', (file) => ({ ...file, slots: file.slots.slice(0, 1) }), 'replica_damaged'],
    ['the person', first({ userId: '02-security' }), 'wrong_password'],
    ['the salt', first({ salt: '0'.repeat(32) }), 'wrong_password'],
    ['the kind', first({ kind: 'activation' }), 'wrong_password'],
    ['where the device secret is', first({ device: { kind: 'none', check: null } }), 'wrong_password'],
    ['the check of the device secret', first({ device: { kind: 'file', check: '0'.repeat(16) } }), 'device_key_missing'],
  ])('in which %s was changed opens for nobody', async (_what, change, code) => {
    const copy = station.copyOfData();
    putKeyFile(copy, JSON.stringify(change(station.file)));
    expect((await rejectionOf(openSlot(copy, { login: 'zhangsan', password: passwordOf(zhang), store: station.store }))).code).toBe(code);
  });

  it('of another station cannot lend its slots', async () => {
    const other = await aStation(undefined, { replicaId: '0190a8b0-0000-7000-8000-000000000002' });
    const copy = station.copyOfData();
    putKeyFile(copy, JSON.stringify({ ...station.file, slots: other.file.slots }));
    expect((await rejectionOf(openSlot(copy, { login: 'zhangsan', password: passwordOf(zhang), store: other.store }))).code).toBe('wrong_password');
    other.remove();
  });

  it.each<[string, () => string]>([
    ['cut', () => text.slice(0, 100)],
    ['empty', () => ''],
    ['without slots', () => JSON.stringify({ ...station.file, slots: [] })],
    ['of an unknown format', () => JSON.stringify({ ...station.file, format: 3 })],
    ['with something more', () => JSON.stringify({ ...station.file, more: 1 })],
    ['with a cheap password cost', () => JSON.stringify({ ...station.file, stretching: { ...station.file.stretching, memoryKib: 8 } })],
    ['with an endless password cost', () => JSON.stringify({ ...station.file, stretching: { ...station.file.stretching, memoryKib: 2 ** 31 } })],
    ['with a database outside the folder', () => JSON.stringify({ ...station.file, database: { ...station.file.database, file: '../replica.db' } })],
  ])('%s counts as damaged', (_what, changed) => {
    const copy = station.copyOfData();
    putKeyFile(copy, changed());
    expect(failureOf(() => readKeyFile(copy)).code).toBe('replica_damaged');
  });

  it('of the version before is refused with what to do', () => {
    const copy = station.copyOfData();
    putKeyFile(copy, JSON.stringify({ format: 1, replicaId: 'x', slots: [] }));
    expect(failureOf(() => readKeyFile(copy))).toEqual({
      code: 'replica_older',
      message: '这个副本由旧版本的程序建立，密钥文件是旧格式，当前程序没有打开它，数据没有改动。请用原来的程序导出数据，再导入新建的副本。',
    });
  });

  it('is absent in a folder without a replica', () => {
    expect(readKeyFile(join(station.dataDir, 'nowhere'))).toBeUndefined();
  });
});

describe('a first set-up', () => {
  it('never writes over a key file', async () => {
    const again = aStation().then(async (other) => {
      rmSync(join(other.dataDir, 'keys.json'));
      putKeyFile(other.dataDir, text);
      const { createKeys } = await import('./create-keys.ts');
      const failure = await rejectionOf(
        createKeys(other.dataDir, { ...station.file, cipher: 'aegis', store: other.store, calibration: 'floor', people: [zhang] }),
      );
      expect([failure.code, keyFileText(other.dataDir)]).toEqual(['already_initialised', text]);
      other.remove();
    });
    await again;
  });

  it('refuses a login that is there twice, and writes nothing', async () => {
    const failure = await rejectionOf(aStation([zhang, { ...system, login: ' ZHANGSAN' }]));
    expect([failure.code, failure.message]).toEqual(['bad_input', '登录名“ ZHANGSAN”已经有人使用，没有改动任何数据。请换一个登录名。']);
  });

  it('trusts the keys of the administrators from the start', () => {
    const [, second, third] = station.file.slots;
    expect(station.file.trust).toEqual({ centre: null, security: [second?.public.signing], system: [third?.public.signing], audit: [] });
  });

  it('keeps no device secret and draws no sheets for demonstration data, and stretches its one password once', async () => {
    const people = ['a', 'b', 'c'].map((login) => ({ userId: login, login, secret: { kind: 'password', password: '演示数据2026' } as const }));
    const [first = zhang, ...rest] = people;
    const demo = await aStation([first, ...rest], { zone: 'demo', store: noStore });
    expect(demo.recoverySheets).toBeNull();
    expect(new Set(demo.file.slots.map(({ salt }) => salt)).size).toBe(1);
    expect(demo.file.slots.map(({ device }) => device.kind)).toEqual(['none', 'none', 'none']);
    expect((await demo.open('c', '演示数据2026')).userId).toBe('c');
    demo.remove();
  });
});
