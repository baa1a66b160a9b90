// The national suite 国密: SM3, SM4-GCM, SM2 in portable code, the same in every host. It is not a certified module.

import { randomBytes } from 'node:crypto';
import { forget, fromHex, toHex, utf8 } from './bytes.ts';
import { boxParts, nonceLength } from './box-parts.ts';
import {
  sm2Decrypt,
  sm2Encrypt,
  sm2PrivateKey,
  sm2PublicKey,
  sm2SharedSecret,
  sm2Sign,
  sm2Verify,
  sm3Hash,
  sm3Hkdf,
  sm3Hmac,
  sm4GcmOpen,
  sm4GcmSeal,
  sm4KeyLength,
} from './sm-library.ts';
import { keyLength, type Suite } from './suite.ts';

const algorithm = 'sm4-gcm';
const letterAlgorithm = 'sm2-hkdf-sm3-sm4-gcm';
const none = new Uint8Array(0);

/** SM4 takes 16 bytes; keys of this project have 32 in every suite. */
function sm4Key(key: Uint8Array): Uint8Array {
  if (key.length !== keyLength) throw new RangeError('a key has 32 bytes');
  return sm3Hkdf(key, none, algorithm, sm4KeyLength);
}

const privateKeyFrom = (seed: Uint8Array, use: string): Uint8Array => sm2PrivateKey(sm3Hkdf(seed, none, use, 48));

/** The enciphered secret goes into the key, so that the box belongs to it. */
const letterKey = (secret: Uint8Array, opening: string, recipient: string): Uint8Array =>
  sm3Hkdf(secret, sm3Hash(utf8(`${opening}${recipient}`)), letterAlgorithm, keyLength);

export const national: Suite = {
  id: 'gm',
  hash: sm3Hash,
  hmac: sm3Hmac,
  hkdf: sm3Hkdf,

  seal(key, plain, aad) {
    const nonce = new Uint8Array(randomBytes(nonceLength));
    const used = sm4Key(key);
    const { text, tag } = sm4GcmSeal(used, nonce, plain, aad);
    forget(used);
    return { algorithm, nonce: toHex(nonce), text: toHex(text), tag: toHex(tag) };
  },

  open(key, box, aad) {
    const parts = boxParts(box, algorithm);
    if (parts === undefined) return undefined;
    const used = sm4Key(key);
    const plain = sm4GcmOpen(used, parts, aad);
    forget(used);
    return plain;
  },

  signKeyFrom(seed) {
    const key = privateKeyFrom(seed, 'sm2-sign');
    return { public: { algorithm: 'sm2-sm3', key: toHex(sm2PublicKey(key)) }, private: key };
  },
  sign: (key, message) => sm2Sign(key.private, message),
  verify(key, message, signature) {
    const theirs = key.algorithm === 'sm2-sm3' ? fromHex(key.key) : undefined;
    return theirs !== undefined && sm2Verify(theirs, message, signature);
  },

  sealKeyFrom(seed) {
    const key = privateKeyFrom(seed, 'sm2-seal');
    return { public: { algorithm: 'sm2', key: toHex(sm2PublicKey(key)) }, private: key };
  },

  sealTo(key, plain, aad) {
    const theirs = key.algorithm === 'sm2' ? fromHex(key.key) : undefined;
    const secret = new Uint8Array(randomBytes(keyLength));
    const enciphered = theirs === undefined ? undefined : sm2Encrypt(theirs, secret);
    if (enciphered === undefined) throw new RangeError('not an SM2 public key');
    const opening = toHex(enciphered);
    const boxKey = letterKey(secret, opening, key.key);
    const box = national.seal(boxKey, plain, aad);
    forget(secret, boxKey);
    return { algorithm: letterAlgorithm, opening, box };
  },

  openSealed(key, letter, aad) {
    const enciphered = letter.algorithm === letterAlgorithm ? fromHex(letter.opening) : undefined;
    const secret = enciphered === undefined ? undefined : sm2Decrypt(key.private, enciphered);
    if (secret?.length !== keyLength) return undefined;
    const boxKey = letterKey(secret, letter.opening, key.public.key);
    const plain = national.open(boxKey, letter.box, aad);
    forget(secret, boxKey);
    return plain;
  },

  agree(key, other) {
    const theirs = other.algorithm === 'sm2' ? fromHex(other.key) : undefined;
    return theirs === undefined ? undefined : sm2SharedSecret(key.private, theirs);
  },
  random: (length) => new Uint8Array(randomBytes(length)),
};
