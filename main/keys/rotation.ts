// A new data key: everybody's slot and a copy of the database get it, then one rename of the key file switches both.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { keyLength } from '#crypto/suite.ts';
import { suites } from '#crypto/suites.ts';
import type { ReplicaLocation } from '#db/client.ts';
import { AppError } from '#domain/result.ts';
import { checkedKeyFile } from './change-slots.ts';
import { authenticated, derived, sealDataKey, sealEarlier, type DataKey } from './data-key.ts';
import { removeSuperseded, replaceKeyFile, type KeyFile } from './key-file.ts';
import { keyRingOf, secretsOf, type KeyRing } from './key-ring.ts';
import { sealRecovery } from './recovery-sheets.ts';

export interface RekeyWork {
  readonly source: ReplicaLocation;
  /** Path of the copy; it must not exist, and must be whole and on the disk when the copy is done. */
  readonly target: string;
  /** Raw key of the copy. */
  readonly newKey: Uint8Array;
}

/**
 * Changes the data key. Nobody may write to the database from before the call until it is opened anew with the answered
 * ring; the given ring is destroyed. `copy` makes the database over (`rekey` of db/doors/copies.ts). Killed at any step, the station
 * opens as before or as after. Errors of `copy`; `stale_version` when the key file was changed meanwhile: nothing is switched then.
 */
export async function rotateDataKey(dataDir: string, ring: KeyRing, copy: (work: RekeyWork) => Promise<unknown>): Promise<KeyRing> {
  const file = checkedKeyFile(dataDir, ring);
  const { database } = file;
  const next: DataKey = { generation: database.generation + 1, suite: file.suite, bytes: suites[file.suite].random(keyLength) };
  const name = freeName(dataDir, next.generation);
  const [oldKey, newKey] = [ring.databaseKey(), derived(next, file.replicaId, 'database')];
  await copy({ source: { file: join(dataDir, database.file), cipher: database.cipher, key: oldKey }, target: join(dataDir, name), newKey });
  newKey.fill(0);
  if (checkedKeyFile(dataDir, ring).revision !== file.revision) {
    throw new AppError('stale_version', '更换密钥期间密钥文件被另一个窗口改动，密钥没有更换，数据没有改动。请稍后重试。');
  }
  const rotated = rotatedFile(file, secretsOf(ring), next, name);
  replaceKeyFile(dataDir, rotated);
  removeSuperseded(dataDir, rotated);
  const { personal, earlier, dataKey } = secretsOf(ring);
  const kept = [...earlier, dataKey].map((each) => ({ ...each, bytes: each.bytes.slice() }));
  const answered = keyRingOf(ring, { replicaId: file.replicaId, personal: copyOf(personal), dataKey: next, earlier: kept });
  ring.destroy();
  return answered;
}

const copyOf = ({ seed, sealing, signing }: ReturnType<typeof secretsOf>['personal']): ReturnType<typeof secretsOf>['personal'] => ({
  seed: seed.slice(),
  sealing: { ...sealing, private: sealing.private.slice() },
  signing: { ...signing, private: signing.private.slice() },
});

function rotatedFile(file: KeyFile, { dataKey, earlier }: ReturnType<typeof secretsOf>, next: DataKey, name: string): KeyFile {
  const { mac: _mac, ...content } = file;
  return authenticated(
    {
      ...content,
      revision: file.revision + 1,
      database: { ...file.database, file: name, generation: next.generation, suite: next.suite, superseded: file.database.file },
      slots: file.slots.map((slot) => ({ ...slot, dataKey: sealDataKey(file, slot.userId, slot.public.sealing, next) })),
      earlier: [...earlier, dataKey].map((each) => sealEarlier(file.replicaId, next, each)),
      recovery: file.recovery === null ? null : sealRecovery(file, file.recovery, file.slots, next),
    },
    next,
  );
}

/** An interrupted rotation leaves a copy nobody has the key of; it is passed over, never overwritten. */
function freeName(dataDir: string, generation: number): string {
  const names = Array.from({ length: 100 }, (_, attempt) => `replica-${generation}${attempt === 0 ? '' : `-${attempt}`}.db`);
  const free = names.find((name) => !existsSync(join(dataDir, name)));
  if (free === undefined) throw new AppError('replica_busy', '数据目录中有太多未完成的更换，密钥没有更换，数据没有改动。请联系信息管理员清理数据目录。');
  return free;
}
