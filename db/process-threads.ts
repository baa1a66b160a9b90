// The threads of an open replica in a process of their own, as the host sees them.

import { revive, type ProcessOrder, type ProcessReport, type ReplicaStart } from './protocol.ts';
import type { Threads, ThreadsListener } from './threads.ts';

/** A process that has been started with `db/process.ts`, by whatever means the host has. */
export interface DatabaseProcess {
  readonly pid: number | undefined;
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called when the process has ended or could not be started; `detail` is its last words. */
  onEnd(listener: (detail: string) => void): void;
  kill(): void;
}

/** As `startThreads`, in a process just started. Ending kills it; nothing it holds outlives it. */
export async function startThreadsIn(child: DatabaseProcess, entry: string, start: ReplicaStart, listener: ThreadsListener): Promise<Threads> {
  const ready = Promise.withResolvers<void>();
  const gone = Promise.withResolvers<void>();
  let isExpected = false;
  const post = (order: ProcessOrder): void => {
    if (!isExpected) child.post(order);
  };
  const end = (): Promise<void> => {
    isExpected = true;
    child.kill();
    return gone.promise;
  };
  child.onMessage((message) => {
    const report = message as ProcessReport;
    if (report.kind === 'ready') ready.resolve();
    else if (report.kind === 'failed') ready.reject(revive(report.error));
    // An answer that was on its way when the process was killed stays unheard.
    else if (!isExpected) listener.answered(report.role, report.answer);
  });
  child.onEnd((detail) => {
    const reason = new Error(`the database process ended: ${detail}`);
    gone.resolve();
    ready.reject(reason);
    if (isExpected) return;
    isExpected = true;
    listener.stopped(reason);
  });
  post({ kind: 'start', entry, start });
  try {
    await ready.promise;
  } catch (error) {
    await end();
    throw error;
  }
  return {
    post: (role, call) => post({ kind: 'call', role, call }),
    stop: (role, id) => post({ kind: 'stop', role, id }),
    end,
  };
}
