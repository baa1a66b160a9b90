// The international suite on node:crypto, with nothing that BoringSSL (Electron) lacks.

import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  hkdfSync,
  randomBytes,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { forget, fromHex, joinBytes, toHex, utf8 } from './bytes.ts';
import { boxParts, tagLength } from './box-parts.ts';
import { keyLength, type Suite } from './suite.ts';

/** What stands before the 32 bytes of a key in PKCS #8 and SubjectPublicKeyInfo (RFC 8410). */
const der = {
  ed25519: { private: '302e020100300506032b657004220420', public: '302a300506032b6570032100' },
  x25519: { private: '302e020100300506032b656e04220420', public: '302a300506032b656e032100' },
} as const;

type Curve = keyof typeof der;

function privateKey(curve: Curve, seed: Uint8Array): KeyObject {
  const encoded = Buffer.from(joinBytes(Buffer.from(der[curve].private, 'hex'), seed));
  const key = createPrivateKey({ key: encoded, format: 'der', type: 'pkcs8' });
  forget(encoded);
  return key;
}

function publicKey(curve: Curve, key: string): KeyObject | undefined {
  const bytes = fromHex(key);
  if (bytes?.length !== keyLength) return undefined;
  return createPublicKey({ key: Buffer.from(joinBytes(Buffer.from(der[curve].public, 'hex'), bytes)), format: 'der', type: 'spki' });
}

/** The last 32 bytes of SubjectPublicKeyInfo are the key itself. */
function publicHalf(curve: Curve, seed: Uint8Array): string {
  return createPublicKey(privateKey(curve, seed)).export({ format: 'der', type: 'spki' }).subarray(-keyLength).toString('hex');
}

/** Undefined for points of small order, which both OpenSSL and BoringSSL refuse. */
function sharedSecret(own: Uint8Array, other: string): Uint8Array | undefined {
  const theirs = publicKey('x25519', other);
  if (theirs === undefined) return undefined;
  try {
    return new Uint8Array(diffieHellman({ privateKey: privateKey('x25519', own), publicKey: theirs }));
  } catch {
    return undefined;
  }
}

const algorithm = 'aes-256-gcm';
const letterAlgorithm = 'x25519-hkdf-sha256-aes-256-gcm';

/** Both public keys go into the key of a letter, so that it cannot be passed on as one to somebody else. */
const letterKey = (shared: Uint8Array, oneTime: string, recipient: string): Uint8Array =>
  international.hkdf(shared, utf8(`${oneTime}${recipient}`), letterAlgorithm, keyLength);

export const international: Suite = {
  id: 'intl',
  hash: (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest()),
  hmac: (key, bytes) => new Uint8Array(createHmac('sha256', key).update(bytes).digest()),
  hkdf: (key, salt, info, length) => new Uint8Array(hkdfSync('sha256', key, salt, utf8(info), length)),

  seal(key, plain, aad) {
    const nonce = randomBytes(12);
    const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagLength });
    cipher.setAAD(aad);
    const text = Buffer.concat([cipher.update(plain), cipher.final()]);
    return { algorithm, nonce: toHex(nonce), text: toHex(text), tag: toHex(cipher.getAuthTag()) };
  },

  open(key, box, aad) {
    const parts = boxParts(box, algorithm);
    if (parts === undefined) return undefined;
    const decipher = createDecipheriv(algorithm, key, parts.nonce, { authTagLength: tagLength });
    decipher.setAAD(aad);
    decipher.setAuthTag(parts.tag);
    try {
      return new Uint8Array(Buffer.concat([decipher.update(parts.text), decipher.final()]));
    } catch {
      return undefined;
    }
  },

  signKeyFrom: (seed) => ({ public: { algorithm: 'ed25519', key: publicHalf('ed25519', seed) }, private: seed.slice() }),
  sign: (key, message) => new Uint8Array(sign(null, message, privateKey('ed25519', key.private))),
  verify(key, message, signature) {
    const theirs = key.algorithm === 'ed25519' ? publicKey('ed25519', key.key) : undefined;
    return theirs !== undefined && signature.length === 64 && verify(null, message, theirs, signature);
  },

  sealKeyFrom: (seed) => ({ public: { algorithm: 'x25519', key: publicHalf('x25519', seed) }, private: seed.slice() }),

  sealTo(key, plain, aad) {
    const oneTime = randomBytes(keyLength);
    const opening = publicHalf('x25519', oneTime);
    const shared = key.algorithm === 'x25519' ? sharedSecret(oneTime, key.key) : undefined;
    if (shared === undefined) throw new RangeError('not an X25519 public key');
    const boxKey = letterKey(shared, opening, key.key);
    const box = international.seal(boxKey, plain, aad);
    forget(oneTime, shared, boxKey);
    return { algorithm: letterAlgorithm, opening, box };
  },

  openSealed(key, letter, aad) {
    const shared = letter.algorithm === letterAlgorithm ? sharedSecret(key.private, letter.opening) : undefined;
    if (shared === undefined) return undefined;
    const boxKey = letterKey(shared, letter.opening, key.public.key);
    const plain = international.open(boxKey, letter.box, aad);
    forget(shared, boxKey);
    return plain;
  },

  agree: (key, other) => (other.algorithm === 'x25519' ? sharedSecret(key.private, other.key) : undefined),
  random: (length) => new Uint8Array(randomBytes(length)),
};
