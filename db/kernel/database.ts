// ReadDb and WriteDb: two types, so that a query that tries to write does not compile.

import type Database from 'better-sqlite3';
import { recorderOf } from './recorder.ts';

export type SqlValue = string | number | bigint | null | Uint8Array;
export type SqlParams = Readonly<Record<string, SqlValue>> | readonly SqlValue[];

declare const readable: unique symbol;
declare const writable: unique symbol;

/** May read. Statements are prepared once per text. */
export interface ReadDb {
  readonly [readable]: true;
  all<T>(sql: string, params?: SqlParams): T[];
  get<T>(sql: string, params?: SqlParams): T | undefined;
  /** First column of every row. */
  column<T>(sql: string, params?: SqlParams): T[];
  iterate<T>(sql: string, params?: SqlParams): IterableIterator<T>;
}

/** May write; exists only inside a transaction (see act.ts), a migration, or a bulk load. */
export interface WriteDb extends ReadDb {
  readonly [writable]: true;
  run(sql: string, params?: SqlParams): { changes: number; lastInsertRowid: number | bigint };
}

const connections = new WeakMap<ReadDb, Database.Database>();

/** What a wrapper speaks for, to hang secrets on that belong to the connection; nothing can be read or written through it. */
export const identityOf = (db: ReadDb): object => connectionOf(db);

/** Several reads that see the same moment of the replica, however long they take. */
export const atOneMoment = <T>(db: ReadDb, read: () => T): T => connectionOf(db).transaction(read)();

function connectionOf(db: ReadDb): Database.Database {
  const connection = connections.get(db);
  if (connection === undefined) throw new Error('not a wrapped connection');
  return connection;
}

const isList = (params: SqlParams): params is readonly SqlValue[] => Array.isArray(params);

/** Wraps a connection; the one place where the brand is given. */
export function wrap(connection: Database.Database): WriteDb {
  const prepared = new Map<string, Database.Statement>();
  const statement = (sql: string): Database.Statement => {
    let found = prepared.get(sql);
    if (found === undefined) {
      found = connection.prepare(sql);
      prepared.set(sql, found);
    }
    return found;
  };
  const spread = (params: SqlParams | undefined): unknown[] => (params === undefined ? [] : isList(params) ? [...params] : [params]);
  const db: Omit<WriteDb, typeof readable | typeof writable> = {
    all: <T>(sql: string, params?: SqlParams) => statement(sql).all(...spread(params)) as T[],
    get: <T>(sql: string, params?: SqlParams) => statement(sql).get(...spread(params)) as T | undefined,
    // Pluck mode sticks to a statement, so single-column reads keep statements of their own.
    column: <T>(sql: string, params?: SqlParams) =>
      statement(`${sql} `)
        .pluck()
        .all(...spread(params)) as T[],
    iterate: <T>(sql: string, params?: SqlParams) =>
      connection
        .prepare(sql)
        .raw()
        .iterate(...spread(params)) as IterableIterator<T>,
    run: (sql, params) => {
      const done = statement(sql).run(...spread(params));
      recorderOf(connection)?.(sql, params ?? []);
      return done;
    },
  };
  connections.set(db as WriteDb, connection);
  return db as WriteDb;
}
