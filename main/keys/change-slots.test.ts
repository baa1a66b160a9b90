// Changing passwords and slots: exact cases, and any sequence of changes keeps in who belongs in and keeps out who does not.

import * as fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { keyIdOf, signDocument, verifyDocument } from '#crypto/signed-document.ts';
import { failureOf, rejectionOf } from '../../tests/builders/failures.ts';
import { addSlot, removeSlot, resetSlot, setPassword, setProfile, setSuite, setTrust } from './change-slots.ts';
import { fileStore } from './device-store.ts';
import { readKeyFile, slotOf, type KeyFile, type Slot } from './key-file.ts';
import { secretsOf, type KeyRing } from './key-ring.ts';
import { openSlot } from './open-slot.ts';
import { completeRecovery, makeRecovery, recoveryChallenge, respond } from './recovery.ts';
import { rotateDataKey } from './rotation.ts';
import { stretched } from './testing/fast-stretching.ts';
import { aStation, aUsbKey, keyFileText, passwordOf, putKeyFile, security, zhang, type Station } from './testing/station.ts';

vi.mock(import('./stretching.ts'), async (original) => {
  const { fastStretch } = await import('./testing/fast-stretching.ts');
  return { ...(await original()), stretch: fastStretch };
});

let station: Station | undefined;
afterEach(() => {
  station?.remove();
  station = undefined;
});
const begin = async (...setUp: Parameters<typeof aStation>): Promise<Station> => (station = await aStation(...setUp));
const fileOf = ({ dataDir }: Station): KeyFile => readKeyFile(dataDir) ?? expect.fail('no key file');
const slotIn = (at: Station, login: string): Slot => slotOf(fileOf(at), login) ?? expect.fail('no slot');
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const code = 'wrong_password';

describe('a password', () => {
  it('can be changed by its owner: the old one opens nothing, the keys stay, and nobody else notices', async () => {
    const at = await begin();
    const before = fileOf(at);
    const signingKey = at.ring.signingKey;
    const databaseKey = hexOf(at.ring.databaseKey());
    const ring = await setPassword(at.dataDir, at.ring, { password: '新口令-2026', store: at.store });
    expect([hexOf(ring.databaseKey()), ring.signingKey, ring.kind]).toEqual([databaseKey, signingKey, 'password']);
    expect(failureOf(() => at.ring.databaseKey()).code).toBe('locked');
    expect((await rejectionOf(at.open('zhangsan', passwordOf(zhang)))).code).toBe(code);
    expect(hexOf((await at.open('zhangsan', '新口令-2026')).databaseKey())).toBe(databaseKey);
    const after = fileOf(at);
    expect(after.slots.slice(1)).toEqual(before.slots.slice(1));
    expect([after.revision, after.trust, after.database]).toEqual([2, before.trust, before.database]);
  });

  it('replaces an activation code, which opens nothing from then on, together with the keys made for it', async () => {
    const at = await begin();
    const activation = await at.open('xitong', at.codeOf('xitong'));
    const before = activation.signingKey;
    const ring = await setPassword(at.dataDir, activation, { password: '系统员口令-2026', store: at.store });
    expect(ring.kind).toBe('password');
    expect(keyIdOf(ring.signingKey)).not.toBe(keyIdOf(before));
    // Who printed the code cannot sign in the administrator's name.
    expect(fileOf(at).trust.system).toEqual([ring.signingKey]);
    expect((await rejectionOf(at.open('xitong', at.codeOf('xitong')))).code).toBe(code);
    expect((await at.open('xitong', '系统员口令-2026')).signingKey).toEqual(ring.signingKey);
  });

  it('can be joined by a USB key, and parted from it', async () => {
    const at = await begin();
    const usb = aUsbKey('UK-1');
    const joined = await setPassword(at.dataDir, at.ring, { password: '口令-1', store: at.store, usb });
    expect([joined.kind, slotIn(at, 'zhangsan').usbKeyId]).toEqual(['usb', 'UK-1']);
    expect((await rejectionOf(at.open('zhangsan', '口令-1'))).code).toBe('usb_key_missing');
    const parted = await setPassword(at.dataDir, await at.open('zhangsan', '口令-1', { usb }), { password: '口令-2', store: at.store });
    expect([parted.kind, (await at.open('zhangsan', '口令-2')).kind]).toEqual(['password', 'password']);
  });
});

