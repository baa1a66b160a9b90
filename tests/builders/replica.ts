// A real encrypted replica in a directory of its own, with the doors tests go through.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { preferredCipher } from '#db/kernel/cipher.ts';
import { wrap, type ReadDb } from '#db/kernel/database.ts';
import { migrate } from '#db/kernel/migrate.ts';
import { openConnection, type ReplicaLocation } from '#db/kernel/open.ts';
import { listsOf, type ListDoor } from '#db/doors/lists.ts';
import { readsOf, type Reads } from '#db/doors/reads.ts';
import { writesOf, type Asker, type Writes } from '#db/doors/writes.ts';
import { migrations } from '#db/migrations/index.ts';
import type { Access } from '#domain/identity/access.ts';
import { protectColumns } from '#db/records/reseal.ts';
import { sealAuditOf, sealFromFileKey } from '#db/spine/audit-seal.ts';
import { openColumns } from '#db/spine/field-key.ts';
import { international } from '../../crypto/international.ts';
import type { Job } from '#db/records/import-rows.ts';
import type { Row } from '#db/records/read.ts';
import type { Values } from '#db/records/write.ts';
import { unrestricted } from './access.ts';

/** Where a replica would be; nothing is created there yet. */
export interface Place {
  readonly location: ReplicaLocation;
  remove(): void;
}

export function aPlace(): Place {
  const directory = mkdtempSync(join(tmpdir(), 'replica-'));
  return {
    location: { file: join(directory, 'replica.db'), cipher: preferredCipher(), key: new Uint8Array(32).fill(7) },
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}

/** Encrypts the personal fields of test replicas. */
export const testColumnKey = new Uint8Array(32).fill(9);

export const created = '2026-03-01T01:00:00.000Z';

/** 张三 at his own computer on 2 March 2026; `minute` tells acts apart. */
export const anAsker = (minute = 0, name = '张三'): Asker => ({
  actor: { name, device: 'PC-01' },
  at: `2026-03-02T01:${String(minute).padStart(2, '0')}:00.000Z`,
  today: '2026-03-02',
});

export const quietJob: Job = { progress: () => undefined, cancelled: () => false };

/** The doors of a replica as they open for one person. */
export interface Doors {
  readonly write: Writes;
  readonly read: Reads;
  readonly lists: ListDoor;
}

export interface TestReplica extends Doors {
  readonly location: ReplicaLocation;
  readonly connection: Database.Database;
  /** A second, read-only connection, as the reading threads have. */
  readonly reader: ReadDb;
  /** The doors of the same file for somebody else. */
  as(access: Access): Doors;
  /** Registers a record and answers with it as it then reads. */
  add(database: string, values: Values, options?: { projectId?: string; minute?: number }): Row;
  /** The record as it reads now. */
  get(database: string, id: string): Row;
  close(): void;
}

/** `access`: whom the doors are open for; the founder, who may do everything, unless given. */
export function aReplica(access: Access = unrestricted()): TestReplica {
  const place = aPlace();
  const connection = openConnection(place.location, 'create');
  migrate(connection, migrations, created);
  // Tests lose nothing when the machine does; waiting for its disk is most of their time.
  connection.pragma('synchronous = OFF');
  const seal = sealFromFileKey(international, place.location.key);
  sealAuditOf(connection, seal);
  protectColumns(connection, { suite: international, key: testColumnKey });
  const readConnection = openConnection(place.location, 'read');
  openColumns(readConnection, testColumnKey);
  sealAuditOf(readConnection, seal);
  const reader = wrap(readConnection);
  const as = (person: Access): Doors => ({
    write: writesOf(connection, person),
    read: readsOf(reader, person),
    lists: listsOf(reader, person, () => undefined),
  });
  const doors = as(access);
  const { write, read } = doors;
  return {
    location: place.location,
    connection,
    reader,
    ...doors,
    as,
    add: (database, values, { projectId, minute } = {}) =>
      write.createRecord({ ...anAsker(minute), database, values, reason: null, projectId: projectId ?? null }).record,
    get: (database, id) => read.record({ database, id, today: '2026-03-02' }).record,
    close: () => {
      readConnection.close();
      connection.close();
      place.remove();
    },
  };
}
