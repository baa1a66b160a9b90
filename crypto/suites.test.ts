// Both suites: what they seal opens for the right key only, whatever a forger changes is refused, and Node's own algorithms agree.

import { createHash, createHmac, hkdfSync } from 'node:crypto';
import * as fc from 'fast-check';
import { sm2 } from 'sm-crypto-v2';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { fromHex, joinBytes, sameBytes, toHex, utf8 } from './bytes.ts';
import { sm2Decrypt, sm2Encrypt, sm2PrivateKey, sm2PublicKey, sm2Sign, sm2Verify, sm3Hash, sm4GcmOpen, sm4GcmSeal } from './sm-library.ts';
import type { SealedBox, SealedLetter, Suite } from './suite.ts';
import { isSignedBy, openBox, suiteOf, suites } from './suites.ts';

const both = Object.values(suites).map((suite) => ({ name: suite.id, suite }));
const keyOf = (suite: Suite, text: string): Uint8Array => suite.hash(utf8(text));
const other = (suite: Suite): Suite => (suite.id === 'intl' ? suites.gm : suites.intl);

/** Every text that differs from `hex` in one bit of one byte. */
function* bitFlips(hex: string): Generator<string> {
  const bytes = fromHex(hex) ?? new Uint8Array(0);
  for (let at = 0; at < bytes.length; at++) {
    const changed = bytes.slice();
    changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
    yield toHex(changed);
  }
}

