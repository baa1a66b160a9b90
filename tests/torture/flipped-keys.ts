// The key file with one bit turned round: the right password opens it to the same keys, or does not open it.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '#db/demo/random.ts';
import { keyFileName } from '#main/keys/key-file.ts';
import type { KeyRing } from '#main/keys/key-ring.ts';
import { aStation, passwordOf, zhang } from '#main/keys/testing/station.ts';

export interface FlippedKeys {
  /** What a flipped key file led to; null when it was refused or changed nothing. */
  flip(random: Random): Promise<string | null>;
  remove(): void;
}

const keysOf = (ring: KeyRing): string =>
  [ring.databaseKey(), ring.columnKey(), ring.auditKey(), ring.backupKey()].map((key) => Buffer.from(key).toString('hex')).join();

export async function flippedKeys(): Promise<FlippedKeys> {
  const station = await aStation();
  const path = join(station.dataDir, keyFileName);
  const bytes = readFileSync(path);
  const sound = keysOf(station.ring);
  return {
    async flip(random) {
      const place = random.int(0, bytes.length - 1);
      const flipped = Buffer.from(bytes);
      flipped[place] = (bytes[place] ?? 0) ^ (1 << random.int(0, 7));
      writeFileSync(path, flipped);
      try {
        const ring = await station.open(zhang.login, passwordOf(zhang));
        return keysOf(ring) === sound ? null : `byte ${place} of ${keyFileName}: opened to other keys`;
      } catch {
        return null;
      } finally {
        writeFileSync(path, bytes);
      }
    },
    remove: () => station.remove(),
  };
}
