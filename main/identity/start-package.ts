// Makes, opens and carries out start packages: signed by the data centre, sealed with a code that is read out.

import { randomUUID } from 'node:crypto';
import { fromHex, toHex, utf8 } from '#crypto/bytes.ts';
import { canonicalBytes } from '#crypto/canonical.ts';
import { fromReadable, toReadable } from '#crypto/readable-code.ts';
import { signDocument, verifyDocument } from '#crypto/signed-document.ts';
import { keyLength, type SigningKey } from '#crypto/suite.ts';
import { openBox, suites } from '#crypto/suites.ts';
import { preferredCipher } from '#db/client.ts';
import type { Account } from '#domain/identity/account.ts';
import { isProperlySigned } from '#domain/identity/grant.ts';
import { usualSettings } from '#domain/identity/security-settings.ts';
import { sealedStartPackage, signedStartPackage, type SealedStartPackage, type SignedStartPackage, type StartPackage } from '#domain/identity/start-package.ts';
import type { RoleId } from '#domain/policy/roles.ts';
import { loginKey } from '#domain/identity/account.ts';
import { AppError } from '#domain/result.ts';
import { createKeys } from '../keys/create-keys.ts';
import type { Office } from '../keys/key-file.ts';
import { judgeOf } from '../session/admission.ts';
import { askerOf } from '../session/asker.ts';
import { buildStation, refuseExistingStation, sheetsOf, type Founded } from '../session/found-station.ts';
import { remember, requireGoodPassword } from '../session/passwords.ts';
import { SessionClock } from '../session/session-clock.ts';
import { admitTo } from '../session/sign-in.ts';
import type { Station } from '../session/station.ts';

const codeLength = 16;

const sealingKey = (suite: 'intl' | 'gm', code: Uint8Array, salt: Uint8Array): Uint8Array => suites[suite].hkdf(code, salt, 'start-package/1', keyLength);

const binding = (salt: string): Uint8Array => canonicalBytes(['start-package/1', salt]);

/** Signs and seals a package. The code is to be read out, never sent along. */
export function sealStartPackage(document: StartPackage, centre: SigningKey): { file: SealedStartPackage; code: string } {
  const suite = suites.intl;
  const salt = suite.random(16);
  const code = suite.random(codeLength);
  const signed = signDocument(document, [centre]);
  const box = suite.seal(sealingKey('intl', code, salt), utf8(JSON.stringify(signed)), binding(toHex(salt)));
  return { file: { format: 'start-package/1', salt: toHex(salt), box }, code: toReadable(code) };
}

const notOurs = (why: string): AppError => new AppError('bad_input', `启动包${why}，工作站没有建立。请核对文件和口头告知的代码，或向数据中心重新索取。`);

