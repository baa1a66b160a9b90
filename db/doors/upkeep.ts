// What the writer does for backups: the journal goes on in a new file, and forgets what verified backups hold.

import type Database from 'better-sqlite3';
import { toHex } from '../../crypto/bytes.ts';
import { wrap } from '../kernel/database.ts';
import { endOfAudit } from '../spine/audit-chain.ts';
import { journalAttachedTo } from '../spine/journal.ts';

/** The upkeep functions over the writer's connection; none of them shows business data. */
export const upkeepOf = (connection: Database.Database) => ({
  nextJournalFile(): void {
    journalAttachedTo(connection)?.restart();
  },

  /** Acts up to `through` are in a verified backup. */
  forgetJournal({ through }: { through: number }): void {
    journalAttachedTo(connection)?.forgetThrough(through);
  },

  /** Changes of records in the change log; what was loaded as demonstration data does not count. */
  changesMade: (): { count: number } => ({ count: connection.prepare("SELECT count(*) FROM operation WHERE kind <> 'load'").pluck().get() as number }),

  /** Number of the newest audit record and its link (hexadecimal). */
  endOfAudit(): { size: number; head: string } {
    const { seq, link } = endOfAudit(wrap(connection));
    return { size: seq, head: link === null ? '' : toHex(link) };
  },

  /** Whether an act of this event was committed at this moment. */
  wasDone: ({ event, at }: { event: string; at: string }): boolean =>
    connection.prepare('SELECT 1 FROM audit WHERE event = ? AND at = ? LIMIT 1').get(event, at) !== undefined,
});

export type Upkeep = ReturnType<typeof upkeepOf>;
