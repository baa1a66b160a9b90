// What may be asked of the process that works on copies: it holds no open replica, every call brings its key.

import { examineReplica, quickCheck, type Examined, type Job } from '../copies/examine.ts';
import { rekeyCopy, type Rekey } from '../copies/rekey.ts';
import { rebuildReplica, type Rebuild, type Rebuilt } from '../copies/rebuild.ts';
import { copyReplica } from '../kernel/copy.ts';
import type { ReplicaLocation } from '../kernel/open.ts';
import { entriesAfter, journalOf, openHistory } from '../spine/journal.ts';

export const copies = {
  /** Copies an open replica without holding up its writer, then opens the copy and reads all of it. */
  copy({ source, target }: { source: ReplicaLocation; target: ReplicaLocation }, job: Job): Examined & { bytes: number } {
    const { bytes } = copyReplica(source, target);
    return { bytes, ...examineReplica(target, job) };
  },

  /** Error `replica_damaged` for a file that is not whole. */
  examine: (input: { location: ReplicaLocation }, job: Job): Examined => examineReplica(input.location, job),

  quickCheck: (input: { location: ReplicaLocation }): void => quickCheck(input.location),

  rebuild: (input: Rebuild, job: Job): Rebuilt => rebuildReplica(input, job),

  /** The replica once more under another key, for a change of the data key; it must not be open for writing. */
  rekey: (input: Rekey, job: Job): Examined => rekeyCopy(input, job),

  /** What the journal beside a replica has for a copy that stands at `position`, and the number of its newest entry. */
  journalAfter({ location, auditKey, position }: { location: ReplicaLocation; auditKey: Uint8Array | null; position: number }): {
    acts: number;
    operations: number;
    last: number;
  } {
    const history = openHistory(journalOf(location, auditKey), 'read');
    try {
      return { ...entriesAfter(history, position), last: history.last };
    } finally {
      for (const { file } of history.files) file.close();
    }
  },
};

export type Copies = typeof copies;
