// The secret of this computer that joins every password: a copied data folder does not open without it.

import { fromHex, sameBytes, toHex } from '#crypto/bytes.ts';
import { international } from '#crypto/international.ts';
import { keyLength } from '#crypto/suite.ts';
import { AppError } from '#domain/result.ts';
import type { DeviceStore } from './device-store.ts';
import type { Slot } from './key-file.ts';

const nameOf = (deviceId: string): string => `device-secret/${deviceId}`;

/** Tells this secret from another one without telling anything else about it: the secret has 256 bits. */
const checkOf = (secret: Uint8Array): Uint8Array => international.hkdf(secret, new Uint8Array(0), 'device-check/v1', 8);

export interface DeviceSecret {
  readonly device: Slot['device'];
  readonly secret: Uint8Array | undefined;
}

/** The secret of this computer, made now if there is none yet. */
export async function ensureDeviceSecret(store: DeviceStore, deviceId: string): Promise<DeviceSecret> {
  if (store.kind === 'none') return { device: { kind: 'none', check: null }, secret: undefined };
  let secret = await store.get(nameOf(deviceId));
  if (secret?.length !== keyLength) {
    secret = international.random(keyLength);
    await store.put(nameOf(deviceId), secret);
  }
  return { device: { kind: store.kind, check: toHex(checkOf(secret)) }, secret };
}

/** The secret a slot was made with. Error `device_key_missing` when this computer has none or another one. */
export async function deviceSecretFor(slot: Pick<Slot, 'device'>, store: DeviceStore, deviceId: string): Promise<Uint8Array | undefined> {
  const { kind, check } = slot.device;
  if (kind === 'none') return undefined;
  const secret = await store.get(nameOf(deviceId));
  if (secret?.length === keyLength && check !== null && sameBytes(checkOf(secret), fromHex(check) ?? new Uint8Array(0))) return secret;
  throw new AppError('device_key_missing', '本机密钥不匹配，无法解锁；如为更换电脑或重装系统，请申请恢复。数据没有改动。');
}

/** Forgets the secret: what is left of the data folder then opens by recovery only. */
export const forgetDeviceSecret = (store: DeviceStore, deviceId: string): Promise<void> => store.remove(nameOf(deviceId));
