// The calling end of the contract: names and inputs in, Results out; it never throws and never hangs on a closed channel.
import { malformedFrame, type Channel } from './channel.ts';
import type { Contract, EventName, EventOf, InputOf, OutputOf, ProcedureName, ProgressOf } from './define.ts';
import { hostFrame, type CallerFrame, type HostFrame } from './frames.ts';
import type { AbortSignalCore } from './platform.ts';
import { cancelled, disconnected, invalidInput, notSent, unknownProcedure } from './refusals.ts';
import type { Result } from './result-value.ts';

export interface CallOptions<Progress> {
  readonly signal?: AbortSignalCore;
  readonly onProgress?: (value: Progress) => void;
}

export interface Client<C extends Contract> {
  /** Asks the host. Cancelling answers `aborted` at once; the host stops the work as soon as it can. */
  call<K extends ProcedureName<C>>(name: K, input: InputOf<C, K>, options?: CallOptions<ProgressOf<C, K>>): Promise<Result<OutputOf<C, K>>>;
  /** Listens to what the host says unasked; returns the function that stops listening. */
  onEvent<K extends EventName<C>>(name: K, listener: (value: EventOf<C, K>) => void): () => void;
  /** Called once when the connection is gone; no call succeeds after that. */
  onClose(listener: () => void): void;
  close(): void;
}

interface Pending {
  readonly settle: (result: Result<unknown>) => void;
  readonly onProgress: (value: unknown) => void;
}

/** Makes the calling end on a channel; the channel is the client's from then on. */
export function createClient<C extends Contract>(contract: C, channel: Channel): Client<C> {
  const pending = new Map<number, Pending>();
  const listeners = new Map<string, Set<(value: unknown) => void>>();
  const closeListeners: (() => void)[] = [];
  let nextId = 1;
  let isOpen = true;

  channel.onFrame((raw) => {
    const parsed = hostFrame.safeParse(raw);
    if (parsed.success) receive(parsed.data);
    else channel.close(malformedFrame);
  });
  channel.onClose(() => {
    isOpen = false;
    for (const call of pending.values()) call.settle({ ok: false, error: disconnected });
    for (const listener of closeListeners) listener();
  });

  function receive(frame: HostFrame): void {
    if (frame.kind === 'event') {
      for (const listener of listeners.get(frame.name) ?? []) listener(frame.value);
      return;
    }
    const call = pending.get(frame.id);
    if (call === undefined) return; // cancelled here, answered there: nobody waits any more
    if (frame.kind === 'progress') call.onProgress(frame.value);
    else if (frame.kind === 'result') call.settle({ ok: true, value: frame.value });
    else call.settle({ ok: false, error: frame.error });
  }

  function send(frame: CallerFrame): void {
    if (isOpen) channel.send(frame);
  }

  function ask(name: string, input: unknown, options: CallOptions<unknown>): Promise<Result<unknown>> {
    const { signal, onProgress = () => undefined } = options;
    if (!isOpen) return Promise.resolve({ ok: false, error: disconnected });
    if (signal?.aborted === true) return Promise.resolve({ ok: false, error: cancelled });
    const id = nextId++;
    return new Promise((resolve) => {
      const settle = (result: Result<unknown>): void => {
        pending.delete(id);
        signal?.removeEventListener('abort', cancel);
        resolve(result);
      };
      const cancel = (): void => {
        send({ kind: 'cancel', id });
        settle({ ok: false, error: cancelled });
      };
      pending.set(id, { settle, onProgress });
      signal?.addEventListener('abort', cancel, { once: true });
      try {
        send({ kind: 'call', id, name, input });
      } catch {
        settle({ ok: false, error: notSent });
      }
    });
  }

  return {
    async call(name, input, options = {}) {
      const schema = contract.procedures[name]?.input;
      if (schema === undefined) return { ok: false, error: unknownProcedure(name) };
      // Parsing also turns a reactive proxy into plain data, which a message port needs and a WebSocket would not show.
      const parsed = schema.safeParse(input);
      if (!parsed.success) return { ok: false, error: invalidInput(parsed.error) };
      // The host checked the answer against the very schema the type is taken from.
      return (await ask(name, parsed.data, options as CallOptions<unknown>)) as never;
    },
    onEvent(name, listener) {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set);
      const heard = (value: unknown): void => listener(value as never);
      set.add(heard);
      return () => void set.delete(heard);
    },
    onClose(listener) {
      if (isOpen) closeListeners.push(listener);
      else listener();
    },
    close: () => channel.close(),
  };
}