describe.each(both)('the $name suite', ({ suite }) => {
  const key = keyOf(suite, 'key');
  const aad = utf8('bound to this');
  const plain = utf8('四十个未上传的修改');

  it('opens what it sealed, of any length, and only with the same key and the same binding', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.uint8Array({ maxLength: 40 }), (text, binding) => {
        const box = suite.seal(key, text, binding);
        expect(openBox(key, box, binding)).toEqual(text);
        expect(openBox(keyOf(suite, 'other'), box, binding)).toBeUndefined();
        expect(openBox(key, box, joinBytes(binding, Uint8Array.of(0)))).toBeUndefined();
      }),
      { numRuns: 100 },
    );
  });

  it('refuses a box with any bit changed, and any shortened part', () => {
    const box = suite.seal(key, plain, aad);
    for (const part of ['nonce', 'text', 'tag'] as const) {
      for (const changed of bitFlips(box[part])) expect(openBox(key, { ...box, [part]: changed }, aad)).toBeUndefined();
      for (let length = 0; length < box[part].length; length++) expect(openBox(key, { ...box, [part]: box[part].slice(0, length) }, aad)).toBeUndefined();
      expect(openBox(key, { ...box, [part]: `${box[part]}00` }, aad)).toBeUndefined();
    }
  });

  it('refuses a box that claims to be of the other suite', () => {
    const box = suite.seal(key, plain, aad);
    const renamed: SealedBox = { ...box, algorithm: other(suite).seal(key, plain, aad).algorithm };
    expect(openBox(key, renamed, aad)).toBeUndefined();
    expect(suite.open(key, renamed, aad)).toBeUndefined();
  });

  it('never seals twice alike', () => {
    expect(new Set(Array.from({ length: 50 }, () => suite.seal(key, plain, aad).nonce)).size).toBe(50);
  });

  it('opens a letter with the recipient’s key only, and refuses it with any bit changed', () => {
    const recipient = suite.sealKeyFrom(key);
    const letter = suite.sealTo(recipient.public, plain, aad);
    expect(suiteOf(letter)).toBe(suite);
    expect(suite.openSealed(recipient, letter, aad)).toEqual(plain);
    expect(suite.openSealed(suite.sealKeyFrom(keyOf(suite, 'other')), letter, aad)).toBeUndefined();
    expect(suite.openSealed(recipient, letter, utf8('bound to that'))).toBeUndefined();
    for (const opening of bitFlips(letter.opening)) expect(suite.openSealed(recipient, { ...letter, opening }, aad)).toBeUndefined();
    for (const text of bitFlips(letter.box.text)) expect(suite.openSealed(recipient, { ...letter, box: { ...letter.box, text } }, aad)).toBeUndefined();
    const renamed: SealedLetter = { ...letter, algorithm: other(suite).sealTo(other(suite).sealKeyFrom(key).public, plain, aad).algorithm };
    expect(suite.openSealed(recipient, renamed, aad)).toBeUndefined();
  });

  it('refuses to seal to something that is no public key', () => {
    for (const bad of ['', '00', 'f'.repeat(64), 'zz']) {
      if (suite.id === 'intl' && bad.length === 64) continue; // Every 32 bytes are an X25519 key.
      expect(() => suite.sealTo({ ...suite.sealKeyFrom(key).public, key: bad }, plain, aad)).toThrow(RangeError);
    }
    expect(() => suite.sealTo(other(suite).sealKeyFrom(key).public, plain, aad)).toThrow(RangeError);
  });

  it('verifies its signatures, and refuses them for another message, another key, or any bit changed', () => {
    const signer = suite.signKeyFrom(key);
    const signature = suite.sign(signer, plain);
    expect(isSignedBy(signer.public, plain, signature)).toBe(true);
    expect(isSignedBy(signer.public, utf8('四十一个'), signature)).toBe(false);
    expect(isSignedBy(suite.signKeyFrom(keyOf(suite, 'other')).public, plain, signature)).toBe(false);
    expect(isSignedBy(other(suite).signKeyFrom(key).public, plain, signature)).toBe(false);
    for (const changed of bitFlips(toHex(signature))) expect(isSignedBy(signer.public, plain, fromHex(changed) ?? signature)).toBe(false);
    for (const length of [0, 1, 32, 63]) expect(isSignedBy(signer.public, plain, signature.subarray(0, length))).toBe(false);
  });

  it('makes the same keys from the same seed, and different keys for signing and sealing', () => {
    expect(suite.signKeyFrom(key)).toEqual(suite.signKeyFrom(key));
    expect(suite.signKeyFrom(key).public.key).not.toBe(suite.sealKeyFrom(key).public.key);
    expect(suite.signKeyFrom(key).public.key).not.toBe(suite.signKeyFrom(keyOf(suite, 'other')).public.key);
  });

  it('lets two keys agree on one secret', () => {
    const [a, b] = [suite.sealKeyFrom(key), suite.sealKeyFrom(keyOf(suite, 'other'))];
    const shared = suite.agree(a, b.public) ?? expect.fail('no agreement');
    expect(suite.agree(b, a.public)).toEqual(shared);
    expect(suite.agree(a, other(suite).sealKeyFrom(key).public)).toBeUndefined();
    expect(suite.agree(a, { ...b.public, key: '00'.repeat(b.public.key.length / 2) })).toBeUndefined();
  });

  it('draws nothing from Math.random', () => {
    const dice = vi.spyOn(Math, 'random').mockReturnValue(0.5);
    const signer = suite.signKeyFrom(key);
    const signatures = suite.id === 'gm' ? Array.from({ length: 20 }, () => toHex(suite.sign(signer, plain))) : [];
    const letters = Array.from({ length: 20 }, () => suite.sealTo(suite.sealKeyFrom(key).public, plain, aad).opening);
    expect(dice).not.toHaveBeenCalled();
    expect([new Set(signatures).size, new Set(letters).size]).toEqual([suite.id === 'gm' ? 20 : 0, 20]);
    expect(toHex(suite.random(32))).not.toBe(toHex(suite.random(32)));
  });
});
afterEach(() => vi.restoreAllMocks());

