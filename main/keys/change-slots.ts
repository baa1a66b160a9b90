// Changes of the key file by somebody signed in: passwords, slots, whose signatures count, which suite is used.

import { forget } from '#crypto/bytes.ts';
import { keyIdOf } from '#crypto/signed-document.ts';
import type { SigningPublicKey, SuiteId } from '#crypto/suite.ts';
import { AppError } from '#domain/result.ts';
import { authenticated, isAuthentic } from './data-key.ts';
import { ensureDeviceSecret } from './device-secret.ts';
import type { DeviceStore } from './device-store.ts';
import { changed, replaceKeyFile, requireKeyFile, slotOf, slotOfUser, type KeyFile, type Slot, type Trust } from './key-file.ts';
import { keyRingOf, secretsOf, type KeyRing } from './key-ring.ts';
import { loginTaken, makeSlot, type NewSlot, type SlotOwner, type SlotSecret } from './new-slot.ts';
import { sealRecovery } from './recovery-sheets.ts';
import type { UsbKey } from './usb-key.ts';

/** The key file as it is on the disk now, proven unchanged by the ring. Errors `locked`, `not_initialised`, `replica_damaged`. */
export function checkedKeyFile(dataDir: string, ring: KeyRing): KeyFile {
  const { dataKey } = secretsOf(ring);
  const file = requireKeyFile(dataDir);
  if (file.database.generation !== dataKey.generation) {
    throw new AppError('stale_version', '密钥已由另一个窗口更换，本次没有改动任何数据。请重新登录后再试。');
  }
  if (!isAuthentic(file, dataKey)) throw changed();
  return file;
}

/** Writes the file with `changes`, authenticated anew. */
export function writeChanged(dataDir: string, ring: KeyRing, file: KeyFile, changes: Partial<Omit<KeyFile, 'mac' | 'revision'>>): KeyFile {
  const written = authenticated({ ...file, ...changes, revision: file.revision + 1 }, secretsOf(ring).dataKey);
  replaceKeyFile(dataDir, written);
  return written;
}

export interface NewSecret {
  readonly password: string;
  readonly store: DeviceStore;
  /** With it, the slot opens with password and USB key only. */
  readonly usb?: UsbKey;
  /** Called with the keys to be, before the key file has them: what must be ready when they count (an administrator's new signature on what the old key signed). */
  readonly beforeSwitch?: (next: KeyRing) => Promise<void>;
}

/**
 * Sets the password of the person signed in. The person's keys stay, except after an activation code: who made the code
 * could have used it, so the person gets keys of their own, and they replace the old ones among the trusted. Answers with the
 * ring to go on with; the given one is destroyed.
 */
export function setPassword(dataDir: string, ring: KeyRing, secret: NewSecret): Promise<KeyRing> {
  return replaceOwnSlot(dataDir, ring, secret, ring.kind === 'activation' ? { seed: 'new', former: 'forget' } : { seed: 'same', former: 'keep' });
}

/** The slot again, with the suite the station uses now. The person's keys are then others; what the former ones signed still counts. */
export const rewrapSlot = (dataDir: string, ring: KeyRing, secret: NewSecret): Promise<KeyRing> =>
  replaceOwnSlot(dataDir, ring, secret, { seed: 'same', former: 'keep' });

async function replaceOwnSlot(
  dataDir: string,
  ring: KeyRing,
  { password, store, usb, beforeSwitch }: NewSecret,
  { seed, former }: { readonly seed: 'same' | 'new'; readonly former: 'keep' | 'forget' },
): Promise<KeyRing> {
  const { dataKey, personal, earlier } = secretsOf(ring);
  const file = checkedKeyFile(dataDir, ring);
  const old = requireSlot(file, ring.userId);
  const device = await ensureDeviceSecret(store, file.deviceId);
  const secret: SlotSecret = usb === undefined ? { kind: 'password', password } : { kind: 'usb', password, key: usb };
  const made = await makeSlot(file, old, secret, { dataKey, device, ...(seed === 'same' ? { seed: personal.seed } : {}) });
  const next = keyRingOf(made.slot, {
    replicaId: file.replicaId,
    personal: made.keys,
    dataKey: { ...dataKey, bytes: dataKey.bytes.slice() },
    earlier: earlier.map((each) => ({ ...each, bytes: each.bytes.slice() })),
  });
  try {
    await beforeSwitch?.(next);
    putSlot(dataDir, ring, made, former);
  } catch (error) {
    next.destroy();
    throw error;
  }
  ring.destroy();
  return next;
}

