// What the recorded writer confirms after each act: how many audit records there are, and a hash of all the replica holds.

import { createHash } from 'node:crypto';
import type Database from 'better-sqlite3';
import { digestReplica } from '#db/kernel/digest.ts';
import { quietJob } from '../../builders/replica.ts';

/** File of the confirmations, beside the replica. */
export const confirmations = 'confirmed.log';

export interface Confirmation {
  readonly acts: number;
  readonly hash: string;
}

export function stateOf(connection: Database.Database): Confirmation {
  const digest = digestReplica(connection, quietJob);
  return { acts: digest.auditSize, hash: createHash('sha256').update(JSON.stringify(digest.tables)).digest('hex') };
}
