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
  writing.db.run('INSERT INTO batch (batch_id, kind, label, library, at, author, undoes) VALUES (?, ?, ?, ?, ?, ?, ?)', [
    batchId,
    kind,
    label,
    libraryId,
    writing.act.at,
    writing.act.actor.name,
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

/** Newest batches first. */
export const listBatches = (db: ReadDb, limit: number): BatchRow[] =>
  db.all<BatchRow>(
    `SELECT batch_id AS batch, kind, label, library AS database, at, author, created, changed, removed, undone_at
     FROM batch ORDER BY at DESC, batch_id DESC LIMIT ?`,
    [limit],
  );
