// Recovery by two administrators: both sheets and the station's own challenge, or nothing; the data stay where they are.

import { readdirSync, rmSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { fromReadable, toReadable } from '#crypto/readable-code.ts';
import { failureOf, rejectionOf } from '../../tests/builders/failures.ts';
import { fileStore } from './device-store.ts';
import { readKeyFile } from './key-file.ts';
import { openSlot } from './open-slot.ts';
import { completeRecovery, makeRecovery, recoveryChallenge, respond } from './recovery.ts';
import { rotateDataKey } from './rotation.ts';
import { aStation, keyFileText, passwordOf, putKeyFile, security, zhang, type Station } from './testing/station.ts';

vi.mock(import('./stretching.ts'), async (original) => {
  const { fastStretch } = await import('./testing/fast-stretching.ts');
  return { ...(await original()), stretch: fastStretch };
});

const stations: Station[] = [];
afterEach(() => {
  for (const each of stations.splice(0)) each.remove();
});
async function begin(...setUp: Parameters<typeof aStation>): Promise<Station & { sheets: { security: string; system: string } }> {
  const station = await aStation(...setUp);
  stations.push(station);
  return { ...station, sheets: station.recoverySheets ?? expect.fail('no sheets') };
}

const fresh = '恢复后的新口令-2026';
const notOurs = '应答码与本次挑战码或登录名不符，没有恢复，数据没有改动。请核对挑战码和登录名后，请两位管理员重新计算应答码。';
const oneHalf = '两个应答码须分别来自安全管理员和系统管理员的恢复单，没有恢复，数据没有改动。请向另一位管理员索取应答码。';

describe.each(['intl', 'gm'] as const)('recovery in the %s suite', (suite) => {
  it('lets a person in whose password is forgotten, with a new one; nobody else notices (SY-06)', async () => {
    const at = await begin(undefined, { suite });
    const challenge = recoveryChallenge(at.dataDir);
    expect(challenge).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){13}[0-9A-HJKMNP-TV-Z]{5}$/);
    const responses = [respond(at.sheets.security, challenge, 'zhangsan'), respond(at.sheets.system, challenge, 'zhangsan')] as const;
    for (const response of responses) expect(response).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){6}[0-9A-HJKMNP-TV-Z]{5}$/);
    const { dataDir, store } = at;
    const ring = await completeRecovery(dataDir, { responses, userId: '01-zhang', password: fresh, store });
    expect([ring.userId, ring.kind, ring.databaseKey(), ring.columnKey()]).toEqual(['01-zhang', 'password', at.ring.databaseKey(), at.ring.columnKey()]);
    expect((await at.open('zhangsan', fresh)).databaseKey()).toEqual(ring.databaseKey());
    expect((await rejectionOf(at.open('zhangsan', passwordOf(zhang)))).code).toBe('wrong_password');
    expect((await at.open('anquan', passwordOf(security))).databaseKey()).toEqual(ring.databaseKey());
  });

  it('needs both sheets: one half opens nothing, in either place or twice', async () => {
    const { dataDir, store, sheets } = await begin(undefined, { suite });
    const challenge = recoveryChallenge(dataDir);
    const half = respond(sheets.security, challenge, 'zhangsan');
    const text = keyFileText(dataDir);
    const attempt = (responses: readonly [string, string]): Promise<unknown> =>
      completeRecovery(dataDir, { responses, userId: '01-zhang', password: fresh, store });
    expect(await rejectionOf(attempt([half, half]))).toEqual({ code: 'recovery_refused', message: oneHalf });
    // The same half under the other administrator's number.
    const disguised = toReadable(fromReadable(half, 17).map((byte, index) => (index === 0 ? 1 : byte)));
    expect(await rejectionOf(attempt([half, disguised]))).toEqual({ code: 'recovery_refused', message: notOurs });
    expect(await rejectionOf(attempt([toReadable(new Uint8Array(17)), respond(sheets.system, challenge, 'zhangsan')]))).toEqual({
      code: 'recovery_refused',
      message: notOurs,
    });
    expect(keyFileText(dataDir)).toBe(text);
  });

  it('takes the responses in any order, and each only once: the next challenge is another', async () => {
    const { dataDir, store, sheets } = await begin(undefined, { suite });
    const challenge = recoveryChallenge(dataDir);
    const responses = [respond(sheets.system, challenge, 'zhangsan'), respond(sheets.security, challenge, 'zhangsan')] as const;
    await completeRecovery(dataDir, { responses, userId: '01-zhang', password: fresh, store });
    const next = recoveryChallenge(dataDir);
    expect(next).not.toBe(challenge);
    const again = completeRecovery(dataDir, { responses, userId: '02-security', password: fresh, store });
    expect(await rejectionOf(again)).toEqual({ code: 'recovery_refused', message: notOurs });
    // The sheets stay good.
    const second = [respond(sheets.security, next, 'anquan'), respond(sheets.system, next, 'anquan')] as const;
    expect((await completeRecovery(dataDir, { responses: second, userId: '02-security', password: fresh, store })).userId).toBe('02-security');
  });

  it('opens for the person the administrators answered for, and for nobody else', async () => {
    const { dataDir, store, sheets } = await begin(undefined, { suite });
    const challenge = recoveryChallenge(dataDir);
    const responses = [respond(sheets.security, challenge, ' ＺhangSan '), respond(sheets.system, challenge, 'zhangsan')] as const;
    const attempt = (userId: string): Promise<{ userId: string }> => completeRecovery(dataDir, { responses, userId, password: fresh, store });
    const text = keyFileText(dataDir);
    expect(await rejectionOf(attempt('02-security'))).toEqual({ code: 'recovery_refused', message: notOurs });
    expect(keyFileText(dataDir)).toBe(text);
    expect((await attempt('01-zhang')).userId).toBe('01-zhang');
  });

  it('does not take the responses to another station’s challenge, nor another station’s sheets', async () => {
    const [here, there] = [await begin(undefined, { suite }), await begin(undefined, { suite })];
    const [own, theirs] = [recoveryChallenge(here.dataDir), recoveryChallenge(there.dataDir)];
    const attempt = (responses: readonly [string, string]): Promise<unknown> =>
      completeRecovery(here.dataDir, { responses, userId: '01-zhang', password: fresh, store: here.store });
    for (const [sheets, challenge] of [
      [here.sheets, theirs],
      [there.sheets, own],
      [there.sheets, theirs],
    ] as const) {
      const responses = [respond(sheets.security, challenge, 'zhangsan'), respond(sheets.system, challenge, 'zhangsan')] as const;
      expect(await rejectionOf(attempt(responses))).toEqual({ code: 'recovery_refused', message: notOurs });
    }
  });

  it('still works after a rotation, with the challenge shown since', async () => {
    const { dataDir, store, sheets, ring } = await begin(undefined, { suite });
    const before = recoveryChallenge(dataDir);
    const rotated = await rotateDataKey(dataDir, ring, () => Promise.resolve());
    const challenge = recoveryChallenge(dataDir);
    expect(challenge).not.toBe(before);
    const responses = [respond(sheets.security, challenge, 'anquan'), respond(sheets.system, challenge, 'anquan')] as const;
    const recovered = await completeRecovery(dataDir, { responses, userId: '02-security', password: fresh, store });
    expect([recovered.databaseKey(), recovered.backupKey(1), recovered.generation]).toEqual([rotated.databaseKey(), rotated.backupKey(1), 2]);
  });

  it('with new sheets does not work with the old ones', async () => {
    const { dataDir, store, sheets, ring } = await begin(undefined, { suite });
    const replaced = makeRecovery(dataDir, ring);
    const challenge = recoveryChallenge(dataDir);
    const mixed = [respond(replaced.security, challenge, 'zhangsan'), respond(sheets.system, challenge, 'zhangsan')] as const;
    const attempt = completeRecovery(dataDir, { responses: mixed, userId: '01-zhang', password: fresh, store });
    expect((await rejectionOf(attempt)).code).toBe('recovery_refused');
    const right = [respond(replaced.security, challenge, 'zhangsan'), respond(replaced.system, challenge, 'zhangsan')] as const;
    expect((await completeRecovery(dataDir, { responses: right, userId: '01-zhang', password: fresh, store })).userId).toBe('01-zhang');
  });
});

