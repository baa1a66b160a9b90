// The only door to sm-crypto-v2: bytes in, bytes out, and its traps closed (lengths and ranges checked here, exceptions turned into refusals).

import { hkdf, sm2, sm3, sm4 } from 'sm-crypto-v2';
import { fromHex, toHex, utf8 } from './bytes.ts';
import { nonceLength, tagLength } from './box-parts.ts';

/** Order of the curve, GM/T 0003.5. */
const order = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;

const hexOf = (number: bigint): string => number.toString(16).padStart(64, '0');

/** What the library answers with is hexadecimal by contract; anything else is a defect of the library. */
function bytesOf(text: string): Uint8Array {
  const bytes = fromHex(text);
  if (bytes === undefined) throw new Error('sm-crypto-v2 answered with something that is not hexadecimal');
  return bytes;
}

/** The library throws on what a forger may send; to a caller that is a refusal like any other. */
function orRefused<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

export const sm3Hash = (bytes: Uint8Array): Uint8Array => bytesOf(sm3(bytes));
export const sm3Hmac = (key: Uint8Array, bytes: Uint8Array): Uint8Array => bytesOf(sm3(bytes, { key }));
export const sm3Hkdf = (key: Uint8Array, salt: Uint8Array, info: string, length: number): Uint8Array => new Uint8Array(hkdf(key, salt, utf8(info), length));

export const sm4KeyLength = 16;

/** SM4-GCM, RFC 8998. The library takes keys of any length without a word, so the lengths are checked here. */
export function sm4GcmSeal(key: Uint8Array, nonce: Uint8Array, plain: Uint8Array, aad: Uint8Array): { text: Uint8Array; tag: Uint8Array } {
  checkLengths(key, nonce);
  const sealed = sm4.sm4(plain, key, 1, { mode: 'gcm', iv: nonce, associatedData: aad, output: 'array', outputTag: true });
  if (typeof sealed === 'string' || !('output' in sealed) || typeof sealed.output === 'string' || !(sealed.tag instanceof Uint8Array)) {
    throw new Error('sm-crypto-v2 answered without a tag');
  }
  return { text: sealed.output, tag: sealed.tag };
}

/** Undefined when key, text, tag or aad do not belong together. Without a tag the library would not authenticate at all. */
export function sm4GcmOpen(
  key: Uint8Array,
  { nonce, text, tag }: { nonce: Uint8Array; text: Uint8Array; tag: Uint8Array },
  aad: Uint8Array,
): Uint8Array | undefined {
  checkLengths(key, nonce);
  if (tag.length !== tagLength) return undefined;
  return orRefused(() => sm4.decrypt(text, key, { mode: 'gcm', iv: nonce, associatedData: aad, output: 'array', tag }));
}

function checkLengths(key: Uint8Array, nonce: Uint8Array): void {
  if (key.length !== sm4KeyLength || nonce.length !== nonceLength) throw new RangeError('SM4-GCM takes a key of 16 and a nonce of 12 bytes');
}

/** SM4 of one block, for the known answers. */
export const sm4Block = (key: Uint8Array, block: Uint8Array): Uint8Array => sm4.encrypt(block, key, { padding: 'none', mode: 'ecb', output: 'array' });

/** A private key in 1…n-2 from 48 uniform bytes, so that the remainder is uniform. Never through `generateKeyPairHex(text)`: it answers 1 for every text. */
export function sm2PrivateKey(uniform: Uint8Array): Uint8Array {
  if (uniform.length !== 48) throw new RangeError('an SM2 key is made from 48 bytes');
  return bytesOf(hexOf((BigInt(`0x${toHex(uniform)}`) % (order - 2n)) + 1n));
}

/** Compressed, 33 bytes. */
export const sm2PublicKey = (privateKey: Uint8Array): Uint8Array => bytesOf(sm2.compressPublicKeyHex(sm2.getPublicKeyFromPrivateKey(toHex(privateKey))));

/** Signature r ‖ s over the message with the identity 1234567812345678, which the library fills in by default. */
export const sm2Sign = (privateKey: Uint8Array, message: Uint8Array): Uint8Array => bytesOf(sm2.doSignature(message, toHex(privateKey), { hash: true }));

/** False for anything but a signature of this message; the library throws where r or s are out of range. */
export function sm2Verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (signature.length !== 64) return false;
  const text = toHex(signature);
  const [r, s] = [BigInt(`0x${text.slice(0, 64)}`), BigInt(`0x${text.slice(64)}`)];
  const inRange = (number: bigint): boolean => number > 0n && number < order;
  return inRange(r) && inRange(s) && orRefused(() => sm2.doVerifySignature(message, text, toHex(publicKey), { hash: true })) === true;
}

/** SM2 encryption, C1 ‖ C3 ‖ C2. Undefined when the public key is none. */
export const sm2Encrypt = (publicKey: Uint8Array, plain: Uint8Array): Uint8Array | undefined =>
  orRefused(() => bytesOf(sm2.doEncrypt(plain, toHex(publicKey))));

/**
 * Undefined when it cannot be deciphered. The library answers a changed text with nothing at all, which is why an empty
 * answer is a refusal here; callers still put an authenticated box around what they protect.
 */
export function sm2Decrypt(privateKey: Uint8Array, text: Uint8Array): Uint8Array | undefined {
  const plain = orRefused(() => Uint8Array.from(sm2.doDecrypt(toHex(text), toHex(privateKey), 1, { output: 'array' })));
  return plain === undefined || plain.length === 0 ? undefined : plain;
}

/** The shared point, compressed; undefined when the public key is not on the curve. */
export const sm2SharedSecret = (privateKey: Uint8Array, publicKey: Uint8Array): Uint8Array | undefined =>
  orRefused(() => sm2.ecdh(toHex(privateKey), toHex(publicKey), true));
