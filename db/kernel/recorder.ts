// Who hears of every writing statement of a connection, in the order they were executed.

import type Database from 'better-sqlite3';

export type BoundValue = string | number | bigint | null | Uint8Array;
/** Bound values by position, or by name. */
export type BoundValues = readonly BoundValue[] | Readonly<Record<string, BoundValue>>;

/** Called after a writing statement has succeeded. */
export type Recorder = (sql: string, values: BoundValues) => void;

const recorders = new WeakMap<Database.Database, Recorder>();

export function recordWritesOf(connection: Database.Database, recorder: Recorder): void {
  recorders.set(connection, recorder);
}

export const recorderOf = (connection: Database.Database): Recorder | undefined => recorders.get(connection);
