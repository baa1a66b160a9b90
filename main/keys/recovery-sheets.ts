// Recovery by two administrators: printed sheets, a challenge of the station, and the responses read over the phone.

import { fromHex, joinBytes, toHex, utf8 } from '#crypto/bytes.ts';
import { canonicalBytes } from '#crypto/canonical.ts';
import { fromReadable, toReadable } from '#crypto/readable-code.ts';
import { keyLength, suiteIds, type SealingKey, type SealingPublicKey, type SuiteId } from '#crypto/suite.ts';
import { openBox, suiteOf, suites } from '#crypto/suites.ts';
import { loginKey } from '#domain/identity/account.ts';
import { AppError } from '#domain/result.ts';
import type { DataKey } from './data-key.ts';
import type { KeyFile } from './key-file.ts';
import type { SlotOwner } from './new-slot.ts';

/*
 * Each sheet is the seed of a key pair; the file keeps the public halves only. The station draws a one-time key pair,
 * agrees with both public halves, seals the data key for each person under both results together, and forgets its private
 * half: from then on only the holders of the two sheets can compute the results again, each one half, from the one-time
 * public key and the login they were told. What they answer for one person opens nothing for another.
 * That public key is the challenge. A rotation, a new person, or a recovery that was used draws the next one without
 * needing the sheets.
 */

export const halves = ['security', 'system'] as const;
export type Half = (typeof halves)[number];
export type Sheets = Readonly<Record<Half, string>>;
type Recovery = NonNullable<KeyFile['recovery']>;

const sheetLength = 16;
const responseLength = 16;
/** A compressed SM2 point has one byte more than an X25519 key; both are written in the same length. */
const challengeLength = 33;
const none = new Uint8Array(0);

const sheetKey = (suite: SuiteId, seed: Uint8Array): SealingKey => suites[suite].sealKeyFrom(suites[suite].hkdf(seed, none, 'recovery-sheet/v1', keyLength));

/** New sheets and their public halves. The sheets exist nowhere else: who loses one can only have both made anew. */
export function drawSheets(suite: SuiteId): { sheets: Sheets; public: Readonly<Record<Half, SealingPublicKey>> } {
  const draw = (half: Half): { sheet: string; key: SealingPublicKey } => {
    const seed = suites[suite].random(sheetLength);
    const sheet = toReadable(joinBytes(Uint8Array.of(suiteIds.indexOf(suite) * 2 + halves.indexOf(half)), seed));
    return { sheet, key: sheetKey(suite, seed).public };
  };
  const [security, system] = [draw('security'), draw('system')];
  return { sheets: { security: security.sheet, system: system.sheet }, public: { security: security.key, system: system.key } };
}

/** What one administrator and the station agree on for this challenge, from either side. */
const agree = (own: SealingKey, other: SealingPublicKey): Uint8Array | undefined => suiteOf(other).agree(own, other);

/** One administrator's share of the key of one person. */
const shareFor = (login: string, agreed: Uint8Array, challenge: SealingPublicKey, half: Half): Uint8Array =>
  suiteOf(challenge).hkdf(agreed, utf8(challenge.key), `recovery-response/v1|${half}|${loginKey(login)}`, responseLength);

const binding = (
  { replicaId, deviceId }: Pick<KeyFile, 'replicaId' | 'deviceId'>,
  userId: string,
  suite: SuiteId,
  { generation, suite: derivation }: Omit<DataKey, 'bytes'>,
): Uint8Array => canonicalBytes(['recovery/v1', replicaId, deviceId, userId, suite, generation, derivation]);

const keyFrom = (suite: SuiteId, shares: Readonly<Record<Half, Uint8Array>>): Uint8Array =>
  suites[suite].hkdf(joinBytes(shares.security, shares.system), none, 'recovery/v1', keyLength);

