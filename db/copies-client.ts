// The host's side of the process that works on copies.

import { AppError } from '#domain/result.ts';
import { Calls, type CallOptions } from './calls.ts';
import type { Copies } from './doors/copies.ts';
import type { DatabaseProcess } from './process-threads.ts';
import type { WorkerAnswer } from './protocol.ts';

export interface CopiesClient {
  /** The functions of that process, as seen from the host. */
  readonly run: {
    readonly [Name in keyof Copies]: (input: Parameters<Copies[Name]>[0], options?: CallOptions) => Promise<Awaited<ReturnType<Copies[Name]>>>;
  };
  /** Kills the process, whatever it is doing; calls that were waiting fail with `aborted`. */
  close(): Promise<void>;
}

/** `child` was started with `db/copies-process.ts`. */
export function openCopies(child: DatabaseProcess): CopiesClient {
  const gone = Promise.withResolvers<void>();
  const calls = new Calls({ post: (call) => child.post(call), stop: () => undefined });
  child.onMessage((message) => calls.answered(message as WorkerAnswer));
  child.onEnd((detail) => {
    calls.end(() => new AppError('aborted', '备份或恢复没有完成，原有数据没有改动。请重试。', { detail }));
    gone.resolve();
  });
  return {
    run: new Proxy(
      {},
      { get: (_target, name) => (typeof name === 'string' ? (input: unknown, options?: CallOptions) => calls.make(name, input, options) : undefined) },
    ) as CopiesClient['run'],
    close: () => {
      child.kill();
      return gone.promise;
    },
  };
}
