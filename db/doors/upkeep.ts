// What the writer does for backups: the journal goes on in a new file, and forgets what verified backups hold.

import type Database from 'better-sqlite3';
import { journalAttachedTo } from '../spine/journal.ts';

/** The upkeep functions over the writer's connection. */
export const upkeepOf = (connection: Database.Database) => ({
  nextJournalFile(): void {
    journalAttachedTo(connection)?.restart();
  },

  /** Acts up to `through` are in a verified backup. */
  forgetJournal({ through }: { through: number }): void {
    journalAttachedTo(connection)?.forgetThrough(through);
  },
});

export type Upkeep = ReturnType<typeof upkeepOf>;
