// The way back in when a password or this computer's secret is lost: two administrators together; the database is not touched.

import { AppError } from '#domain/result.ts';
import { trustFollowing, checkedKeyFile, writeChanged, type NewSecret } from './change-slots.ts';
import { authenticated, isAuthentic, openEarlier } from './data-key.ts';
import { ensureDeviceSecret } from './device-secret.ts';
import { changed, replaceKeyFile, requireKeyFile, slotOfUser, type KeyFile } from './key-file.ts';
import { keyRingOf, secretsOf, type KeyRing } from './key-ring.ts';
import { makeSlot } from './new-slot.ts';
import { challengeText, drawSheets, openRecovery, sealRecovery, type Sheets } from './recovery-sheets.ts';

export { respond } from './recovery-sheets.ts';

/** New sheets for the two administrators; the old ones open nothing any more. */
export function makeRecovery(dataDir: string, ring: KeyRing): Sheets {
  const file = checkedKeyFile(dataDir, ring);
  const { sheets, public: halves } = drawSheets(file.suite);
  writeChanged(dataDir, ring, file, { recovery: sealRecovery(file, { suite: file.suite, ...halves }, file.slots, secretsOf(ring).dataKey) });
  return sheets;
}

function requireRecovery(file: KeyFile): NonNullable<KeyFile['recovery']> {
  if (file.recovery === null) {
    throw new AppError('recovery_refused', '本机没有设置恢复单，不能用这种方式恢复，数据没有改动。请联系信息管理员，从备份或数据中心恢复。');
  }
  return file.recovery;
}

/** What the station shows, to be read to both administrators. Errors `not_initialised`, `recovery_refused`. */
export const recoveryChallenge = (dataDir: string): string => challengeText(requireRecovery(requireKeyFile(dataDir)));

/**
 * Lets a person in again with a new password and new keys, and draws the next challenge. A lost secret of this computer is
 * made anew; the slots of the others then ask for recovery or a new activation code.
 * Errors `bad_input` (a mistyped group), `recovery_refused`, `replica_damaged`.
 */
export async function completeRecovery(
  dataDir: string,
  { responses, userId, password, store, usb }: NewSecret & { readonly responses: readonly [string, string]; readonly userId: string },
): Promise<KeyRing> {
  const file = requireKeyFile(dataDir);
  const recovery = requireRecovery(file);
  const dataKey = openRecovery(file, recovery, userId, responses);
  const earlier = openEarlier(file, dataKey);
  if (!isAuthentic(file, dataKey) || earlier === undefined) throw changed();
  const old = slotOfUser(file, userId);
  if (old === undefined) throw changed();
  const device = await ensureDeviceSecret(store, file.deviceId);
  const secret = usb === undefined ? ({ kind: 'password', password } as const) : ({ kind: 'usb', password, key: usb } as const);
  const { slot, keys } = await makeSlot(file, old, secret, { dataKey, device });
  const { mac: _mac, ...content } = file;
  replaceKeyFile(
    dataDir,
    authenticated(
      {
        ...content,
        revision: file.revision + 1,
        slots: file.slots.map((each) => (each === old ? slot : each)),
        trust: trustFollowing(file.trust, old, slot, 'keep'),
        recovery: sealRecovery(file, recovery, file.slots, dataKey),
      },
      dataKey,
    ),
  );
  return keyRingOf(slot, { replicaId: file.replicaId, personal: keys, dataKey, earlier });
}