describe('a computer whose secret is lost', () => {
  it('gets a new one by recovery; the data key is the old one, so nothing in the database is lost (abuse case 3)', async () => {
    const at = await begin();
    const databaseKey = at.ring.databaseKey();
    rmSync(at.profile, { recursive: true });
    expect((await rejectionOf(at.open('zhangsan', passwordOf(zhang)))).code).toBe('device_key_missing');
    const challenge = recoveryChallenge(at.dataDir);
    const responses = [respond(at.sheets.security, challenge, 'zhangsan'), respond(at.sheets.system, challenge, 'zhangsan')] as const;
    const ring = await completeRecovery(at.dataDir, { responses, userId: '01-zhang', password: fresh, store: at.store });
    expect(ring.databaseKey()).toEqual(databaseKey);
    expect(readdirSync(at.profile)).toHaveLength(1);
    expect((await at.open('zhangsan', fresh)).databaseKey()).toEqual(databaseKey);
    // The others are told to apply for recovery, not that their password is wrong.
    expect((await rejectionOf(at.open('anquan', passwordOf(security)))).code).toBe('device_key_missing');
    const next = recoveryChallenge(at.dataDir);
    const theirs = [respond(at.sheets.security, next, 'anquan'), respond(at.sheets.system, next, 'anquan')] as const;
    await completeRecovery(at.dataDir, { responses: theirs, userId: '02-security', password: fresh, store: at.store });
    expect([(await at.open('anquan', fresh)).userId, (await at.open('zhangsan', fresh)).userId]).toEqual(['02-security', '01-zhang']);
  });

  it('can be another computer: the folder moves, the person recovers there', async () => {
    const at = await begin();
    const [dataDir, store] = [at.copyOfData(), fileStore(`${at.profile}-new-computer`)];
    const challenge = recoveryChallenge(dataDir);
    const responses = [respond(at.sheets.security, challenge, 'zhangsan'), respond(at.sheets.system, challenge, 'zhangsan')] as const;
    await completeRecovery(dataDir, { responses, userId: '01-zhang', password: fresh, store });
    expect((await openSlot(dataDir, { login: 'zhangsan', password: fresh, store })).databaseKey()).toEqual(at.ring.databaseKey());
  });
});

