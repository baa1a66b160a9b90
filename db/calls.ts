// The caller's side of one thread: calls waiting for their answer, progress, and cancelling in the order the thread works.

import { revive, type WorkerAnswer, type WorkerCall } from './protocol.ts';

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  readonly onProgress: CallOptions['onProgress'];
}

/** The way to one thread. */
export interface Line {
  readonly post: (call: WorkerCall) => void;
  /** The call with this id is to stop; 0 when none is. */
  readonly stop: (id: number) => void;
}

export class Calls {
  private readonly line: Line;
  private readonly waiting = new Map<number, Waiting>();
  /** Calls to stop that have not answered yet. The thread answers in order, so the oldest is the one to signal. */
  private readonly aborted = new Set<number>();
  private ended: (() => Error) | undefined;
  private nextId = 1;

  constructor(line: Line) {
    this.line = line;
  }

  make(name: string, input: unknown, options: CallOptions = {}): Promise<unknown> {
    if (this.ended !== undefined) return Promise.reject(this.ended());
    const id = this.nextId++;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    this.waiting.set(id, { resolve, reject, onProgress: options.onProgress });
    const cancel = (): void => {
      this.aborted.add(id);
      this.signalOldest();
    };
    options.signal?.addEventListener('abort', cancel, { once: true });
    if (options.signal?.aborted === true) cancel();
    this.line.post({ id, name, input });
    return promise.finally(() => {
      options.signal?.removeEventListener('abort', cancel);
      if (this.aborted.delete(id)) this.signalOldest();
    });
  }

  answered(answer: WorkerAnswer): void {
    const waiting = this.waiting.get(answer.id);
    if (waiting === undefined) return;
    if (answer.kind === 'progress') {
      waiting.onProgress?.(answer.done, answer.total);
      return;
    }
    this.waiting.delete(answer.id);
    if (answer.kind === 'result') waiting.resolve(answer.value);
    else waiting.reject(revive(answer.error));
  }

  /** No call is answered any more; those waiting and those to come fail with this. */
  end(reason: () => Error): void {
    this.ended = reason;
    for (const { reject } of this.waiting.values()) reject(reason());
    this.waiting.clear();
  }

  private signalOldest(): void {
    if (this.ended === undefined) this.line.stop(this.aborted.size === 0 ? 0 : Math.min(...this.aborted));
  }
}
