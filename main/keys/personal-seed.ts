// A person's seed: the keys that come from it, and the slot key (password, device secret, USB key) it lies under.

import { canonicalBytes, canonicalText } from '#crypto/canonical.ts';
import { forget, joinBytes, utf8 } from '#crypto/bytes.ts';
import { fromReadable } from '#crypto/readable-code.ts';
import { keyLength, type SealingKey, type SigningKey, type Suite } from '#crypto/suite.ts';
import { openBox, suiteOf } from '#crypto/suites.ts';
import { AppError } from '#domain/result.ts';
import type { KeyFile, Slot } from './key-file.ts';
import { stretch } from './stretching.ts';
import type { UsbKey } from './usb-key.ts';

export interface PersonalKeys {
  readonly seed: Uint8Array;
  readonly sealing: SealingKey;
  readonly signing: SigningKey;
}

const none = new Uint8Array(0);

/** Both key pairs of a seed in one suite. */
export function personalKeys(suite: Suite, seed: Uint8Array): PersonalKeys {
  const seedFor = (use: string): Uint8Array => suite.hkdf(seed, none, use, keyLength);
  return { seed, sealing: suite.sealKeyFrom(seedFor('personal-sealing/v1')), signing: suite.signKeyFrom(seedFor('personal-signing/v1')) };
}

/** An activation code is 16 random bytes. */
export const activationCodeLength = 16;

/** What the person enters: an activation code needs no stretching, but takes the same time, so that an answer does not tell which logins are new. */
async function entered(suite: Suite, kind: Slot['kind'], text: string, salt: Uint8Array, cost: KeyFile['stretching']): Promise<Uint8Array> {
  const stretched = await stretch(text, salt, cost);
  if (kind !== 'activation') return stretched;
  try {
    return suite.hash(fromReadable(text, activationCodeLength));
  } catch (error) {
    if (error instanceof AppError) return stretched;
    throw error;
  }
}

/** Everything that together opens a slot. */
export interface Factors {
  readonly text: string;
  /** Secret of this computer, 32 bytes; undefined where none is kept. */
  readonly deviceSecret: Uint8Array | undefined;
  readonly usb: UsbKey | undefined;
}

type SlotHeader = Pick<Slot, 'userId' | 'kind' | 'device' | 'usbKeyId'> & { readonly salt: Uint8Array };

/**
 * The key of a slot. Every part has 32 bytes and its place; a factor that is not there is zeros, and the header says so:
 * a slot made with three factors does not open with two.
 */
async function slotKey(suite: Suite, file: Pick<KeyFile, 'replicaId' | 'stretching'>, slot: SlotHeader, factors: Factors): Promise<Uint8Array> {
  const { userId, kind, device, usbKeyId, salt } = slot;
  const first = await entered(suite, kind, factors.text, salt, file.stretching);
  const second = factors.deviceSecret ?? new Uint8Array(keyLength);
  const challenge = suite.hash(joinBytes(utf8('usb-challenge/v1'), salt));
  const third = factors.usb === undefined ? new Uint8Array(keyLength) : suite.hash(await factors.usb.answer(challenge));
  const info = canonicalText(['slot-key/v2', file.replicaId, userId, kind, device.kind, usbKeyId]);
  const material = joinBytes(first, second, third);
  const key = suite.hkdf(material, salt, info, keyLength);
  forget(first, third, material);
  return key;
}

const binding = ({ replicaId }: Pick<KeyFile, 'replicaId'>, { userId, kind }: Pick<Slot, 'userId' | 'kind'>): Uint8Array =>
  canonicalBytes(['seed/v2', replicaId, userId, kind]);

/** The seed under the key of the slot. */
export async function sealSeed(
  suite: Suite,
  file: Pick<KeyFile, 'replicaId' | 'stretching'>,
  slot: SlotHeader,
  factors: Factors,
  seed: Uint8Array,
): Promise<Slot['seed']> {
  const key = await slotKey(suite, file, slot, factors);
  const box = suite.seal(key, seed, binding(file, slot));
  forget(key);
  return box;
}

/** Undefined when one of the factors is not the right one. */
export async function openSeed(file: Pick<KeyFile, 'replicaId' | 'stretching'>, slot: Slot, factors: Factors): Promise<PersonalKeys | undefined> {
  const suite = suiteOf(slot.seed);
  const salt = new Uint8Array(Buffer.from(slot.salt, 'hex'));
  const key = await slotKey(suite, file, { ...slot, salt }, factors);
  const seed = openBox(key, slot.seed, binding(file, slot));
  forget(key);
  return seed?.length === keyLength ? personalKeys(suite, seed) : undefined;
}
