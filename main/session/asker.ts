// Who asks, in full: what every write and every audit record carries.

import type { Asker } from '#db/client.ts';
import type { Account } from '#domain/identity/account.ts';
import type { RoleId } from '#domain/policy/roles.ts';
import type { KeyFile } from '../keys/key-file.ts';
import type { SessionClock } from './session-clock.ts';

/** First characters of the device's id: what is printed in watermarks and said on the phone. */
export const shortDevice = ({ deviceId }: Pick<KeyFile, 'deviceId'>): string => deviceId.replaceAll('-', '').slice(-8).toUpperCase();

export function askerOf(keys: Pick<KeyFile, 'deviceId'>, { id, login, name }: Account, roles: readonly RoleId[], clock: SessionClock): Asker {
  return { actor: { name, device: shortDevice(keys), userId: id, login, roles }, at: clock.at(), today: clock.today(), clock: clock.reading() };
}
