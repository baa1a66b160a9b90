// Which suite made an object: opening and verifying pick it from the object, never from a setting.

import { international } from './international.ts';
import { national } from './national.ts';
import type { PublicKey, SealedBox, SealedLetter, SigningPublicKey, Suite, SuiteId } from './suite.ts';

export type Suites = Readonly<Record<SuiteId, Suite>>;
export const suites: Suites = { intl: international, gm: national };

const suiteIdOf: Readonly<Record<SealedBox['algorithm'] | SealedLetter['algorithm'] | PublicKey['algorithm'], SuiteId>> = {
  'aes-256-gcm': 'intl',
  'x25519-hkdf-sha256-aes-256-gcm': 'intl',
  ed25519: 'intl',
  x25519: 'intl',
  'sm4-gcm': 'gm',
  'sm2-hkdf-sm3-sm4-gcm': 'gm',
  'sm2-sm3': 'gm',
  sm2: 'gm',
};

/** The suite an object was made with. */
export const suiteOf = ({ algorithm }: SealedBox | SealedLetter | PublicKey): Suite => suites[suiteIdOf[algorithm]];

/** Opens a box of either suite; undefined when key, box and aad do not belong together. */
export const openBox = (key: Uint8Array, box: SealedBox, aad: Uint8Array): Uint8Array | undefined => suiteOf(box).open(key, box, aad);

/** Verifies a signature of either suite. */
export const isSignedBy = (key: SigningPublicKey, message: Uint8Array, signature: Uint8Array): boolean => suiteOf(key).verify(key, message, signature);
