// The migrations ledger: numbered by tens, frozen, all pending ones in one transaction; a file from the future is refused.

import type Database from 'better-sqlite3';
import { AppError } from '#domain/result.ts';

export interface Migration {
  /** 10, 20, 30 … */
  readonly number: number;
  readonly name: string;
  readonly sql: string;
}

const ledger = `CREATE TABLE IF NOT EXISTS migration (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  applied_at TEXT NOT NULL
) STRICT`;

/** Numbers already applied, ascending; empty for a fresh file. */
export function appliedMigrations(connection: Database.Database): number[] {
  const exists = connection.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migration'").get();
  return exists === undefined ? [] : (connection.prepare('SELECT number FROM migration ORDER BY number').pluck().all() as number[]);
}

/** Error `migration_needed` when this program would change the schema of a file that holds something: a backup is due first. */
export function refusePending(connection: Database.Database, migrations: readonly Migration[]): void {
  const level = schemaLevel(connection);
  if (level > 0 && migrations.some(({ number }) => number > level)) {
    throw new AppError('migration_needed', '这个副本由旧版本的程序建立，升级前要先备份，没有打开，数据没有改动。请用工作站程序登录。', { level });
  }
}

/** Number of the newest migration a file has; 0 for a fresh file. */
export const schemaLevel = (connection: Database.Database): number => appliedMigrations(connection).at(-1) ?? 0;

/**
 * Brings a file up to the newest migration. Returns the numbers applied now.
 * Errors: `replica_newer` when the file has a migration this program does not know; nothing is touched then.
 */
export function migrate(connection: Database.Database, migrations: readonly Migration[], now: string): number[] {
  const applied = appliedMigrations(connection);
  const known = new Set(migrations.map(({ number }) => number));
  const unknown = applied.filter((number) => !known.has(number));
  if (unknown.length > 0) {
    throw new AppError('replica_newer', '这个副本由更新版本的程序建立，当前程序不能打开它。数据没有改动，请先升级程序。', { unknown });
  }
  const pending = migrations.filter(({ number }) => !applied.includes(number)).toSorted((a, b) => a.number - b.number);
  if (pending.length === 0) return [];
  connection.transaction(() => {
    connection.exec(ledger);
    for (const { number, name, sql } of pending) {
      connection.exec(sql);
      connection.prepare('INSERT INTO migration (number, name, applied_at) VALUES (?, ?, ?)').run(number, name, now);
    }
  })();
  return pending.map(({ number }) => number);
}
