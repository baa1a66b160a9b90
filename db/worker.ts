// Thread entry: one writer, one reader, one keeper of lists; each owns its connection and answers one call at a time.

import { dirname } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type Database from 'better-sqlite3';
import type { Access } from '#domain/identity/access.ts';
import { connect } from './connect.ts';
import { wrap } from './kernel/database.ts';
import { asReplicaError } from './kernel/open.ts';
import { setAside } from './kernel/reserve.ts';
import { auditReadsOf, auditWritesOf } from './doors/audit.ts';
import { entryOf, identityReadsOf, identityWritesOf } from './doors/identity.ts';
import { isFullDisk, recordFullDisk } from './doors/full-disk.ts';
import { listsOf } from './doors/lists.ts';
import { loadsOf } from './doors/loads.ts';
import { protectedReadsOf, protectedWritesOf } from './doors/protected.ts';
import { readsOf } from './doors/reads.ts';
import { upkeepOf } from './doors/upkeep.ts';
import { writesOf } from './doors/writes.ts';
import { carry, type WorkerCall, type WorkerMessage, type WorkerStart } from './protocol.ts';

const port = parentPort;
if (port === null) throw new Error('db/worker.ts is a thread entry');
const start = workerData as WorkerStart;
const cancelled = new Int32Array(start.cancelFlag);

type Door = Readonly<Record<string, (input: never, job: { progress: (done: number, total: number) => void; cancelled: () => boolean }) => unknown>>;

const post = (message: WorkerMessage): void => port.postMessage(message);

/** What a thread answers while nobody is admitted: the writer what sign-in needs, the others nothing. */
const entryFor = (connection: Database.Database): Door => (start.role === 'write' ? entryOf(connection) : {});

/** What a thread answers to the person admitted. */
function doorFor(connection: Database.Database, access: Access): Door {
  if (start.role === 'write')
    return {
      ...entryOf(connection),
      ...writesOf(connection, access),
      ...loadsOf(connection, access),
      ...upkeepOf(connection),
      ...identityWritesOf(connection, access),
      ...auditWritesOf(connection, access),
      ...protectedWritesOf(connection, access),
    };
  const db = wrap(connection);
  if (start.role === 'read') return { ...readsOf(db, access), ...identityReadsOf(db, access), ...auditReadsOf(db, access), ...protectedReadsOf(db, access) };
  return listsOf(db, access, (database) => setImmediate(() => whenWarm({ database }, () => undefined)));
}

/** The one call every thread knows: says once who is admitted. Whoever opened the file has the key; this is not to be undone or widened. */
const admissionTo = (connection: Database.Database): Door => ({
  admit: ({ access }: { access: Access }) => {
    door = doorFor(connection, access);
  },
});

/** Loads a list's columns in turns with other calls, so that no page waits for them; then goes on with `next`. */
function whenWarm(input: unknown, next: () => void): void {
  const { warm } = door as { warm?: (input: unknown) => boolean };
  let isCold = false;
  try {
    isCold = warm?.(input) === true;
  } catch {
    // Whoever asks for these columns will meet the same failure and report it.
  }
  if (isCold) setImmediate(() => whenWarm(input, next));
  else next();
}

let door: Door;
let writer: Database.Database | undefined;
try {
  const connection = connect(start.role, start);
  if (start.role === 'write') {
    writer = connection;
    setAside(dirname(start.location.file));
  }
  door = start.access === null ? { ...entryFor(connection), ...admissionTo(connection) } : doorFor(connection, start.access);
  post({ kind: 'ready' });
} catch (error) {
  post({ kind: 'failed', error: carry(asReplicaError(error)) });
  door = {};
}

port.on('message', (call: WorkerCall) => {
  if (start.role === 'lists' && needsColumns(call)) whenWarm(call.input, () => answer(call));
  else answer(call);
});

/** Calls that read whole columns; asked of a list just opened they would hold up its rows for seconds. */
const needsColumns = ({ name, input }: WorkerCall): boolean =>
  name === 'totals' || name === 'values' || (name === 'page' && (input as { totals?: boolean }).totals === true);

function answer(call: WorkerCall): void {
  const run = door[call.name];
  let lastProgress = 0;
  const job = {
    progress: (done: number, total: number): void => {
      const now = performance.now();
      if (done !== total && now - lastProgress < 50) return;
      lastProgress = now;
      post({ kind: 'progress', id: call.id, done, total });
    },
    cancelled: (): boolean => Atomics.load(cancelled, 0) === call.id,
  };
  try {
    if (run === undefined) throw new Error(`no function ${call.name} in the ${start.role} thread`);
    post({ kind: 'result', id: call.id, value: run(call.input as never, job) });
  } catch (thrown) {
    const error = asReplicaError(thrown);
    if (writer !== undefined && isFullDisk(error)) recordFullDisk(writer, call.name, call.input);
    post({ kind: 'error', id: call.id, error: carry(error) });
  }
}
