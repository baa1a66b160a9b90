// Makes one person's slot: a seed, its keys, the factors it lies under, and the data key sealed to the person.

import { toHex } from '#crypto/bytes.ts';
import { fromReadable, toReadable } from '#crypto/readable-code.ts';
import { keyLength, type Suite } from '#crypto/suite.ts';
import { suites } from '#crypto/suites.ts';
import { AppError } from '#domain/result.ts';
import { sealDataKey, type DataKey } from './data-key.ts';
import type { DeviceSecret } from './device-secret.ts';
import type { KeyFile, Slot } from './key-file.ts';
import { activationCodeLength, personalKeys, sealSeed, type PersonalKeys, type Stretch } from './personal-seed.ts';
import { stretch } from './stretching.ts';
import type { UsbKey } from './usb-key.ts';

/** What a slot opens with. An activation code is made here and told once, unless a data centre gave it to the person already. */
export type SlotSecret =
  | { readonly kind: 'password'; readonly password: string }
  | { readonly kind: 'usb'; readonly password: string; readonly key: UsbKey }
  | { readonly kind: 'activation'; readonly code?: string };

export interface SlotOwner {
  readonly userId: string;
  readonly login: string;
}

export interface NewSlot {
  readonly slot: Slot;
  readonly keys: PersonalKeys;
  /** The activation code; null for other kinds. */
  readonly code: string | null;
}

/** What of the file a slot depends on. */
export type SlotContext = Pick<KeyFile, 'replicaId' | 'deviceId' | 'zone' | 'suite' | 'stretching'>;

/**
 * A slot for this person. `seed` is the one to keep when only the way in changes; without it the person gets new keys.
 * `salt` and `stretch` are given for demonstration data only, where all slots share one published password.
 */
export async function makeSlot(
  context: SlotContext,
  { userId, login }: SlotOwner,
  secret: SlotSecret,
  given: { readonly dataKey: DataKey; readonly device: DeviceSecret; readonly seed?: Uint8Array; readonly salt?: Uint8Array; readonly stretch?: Stretch },
): Promise<NewSlot> {
  const suite = suites[context.suite];
  const keys = personalKeys(suite, given.seed?.slice() ?? suite.random(keyLength));
  const code = secret.kind === 'activation' ? activationCode(suite, secret.code) : null;
  const { device, secret: deviceSecret } = given.device;
  const usb = secret.kind === 'usb' ? secret.key : undefined;
  const salt = given.salt ?? suite.random(16);
  const header = { userId, login, kind: secret.kind, salt, device, usbKeyId: usb?.id ?? null };
  const factors = {
    text: secret.kind === 'activation' ? (code ?? '') : secret.password,
    deviceSecret,
    usb,
    stretch: code === null ? (given.stretch ?? stretch) : unneeded,
  };
  const seed = await sealSeed(suite, context, header, factors, keys.seed);
  const slot: Slot = {
    ...header,
    salt: toHex(salt),
    seed,
    public: { sealing: keys.sealing.public, signing: keys.signing.public },
    dataKey: sealDataKey(context, userId, keys.sealing.public, given.dataKey),
  };
  return { slot, keys, code };
}

/** A code has its strength in itself; only trying one has to take as long as trying a password. */
const unneeded: Stretch = () => Promise.resolve(new Uint8Array(keyLength));

const activationCode = (suite: Suite, given: string | undefined): string =>
  toReadable(given === undefined ? suite.random(activationCodeLength) : fromReadable(given, activationCodeLength));

export const loginTaken = (login: string): AppError => new AppError('bad_input', `登录名“${login}”已经有人使用，没有改动任何数据。请换一个登录名。`, { login });
