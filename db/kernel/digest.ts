// What a replica holds, in figures that can be compared: rows and hash of every table, schema, heads of audit and change log.

import { createHash } from 'node:crypto';
import type Database from 'better-sqlite3';
import { AppError } from '#domain/result.ts';
import { appliedMigrations } from './migrate.ts';

export interface TableDigest {
  readonly table: string;
  readonly rows: number;
  /** SHA-256 over the rows in the order of the primary key. */
  readonly sha256: string;
}

export interface ReplicaDigest {
  readonly migrations: readonly number[];
  readonly tables: readonly TableDigest[];
  /** Number of the newest audit record, and what it says of itself. */
  readonly auditSize: number;
  readonly auditHead: string;
  /** Number of the newest entry of the change log. */
  readonly operations: number;
  /** Date-time of the newest entry of the change log. */
  readonly newestAt: string | null;
}

interface Job {
  readonly progress: (done: number, total: number) => void;
  readonly cancelled: () => boolean;
}

/** Rows between two looks at whether to stop. */
const lookEvery = 2_000;

/**
 * Reads every row of every table in one transaction. Indexes and the search index are left to `integrity_check`.
 * Errors: `aborted`; SQLite's own for a damaged file.
 */
export function digestReplica(connection: Database.Database, job: Job): ReplicaDigest {
  return connection.transaction((): ReplicaDigest => {
    const names = connection
      .prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_schema' ESCAPE '\\' ORDER BY name")
      .pluck()
      .all() as string[];
    const tables = names.map((table, index) => {
      job.progress(index, names.length);
      return digestTable(connection, table, job);
    });
    job.progress(names.length, names.length);
    // A file that has lost its write-ahead log may be whole and have nothing in it.
    const audit = names.includes('audit') ? newest(connection, 'SELECT audit_seq, act_id FROM audit ORDER BY audit_seq DESC LIMIT 1') : undefined;
    const operation = names.includes('operation')
      ? newest(connection, 'SELECT operation_seq, at FROM operation ORDER BY operation_seq DESC LIMIT 1')
      : undefined;
    return {
      migrations: appliedMigrations(connection),
      tables,
      auditSize: audit?.[0] ?? 0,
      auditHead: audit?.[1] ?? '',
      operations: operation?.[0] ?? 0,
      newestAt: operation?.[1] ?? null,
    };
  })();
}

const newest = (connection: Database.Database, sql: string): readonly [seq: number, of: string] | undefined =>
  connection.prepare(sql).raw().get() as readonly [number, string] | undefined;

function digestTable(connection: Database.Database, table: string, job: Job): TableDigest {
  const columns = connection.prepare('SELECT name, pk FROM pragma_table_info(?) ORDER BY cid').all(table) as { name: string; pk: number }[];
  const key = columns.filter(({ pk }) => pk > 0).toSorted((a, b) => a.pk - b.pk);
  const order = (key.length > 0 ? key : columns).map(({ name }) => quoted(name)).join(', ');
  const hash = createHash('sha256').update(JSON.stringify([table, columns.map(({ name }) => name)]));
  const sql = `SELECT ${columns.map(({ name }) => quoted(name)).join(', ')} FROM ${quoted(table)} ORDER BY ${order}`;
  let rows = 0;
  for (const row of connection.prepare(sql).raw().iterate() as IterableIterator<unknown[]>) {
    hash.update(`\n${JSON.stringify(row)}`);
    rows += 1;
    if (rows % lookEvery === 0 && job.cancelled()) throw new AppError('aborted', '已取消，没有留下未完成的备份。');
  }
  return { table, rows, sha256: hash.digest('hex') };
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** The first difference between two digests, as a sentence; undefined when they are equal. */
export function differenceOf(expected: ReplicaDigest, found: ReplicaDigest): string | undefined {
  if (expected.migrations.join() !== found.migrations.join()) return '库结构版本与清单不符';
  for (const [index, { table, rows, sha256 }] of expected.tables.entries()) {
    const other = found.tables[index];
    if (other?.table !== table) return `数据表 ${table} 与清单不符`;
    if (other.rows !== rows) return `数据表 ${table} 有 ${other.rows} 行，清单记载 ${rows} 行`;
    if (other.sha256 !== sha256) return `数据表 ${table} 的内容与清单不符`;
  }
  if (found.tables.length !== expected.tables.length) return '数据表的数量与清单不符';
  if (found.auditSize !== expected.auditSize || found.auditHead !== expected.auditHead) return '审计记录与清单不符';
  return found.operations === expected.operations ? undefined : '变更日志与清单不符';
}
