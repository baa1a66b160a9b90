// References by name: finds the organisation or person a name means, and registers a name not seen before.

import type { Field, RefEntity } from '#domain/dictionary/field.ts';
import { refTarget } from '#domain/dictionary/tables/index.ts';
import { AppError } from '#domain/result.ts';
import { newId } from '../kernel/uuid.ts';
import type { Writing } from '../spine/act.ts';

/** Entities a person may introduce just by writing a new name; the others must be registered first. */
const openEntities: ReadonlySet<RefEntity> = new Set(['org', 'person']);

/**
 * The id a name stands for. Organisations and people not seen before are registered, in the same act and logged.
 * Error `validation_failed` for a name of another kind that is not registered.
 */
export function resolveReference(writing: Writing, field: Field, entity: RefEntity, name: string): string {
  const { table, key, title } = refTarget(entity);
  const trimmed = name.trim();
  const known = writing.db.get<{ id: string }>(`SELECT ${key} AS id FROM ${table} WHERE ${title} = ? LIMIT 1`, [trimmed]);
  if (known !== undefined) return known.id;
  if (!openEntities.has(entity)) {
    throw new AppError('validation_failed', `“${field.label}”中的“${trimmed}”尚未登记，本次未写入任何数据。请先登记，或核对名称。`, {
      field: field.id,
      name: trimmed,
    });
  }
  const id = newId();
  const { at, actor } = writing.act;
  const { lastInsertRowid } = writing.db.run(
    `INSERT INTO ${table} (${key}, ${title}, created_at, created_by, updated_at, updated_by, origin_device) VALUES (?, ?, ?, ?, ?, ?, ?)`,
    [id, trimmed, at, actor.name, at, actor.name, actor.device],
  );
  writing.log({ kind: 'create', entity, entityId: id, entityNo: Number(lastInsertRowid), library: null, baseVersion: 0, deltas: [[title, null, trimmed]] });
  return id;
}
