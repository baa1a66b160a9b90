// Batches: many changes made as one (an import, a paste, a removal), listed and counted as one.

import type { ReadDb } from '../kernel/database.ts';
import { newId } from '../kernel/uuid.ts';
import type { Writing } from './act.ts';

export type BatchKind = 'import' | 'paste' | 'remove' | 'undo';

export interface BatchCounts {
  readonly created: number;
  readonly changed: number;
  readonly removed: number;
}

/** Opens a batch inside an act; operations name its id. */
export function openBatch(writing: Writing, kind: BatchKind, label: string, libraryId: string | null, undoes: string | null = null): string {
  const batchId = newId();
  writing.db.run('INSERT INTO batch (batch_id, kind, label, library, at, author, author_id, undoes) VALUES (?, ?, ?, ?, ?, ?, ?, ?)', [
    batchId,
    kind,
    label,
    libraryId,
    writing.act.at,
    writing.act.actor.name,
    writing.act.actor.userId ?? null,
    undoes,
  ]);
  return batchId;
}

/** Writes what a batch came to. */
export function closeBatch(writing: Writing, batchId: string, counts: BatchCounts): void {
  writing.db.run('UPDATE batch SET created = ?, changed = ?, removed = ? WHERE batch_id = ?', [counts.created, counts.changed, counts.removed, batchId]);
}

export interface BatchRow {
  readonly batch: string;
  readonly kind: string;
  readonly label: string;
  readonly database: string | null;
  readonly at: string;
  readonly author: string;
  readonly created: number;
  readonly changed: number;
  readonly removed: number;
  readonly undone_at: string | null;
}

/** Newest batches first, of those that satisfy a condition over `b`. */
export const listBatches = (db: ReadDb, limit: number, { sql, params }: { readonly sql: string; readonly params: readonly (string | number)[] }): BatchRow[] =>
  db.all<BatchRow>(
    `SELECT b.batch_id AS batch, b.kind, b.label, b.library AS database, b.at, b.author, b.created, b.changed, b.removed, b.undone_at
     FROM batch b WHERE ${sql} ORDER BY b.at DESC, b.batch_id DESC LIMIT ?`,
    [...params, limit],
  );