/** What a package says, once code and signature are right. Errors `bad_input`, `policy_tampered`. */
export function openStartPackage(bytes: Uint8Array, code: string): SignedStartPackage {
  const sealed = sealedStartPackage.safeParse(parsed(new TextDecoder().decode(bytes)));
  if (!sealed.success) throw notOurs('无法读取');
  const { salt, box } = sealed.data;
  const plain = openBox(sealingKey('intl', fromReadable(code, codeLength), fromHex(salt) ?? new Uint8Array(0)), box, binding(salt));
  if (plain === undefined) throw notOurs('与代码不符，或文件被改动过');
  const document = signedStartPackage.safeParse(parsed(new TextDecoder().decode(plain)));
  if (!document.success) throw notOurs('的内容不完整，或来自更新版本的数据中心');
  if (verifyDocument(document.data, [document.data.centre]).length === 0) {
    throw new AppError('policy_tampered', '启动包的签名没有通过核验，工作站没有建立。请向数据中心重新索取。');
  }
  return document.data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const officeOf: Readonly<Partial<Record<RoleId, Office>>> = { system_admin: 'system', security_admin: 'security', audit_admin: 'audit' };

/** Makes a station from a package and signs the given person in. Errors as `openStartPackage` and `foundStation`, `lease_expired`. */
export async function fromStartPackage(
  station: Station,
  given: { readonly package: Uint8Array; readonly code: string; readonly login: string; readonly newPassword: string },
): Promise<Founded> {
  refuseExistingStation(station);
  const document = openStartPackage(given.package, given.code);
  const clock = new SessionClock(station.options.clocks, document.issued_at);
  if (clock.isBehind) throw notOurs('的签发时间晚于本机时间：请先校正系统时间');
  if (Date.parse(clock.at()) >= Date.parse(document.expires))
    throw new AppError('lease_expired', '启动包已过期，工作站没有建立。请向数据中心重新索取。', { expires: document.expires });
  const judge = judgeOf({ deviceId: document.device_id, trust: { centre: document.centre, system: [], security: [], audit: [] } });
  if (document.grants.some((grant) => grant.issuer !== 'centre' || grant.device_id !== document.device_id || !isProperlySigned(grant, judge))) {
    throw new AppError('policy_tampered', '启动包中有授权没有通过核验，工作站没有建立。请向数据中心重新索取。');
  }
  const person = document.accounts.find(({ login }) => loginKey(login) === loginKey(given.login));
  if (person === undefined) throw notOurs(`中没有登录名“${given.login}”`);
  await requireGoodPassword(document.password_profile, given.newPassword, {
    login: person.login,
    name: person.name,
    staffNo: person.staff_no,
    unit: person.unit,
  });
  const rolesOf = (userId: string): readonly RoleId[] => document.grants.find(({ user_id: holder }) => holder === userId)?.roles ?? [];
  const others = document.accounts.filter((account) => account !== person);

  return buildStation(station, async () => {
    const personOf = ({ user_id: userId, login }: (typeof others)[number]): { userId: string; login: string; office?: Office } => {
      const [office] = rolesOf(userId).flatMap((role) => officeOf[role] ?? []);
      return { userId, login, ...(office === undefined ? {} : { office }) };
    };
    const keys = await createKeys(station.dataDir, {
      replicaId: randomUUID(),
      deviceId: document.device_id,
      zone: document.zone,
      profile: document.password_profile,
      suite: document.suite,
      cipher: preferredCipher(),
      store: await station.store(document.zone),
      calibration: station.options.calibration,
      centre: document.centre,
      people: [
        { ...personOf(person), secret: { kind: 'password', password: given.newPassword } },
        ...others.map((account) => ({ ...personOf(account), secret: { kind: 'activation' as const, code: account.activation_code } })),
      ],
    });
    for (const ring of keys.rings.values()) if (ring !== keys.ring) ring.destroy();
    const accounts = [person, ...others].map((account): Account => {
      const isPerson = account === person;
      return {
        id: account.user_id,
        login: account.login,
        name: account.name,
        staffNo: account.staff_no,
        unit: account.unit,
        state: isPerson ? 'active' : 'invited',
        createdAt: clock.at(),
        passwordSetAt: isPerson ? clock.at() : null,
        lastSignIn: null,
        grantSerial: 0,
      };
    });
    const [first] = accounts;
    if (first === undefined) throw new Error('a start package has accounts');
    const replica = await station.openDatabase(keys.ring, keys.file, { create: true, now: clock.at() });
    try {
      await replica.entry.establish({
        ...askerOf(keys.file, first, rolesOf(first.id), clock),
        accounts,
        grants: document.grants,
        settings: { ...usualSettings, passwordProfile: document.password_profile },
        passwords: [{ userId: first.id, ...(await remember(given.newPassword)) }],
        detail: {
          programVersion: station.options.programVersion,
          zone: document.zone,
          suite: document.suite,
          profile: document.password_profile,
          issuedAt: document.issued_at,
        },
      });
      const signedIn = await admitTo(station, {
        keys: keys.file,
        ring: keys.ring,
        memory: await station.memory(keys.file),
        lock: station.lock(),
        replica,
        event: null,
      });
      const sheets = keys.recoverySheets;
      const holderOf = (role: RoleId): Account | undefined => accounts.find(({ id }) => rolesOf(id).includes(role));
      return { signedIn, activation: [], recovery: sheets === null ? [] : sheetsOf(sheets, holderOf) };
    } catch (error) {
      await replica.close();
      throw error;
    }
  });
}
