// Bulk loading of demonstration data: rows arrive as a stream inside the writer, logged as one load.

import type Database from 'better-sqlite3';
import { loadDemo, type DemoRequest, type DemoCounts } from '../demo/load.ts';
import type { Job } from '../records/import-rows.ts';
import { transactUnrecorded } from '../spine/journal.ts';
import type { Asker } from '../spine/asker.ts';

/** The loading functions over one connection. */
export function loadsOf(connection: Database.Database) {
  return {
    loadDemo: (input: Asker & DemoRequest, job: Job): DemoCounts => transactUnrecorded(connection, () => loadDemo(connection, input, input, job)),
  };
}

export type Loads = ReturnType<typeof loadsOf>;