/** Seals the data key for each of these persons to the holders of both sheets together, with a new challenge. */
export function sealRecovery(
  file: Pick<KeyFile, 'replicaId' | 'deviceId'>,
  { suite, security, system }: Pick<Recovery, 'suite' | Half>,
  people: readonly SlotOwner[],
  dataKey: DataKey,
): Recovery {
  const provider = suites[suite];
  const oneTime = provider.sealKeyFrom(provider.random(keyLength));
  const challenge = oneTime.public;
  const [first, second] = [agree(oneTime, security), agree(oneTime, system)];
  if (first === undefined || second === undefined) throw new RangeError('a recovery sheet has no usable public key');
  const dataKeys = people.map(({ userId, login }) => {
    const key = keyFrom(suite, { security: shareFor(login, first, challenge, 'security'), system: shareFor(login, second, challenge, 'system') });
    return { userId, key: provider.seal(key, dataKey.bytes, binding(file, userId, suite, dataKey)) };
  });
  return { suite, security, system, challenge, dataKeys };
}

/** The challenge as the station shows it: 14 groups. */
export function challengeText({ suite, challenge }: Recovery): string {
  const point = fromHex(challenge.key) ?? none;
  const padding = new Uint8Array(challengeLength - point.length);
  return toReadable(joinBytes(Uint8Array.of(suiteIds.indexOf(suite)), point, padding));
}

const refused = (sentence: string): AppError => new AppError('recovery_refused', sentence);

/** Reads a code of which the first byte says the suite or the half. `what` begins the sentence about a mistyped group. */
function read(text: string, length: number, what: string): Uint8Array {
  try {
    return fromReadable(text, length);
  } catch (error) {
    if (error instanceof AppError) throw new AppError(error.code, `${what}：${error.message}`, error.details);
    throw error;
  }
}

/**
 * What an administrator reads back, computed on any machine from the printed sheet, the challenge, and the login of the
 * person on the phone, for whom alone it is good: 7 groups.
 * Errors `bad_input` (with the mistyped group), `recovery_refused` (sheet and challenge are of different kinds).
 */
export function respond(sheet: string, challenge: string, login: string): string {
  const sheetBytes = read(sheet, sheetLength + 1, '恢复单代码');
  const challengeBytes = read(challenge, challengeLength + 1, '挑战码');
  const [kind = 255] = sheetBytes;
  const [suiteNumber, halfNumber] = [kind >> 1, kind % 2];
  const [suite, half] = [suiteIds[suiteNumber], halves[halfNumber]];
  if (suite === undefined || half === undefined || challengeBytes[0] !== suiteNumber) {
    throw refused('恢复单与挑战码不是同一套，没有生成应答码。请核对两者是否取自同一台工作站的恢复流程。');
  }
  const own = sheetKey(suite, sheetBytes.subarray(1));
  const length = own.public.key.length / 2;
  const point: SealingPublicKey = { algorithm: own.public.algorithm, key: toHex(challengeBytes.subarray(1, 1 + length)) };
  const agreed = agree(own, point);
  if (agreed === undefined) throw refused('挑战码无效，没有生成应答码。请让工作站重新显示挑战码。');
  return toReadable(joinBytes(Uint8Array.of(halfNumber), shareFor(login, agreed, point, half)));
}

/**
 * The data key, from both responses for this person in any order. A person the station does not know is refused like wrong
 * responses. Errors `bad_input` (with the mistyped group), `recovery_refused`.
 */
export function openRecovery(file: KeyFile, recovery: Recovery, userId: string, responses: readonly [string, string]): DataKey {
  const shares = new Map(
    responses.map((text, index): [Half | undefined, Uint8Array] => {
      const bytes = read(text, responseLength + 1, `第 ${index + 1} 个应答码`);
      return [halves[bytes[0] ?? -1], bytes.subarray(1)];
    }),
  );
  const [security, system] = [shares.get('security'), shares.get('system')];
  if (security === undefined || system === undefined) {
    throw refused('两个应答码须分别来自安全管理员和系统管理员的恢复单，没有恢复，数据没有改动。请向另一位管理员索取应答码。');
  }
  const { generation, suite: derivation } = file.database;
  const key = keyFrom(recovery.suite, { security, system });
  const sealed = recovery.dataKeys.find((each) => each.userId === userId)?.key;
  const bytes = sealed === undefined ? undefined : openBox(key, sealed, binding(file, userId, recovery.suite, { generation, suite: derivation }));
  if (bytes === undefined) throw refused('应答码与本次挑战码或登录名不符，没有恢复，数据没有改动。请核对挑战码和登录名后，请两位管理员重新计算应答码。');
  return { generation, suite: derivation, bytes };
}
