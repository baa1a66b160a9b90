// What every procedure handler works with.

import type { WorkstationHandlers } from '#domain/contract/index.ts';
import type { ReplicaClient } from '#db/client.ts';
import type { Backups } from '../backup/backups.ts';
import type { FileReader } from '../imports/file-reader.ts';
import type { FileStore } from '../imports/file-store.ts';
import type { Session } from '../session/session.ts';

export interface Workstation {
  readonly session: Session;
  readonly backups: Backups;
  readonly files: FileStore;
  /** Reads foreign files, away from keys and data. */
  readonly read: FileReader;
  /** Tells every connected screen that records of these libraries changed. */
  readonly announce: (databases: readonly string[]) => void;
}

/** The open replica; handlers of `unlocked` procedures only run when there is one. */
export const replicaOf = (workstation: Workstation): ReplicaClient => workstation.session.replica;

/** Handlers of some procedures, typed by the contract. */
export type HandlersOf<Names extends keyof WorkstationHandlers<Workstation>> = Pick<WorkstationHandlers<Workstation>, Names>;
