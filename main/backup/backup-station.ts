// What work on backups knows of its station: where it lies, whose keys are open, and how the process for copies is started.

import { join } from 'node:path';
import { forget } from '#crypto/bytes.ts';
import type { CopiesClient, ReplicaLocation } from '#db/client.ts';
import type { KeyFile } from '../keys/key-file.ts';
import type { KeyRing } from '../keys/key-ring.ts';

export interface BackupStation {
  readonly dataDir: string;
  readonly keys: KeyFile;
  readonly ring: KeyRing;
  readonly programVersion: string;
  readonly now: () => Date;
  /** Starts the process that works on copies; whoever starts it closes it. */
  readonly startCopies: () => CopiesClient;
}

/** What a person sees of long work, and how it is stopped. */
export interface BackupJob {
  readonly signal: AbortSignal;
  readonly progress: (stage: string, done: number, total: number) => void;
}

/** The replica's file with its key, which is overwritten when `work` is done. */
export async function withReplica<T>({ dataDir, keys, ring }: BackupStation, work: (location: ReplicaLocation) => Promise<T>): Promise<T> {
  const key = ring.databaseKey();
  try {
    return await work({ file: join(dataDir, keys.database.file), cipher: keys.database.cipher, key });
  } finally {
    forget(key);
  }
}

/** The key of backups of a generation, overwritten when `work` is done. */
export async function withBackupKey<T>({ ring }: BackupStation, generation: number, work: (key: Uint8Array) => Promise<T> | T): Promise<T> {
  const key = ring.backupKey(generation);
  try {
    return await work(key);
  } finally {
    forget(key);
  }
}

/** A process for copies for the time of `work`; killed when the job is cancelled, which makes its calls fail with `aborted`. */
export async function withCopies<T>(
  station: BackupStation,
  { signal }: Pick<BackupJob, 'signal'>,
  work: (copies: CopiesClient['run']) => Promise<T>,
): Promise<T> {
  const copies = station.startCopies();
  const stop = (): void => void copies.close();
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    return await work(copies.run);
  } finally {
    signal.removeEventListener('abort', stop);
    await copies.close();
  }
}
