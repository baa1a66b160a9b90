// Typed proxy to the database threads: the only db file main may import.

import { Worker } from 'node:worker_threads';
import { AppError } from '#domain/result.ts';
import type { ListDoor } from './doors/lists.ts';
import type { Loads } from './doors/loads.ts';
import type { Reads } from './doors/reads.ts';
import type { Writes } from './doors/writes.ts';
import type { ReplicaLocation } from './kernel/open.ts';
import type { CarriedError, Role, WorkerMessage, WorkerStart } from './protocol.ts';

export type { ReplicaLocation } from './kernel/open.ts';
export type { ImportOutcome, ImportRow } from './records/import-rows.ts';
export { ciphers, preferredCipher } from './kernel/cipher.ts';

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** A door's functions as seen from another thread. */
type Remote<Door> = {
  readonly [Name in keyof Door]: Door[Name] extends (...inputs: infer Inputs) => infer Answer
    ? (input: Inputs extends [] ? Readonly<Record<string, never>> : Inputs[0], options?: CallOptions) => Promise<Awaited<Answer>>
    : never;
};

export interface ReplicaClient {
  readonly read: Remote<Reads>;
  readonly lists: Remote<Omit<ListDoor, 'warm'>>;
  readonly write: Remote<Writes & Loads>;
  /** Ends the threads; keys and pages held by them go with them. */
  close(): Promise<void>;
}

/** Opens (or creates) a replica in threads of its own. `entry` is the worker's file. Errors as `openConnection` and `migrate`. */
export async function openReplica(location: ReplicaLocation, options: { create?: boolean; now: string; entry: string }): Promise<ReplicaClient> {
  const begin = (role: Role): Promise<Thread> =>
    Thread.start(options.entry, { role, location, create: options.create ?? false, now: options.now, cancelFlag: new SharedArrayBuffer(4) });
  // The writer migrates first; readers must see the newest schema.
  const writer = await begin('write');
  const [reader, lists] = await Promise.allSettled([begin('read'), begin('lists')]);
  if (reader.status === 'rejected' || lists.status === 'rejected') {
    const begun = [reader, lists].flatMap((settled) => (settled.status === 'fulfilled' ? [settled.value] : []));
    await Promise.all([writer, ...begun].map((thread) => thread.end()));
    throw reader.status === 'rejected' ? reader.reason : lists.status === 'rejected' ? lists.reason : new Error('no thread failed');
  }
  return {
    write: remote<Writes & Loads>(writer),
    read: remote<Reads>(reader.value),
    lists: remote<ListDoor>(lists.value),
    close: async () => {
      await Promise.all([writer.end(), reader.value.end(), lists.value.end()]);
    },
  };
}

function remote<Door>(thread: Thread): Remote<Door> {
  return new Proxy(
    {},
    { get: (_target, name) => (typeof name === 'string' ? (input: unknown, options?: CallOptions) => thread.call(name, input, options) : undefined) },
  ) as Remote<Door>;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  readonly onProgress: CallOptions['onProgress'];
}

class Thread {
  private readonly worker: Worker;
  private readonly cancelFlag: Int32Array;
  private readonly waiting = new Map<number, Waiting>();
  /** Calls to stop that have not answered yet. The worker answers in order, so the oldest is the one to signal. */
  private readonly aborted = new Set<number>();
  private hasEnded = false;
  private nextId = 1;

  private constructor(worker: Worker, cancelFlag: SharedArrayBuffer) {
    this.worker = worker;
    this.cancelFlag = new Int32Array(cancelFlag);
  }

  static start(entry: string, start: WorkerStart): Promise<Thread> {
    const worker = new Worker(entry, { workerData: start, name: `db-${start.role}` });
    const thread = new Thread(worker, start.cancelFlag);
    const { promise, resolve, reject } = Promise.withResolvers<Thread>();
    worker.on('message', (message: WorkerMessage) => {
      if (message.kind === 'ready') resolve(thread);
      else if (message.kind === 'failed') {
        reject(revive(message.error));
        void worker.terminate();
      } else thread.receive(message);
    });
    worker.on('error', (error) => {
      reject(error);
      thread.fail(error);
    });
    worker.on('exit', () => {
      thread.hasEnded = true;
      reject(locked());
      thread.fail(locked());
    });
    return promise;
  }

  call(name: string, input: unknown, options: CallOptions = {}): Promise<unknown> {
    if (this.hasEnded) return Promise.reject(locked());
    const id = this.nextId++;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    this.waiting.set(id, { resolve, reject, onProgress: options.onProgress });
    const cancel = (): void => {
      this.aborted.add(id);
      this.signalOldest();
    };
    options.signal?.addEventListener('abort', cancel, { once: true });
    if (options.signal?.aborted === true) cancel();
    this.worker.postMessage({ id, name, input });
    return promise.finally(() => {
      options.signal?.removeEventListener('abort', cancel);
      if (this.aborted.delete(id)) this.signalOldest();
    });
  }

  private signalOldest(): void {
    Atomics.store(this.cancelFlag, 0, this.aborted.size === 0 ? 0 : Math.min(...this.aborted));
  }

  async end(): Promise<void> {
    this.hasEnded = true;
    await this.worker.terminate();
  }

  private receive(message: Exclude<WorkerMessage, { kind: 'ready' | 'failed' }>): void {
    const waiting = this.waiting.get(message.id);
    if (waiting === undefined) return;
    if (message.kind === 'progress') {
      waiting.onProgress?.(message.done, message.total);
      return;
    }
    this.waiting.delete(message.id);
    if (message.kind === 'result') waiting.resolve(message.value);
    else waiting.reject(revive(message.error));
  }

  private fail(error: unknown): void {
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}

const locked = (): AppError => new AppError('locked', '工作站已锁定，本次操作没有完成。请重新输入密码后再试。');

function revive({ app, text }: CarriedError): Error {
  return app === null ? new Error(text) : new AppError(app.code, app.message, app.details);
}
