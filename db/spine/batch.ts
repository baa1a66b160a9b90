// Batches: many changes made as one (an import, a paste, a removal), listed and taken back as one.

import type { Delta, OperationKind, Writing } from './act.ts';
import { newId } from '../kernel/uuid.ts';
import type { ReadDb } from '../kernel/database.ts';
import { rowKeyOf } from '../kernel/row-key.ts';
import { AppError } from '#domain/result.ts';
import { library } from '#domain/dictionary/index.ts';
import { indexRecord } from '../records/index-record.ts';
import { setDeleted, touch, type EntityRow } from '../records/write.ts';
import { storageOf } from '../records/storage.ts';
import { nameKey } from './grams.ts';

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

interface LoggedOperation {
  readonly kind: OperationKind;
  readonly entity: string;
  readonly entity_id: string;
  readonly entity_no: number;
  readonly library: string | null;
  readonly base_version: number;
  readonly deltas: string;
}

/**
 * Takes a batch back: what it created is removed, what it changed gets its earlier values, what it removed returns.
 * All or nothing. Error `batch_not_undoable` when a record was changed since, naming how many; `not_found`.
 */
export function undoBatch(writing: Writing, batchId: string): { restored: number; removed: number; batch: string } {
  const { db, act } = writing;
  const batch = db.get<{ label: string; library: string | null; kind: string; undone_at: string | null }>(
    'SELECT label, library, kind, undone_at FROM batch WHERE batch_id = ?',
    [batchId],
  );
  if (batch === undefined) throw new AppError('not_found', '没有这个批次，没有改动任何数据。', { batch: batchId });
  if (batch.undone_at !== null) throw new AppError('batch_not_undoable', '这个批次已经撤销过，没有改动任何数据。', { batch: batchId });
  const operations = db.all<LoggedOperation>(
    'SELECT kind, entity, entity_id, entity_no, library, base_version, deltas FROM operation WHERE batch_id = ? ORDER BY operation_seq DESC',
    [batchId],
  );
  refuseIfChangedSince(db, batchId);
  const undo = openBatch(writing, 'undo', `撤销：${batch.label}`, batch.library, batchId);
  const touched = new Map<string, LoggedOperation>();
  let restored = 0;
  let removed = 0;
  for (const operation of operations) {
    if (operation.library === null) continue;
    const storage = storageOf(library(operation.library));
    const row = currentRow(db, operation);
    if (operation.kind === 'create' && operation.entity === 'project' && hasLivingMembership(db, operation.entity_no)) {
      // The project was joined by another library meanwhile: only this batch's membership goes.
      continue;
    }
    if (operation.kind === 'create') setDeleted(writing, storage, row, true, { batchId: undo });
    else if (operation.kind === 'delete') setDeleted(writing, storage, row, false, { batchId: undo });
    else if (operation.kind === 'restore') setDeleted(writing, storage, row, true, { batchId: undo });
    else revert(writing, row, operation, undo);
    if (operation.entity !== 'project') {
      touched.set(operation.entity_id, operation);
      if (operation.kind === 'create' || operation.kind === 'restore') removed += 1;
      else restored += 1;
    }
  }
  const projects = new Set(operations.filter(({ entity, kind }) => entity === 'project' && kind === 'update').map(({ entity_no }) => entity_no));
  for (const operation of touched.values()) indexRecord(db, storageOf(library(operation.library ?? '')), operation.entity_no);
  for (const projectNo of projects) reindexProject(writing, projectNo);
  db.run('UPDATE batch SET undone_at = ? WHERE batch_id = ?', [act.at, batchId]);
  // Undoing an undo makes the first batch count as done again.
  if (batch.kind === 'undo') db.run('UPDATE batch SET undone_at = NULL WHERE batch_id = (SELECT undoes FROM batch WHERE batch_id = ?)', [batchId]);
  closeBatch(writing, undo, { created: 0, changed: restored, removed });
  return { restored, removed, batch: undo };
}

function refuseIfChangedSince(db: ReadDb, batchId: string): void {
  const later = db.column<string>(
    `SELECT DISTINCT o.entity_id FROM operation b
     JOIN operation o ON o.entity_id = b.entity_id AND o.operation_seq > b.operation_seq AND o.batch_id IS NOT b.batch_id
     WHERE b.batch_id = ? AND b.entity NOT IN ('org', 'person')`,
    [batchId],
  );
  if (later.length > 0) {
    throw new AppError(
      'batch_not_undoable',
      `这个批次中有 ${later.length} 条记录之后又被修改，撤销会丢掉那些修改，因此没有撤销任何数据。请在记录历史中逐条处理。`,
      { count: later.length, ids: later.slice(0, 20) },
    );
  }
}

function currentRow(db: ReadDb, operation: LoggedOperation): EntityRow {
  const { entity, entity_id: id, entity_no: no } = operation;
  const key = rowKeyOf(entity);
  const version = db.get<{ version: number }>(`SELECT row_version AS version FROM ${entity} WHERE ${key} = ?`, [no])?.version ?? 0;
  return { entity, table: entity, key, id, no, version };
}

function revert(writing: Writing, row: EntityRow, operation: LoggedOperation, undo: string): void {
  const storage = storageOf(library(operation.library ?? ''));
  const deltas = (JSON.parse(operation.deltas) as Delta[]).map(([field, before, after]): Delta => [field, after, before]);
  for (const part of storage.parts.filter(({ entity }) => entity === row.entity)) {
    const own = deltas.filter(([field]) => part.fields.some(({ id }) => id === field));
    for (const [field, , value] of own) {
      writing.db.run(`UPDATE ${part.table} SET ${field} = ? WHERE ${part.key} = ?`, [value, row.no]);
      if (field === 'project_name') writing.db.run('UPDATE project SET name_key = ? WHERE project_no = ?', [nameKey(String(value ?? '')), row.no]);
    }
  }
  touch(writing, row);
  writing.log({ kind: 'update', entity: row.entity, entityId: row.id, entityNo: row.no, library: operation.library, baseVersion: row.version, deltas, batchId: undo });
}

const hasLivingMembership = (db: ReadDb, projectNo: number): boolean =>
  db.get('SELECT 1 FROM project_membership WHERE project_no = ? AND is_deleted = 0', [projectNo]) !== undefined;

function reindexProject(writing: Writing, projectNo: number): void {
  const membership = writing.db.get<{ membership_no: number; library: string }>(
    'SELECT membership_no, library FROM project_membership WHERE project_no = ? LIMIT 1',
    [projectNo],
  );
  if (membership !== undefined) indexRecord(writing.db, storageOf(library(membership.library)), membership.membership_no);
}
