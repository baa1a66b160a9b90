// A small replica with something of everything in it, and one text that holds all a person can be shown of it.

import { existsSync } from 'node:fs';
import Database from 'better-sqlite3-multiple-ciphers';
import { connect } from '#db/connect.ts';
import { listsOf, type ListDoor } from '#db/doors/lists.ts';
import { readsOf, type Reads } from '#db/doors/reads.ts';
import { writesOf, type Writes } from '#db/doors/writes.ts';
import { preferredCipher } from '#db/kernel/cipher.ts';
import { wrap } from '#db/kernel/database.ts';
import { migrate } from '#db/kernel/migrate.ts';
import { openConnection, type ReplicaLocation } from '#db/kernel/open.ts';
import { verifyReplica } from '#db/kernel/verify.ts';
import { migrations } from '#db/migrations/index.ts';
import { protectColumns } from '#db/records/reseal.ts';
import { sealAuditOf, sealFromFileKey } from '#db/spine/audit-seal.ts';
import { columnKeyFromFileKey } from '#db/spine/field-key.ts';
import { libraries, type Library } from '#domain/dictionary/index.ts';
import { international } from '../../crypto/international.ts';
import { unrestricted } from '../builders/access.ts';
import { anAsker, created, quietJob } from '../builders/replica.ts';
import { idOf, textOf } from '../builders/records.ts';
import { richRecord } from '../cli/rich-records.ts';

const key = new Uint8Array(32).fill(7);
const today = '2026-03-02';

/** A kind of file a station could keep its data in. */
export interface Store {
  /** Opens the file for writing, and makes it when it is not there, as the station's writer does. */
  open(file: string): Database.Database;
}

export const productLocation = (file: string): ReplicaLocation => ({ file, cipher: preferredCipher(), key });

/** What the product does: encrypted pages, and the journal beside them that repairs what a file lost. */
export const product: Store = {
  open: (file) =>
    connect('write', {
      location: productLocation(file),
      secrets: { key, auditKey: null, columnKey: null, suite: 'intl' },
      create: !existsSync(file),
      migrates: true,
      now: created,
    }),
};

/** The control: the same tables and rows as an ordinary program would keep them, without cipher and journal. */
export const plain: Store = {
  open(file) {
    const connection = new Database(file);
    connection.pragma('foreign_keys = ON');
    connection.pragma('journal_mode = WAL');
    return prepared(connection);
  },
};

/** The control of power cuts: the product's file without its journal, not waiting for the disk at every commit. */
const normal: Store = {
  open(file) {
    const connection = openConnection(productLocation(file), existsSync(file) ? 'write' : 'create');
    connection.pragma('synchronous = NORMAL');
    return prepared(connection);
  },
};

export const stores: Readonly<Record<string, Store>> = { product, plain, normal };

/** Schema and keys, as `connect` gives them. */
function prepared(connection: Database.Database): Database.Database {
  sealAuditOf(connection, sealFromFileKey(international, key));
  migrate(connection, migrations, created);
  protectColumns(connection, columnKeyFromFileKey(international, key));
  return connection;
}

/** The doors that write, over a connection a store opened. */
export const writeDoors = (connection: Database.Database): Writes => writesOf(connection, unrestricted());

export interface ReadDoors {
  readonly read: Reads;
  readonly lists: ListDoor;
}

export function readDoors(connection: Database.Database): ReadDoors {
  const db = wrap(connection);
  return { read: readsOf(db, unrestricted()), lists: listsOf(db, unrestricted(), () => undefined) };
}

const yearOf = ({ kind }: Library): number | null => (kind === 'project' ? 2026 : null);

/** `variants` records in each library with a value in every field, an import taken back, and a saved view. */
export function fill(write: Writes, variants: number): void {
  for (const target of libraries) {
    const database = target.id;
    const rows = Array.from({ length: variants }, (_, index) => ({ index, values: richRecord(target, index + 1) }));
    const more = rows.map(({ index, values }) => ({ index, values: { ...values, [target.titleField]: `取消的第${index}条` } }));
    const about = { ...anAsker(), database, year: yearOf(target), label: '名单', source: '名单.xlsx', commit: true };
    write.importRows({ ...about, rows }, quietJob);
    const { batch } = write.importRows({ ...about, rows: more }, quietJob);
    if (batch !== null) write.undoBatch({ ...anAsker(1), batch });
    write.saveView({ ...anAsker(2), id: `view-${database}`, database, name: `${target.label}在建`, definition: '{"filter":[]}' });
  }
}

/** Everything the doors show: lists with totals, each record with its findings, its history and its project, search, batches, views. */
export function everything({ read, lists }: ReadDoors): string {
  const shown: unknown[] = [read.summary(), read.dataDate(), read.batches({ limit: 500 })];
  for (const { id: database, titleField } of libraries) {
    const page = lists.page({ database, filter: [], sort: [{ field: titleField, descending: false }], offset: 0, limit: 1000, totals: true });
    shown.push(page, read.views({ database }));
    for (const row of page.rows) {
      shown.push(read.record({ database, id: idOf(row), today }), read.history({ database, id: idOf(row), limit: 50 }));
      if (typeof row['project_id'] === 'string') shown.push(read.overview({ id: textOf(row, 'project_id') }));
    }
  }
  shown.push(read.search({ text: '往返测试项目', limit: 100 }));
  return JSON.stringify(shown);
}

/** What the product's own checks find wrong: file, references, change log, audit chain. */
export const verifyFaults = (connection: Database.Database): string[] =>
  verifyReplica(wrap(connection), quietJob)
    .checks.filter(({ ok }) => !ok)
    .map(({ name, detail }) => `${name}: ${detail}`);
