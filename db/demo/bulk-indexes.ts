// Takes the indexes by title away while a bulk load runs: their pages are hit at random and would be written again for every row.

import { storedTables } from '../kernel/schema.ts';
import type { WriteDb } from '../kernel/database.ts';

/** Runs `work` without the indexes on text titles and builds them afterwards, in one sorted pass each, exactly as they were. */
export function withoutTitleIndexes<T>(db: WriteDb, work: () => T): T {
  const indexes = titleIndexes(db);
  for (const { name } of indexes) db.run(`DROP INDEX ${name}`);
  const outcome = work();
  for (const { sql } of indexes) db.run(sql);
  return outcome;
}

function titleIndexes(db: WriteDb): { name: string; sql: string }[] {
  const titles = storedTables().flatMap(({ declaration: { name, title, fields } }) =>
    fields.some(({ id, type }) => id === title && type.kind === 'text') ? [`${name}_by_${title}`] : [],
  );
  return [...titles, 'project_by_name_key'].flatMap((name) =>
    db.all<{ name: string; sql: string }>("SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND name = ?", [name]),
  );
}
