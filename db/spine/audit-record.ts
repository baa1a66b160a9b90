// One audit record: what it says, and the one text its hash is made of.

import type { ReadDb } from '../kernel/database.ts';
import type { ClockState } from './asker.ts';

/**
 * A record as stored, columns in the order of the alphabet: `JSON.stringify` of it is then its canonical form (RFC 8785),
 * because the names are ASCII and the values are texts, whole numbers and null.
 */
export interface AuditRow {
  readonly act_id: string;
  /** Name of the person. */
  readonly actor: string;
  /** UTC, ISO 8601. */
  readonly at: string;
  readonly audit_seq: number;
  /** Null in records made before the chain. */
  readonly clock: ClockState | null;
  /** JSON. Holds no values of business data and no secrets. */
  readonly detail: string;
  readonly device: string;
  readonly event: string;
  readonly login: string | null;
  readonly object_database: string | null;
  readonly object_id: string | null;
  /** How many operations of the change log the act made, and their hash (hexadecimal; null when none). */
  readonly operations: number;
  readonly operations_hash: string | null;
  readonly reason: string | null;
  readonly result: 'done' | 'refused';
  /** JSON array. */
  readonly roles: string;
  readonly suite: string | null;
  readonly user_id: string | null;
  /** Minutes the local clock is ahead of UTC. */
  readonly utc_offset: number | null;
}

/** Alphabetical: the order is part of the canonical form. */
export const auditColumns = [
  'act_id',
  'actor',
  'at',
  'audit_seq',
  'clock',
  'detail',
  'device',
  'event',
  'login',
  'object_database',
  'object_id',
  'operations',
  'operations_hash',
  'reason',
  'result',
  'roles',
  'suite',
  'user_id',
  'utc_offset',
] as const satisfies readonly (keyof AuditRow)[];

/** The text a record's hash is made of. The row must have exactly the columns of `auditColumns`, in that order. */
export const canonicalRecord = (row: AuditRow): string => JSON.stringify(row);

/** Records after number `after`, oldest first, each with its link and code. */
export function* recordsAfter(db: ReadDb, after: number): Generator<readonly [row: AuditRow, link: Uint8Array | null, mac: Uint8Array | null]> {
  const sql = `SELECT ${auditColumns.join(', ')}, link, mac FROM audit WHERE audit_seq > ? ORDER BY audit_seq`;
  for (const values of db.iterate<unknown[]>(sql, [after])) {
    const row = Object.fromEntries(auditColumns.map((column, index) => [column, values[index]])) as unknown as AuditRow;
    yield [row, values[auditColumns.length] as Uint8Array | null, values[auditColumns.length + 1] as Uint8Array | null];
  }
}

const operationColumns = [
  'act_id',
  'at',
  'author',
  'base_version',
  'batch_id',
  'deltas',
  'device',
  'entity',
  'entity_id',
  'entity_no',
  'kind',
  'library',
  'operation_id',
  'operation_seq',
  'reason',
];

export interface LoggedOperation {
  readonly seq: number;
  readonly actId: string;
  /** The text its hash is made of: all columns of the change log, before and after values included. */
  readonly canonical: string;
}

/** Entries of the change log after number `after`, oldest first. */
export function* operationsAfter(db: ReadDb, after: number): Generator<LoggedOperation> {
  const sql = `SELECT ${operationColumns.join(', ')} FROM operation WHERE operation_seq > ? ORDER BY operation_seq`;
  for (const values of db.iterate<unknown[]>(sql, [after])) {
    yield { seq: values[13] as number, actId: values[0] as string, canonical: JSON.stringify(values) };
  }
}

/** Number of the newest entry of the change log; 0 when it is empty. */
export const lastOperation = (db: ReadDb): number => db.get<{ seq: number | null }>('SELECT max(operation_seq) AS seq FROM operation')?.seq ?? 0;
