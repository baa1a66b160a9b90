// The three threads of an open replica, as whoever runs them sees them: calls go in, answers come out.

import { Worker } from 'node:worker_threads';
import { revive, roles, type ReplicaStart, type Role, type WorkerAnswer, type WorkerCall, type WorkerMessage, type WorkerStart } from './protocol.ts';

/** Running threads, in this process or in another. */
export interface Threads {
  post(role: Role, call: WorkerCall): void;
  /** The call with this id is to stop; 0 when none is. */
  stop(role: Role, id: number): void;
  /** Ends them at once, whatever they are doing; resolves when they are gone. */
  end(): Promise<void>;
}

export interface ThreadsListener {
  readonly answered: (role: Role, answer: WorkerAnswer) => void;
  /** They ended without being told to. Called once, and not before they were ready. */
  readonly stopped: (reason: Error) => void;
}

/** Starts the threads in this process. `entry` is the worker's file. Errors as `openConnection` and `migrate`. */
export async function startThreads(entry: string, start: ReplicaStart, listener: ThreadsListener): Promise<Threads> {
  const workers: Worker[] = [];
  const flags = new Map<Role, Int32Array>();
  let state: 'starting' | 'running' | 'ended' = 'starting';
  const end = async (): Promise<void> => {
    state = 'ended';
    await Promise.all(workers.map((worker) => worker.terminate()));
  };
  const begin = (role: Role): Promise<Worker> => {
    const cancelFlag = new SharedArrayBuffer(4);
    flags.set(role, new Int32Array(cancelFlag));
    const workerData: WorkerStart = { ...start, role, cancelFlag };
    const worker = new Worker(entry, { workerData, name: `db-${role}` });
    workers.push(worker);
    const { promise, resolve, reject } = Promise.withResolvers<Worker>();
    const fail = (reason: Error): void => {
      reject(reason);
      if (state !== 'running') return;
      void end();
      listener.stopped(reason);
    };
    worker.on('message', (message: WorkerMessage) => {
      if (message.kind === 'ready') resolve(worker);
      else if (message.kind === 'failed') reject(revive(message.error));
      else listener.answered(role, message);
    });
    worker.on('error', (error) => fail(error instanceof Error ? error : new Error(String(error))));
    worker.on('exit', (code) => fail(new Error(`thread ${role} ended with ${code}`)));
    return promise;
  };
  try {
    // The writer migrates first; readers must see the newest schema.
    const write = await begin('write');
    const [read, lists] = await Promise.all([begin('read'), begin('lists')]);
    const of: Readonly<Record<Role, Worker>> = { write, read, lists };
    state = 'running';
    return {
      post: (role, call) => of[role].postMessage(call),
      stop: (role, id) => {
        const flag = flags.get(role);
        if (flag !== undefined) Atomics.store(flag, 0, id);
      },
      end,
    };
  } catch (error) {
    await end();
    throw error;
  }
}

export const forEveryRole = <T>(make: (role: Role) => T): Record<Role, T> => Object.fromEntries(roles.map((role) => [role, make(role)])) as Record<Role, T>;
