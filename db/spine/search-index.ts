// Keeps the full-text index in step with the searched fields of projects and support records.

import type { WriteDb } from '../kernel/database.ts';
import { gramsOf } from './grams.ts';

/** A token of its own between two fields, so that no phrase matches across them; folding keeps it out of every query. */
const fieldBoundary = '\u{E000}';

/** Replaces what is indexed for one row; an empty text takes it out. */
export function indexText(db: WriteDb, entity: string, entityNo: number, texts: readonly (string | null)[]): void {
  const grams = texts
    .filter((text) => text !== null && text !== '')
    .map((text) => gramsOf(text ?? ''))
    .join(` ${fieldBoundary} `);
  const known = db.get<{ entry_no: number }>('SELECT entry_no FROM search_entry WHERE entity = ? AND entity_no = ?', [entity, entityNo]);
  if (known !== undefined) db.run('DELETE FROM search_text WHERE rowid = ?', [known.entry_no]);
  if (grams === '') {
    if (known !== undefined) db.run('DELETE FROM search_entry WHERE entry_no = ?', [known.entry_no]);
    return;
  }
  const entryNo = known?.entry_no ?? Number(db.run('INSERT INTO search_entry (entity, entity_no) VALUES (?, ?)', [entity, entityNo]).lastInsertRowid);
  db.run('INSERT INTO search_text (rowid, grams) VALUES (?, ?)', [entryNo, grams]);
}