describe('slots', () => {
  it('can be added with a code, once per login and person', async () => {
    const at = await begin();
    const { code: lisi } = await addSlot(at.dataDir, at.ring, { userId: '04-lisi', login: 'lisi', secret: { kind: 'activation' } }, at.store);
    expect((await at.open('lisi', lisi ?? '')).databaseKey()).toEqual(at.ring.databaseKey());
    const text = keyFileText(at.dataDir);
    for (const owner of [
      { userId: '05', login: 'LISI' },
      { userId: '04-lisi', login: 'lisi2' },
    ]) {
      expect((await rejectionOf(addSlot(at.dataDir, at.ring, { ...owner, secret: { kind: 'activation' } }, at.store))).code).toBe('bad_input');
    }
    expect(keyFileText(at.dataDir)).toBe(text);
  });

  it('can be removed, except one’s own', async () => {
    const at = await begin();
    removeSlot(at.dataDir, at.ring, '02-security');
    expect((await rejectionOf(at.open('anquan', passwordOf(security)))).code).toBe(code);
    expect(failureOf(() => removeSlot(at.dataDir, at.ring, '01-zhang'))).toEqual({
      code: 'bad_input',
      message: '不能删除自己的登录方式，没有改动任何数据。请由另一位管理员操作。',
    });
    expect(failureOf(() => removeSlot(at.dataDir, at.ring, '02-security')).code).toBe('not_found');
    expect((await at.open('zhangsan', passwordOf(zhang))).userId).toBe('01-zhang');
  });

  it('can be reset for somebody who forgot the password: a new code, new keys, and what was signed still counts', async () => {
    const at = await begin();
    const before = await at.open('anquan', passwordOf(security));
    const grant = { kind: 'grant', signatures: [before.sign({ kind: 'grant' })] };
    const { code: reset } = await resetSlot(at.dataDir, at.ring, '02-security', at.store);
    expect((await rejectionOf(at.open('anquan', passwordOf(security)))).code).toBe(code);
    const after = await at.open('anquan', reset);
    expect([after.kind, keyIdOf(after.signingKey) === keyIdOf(before.signingKey)]).toEqual(['activation', false]);
    expect(verifyDocument(grant, fileOf(at).trust.security)).toEqual([keyIdOf(before.signingKey)]);
    expect(fileOf(at).trust.security).toEqual([before.signingKey, after.signingKey]);
  });

  it('are not changed by a ring of before a rotation, or in a file somebody else changed', async () => {
    const at = await begin();
    const stale = await at.open('anquan', passwordOf(security));
    const ring = await rotateDataKey(at.dataDir, at.ring, () => Promise.resolve());
    expect(failureOf(() => removeSlot(at.dataDir, stale, '01-zhang')).code).toBe('stale_version');
    const text = keyFileText(at.dataDir);
    putKeyFile(at.dataDir, text.replace('"profile": "mlps3"', '"profile": "asvs5"'));
    expect(failureOf(() => removeSlot(at.dataDir, ring, '02-security')).code).toBe('replica_damaged');
    expect((await rejectionOf(setPassword(at.dataDir, ring, { password: 'x', store: at.store }))).code).toBe('replica_damaged');
    putKeyFile(at.dataDir, text);
    ring.destroy();
    expect(failureOf(() => removeSlot(at.dataDir, ring, '02-security')).code).toBe('locked');
  });
});

