// What a signed-in person holds: the keys of the data and the person's own, in memory only, until destroyed.

import { forget } from '#crypto/bytes.ts';
import { signatureOver, type DocumentSignature } from '#crypto/signed-document.ts';
import type { SealedLetter, SealingPublicKey, SigningPublicKey } from '#crypto/suite.ts';
import { suiteOf } from '#crypto/suites.ts';
import { AppError } from '#domain/result.ts';
import { derived, type DataKey, type Purpose } from './data-key.ts';
import type { Slot } from './key-file.ts';
import type { PersonalKeys } from './personal-seed.ts';

/** Every method throws `locked` once the ring is destroyed. Keys come as fresh arrays of 32 bytes, all zeroed by `destroy`. */
export interface KeyRing {
  readonly userId: string;
  readonly login: string;
  /** `activation`: the person must set a password before anything else. */
  readonly kind: Slot['kind'];
  /** Of the data key: names the key of a backup. */
  readonly generation: number;
  readonly signingKey: SigningPublicKey;
  readonly sealingKey: SealingPublicKey;
  /** Raw key of the database file. */
  databaseKey(): Uint8Array;
  /** Authenticates audit records; the same before and after a rotation. */
  auditKey(): Uint8Array;
  /** Encrypts personal fields; the same before and after a rotation. */
  columnKey(): Uint8Array;
  /** Encrypts backups made while `generation` was in use (by default the present one). Error `replica_damaged` for an unknown generation. */
  backupKey(generation?: number): Uint8Array;
  /** The person's signature over a document. */
  sign(document: object): DocumentSignature;
  /** Opens what was sealed to the person; undefined when it was not. */
  openSealed(letter: SealedLetter, aad: Uint8Array): Uint8Array | undefined;
  destroy(): void;
}

/** What the functions of this folder need of a ring and nobody else. */
export interface RingSecrets {
  readonly replicaId: string;
  readonly personal: PersonalKeys;
  readonly dataKey: DataKey;
  /** From earlier rotations, any order. */
  readonly earlier: readonly DataKey[];
}

const secretsOfRings = new WeakMap<KeyRing, RingSecrets>();

/** Error `locked` for a destroyed ring. */
export function secretsOf(ring: KeyRing): RingSecrets {
  const secrets = secretsOfRings.get(ring);
  if (secrets === undefined) throw new AppError('locked', '工作站已锁定，请先输入密码解锁。本次没有改动任何数据。');
  return secrets;
}

/** A ring over these secrets, which are the ring's from now on. */
export function keyRingOf({ userId, login, kind }: Pick<Slot, 'userId' | 'login' | 'kind'>, secrets: RingSecrets): KeyRing {
  const handedOut: Uint8Array[] = [];
  const { signing, sealing } = secrets.personal;
  const keyOf = (purpose: Purpose, choose: (known: readonly DataKey[]) => DataKey | undefined): Uint8Array => {
    const { dataKey, earlier, replicaId } = secretsOf(ring);
    const chosen = choose([...earlier, dataKey].toSorted((a, b) => a.generation - b.generation));
    if (chosen === undefined) throw new AppError('replica_damaged', '密钥文件中没有这一代密钥，没有进行任何操作。请改用较新的备份，或联系信息管理员。');
    const key = derived(chosen, replicaId, purpose);
    handedOut.push(key);
    return key;
  };
  const ring: KeyRing = {
    userId,
    login,
    kind,
    generation: secrets.dataKey.generation,
    signingKey: signing.public,
    sealingKey: sealing.public,
    databaseKey: () => keyOf('database', (known) => known.at(-1)),
    // What they protect lies inside the database, whose pages a rotation encrypts anew: it need not be rewritten row by row.
    auditKey: () => keyOf('audit', (known) => known[0]),
    columnKey: () => keyOf('column', (known) => known[0]),
    backupKey: (generation = secrets.dataKey.generation) => keyOf('backup', (known) => known.find((each) => each.generation === generation)),
    sign: (document) => signatureOver(document, secretsOf(ring).personal.signing),
    openSealed: (letter, aad) => {
      const own = secretsOf(ring).personal.sealing;
      return suiteOf(letter).openSealed(own, letter, aad);
    },
    destroy: () => {
      const { personal, dataKey, earlier } = secrets;
      forget(personal.seed, personal.sealing.private, personal.signing.private, dataKey.bytes, ...earlier.map(({ bytes }) => bytes), ...handedOut);
      secretsOfRings.delete(ring);
    },
  };
  secretsOfRings.set(ring, secrets);
  return ring;
}
