// Checks every algorithm against published answers when the program starts; one that answers differently stops it.

import { AppError } from '#domain/result.ts';
import { fromHex, toHex } from './bytes.ts';
import { knownAnswers, type KnownAnswers } from './known-answers.ts';
import { sm2Decrypt, sm2PublicKey, sm2Verify, sm4Block, sm4GcmOpen, sm4GcmSeal } from './sm-library.ts';
import type { SigningKey } from './suite.ts';
import { suites, type Suites } from './suites.ts';

/** Vectors are constants of this program: one that is not hexadecimal is a defect, and counts as a wrong answer. */
const bytes = (text: string): Uint8Array => fromHex(text) ?? new Uint8Array(0);
const nothing = new Uint8Array(0);
const hexOf = (answer: Uint8Array | undefined): string => (answer === undefined ? 'refused' : toHex(answer));

type Check = readonly [algorithm: string, answer: () => string, expected: string];

function checks({ intl, gm }: Suites, known: KnownAnswers): Check[] {
  const { aesGcm, sm4Gcm, sm2Sign } = known;
  const ed25519 = (): SigningKey => intl.signKeyFrom(bytes(known.ed25519.seed));
  const sm4 = (): { text: Uint8Array; tag: Uint8Array } => sm4GcmSeal(bytes(sm4Gcm.key), bytes(sm4Gcm.nonce), bytes(sm4Gcm.plain), bytes(sm4Gcm.aad));
  return [
    ['SHA-256', () => toHex(intl.hash(bytes(known.sha256.message))), known.sha256.hash],
    ['HMAC-SHA-256', () => toHex(intl.hmac(bytes(known.hmacSha256.key), bytes(known.hmacSha256.message))), known.hmacSha256.mac],
    ['HKDF-SHA-256', () => toHex(intl.hkdf(bytes(known.hkdfSha256.key), nothing, '', 42)), known.hkdfSha256.output],
    ['AES-256-GCM', () => hexOf(intl.open(bytes(aesGcm.key), { ...aesGcm, algorithm: 'aes-256-gcm' }, bytes(aesGcm.aad))), aesGcm.plain],
    ['AES-256-GCM (other aad)', () => hexOf(intl.open(bytes(aesGcm.key), { ...aesGcm, algorithm: 'aes-256-gcm' }, nothing)), 'refused'],
    ['Ed25519 key', () => ed25519().public.key, known.ed25519.public],
    ['Ed25519 signature', () => toHex(intl.sign(ed25519(), bytes(known.ed25519.message))), known.ed25519.signature],
    [
      'Ed25519 verification',
      () => String([known.ed25519.message, ''].map((message) => intl.verify(ed25519().public, bytes(message), bytes(known.ed25519.signature)))),
      'true,false',
    ],
    ['X25519 key', () => intl.sealKeyFrom(bytes(known.x25519.seed)).public.key, known.x25519.public],
    [
      'X25519 agreement',
      () => hexOf(intl.agree(intl.sealKeyFrom(bytes(known.x25519.seed)), { algorithm: 'x25519', key: known.x25519.other })),
      known.x25519.shared,
    ],
    ['SM3', () => toHex(gm.hash(bytes(known.sm3.message))), known.sm3.hash],
    ['HMAC-SM3', () => toHex(gm.hmac(bytes(known.hmacSm3.key), bytes(known.hmacSm3.message))), known.hmacSm3.mac],
    ['HKDF-SM3', () => toHex(gm.hkdf(bytes(known.hkdfSm3.key), nothing, '', 42)), known.hkdfSm3.output],
    ['SM4', () => toHex(sm4Block(bytes(known.sm4.key), bytes(known.sm4.block))), known.sm4.text],
    ['SM4-GCM', () => `${toHex(sm4().text)} ${toHex(sm4().tag)}`, `${sm4Gcm.text} ${sm4Gcm.tag}`],
    [
      'SM4-GCM (other aad)',
      () => hexOf(sm4GcmOpen(bytes(sm4Gcm.key), { nonce: bytes(sm4Gcm.nonce), text: bytes(sm4Gcm.text), tag: bytes(sm4Gcm.tag) }, nothing)),
      'refused',
    ],
    ['SM2 key', () => toHex(sm2PublicKey(bytes(sm2Sign.private))), sm2Sign.public],
    [
      'SM2 verification',
      () => String([sm2Sign.message, ''].map((message) => sm2Verify(bytes(sm2Sign.public), bytes(message), bytes(sm2Sign.signature)))),
      'true,false',
    ],
    ['SM2 decryption', () => hexOf(sm2Decrypt(bytes(known.sm2Encrypt.private), bytes(known.sm2Encrypt.text))), known.sm2Encrypt.plain],
    ...[intl, gm].flatMap((suite): Check[] => {
      const key = suite.hash(nothing);
      return [
        [`${suite.id} box`, () => hexOf(suite.open(key, suite.seal(key, key, nothing), nothing)), toHex(key)],
        [
          `${suite.id} letter`,
          () => hexOf(suite.openSealed(suite.sealKeyFrom(key), suite.sealTo(suite.sealKeyFrom(key).public, key, nothing), nothing)),
          toHex(key),
        ],
        [`${suite.id} signature`, () => String(suite.verify(suite.signKeyFrom(key).public, key, suite.sign(suite.signKeyFrom(key), key))), 'true'],
      ];
    }),
  ];
}

/** Algorithms that do not give their published answer; empty when all do. */
export function wrongAnswers(tested: Suites = suites, known: KnownAnswers = knownAnswers): string[] {
  return checks(tested, known)
    .filter(([, answer, expected]) => {
      try {
        return answer() !== expected;
      } catch {
        return true;
      }
    })
    .map(([algorithm]) => algorithm);
}

/** To be called before anything is opened. Error `crypto_self_test`. */
export function selfTest(tested: Suites = suites, known: KnownAnswers = knownAnswers): void {
  const wrong = wrongAnswers(tested, known);
  if (wrong.length > 0) {
    throw new AppError('crypto_self_test', '密码算法自检没有通过，程序没有启动，数据没有打开也没有改动。请重新安装程序；仍然出现时请联系信息管理员。', {
      wrong,
    });
  }
}
