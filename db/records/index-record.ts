// What of a record the full-text search sees: the searched fields of its master, extension or support table.

import type { ReadDb, WriteDb } from '../kernel/database.ts';
import { indexText } from '../spine/search-index.ts';
import type { Part, Storage } from './storage.ts';

/** Re-indexes a record after a write; a removed record leaves the index. */
export function indexRecord(db: WriteDb, storage: Storage, no: number): void {
  if (storage.library.kind === 'support') {
    const [part] = storage.parts;
    if (part !== undefined) indexText(db, part.entity, no, searchedTexts(db, part, no));
    return;
  }
  const [master, , extension] = storage.parts;
  const projectNo = db.get<{ no: number }>('SELECT project_no AS no FROM project_membership WHERE membership_no = ?', [no])?.no;
  if (master !== undefined && projectNo !== undefined) indexText(db, 'project', projectNo, searchedTexts(db, master, projectNo));
  if (extension !== undefined && extension.fields.some(({ searched }) => searched === true)) {
    const alive = db.get<{ is_deleted: number }>('SELECT is_deleted FROM project_membership WHERE membership_no = ?', [no])?.is_deleted === 0;
    indexText(db, 'project_membership', no, alive ? searchedTexts(db, extension, no) : []);
  }
}

/** Searched field values of one row; none when the row was removed. */
function searchedTexts(db: ReadDb, part: Part, no: number): (string | null)[] {
  const fields = part.fields.filter(({ searched }) => searched === true).map(({ id }) => id);
  if (fields.length === 0) return [];
  const alive = part.alias === 'e' ? '' : ' AND is_deleted = 0';
  const row = db.get<Record<string, string | null>>(`SELECT ${fields.join(', ')} FROM ${part.table} WHERE ${part.key} = ?${alive}`, [no]);
  return row === undefined ? [] : Object.values(row);
}