describe('what people mistype', () => {
  it('is named: which code, which group', async () => {
    const { dataDir, store, sheets } = await begin();
    const challenge = recoveryChallenge(dataDir);
    const mistyped = (text: string, group: number): string => {
      const groups = text.split('-');
      const [first = '', ...rest] = groups[group - 1] ?? '';
      groups[group - 1] = `${first === '7' ? '8' : '7'}${rest.join('')}`;
      return groups.join('-');
    };
    const again = '请核对这一组的 5 个字符后重新输入。';
    expect(failureOf(() => respond(mistyped(sheets.security, 3), challenge, 'zhangsan'))).toEqual({
      code: 'bad_input',
      message: `恢复单代码：代码第 3 组有误，没有进行任何操作。${again}`,
      details: { group: 3 },
    });
    expect(failureOf(() => respond(sheets.security, mistyped(challenge, 14), 'zhangsan'))).toMatchObject({ code: 'bad_input', details: { group: 14 } });
    const [security2, system] = [respond(sheets.security, challenge, 'zhangsan'), respond(sheets.system, challenge, 'zhangsan')];
    const attempt = completeRecovery(dataDir, { responses: [security2, mistyped(system, 5)], userId: '01-zhang', password: fresh, store });
    expect(await rejectionOf(attempt)).toEqual({
      code: 'bad_input',
      message: `第 2 个应答码：代码第 5 组有误，没有进行任何操作。${again}`,
      details: { group: 5 },
    });
  });

  it('or mixed up is refused: a sheet of one suite with a challenge of the other, a challenge that is no point', async () => {
    const [here, there] = [await begin(undefined, { suite: 'intl' }), await begin(undefined, { suite: 'gm' })];
    const challenge = recoveryChallenge(here.dataDir);
    expect(failureOf(() => respond(there.sheets.security, challenge, 'zhangsan')).code).toBe('recovery_refused');
    expect(failureOf(() => respond(here.sheets.security, toReadable(new Uint8Array(34)), 'zhangsan')).code).toBe('recovery_refused');
    expect(failureOf(() => respond(toReadable(new Uint8Array(17).fill(255)), challenge, 'zhangsan')).code).toBe('recovery_refused');
  });
});

describe('recovery', () => {
  it('is not offered where there are no sheets', async () => {
    const station = await aStation([zhang], { zone: 'demo' });
    stations.push(station);
    expect(failureOf(() => recoveryChallenge(station.dataDir))).toEqual({
      code: 'recovery_refused',
      message: '本机没有设置恢复单，不能用这种方式恢复，数据没有改动。请联系信息管理员，从备份或数据中心恢复。',
    });
  });

  it('does not trust a changed file, and knows no strangers', async () => {
    const { dataDir, store, sheets } = await begin();
    const challenge = recoveryChallenge(dataDir);
    const responses = [respond(sheets.security, challenge, 'zhangsan'), respond(sheets.system, challenge, 'zhangsan')] as const;
    const attempt = (userId: string): Promise<unknown> => completeRecovery(dataDir, { responses, userId, password: fresh, store });
    expect(await rejectionOf(attempt('09-nobody'))).toEqual({ code: 'recovery_refused', message: notOurs });
    const file = readKeyFile(dataDir) ?? expect.fail('no file');
    putKeyFile(dataDir, JSON.stringify({ ...file, profile: 'asvs5' }));
    expect((await rejectionOf(attempt('01-zhang'))).code).toBe('replica_damaged');
    putKeyFile(dataDir, JSON.stringify({ ...file, recovery: { ...file.recovery, security: file.recovery?.system } }));
    expect((await rejectionOf(attempt('01-zhang'))).code).toBe('replica_damaged');
  });
});
