// Signing in: one login, what the person knows, this computer, and perhaps a USB key, become a key ring.

import { utf8 } from '#crypto/bytes.ts';
import { suiteOf, suites } from '#crypto/suites.ts';
import { AppError } from '#domain/result.ts';
import { isAuthentic, openDataKey, openEarlier } from './data-key.ts';
import { deviceSecretFor } from './device-secret.ts';
import type { DeviceStore } from './device-store.ts';
import { changed, removeSuperseded, requireKeyFile, slotOf, type KeyFile, type Slot } from './key-file.ts';
import { keyRingOf, type KeyRing, type RingSecrets } from './key-ring.ts';
import { openSeed, type PersonalKeys } from './personal-seed.ts';
import { rewrapSlot } from './change-slots.ts';
import { stretch } from './stretching.ts';
import type { UsbKey } from './usb-key.ts';

export interface Attempt {
  readonly login: string;
  /** Or the activation code. */
  readonly password: string;
  readonly store: DeviceStore;
  readonly usb?: UsbKey;
}

/**
 * Opens the slot of a login. Whether the login or the password is wrong, the answer and the work are the same.
 * Errors `not_initialised`, `wrong_password`, `device_key_missing`, `usb_key_missing`, `replica_damaged` (the file was changed), `replica_older`.
 */
export async function openSlot(dataDir: string, attempt: Attempt): Promise<KeyRing> {
  const file = requireKeyFile(dataDir);
  const slot = slotOf(file, attempt.login);
  const tried = slot ?? slotOfNobody(file, attempt.login);
  const deviceSecret = await deviceSecretFor(tried, attempt.store, file.deviceId);
  const usb = usbKeyFor(tried, attempt.usb);
  const personal = await openSeed(file, tried, { text: attempt.password, deviceSecret, usb, stretch });
  if (slot === undefined || personal === undefined) throw wrongPassword();
  const secrets = openSecrets(file, slot, personal);
  removeSuperseded(dataDir, file);
  const ring = keyRingOf(slot, secrets);
  return suiteOf(slot.seed).id === file.suite || slot.kind === 'activation' ? ring : followSuite(dataDir, ring, attempt);
}

const wrongPassword = (): AppError => new AppError('wrong_password', '登录名或密码不正确，工作站没有解锁，数据没有改动。请检查大小写与输入法后重试。');

/** The data keys a person's keys open, once nothing in the file proves changed. Error `replica_damaged`. */
function openSecrets(file: KeyFile, slot: Slot, personal: PersonalKeys): RingSecrets {
  const dataKey = openDataKey(file, slot.userId, personal.sealing, slot.dataKey);
  if (dataKey === undefined || !isAuthentic(file, dataKey)) throw changed();
  const earlier = openEarlier(file, dataKey);
  if (earlier === undefined) throw changed();
  return { replicaId: file.replicaId, personal, dataKey, earlier };
}

/** A slot nobody has, for logins nobody has: made from the login, so that it is the same each time. */
function slotOfNobody(file: KeyFile, login: string): Slot {
  const suite = suites[file.suite];
  const [model] = file.slots;
  if (model === undefined) throw new Error('a key file has at least one slot');
  const salt = Buffer.from(suite.hash(utf8(`${file.replicaId}|${login}`)).subarray(0, 16)).toString('hex');
  return { ...model, userId: 'nobody', login, kind: 'password', usbKeyId: null, salt };
}

function usbKeyFor(slot: Slot, usb: UsbKey | undefined): UsbKey | undefined {
  if (slot.usbKeyId === null) return undefined;
  if (usb?.id !== slot.usbKeyId) {
    throw new AppError('usb_key_missing', '没有找到本人的 USB 密钥，工作站没有解锁，数据没有改动。请插入登记过的 USB 密钥后重试。');
  }
  return usb;
}

/** The station went over to another suite since this slot was made: now, with the password at hand, the slot follows. */
async function followSuite(dataDir: string, ring: KeyRing, { password, store, usb }: Attempt): Promise<KeyRing> {
  try {
    return await rewrapSlot(dataDir, ring, { password, store, ...(usb === undefined ? {} : { usb }) });
  } catch {
    // The slot opens as it is; the next sign-in tries again.
    return ring;
  }
}