it('profile and trust can be set and are authentic afterwards', async () => {
  const at = await begin();
  setProfile(at.dataDir, at.ring, 'asvs5');
  setTrust(at.dataDir, at.ring, { centre: at.ring.signingKey, system: [], security: [], audit: [] });
  await at.open('zhangsan', passwordOf(zhang));
  expect([fileOf(at).profile, fileOf(at).trust.centre, fileOf(at).revision]).toEqual(['asvs5', at.ring.signingKey, 3]);
});

describe('the work of an attempt', () => {
  it('is one stretching at the file’s cost, whatever is wrong', async () => {
    const at = await begin();
    const attempts = [
      ['zhangsan', 'wrong'],
      ['nobody', 'wrong'],
      ['xitong', 'wrong'],
      ['xitong', at.codeOf('xitong').replace(/.$/, '0')],
      ['xitong', at.codeOf('xitong')],
      ['zhangsan', passwordOf(zhang)],
    ] as const;
    for (const [login, password] of attempts) {
      stretched.length = 0;
      await at.open(login, password).catch(() => undefined);
      expect(stretched).toEqual([[password, at.file.stretching]]);
    }
  });
});

describe('the other suite', () => {
  it.each<['intl' | 'gm', 'gm' | 'intl']>([
    ['intl', 'gm'],
    ['gm', 'intl'],
  ])('takes over from %s to %s person by person, and everything before stays readable', async (from, to) => {
    const at = await begin(undefined, { suite: from });
    const [databaseKey, columnKey] = [hexOf(at.ring.databaseKey()), hexOf(at.ring.columnKey())];
    const before = await at.open('anquan', passwordOf(security));
    const grant = signDocument({ kind: 'grant' }, [secretsOf(before).personal.signing]);
    setSuite(at.dataDir, at.ring, to);
    const algorithms = (login: string): string[] => {
      const { seed, public: keys, dataKey } = slotIn(at, login);
      return [seed.algorithm, keys.sealing.algorithm, keys.signing.algorithm, dataKey.algorithm];
    };
    const names = {
      intl: ['aes-256-gcm', 'x25519', 'ed25519', 'x25519-hkdf-sha256-aes-256-gcm'],
      gm: ['sm4-gcm', 'sm2', 'sm2-sm3', 'sm2-hkdf-sm3-sm4-gcm'],
    };
    expect(algorithms('anquan')).toEqual(names[from]);
    const after = await at.open('anquan', passwordOf(security));
    expect(algorithms('anquan')).toEqual(names[to]);
    expect([hexOf(after.databaseKey()), hexOf(after.columnKey())]).toEqual([databaseKey, columnKey]);
    expect(verifyDocument(grant, fileOf(at).trust.security)).toHaveLength(1);
    expect(verifyDocument(signDocument(grant, [secretsOf(after).personal.signing]), fileOf(at).trust.security)).toHaveLength(2);
    // The others open as they are, even after the data key was made anew in the new suite.
    const ring = await rotateDataKey(at.dataDir, after, () => Promise.resolve());
    expect([fileOf(at).database.suite, hexOf(ring.databaseKey()) === databaseKey, hexOf(ring.columnKey())]).toEqual([to, false, columnKey]);
    expect((await at.open('xitong', at.codeOf('xitong'))).databaseKey()).toEqual(ring.databaseKey());
    expect((await at.open('zhangsan', passwordOf(zhang))).databaseKey()).toEqual(ring.databaseKey());
    expect(hexOf((await at.open('zhangsan', passwordOf(zhang))).backupKey(1))).not.toBe(hexOf(ring.backupKey(2)));
  });
});

/** What somebody may do to the key file, in any order. */
type Step = { readonly by: number; readonly kind: 'password' | 'add' | 'remove' | 'reset' | 'rotate' | 'suite' | 'recover' | 'sheets'; readonly on: number };
const step: fc.Arbitrary<Step> = fc.record({
  by: fc.nat(5),
  on: fc.nat(5),
  kind: fc.constantFrom('password', 'add', 'remove', 'reset', 'rotate', 'suite', 'recover', 'sheets'),
});