/** Puts a slot in the place of the person's present one. The file is read again: making the slot took its time. */
function putSlot(dataDir: string, ring: KeyRing, { slot }: NewSlot, former: 'keep' | 'forget'): void {
  const file = checkedKeyFile(dataDir, ring);
  const old = requireSlot(file, slot.userId);
  const slots = file.slots.map((each) => (each === old ? slot : each));
  writeChanged(dataDir, ring, file, { slots, trust: trustFollowing(file.trust, old, slot, former) });
}

/** Whoever held an office holds it with the new key. */
export function trustFollowing(trust: Trust, old: Slot, next: Slot, former: 'keep' | 'forget'): Trust {
  const [before, after] = [keyIdOf(old.public.signing), next.public.signing];
  const follow = (keys: readonly SigningPublicKey[]): SigningPublicKey[] => {
    if (before === keyIdOf(after) || !keys.some((key) => keyIdOf(key) === before)) return [...keys];
    return [...keys.filter((key) => former === 'keep' || keyIdOf(key) !== before), after];
  };
  return { centre: trust.centre, system: follow(trust.system), security: follow(trust.security), audit: follow(trust.audit) };
}

function requireSlot(file: KeyFile, userId: string): Slot {
  const slot = slotOfUser(file, userId);
  if (slot === undefined) throw new AppError('not_found', '这位用户在本机没有登录方式，没有改动任何数据。请刷新后重试。');
  return slot;
}

/** A way in for one more person. Answers with the activation code, null for other kinds. Error `bad_input` when login or user has a slot already. */
export async function addSlot(
  dataDir: string,
  ring: KeyRing,
  { secret, ...owner }: SlotOwner & { readonly secret: SlotSecret },
  store: DeviceStore,
): Promise<{ code: string | null }> {
  const { deviceId, ...context } = checkedKeyFile(dataDir, ring);
  const device = await ensureDeviceSecret(store, deviceId);
  const { slot, code, keys } = await makeSlot({ deviceId, ...context }, owner, secret, { dataKey: secretsOf(ring).dataKey, device });
  forget(keys.seed, keys.sealing.private, keys.signing.private);
  const file = checkedKeyFile(dataDir, ring);
  if (slotOf(file, owner.login) !== undefined || slotOfUser(file, owner.userId) !== undefined) throw loginTaken(owner.login);
  const slots = [...file.slots, slot];
  writeChanged(dataDir, ring, file, { slots, recovery: file.recovery === null ? null : sealRecovery(file, file.recovery, slots, secretsOf(ring).dataKey) });
  return { code };
}

/** A forgotten password: the person's slot becomes one with a new activation code. The person's keys are then others. Error `not_found`. */
export async function resetSlot(dataDir: string, ring: KeyRing, userId: string, store: DeviceStore): Promise<{ code: string }> {
  const file = checkedKeyFile(dataDir, ring);
  const { login } = requireSlot(file, userId);
  const device = await ensureDeviceSecret(store, file.deviceId);
  const made = await makeSlot(file, { userId, login }, { kind: 'activation' }, { dataKey: secretsOf(ring).dataKey, device });
  forget(made.keys.seed, made.keys.sealing.private, made.keys.signing.private);
  putSlot(dataDir, ring, made, 'keep');
  return { code: made.code ?? '' };
}

/** Takes a person's way in. Whoever copied the folder before can still open the copy: a rotation ends that. Errors `not_found`, `bad_input` (own slot). */
export function removeSlot(dataDir: string, ring: KeyRing, userId: string): void {
  const file = checkedKeyFile(dataDir, ring);
  const slot = requireSlot(file, userId);
  if (userId === ring.userId) throw new AppError('bad_input', '不能删除自己的登录方式，没有改动任何数据。请由另一位管理员操作。');
  const recovery = file.recovery === null ? null : { ...file.recovery, dataKeys: file.recovery.dataKeys.filter((each) => each.userId !== userId) };
  writeChanged(dataDir, ring, file, { slots: file.slots.filter((each) => each !== slot), recovery });
}

/** Whose signatures on authorisations count from now on. */
export function setTrust(dataDir: string, ring: KeyRing, trust: Trust): void {
  writeChanged(dataDir, ring, checkedKeyFile(dataDir, ring), { trust });
}

export function setProfile(dataDir: string, ring: KeyRing, profile: KeyFile['profile']): void {
  writeChanged(dataDir, ring, checkedKeyFile(dataDir, ring), { profile });
}

/** What is made from now on is made with this suite: slots at each person's next sign-in, the keys of the database at the next rotation. */
export function setSuite(dataDir: string, ring: KeyRing, suite: SuiteId): void {
  writeChanged(dataDir, ring, checkedKeyFile(dataDir, ring), { suite });
}
