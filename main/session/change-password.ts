// Sets a person's own password: judged, remembered, and, where the personal keys change with it, the standing grants signed anew.

import { keyIdOf } from '#crypto/signed-document.ts';
import type { Asker, ReplicaClient } from '#db/client.ts';
import type { Account } from '#domain/identity/account.ts';
import { isProperlySigned, type SignedGrant } from '#domain/identity/grant.ts';
import type { SecuritySettings } from '#domain/identity/security-settings.ts';
import { AppError } from '#domain/result.ts';
import type { KeyFile } from '../keys/key-file.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { judgeOf } from './admission.ts';
import { remember, requireGoodPassword, requireNewPassword } from './passwords.ts';

export interface PasswordChange {
  readonly keys: KeyFile;
  readonly account: Account;
  readonly settings: SecuritySettings;
  readonly replica: ReplicaClient;
  readonly asker: Asker;
  readonly password: string;
}

/**
 * What has to be in the replica before the new keys replace the old: the password among the remembered ones, and the
 * grants with the new signature beside the old, so that they verify whichever key file a power cut leaves.
 * Errors `weak_password`, `forbidden` in a demonstration.
 */
export async function preparePassword(change: PasswordChange): Promise<(next: KeyRing) => Promise<void>> {
  const { keys, account, settings, replica, asker, password } = change;
  if (keys.zone === 'demo') throw new AppError('forbidden', '演示数据的密码是公开的，不能修改，没有改动。');
  await requireGoodPassword(settings.passwordProfile, password, account);
  const remembered = await replica.entry.remembered({ userId: account.id, count: 5 });
  await requireNewPassword(settings.passwordProfile, password, remembered);
  const kept = await remember(password, remembered[0]?.salt);
  return async (next) => {
    const resigned = signedAnew(keys, next, await replica.entry.standingGrants({}));
    await replica.entry.passwordSet({ ...asker, userId: account.id, password: kept, event: 'session.password_changed', resigned });
  };
}

/** The good grants of the station with a signature of the new key; none unless the person's signature counts here and the key is new. */
function signedAnew(keys: KeyFile, next: KeyRing, grants: readonly SignedGrant[]): SignedGrant[] {
  const offices = [...keys.trust.system, ...keys.trust.security];
  const own = keys.slots.find(({ userId }) => userId === next.userId)?.public.signing;
  if (own === undefined || !offices.some((key) => keyIdOf(key) === keyIdOf(own)) || keyIdOf(own) === keyIdOf(next.signingKey)) return [];
  const judge = judgeOf(keys);
  const trusted = new Set(offices.map(keyIdOf));
  return grants
    .filter((document) => document.issuer === 'station' && isProperlySigned(document, judge))
    .map((document) => ({ ...document, signatures: [...document.signatures.filter(({ key_id: id }) => trusted.has(id)), next.sign(document)] }));
}
