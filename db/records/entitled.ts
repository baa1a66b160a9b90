// What a person must be entitled to before a write is tried at all; what it then did is judged by judge.ts.

import type { Field } from '#domain/dictionary/field.ts';
import type { Library } from '#domain/dictionary/index.ts';
import type { Access } from '#domain/identity/access.ts';
import { mayDo, mayIn, mayReadRow } from '#domain/policy/decide.ts';
import { fieldRefusal, roleRefusal } from '#domain/policy/explain.ts';
import type { Action, Facts } from '#domain/policy/facts.ts';
import { hiddenOn } from '#domain/policy/fields.ts';
import { permits } from '#domain/policy/permissions.ts';
import { AppError } from '#domain/result.ts';
import type { ReadDb } from '../kernel/database.ts';
import { batchesSeen, sightOf } from '../policy/sight.ts';
import { forbidden, refusal } from './judge.ts';
import { decodeRow, notFound, type Row } from './read.ts';
import { readFacts, readSeen } from './seen.ts';
import { identifiersOf } from './shown.ts';
import type { Storage } from './storage.ts';
import type { Values } from './write.ts';

/** A record the person sees, whole, with the fields that are kept from him. */
export interface Entitled {
  readonly record: Row;
  readonly facts: Facts;
  readonly hidden: readonly Field[];
}

/** The record about to be written. Errors: `not_found` when the person does not see it, `forbidden` when the action is not his. */
export function entitledTo(db: ReadDb, access: Access, action: Action, storage: Storage, id: string): Entitled {
  const { raw, facts } = readSeen(db, access, storage, id);
  if (!mayDo(access, action, facts)) throw refusal(access, action, facts, id);
  return { record: decodeRow(db, storage, raw), facts, hidden: hiddenOn(access, storage.library, facts) };
}

/** The same check without reading the record, for thousands of rows. */
export function refuseUnlessOpen(db: ReadDb, access: Access, action: Action, storage: Storage, id: string): void {
  const facts = readFacts(db, storage, 'id', id);
  if (facts === undefined || !mayReadRow(access, facts)) throw notFound(id);
  if (!mayDo(access, action, facts)) throw refusal(access, action, facts, id);
}

/** Error `forbidden` when the person may do this with no record of the library. */
export function entitledIn(access: Access, action: Action, library: Library): void {
  if (!mayIn(access, action, library.id)) throw forbidden(roleRefusal(access, action, library.id));
}

/**
 * Refuses values for fields the person may not read, even the very value the field has: that it passes would tell.
 * Refuses other values than the present for fields the system computes. Error `forbidden` naming the fields.
 */
export function refuseOffLimits(library: Library, values: Values, hidden: readonly Field[], before: Values): void {
  const isGiven = (field: Field): boolean => identifiersOf(field).some((identifier) => values[identifier] !== undefined);
  const unread = hidden.filter(isGiven);
  if (unread.length > 0) throw forbidden(fieldRefusal(unread, library.id), undefined, unread);
  const computed = library.fields.filter(
    ({ id, derived }) => derived !== undefined && isFilled(values[id]) && JSON.stringify(values[id]) !== JSON.stringify(before[id] ?? null),
  );
  if (computed.length > 0) throw forbidden(fieldRefusal(computed, library.id), undefined, computed);
}

const isFilled = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

/** Errors: `not_found` for a batch the person does not see, `forbidden` for somebody else's without the right to undo it. */
export function entitledToUndo(db: ReadDb, access: Access, batchId: string): void {
  const { sql, params } = batchesSeen(sightOf(access));
  const batch = db.get<{ author: string; author_id: string | null }>(`SELECT b.author, b.author_id FROM batch b WHERE b.batch_id = ? AND ${sql}`, [
    batchId,
    ...params,
  ]);
  if (batch === undefined) throw new AppError('not_found', '没有这个批次，没有改动任何数据。', { batch: batchId });
  const { id, name } = access.user;
  const isOwn = batch.author_id === null ? batch.author === name : batch.author_id === id;
  if (!isOwn && !permits(access, 'batch.undo_any')) {
    throw new AppError('forbidden', `这个批次由${batch.author}完成，没有撤销任何数据。请由本人撤销，或联系投资处、重点办、办公室办理。`, { batch: batchId });
  }
}