describe('any sequence of changes', () => {
  it('lets in everybody who belongs there with the present password, and nobody else', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), fc.constantFrom<'intl' | 'gm'>('intl', 'gm'), async (steps, suite) => {
        const at = await aStation([zhang, security], { suite });
        try {
          await play(at, steps);
        } finally {
          at.remove();
        }
      }),
      { numRuns: 30 },
    );
  });
});

async function play(at: Station, steps: readonly Step[]): Promise<void> {
  const { dataDir, store } = at;
  const present = new Map([zhang, security].map(({ login, userId, ...person }) => [login, { userId, text: passwordOf({ login, userId, ...person }) }]));
  const refused: (readonly [login: string, text: string])[] = [];
  let sheets = at.recoverySheets ?? expect.fail('no sheets');
  let made = 0;
  const opened = async (login: string): Promise<KeyRing> => openSlot(dataDir, { login, password: present.get(login)?.text ?? '', store });
  for (const { by, kind, on } of steps) {
    const logins = [...present.keys()];
    const [login = '', other = ''] = [logins[by % logins.length], logins[on % logins.length]];
    const [own, theirs] = [present.get(login) ?? expect.fail(), present.get(other) ?? expect.fail()];
    const ring = await opened(login);
    const fresh = `口令-${++made}`;
    if (kind === 'password') {
      await setPassword(dataDir, ring, { password: fresh, store });
      refused.push([login, own.text]);
      present.set(login, { ...own, text: fresh });
    } else if (kind === 'add') {
      const added = await addSlot(dataDir, ring, { userId: `u${made}`, login: `l${made}`, secret: { kind: 'activation' } }, store);
      present.set(`l${made}`, { userId: `u${made}`, text: added.code ?? '' });
    } else if (kind === 'remove' && other !== login) {
      removeSlot(dataDir, ring, theirs.userId);
      refused.push([other, theirs.text]);
      present.delete(other);
    } else if (kind === 'reset' && other !== login) {
      const reset = await resetSlot(dataDir, ring, theirs.userId, store);
      refused.push([other, theirs.text]);
      present.set(other, { ...theirs, text: reset.code });
    } else if (kind === 'rotate') {
      await rotateDataKey(dataDir, ring, () => Promise.resolve());
    } else if (kind === 'suite') {
      setSuite(dataDir, ring, on % 2 === 0 ? 'intl' : 'gm');
    } else if (kind === 'sheets') {
      sheets = makeRecovery(dataDir, ring);
    } else if (kind === 'recover') {
      const challenge = recoveryChallenge(dataDir);
      const responses = [respond(sheets.security, challenge, other), respond(sheets.system, challenge, other)] as const;
      await completeRecovery(dataDir, { responses, userId: theirs.userId, password: fresh, store });
      refused.push([other, theirs.text]);
      present.set(other, { ...theirs, text: fresh });
    }
  }
  const keys = new Set<string>();
  for (const [login, { userId }] of present) {
    const ring = await opened(login);
    expect(ring.userId).toBe(userId);
    keys.add(`${hexOf(ring.databaseKey())} ${hexOf(ring.columnKey())} ${hexOf(ring.backupKey(1))}`);
  }
  expect(keys.size).toBe(1);
  for (const [login, password] of refused) {
    if (present.get(login)?.text !== password) expect((await rejectionOf(openSlot(dataDir, { login, password, store }))).code).toBe('wrong_password');
  }
  const elsewhere = fileStore(`${at.profile}-elsewhere`);
  for (const [login, { text }] of present) {
    expect((await rejectionOf(openSlot(dataDir, { login, password: text, store: elsewhere }))).code).toBe('device_key_missing');
  }
}
