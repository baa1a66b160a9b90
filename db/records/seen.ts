// Single rows as one person meets them: what he does not see is not there.

import type { Access } from '#domain/identity/access.ts';
import { mayReadRow } from '#domain/policy/decide.ts';
import { factFields, factIds, factsOf, type Facts } from '#domain/policy/facts.ts';
import type { ReadDb } from '../kernel/database.ts';
import { notFound, readRaw, type RawRow } from './read.ts';
import { fieldSql, type Storage } from './storage.ts';

/** Facts of a record, removed ones too; undefined when there never was one. `by` is its global id or its local number. */
export function readFacts(db: ReadDb, storage: Storage, by: 'id' | 'no', value: string | number): Facts | undefined {
  const row = db.get<Record<string, unknown>>(`${selectFacts(storage)} WHERE ${storage[by]} = ?`, [value]);
  // Numbers and ids are those of all memberships; one of another library is none of this.
  return row === undefined || row['library'] !== storage.library.id ? undefined : factsOf(storage.library.id, row);
}

const selects = new Map<Storage, string>();

function selectFacts(storage: Storage): string {
  let select = selects.get(storage);
  if (select === undefined) {
    const { library, from } = storage;
    const columns = factIds.flatMap((fact) => fieldSql(storage, factFields[fact])?.sql ?? []);
    select = `SELECT ${[library.kind === 'project' ? 'm.library' : `'${library.id}' AS library`, ...columns].join(', ')} FROM ${from}`;
    selects.set(storage, select);
  }
  return select;
}

/** A living record the person sees, as stored, with its facts. Error `not_found`, the same for what does not exist and what is not his. */
export function readSeen(db: ReadDb, access: Access, storage: Storage, id: string): { readonly raw: RawRow; readonly facts: Facts } {
  const raw = readRaw(db, storage, id);
  if (raw === undefined) throw notFound(id);
  const facts = factsOf(storage.library.id, raw);
  if (!mayReadRow(access, facts)) throw notFound(id);
  return { raw, facts };
}
