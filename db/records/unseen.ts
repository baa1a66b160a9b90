// Which of some identifiers belong to rows that are there, but not for this person: for the audit, never for the answer.

import { libraries } from '#domain/dictionary/index.ts';
import type { Access } from '#domain/identity/access.ts';
import { mayReadRow } from '#domain/policy/decide.ts';
import type { ReadDb } from '../kernel/database.ts';
import { seesProject, sightOf } from '../policy/sight.ts';
import { readFacts } from './seen.ts';
import { storageOf } from './storage.ts';

export interface Unseen {
  readonly id: string;
  /** Absent where the identifier is that of a project, which is in several libraries. */
  readonly database?: string;
}

/** The first identifier of a record, removed ones too, or of a project that exists and is kept from the person; null when there is none. */
export function unseenAmong(db: ReadDb, access: Access, ids: readonly string[]): Unseen | null {
  const sight = sightOf(access);
  if (sight.isWhole) return null;
  for (const id of ids) {
    for (const library of libraries) {
      const facts = readFacts(db, storageOf(library), 'id', id);
      if (facts !== undefined && !mayReadRow(access, facts)) return { id, database: library.id };
    }
    if (db.get('SELECT 1 FROM project WHERE project_id = ?', [id]) !== undefined && !seesProject(db, sight, id)) return { id };
  }
  return null;
}
