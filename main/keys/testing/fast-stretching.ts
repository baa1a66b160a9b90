// A keyed hash in the place of Argon2id, for tests that set and try dozens of passwords; Argon2id itself is checked beside stretching.ts.

import { utf8 } from '#crypto/bytes.ts';
import { international } from '#crypto/international.ts';
import type { Stretching } from '../stretching.ts';

/** What was stretched, in order. */
export const stretched: (readonly [password: string, cost: Stretching])[] = [];

export function fastStretch(password: string, salt: Uint8Array, cost: Stretching): Promise<Uint8Array> {
  stretched.push([password, cost]);
  return Promise.resolve(international.hmac(salt, utf8(`${JSON.stringify(cost)}${password.normalize('NFKC')}`)));
}