describe('the traps of the SM library', () => {
  const key = sm2PrivateKey(new Uint8Array(48).fill(7));
  const message = utf8('消息');
  const order = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;
  const hex = (number: bigint): string => number.toString(16).padStart(64, '0');

  it('answers false, without an exception, for r or s out of range (F6)', () => {
    const signature = toHex(sm2Sign(key, message));
    const [r, s] = [signature.slice(0, 64), signature.slice(64)];
    const forged = [
      `${hex(0n)}${s}`,
      `${r}${hex(0n)}`,
      `${hex(order)}${s}`,
      `${r}${hex(order)}`,
      `${'f'.repeat(64)}${s}`,
      `${r}${'f'.repeat(64)}`,
      '0'.repeat(128),
    ];
    expect(forged.map((each) => sm2Verify(sm2PublicKey(key), message, fromHex(each) ?? new Uint8Array(0)))).toEqual(forged.map(() => false));
  });

  it('answers false for a public key that is not on the curve', () => {
    const signature = sm2Sign(key, message);
    for (const bad of ['', '04', `02${'f'.repeat(64)}`, `05${toHex(sm2PublicKey(key)).slice(2)}`, '00'.repeat(33)]) {
      expect(sm2Verify(fromHex(bad) ?? new Uint8Array(0), message, signature)).toBe(false);
    }
  });

  it('answers undefined, not an empty plain text, for a changed SM2 text (F6)', () => {
    const text = sm2Encrypt(sm2PublicKey(key), message) ?? expect.fail('not encrypted');
    expect(sm2Decrypt(key, text)).toEqual(message);
    for (const changed of bitFlips(toHex(text))) expect(sm2Decrypt(key, fromHex(changed) ?? text)).toBeUndefined();
    expect(sm2Decrypt(key, new Uint8Array(0))).toBeUndefined();
  });

  it('makes a private key that depends on what it is made from', () => {
    const keys = Array.from({ length: 20 }, (_, index) => toHex(sm2PrivateKey(new Uint8Array(48).fill(index))));
    expect(new Set(keys).size).toBe(20);
    expect(keys[0]).toBe(hex(1n));
  });

  it('refuses SM4 keys and nonces of another length, and opens nothing without a whole tag', () => {
    const [key16, nonce] = [new Uint8Array(16), new Uint8Array(12)];
    expect(() => sm4GcmSeal(new Uint8Array(32), nonce, message, nonce)).toThrow(RangeError);
    expect(() => sm4GcmSeal(key16, new Uint8Array(16), message, nonce)).toThrow(RangeError);
    const { text, tag } = sm4GcmSeal(key16, nonce, message, nonce);
    for (let length = 0; length < 16; length++) expect(sm4GcmOpen(key16, { nonce, text, tag: tag.subarray(0, length) }, nonce)).toBeUndefined();
    expect(sm4GcmOpen(key16, { nonce, text, tag }, nonce)).toEqual(message);
  });

  it('signs with the identity 1234567812345678 and no other (F5)', () => {
    const [signature, publicKey] = [toHex(sm2Sign(key, message)), toHex(sm2PublicKey(key))];
    const judged = ['1234567812345678', '', 'ALICE123@YAHOO.COM'].map((userId) => sm2.doVerifySignature(message, signature, publicKey, { hash: true, userId }));
    expect(judged).toEqual([true, false, false]);
  });
});

describe('other people’s implementations', () => {
  it('of SM3, HMAC-SM3 and HKDF-SM3 give the same answers (OpenSSL)', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.uint8Array({ maxLength: 100 }),
        fc.string({ maxLength: 20 }),
        fc.integer({ min: 1, max: 100 }),
        (a, b, info, length) => {
          expect(toHex(sm3Hash(a))).toBe(createHash('sm3').update(a).digest('hex'));
          expect(toHex(suites.gm.hmac(b, a))).toBe(createHmac('sm3', b).update(a).digest('hex'));
          expect(toHex(suites.gm.hkdf(a, b, info, length))).toBe(Buffer.from(hkdfSync('sm3', a, b, utf8(info), length)).toString('hex'));
        },
      ),
      { numRuns: 200 },
    );
  });
});

it('compares bytes of any length', () => {
  expect([sameBytes(utf8('a'), utf8('a')), sameBytes(utf8('a'), utf8('b')), sameBytes(utf8('a'), utf8('aa'))]).toEqual([true, false, false]);
});
