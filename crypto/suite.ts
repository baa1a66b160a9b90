// What a suite of algorithms can do, and the objects it makes: each names its algorithm, so that any suite's objects stay readable.

/** `intl`: SHA-256, AES-256-GCM, Ed25519, X25519. `gm`: SM3, SM4-GCM, SM2. */
export const suiteIds = ['intl', 'gm'] as const;
export type SuiteId = (typeof suiteIds)[number];

export const boxAlgorithms = ['aes-256-gcm', 'sm4-gcm'] as const;
export const letterAlgorithms = ['x25519-hkdf-sha256-aes-256-gcm', 'sm2-hkdf-sm3-sm4-gcm'] as const;
export const signatureAlgorithms = ['ed25519', 'sm2-sm3'] as const;
export const sealingKeyAlgorithms = ['x25519', 'sm2'] as const;

/** Bytes sealed under a secret key. All values in lower-case hexadecimal. */
export interface SealedBox {
  readonly algorithm: (typeof boxAlgorithms)[number];
  /** 12 bytes, drawn for each box. */
  readonly nonce: string;
  readonly text: string;
  /** 16 bytes. */
  readonly tag: string;
}

/** Bytes sealed to somebody's public key. */
export interface SealedLetter {
  readonly algorithm: (typeof letterAlgorithms)[number];
  /** What the recipient needs to find the key of the box: a one-time public key, or a secret enciphered by SM2. */
  readonly opening: string;
  readonly box: SealedBox;
}

export interface PublicKey {
  readonly algorithm: (typeof signatureAlgorithms)[number] | (typeof sealingKeyAlgorithms)[number];
  readonly key: string;
}

export interface SigningPublicKey extends PublicKey {
  readonly algorithm: (typeof signatureAlgorithms)[number];
}

export interface SealingPublicKey extends PublicKey {
  readonly algorithm: (typeof sealingKeyAlgorithms)[number];
}

export interface SigningKey {
  readonly public: SigningPublicKey;
  readonly private: Uint8Array;
}

export interface SealingKey {
  readonly public: SealingPublicKey;
  readonly private: Uint8Array;
}

/** Bytes of a secret key, a seed, a hash. */
export const keyLength = 32;

/**
 * One set of algorithms behind one face. Secret keys and seeds have 32 bytes. Whatever comes from outside and does not
 * fit (a changed box, a signature out of range, a point that is not on the curve) answers `undefined` or `false`, never with an exception.
 */
export interface Suite {
  readonly id: SuiteId;
  readonly hash: (bytes: Uint8Array) => Uint8Array;
  readonly hmac: (key: Uint8Array, bytes: Uint8Array) => Uint8Array;
  /** RFC 5869 with the suite's hash. `info` keeps the uses of one key apart. */
  readonly hkdf: (key: Uint8Array, salt: Uint8Array, info: string, length: number) => Uint8Array;
  readonly seal: (key: Uint8Array, plain: Uint8Array, aad: Uint8Array) => SealedBox;
  readonly open: (key: Uint8Array, box: SealedBox, aad: Uint8Array) => Uint8Array | undefined;
  readonly signKeyFrom: (seed: Uint8Array) => SigningKey;
  readonly sign: (key: SigningKey, message: Uint8Array) => Uint8Array;
  readonly verify: (key: SigningPublicKey, message: Uint8Array, signature: Uint8Array) => boolean;
  readonly sealKeyFrom: (seed: Uint8Array) => SealingKey;
  readonly sealTo: (key: SealingPublicKey, plain: Uint8Array, aad: Uint8Array) => SealedLetter;
  readonly openSealed: (key: SealingKey, letter: SealedLetter, aad: Uint8Array) => Uint8Array | undefined;
  /** The secret two sealing keys share. To be passed through `hkdf` before use. */
  readonly agree: (key: SealingKey, other: SealingPublicKey) => Uint8Array | undefined;
  readonly random: (length: number) => Uint8Array;
}
