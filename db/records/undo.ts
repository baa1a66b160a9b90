// Taking a batch back: what it created is removed, what it changed gets its earlier values, what it removed returns.

import { library } from '#domain/dictionary/index.ts';
import { AppError } from '#domain/result.ts';
import type { ReadDb } from '../kernel/database.ts';
import { rowKeyOf } from '../kernel/row-key.ts';
import type { Sight } from '../policy/sight.ts';
import type { Delta, OperationKind, Writing } from '../spine/act.ts';
import { closeBatch, openBatch } from '../spine/batch.ts';
import { indexRecord } from './index-record.ts';
import { refuseTakenCode } from './match.ts';
import { storageOf } from './storage.ts';
import { deriveAgain, setAlive, touch, updateRow } from './write.ts';

interface UndoneBatch {
  readonly label: string;
  readonly library: string | null;
  readonly undone_at: string | null;
  readonly created: number;
  readonly changed: number;
  readonly removed: number;
}

interface LoggedOperation {
  readonly kind: OperationKind;
  readonly entity: string;
  readonly entity_id: string;
  readonly entity_no: number;
  readonly library: string;
  readonly deltas: string;
}

/**
 * All or nothing. Organisations and people a batch registered on the way stay registered. Errors: `not_found`;
 * `batch_not_undoable` when it was undone before or a record was changed since, naming how many; `duplicate` when a
 * project code that would come back belongs to another project by now.
 */
export function undoBatch(writing: Writing, sight: Sight, batchId: string): { restored: number; removed: number; batch: string } {
  const { db, act } = writing;
  const batch = db.get<UndoneBatch>('SELECT label, library, undone_at, created, changed, removed FROM batch WHERE batch_id = ?', [batchId]);
  if (batch === undefined) throw new AppError('not_found', '没有这个批次，没有改动任何数据。', { batch: batchId });
  if (batch.undone_at !== null) throw new AppError('batch_not_undoable', '这个批次已经撤销过，没有改动任何数据。', { batch: batchId });
  refuseIfChangedSince(db, batchId);
  const operations = db.all<LoggedOperation>(
    'SELECT kind, entity, entity_id, entity_no, library, deltas FROM operation WHERE batch_id = ? AND library IS NOT NULL ORDER BY operation_seq DESC',
    [batchId],
  );
  const undo = openBatch(writing, 'undo', `撤销：${batch.label}`, batch.library, batchId);
  const revertedProjects = new Set<number>();
  for (const operation of operations) {
    const { kind, entity, entity_id: id, entity_no: no } = operation;
    const storage = storageOf(library(operation.library));
    if (kind === 'update') {
      revert(writing, operation, undo);
      if (entity === 'project') revertedProjects.add(no);
      else indexRecord(db, storage, no);
    } else if (entity !== 'project') {
      // Projects come and go with their memberships, which another library may have added meanwhile.
      setAlive(writing, storage, id, no, kind === 'delete', { batchId: undo });
    }
  }
  for (const no of revertedProjects) {
    deriveAgain(writing, no, { batchId: undo });
    indexProject(writing, no);
  }
  refuseCodesTakenSince(db, sight, undo);
  markUndone(writing, batchId, act.at);
  closeBatch(writing, undo, { created: batch.removed, changed: batch.changed, removed: batch.created });
  return { restored: batch.changed + batch.removed, removed: batch.created, batch: undo };
}

/** A later change counts unless it was itself taken back: its batch is undone, or is the undoing of such a batch. */
function refuseIfChangedSince(db: ReadDb, batchId: string): void {
  const later = db.column<string>(
    `SELECT DISTINCT o.entity_id FROM operation b
     JOIN operation o ON o.entity_id = b.entity_id AND o.operation_seq > b.operation_seq AND o.batch_id IS NOT b.batch_id
     LEFT JOIN batch ob ON ob.batch_id = o.batch_id
     WHERE b.batch_id = ? AND b.library IS NOT NULL AND ob.undone_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM operation u WHERE u.batch_id = ob.undoes AND u.entity_id = o.entity_id AND u.operation_seq > b.operation_seq)`,
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

function revert(writing: Writing, operation: LoggedOperation, undo: string): void {
  const { db } = writing;
  const { entity, entity_id: entityId, entity_no: entityNo, library: name } = operation;
  const deltas = (JSON.parse(operation.deltas) as Delta[]).map(([field, before, after]): Delta => [field, after, before]);
  for (const part of storageOf(library(name)).parts.filter((candidate) => candidate.entity === entity)) {
    const own = deltas.filter(([field]) => part.fields.some(({ id }) => id === field));
    if (own.length > 0) updateRow(writing, part, entityId, entityNo, own);
  }
  const key = rowKeyOf(entity);
  const baseVersion = db.get<{ version: number }>(`SELECT row_version AS version FROM ${entity} WHERE ${key} = ?`, [entityNo])?.version ?? 0;
  touch(writing, { table: entity, key, no: entityNo });
  writing.log({ kind: 'update', entity, entityId, entityNo, library: name, baseVersion, deltas, batchId: undo });
}

function indexProject({ db }: Writing, projectNo: number): void {
  const membership = db.get<{ no: number; library: string }>('SELECT membership_no AS no, library FROM project_membership WHERE project_no = ? LIMIT 1', [
    projectNo,
  ]);
  if (membership !== undefined) indexRecord(db, storageOf(library(membership.library)), membership.no);
}

function refuseCodesTakenSince(db: ReadDb, sight: Sight, undo: string): void {
  const restored = db.all<{ id: string; code: string }>(
    `SELECT project_id AS id, national_code AS code FROM project
     WHERE is_deleted = 0 AND national_code IS NOT NULL AND project_no IN (SELECT entity_no FROM operation WHERE batch_id = ? AND entity = 'project')`,
    [undo],
  );
  for (const { id, code } of restored) refuseTakenCode(db, sight, code, id);
}

/** Undoing an undo makes the first batch count as done again, and so on down the chain. */
function markUndone({ db }: Writing, batchId: string, at: string): void {
  let undone = true;
  let id: string | null = batchId;
  while (id !== null) {
    db.run('UPDATE batch SET undone_at = ? WHERE batch_id = ?', [undone ? at : null, id]);
    const batch: { undoes: string | null } | undefined = db.get('SELECT undoes FROM batch WHERE batch_id = ?', [id]);
    id = batch?.undoes ?? null;
    undone = !undone;
  }
}
