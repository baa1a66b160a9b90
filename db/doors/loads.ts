// Bulk loading of demonstration data: rows arrive as a stream inside the writer, logged as one load.

import type Database from 'better-sqlite3';
import { loadDemo, type DemoRequest, type DemoCounts } from '../demo/load.ts';
import type { Access } from '#domain/identity/access.ts';
import type { Job } from '../records/import-rows.ts';
import { transactUnrecorded } from '../spine/journal.ts';
import type { Asker } from '../spine/asker.ts';
import { demand } from './demand.ts';

/** The loading functions over one connection, for one person. */
export function loadsOf(connection: Database.Database, access: Access) {
  return {
    loadDemo(input: Asker & DemoRequest, job: Job): DemoCounts {
      demand(access, 'demo.load');
      return transactUnrecorded(connection, () => loadDemo(connection, input, input, job));
    },
  };
}

export type Loads = ReturnType<typeof loadsOf>;
