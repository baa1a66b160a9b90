// A person's seed: the keys that come from it, and the slot key (password, device secret, USB key) it lies under.

import { canonicalBytes, canonicalText } from '#crypto/canonical.ts';
import { forget, joinBytes, utf8 } from '#crypto/bytes.ts';
import { fromReadable } from '#crypto/readable-code.ts';
import { keyLength, type SealingKey, type SigningKey, type Suite } from '#crypto/suite.ts';
import { openBox, suiteOf } from '#crypto/suites.ts';
import { AppError } from '#domain/result.ts';
import type { KeyFile, Slot } from './key-file.ts';
import type { stretch } from './stretching.ts';
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

/** Undefined when the text is no code: mistyped, or a password. */
function fromCode(suite: Suite, text: string): Uint8Array | undefined {
  try {
    return suite.hash(fromReadable(text, activationCodeLength));
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

/** Everything that together opens a slot. */
export interface Factors {
  readonly text: string;
  /** Secret of this computer, 32 bytes; undefined where none is kept. */
  readonly deviceSecret: Uint8Array | undefined;
  readonly usb: UsbKey | undefined;
  readonly stretch: Stretch;
}

/** Password to key; a first set-up of demonstration data does equal ones once. */
export type Stretch = typeof stretch;

type SlotHeader = Pick<Slot, 'userId' | 'kind' | 'device' | 'usbKeyId'> & { readonly salt: Uint8Array };

/**
 * The key of a slot. Every part has 32 bytes and its place; a factor that is not there is zeros, and the header says so:
 * a slot made with three factors does not open with two. `first` is the password stretched, or the activation code.
 */
async function slotKey(suite: Suite, { replicaId }: Pick<KeyFile, 'replicaId'>, slot: SlotHeader, first: Uint8Array, factors: Factors): Promise<Uint8Array> {
  const { userId, kind, device, usbKeyId, salt } = slot;
  const second = factors.deviceSecret ?? new Uint8Array(keyLength);
  const challenge = suite.hash(joinBytes(utf8('usb-challenge/v1'), salt));
  const third = factors.usb === undefined ? new Uint8Array(keyLength) : suite.hash(await factors.usb.answer(challenge));
  const info = canonicalText(['slot-key/v2', replicaId, userId, kind, device.kind, usbKeyId]);
  const material = joinBytes(first, second, third);
  const key = suite.hkdf(material, salt, info, keyLength);
  forget(third, material);
  return key;
}

const binding = ({ replicaId }: Pick<KeyFile, 'replicaId'>, { userId, kind }: Pick<Slot, 'userId' | 'kind'>): Uint8Array =>
  canonicalBytes(['seed/v2', replicaId, userId, kind]);

/** The seed under the key of the slot. A code of 128 random bits needs no stretching. */
export async function sealSeed(
  suite: Suite,
  file: Pick<KeyFile, 'replicaId' | 'stretching'>,
  slot: SlotHeader,
  factors: Factors,
  seed: Uint8Array,
): Promise<Slot['seed']> {
  const code = slot.kind === 'activation' ? fromCode(suite, factors.text) : undefined;
  const key = await slotKey(suite, file, slot, code ?? (await factors.stretch(factors.text, slot.salt, file.stretching)), factors);
  const box = suite.seal(key, seed, binding(file, slot));
  forget(key);
  return box;
}

/**
 * Undefined when one of the factors is not the right one. What is entered is stretched for every kind of slot: how long
 * an answer takes must not tell which logins exist, or which still wait for their activation.
 */
export async function openSeed(file: Pick<KeyFile, 'replicaId' | 'stretching'>, slot: Slot, factors: Factors): Promise<PersonalKeys | undefined> {
  const suite = suiteOf(slot.seed);
  const salt = new Uint8Array(Buffer.from(slot.salt, 'hex'));
  const stretched = await factors.stretch(factors.text, salt, file.stretching);
  const first = (slot.kind === 'activation' ? fromCode(suite, factors.text) : undefined) ?? stretched;
  const key = await slotKey(suite, file, { ...slot, salt }, first, factors);
  const seed = openBox(key, slot.seed, binding(file, slot));
  forget(key);
  return seed?.length === keyLength ? personalKeys(suite, seed) : undefined;
}
