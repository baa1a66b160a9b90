// A new data key and database key: a copy of the replica is made under the new key, then one rename switches both.

import type { SuiteId } from '#crypto/suite.ts';
import type { RoleId } from '#domain/policy/roles.ts';
import { setSuite } from '../keys/change-slots.ts';
import { makeRecovery } from '../keys/recovery.ts';
import { rotateDataKey } from '../keys/rotation.ts';
import { sheetsOf, type IssuedCode } from '../session/found-station.ts';
import type { Session } from '../session/session.ts';
import { refuseInDemo } from './accounts.ts';

export interface Rotated {
  readonly generation: number;
  readonly suite: string;
  readonly recovery: readonly IssuedCode[];
}

/**
 * Everybody keeps the own password; new recovery sheets are issued. Killed at any step, the station opens as before or as
 * after. Errors `wrong_password`, `replica_damaged`, `disk_full`, `stale_version`.
 */
export async function rotateKeys(
  session: Session,
  { password, suite, reason }: { password: string; suite: SuiteId | null; reason: string },
  progress: (stage: string, done: number, total: number) => void,
): Promise<Rotated> {
  refuseInDemo(session);
  await session.confirm(password);
  const { station } = session;
  const holders = await session.replica.read.accounts({});
  if (suite !== null && suite !== session.signedIn.keys.suite) {
    setSuite(station.dataDir, session.keys(), suite);
    session.keysChanged();
  }
  progress('复制并重新加密', 0, 3);
  await session.whileClosed(({ ring }) => rotateDataKey(station.dataDir, ring, (work) => station.rekey(work)));
  progress('签发恢复单', 2, 3);
  const sheets = makeRecovery(station.dataDir, session.keys());
  const { database } = session.keysChanged();
  await session.replica.write.audit({ ...session.asker(), event: 'keys.rotated', detail: { generation: database.generation, suite: database.suite, reason } });
  progress('完成', 3, 3);
  const holderOf = (role: RoleId): (typeof holders)[number] | undefined => holders.find(({ grant }) => grant?.roles.includes(role) === true);
  return { generation: database.generation, suite: database.suite, recovery: sheetsOf(sheets, holderOf) };
}
