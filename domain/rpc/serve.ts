// The answering end of the contract: parses, admits, runs, checks the answer; unforeseen errors never leave the host.
import { AppError, type AppErrorShape } from '../result.ts';
import { malformedFrame, type Channel } from './channel.ts';
import { defaultMaxInputBytes, type Call, type Contract, type EventName, type EventOf, type Handlers, type Procedure } from './define.ts';
import { callerFrame, type CallerFrame, type HostFrame } from './frames.ts';
import { measureInput } from './input-size.ts';
import { platform, type CallSignal } from './platform.ts';
import { cancelled, invalidInput, unknownProcedure } from './refusals.ts';

/** The caller at the other end, as the application sees it. */
export interface Connection<C extends Contract> {
  /** Tells this caller something unasked. */
  emit<K extends EventName<C>>(name: K, value: EventOf<C, K>): void;
  onClose(listener: () => void): void;
}

/** An error nobody foresaw: stays in the host's log, found again by the trace id the person reads out. */
export interface UnexpectedFailure {
  readonly traceId: string;
  readonly what: string;
  readonly error: unknown;
}

export interface ServeOptions<C extends Contract, Context> {
  /** Called once per connection. */
  readonly makeContext: (connection: Connection<C>) => Context;
  /** Throws AppError when this caller may not do this now (permission, lock). Runs before the input is parsed. */
  readonly admit?: (name: string, procedure: Procedure, context: Context) => void | Promise<void>;
  readonly onUnexpected: (failure: UnexpectedFailure) => void;
}

type AnyHandler<Context> = (input: unknown, call: Call<Context, unknown>) => unknown;

/** Answers calls on a channel until it closes; running calls are then aborted. */
export function serve<C extends Contract, Context>(
  contract: C,
  handlers: Handlers<C, Context>,
  channel: Channel,
  options: ServeOptions<C, Context>,
): Connection<C> {
  const running = new Map<number, { abort(): void }>();
  const closeListeners: (() => void)[] = [];
  let isOpen = true;

  channel.onClose(() => {
    isOpen = false;
    for (const call of running.values()) call.abort();
    running.clear();
    for (const listener of closeListeners) listener();
  });

  function unexpected(what: string, error: unknown): AppErrorShape {
    const traceId = makeTraceId();
    options.onUnexpected({ traceId, what, error });
    return {
      code: 'internal',
      message: `程序遇到未预料的问题,本次操作没有完成。请重试;仍然不行时,请把编号 ${traceId} 告诉信息管理员。`,
      details: { traceId },
    };
  }

  function send(frame: HostFrame): void {
    if (isOpen) channel.send(frame);
  }

  const connection: Connection<C> = {
    emit(name, value) {
      try {
        send({ kind: 'event', name, value: contract.events[name]?.parse(value) });
      } catch (error) {
        unexpected(`event ${name}`, error);
      }
    },
    onClose(listener) {
      if (isOpen) closeListeners.push(listener);
      else listener();
    },
  };
  const context = options.makeContext(connection);

  async function run(frame: CallerFrame & { kind: 'call' }, signal: CallSignal): Promise<unknown> {
    const { id, name } = frame;
    const procedure = Object.hasOwn(contract.procedures, name) ? contract.procedures[name] : undefined;
    if (procedure === undefined) throw asError(unknownProcedure(name));
    await options.admit?.(name, procedure, context);
    const input = parseInput(procedure, frame.input);
    const handler = (handlers as Readonly<Record<string, AnyHandler<Context>>>)[name];
    if (handler === undefined) throw new Error(`no handler for ${name}`);
    const progress = (value: unknown): void => {
      if (!signal.aborted) send({ kind: 'progress', id, value: procedure.progress?.parse(value) });
    };
    return procedure.output.parse(await handler(input, { context, signal, progress }));
  }

  async function answer(frame: CallerFrame & { kind: 'call' }): Promise<void> {
    const { id, name } = frame;
    const controller = new platform.AbortController();
    running.set(id, controller);
    try {
      const value = await run(frame, controller.signal);
      send({ kind: 'result', id, value });
    } catch (error) {
      send({ kind: 'error', id, error: shapeOf(error, controller.signal, name) });
    } finally {
      running.delete(id);
    }
  }

  function shapeOf(error: unknown, signal: CallSignal, name: string): AppErrorShape {
    if (error instanceof AppError) return carriable(error.toJSON());
    if (signal.aborted && (error === signal.reason || isAbortError(error))) return cancelled;
    return unexpected(name, error);
  }

  channel.onFrame((raw) => {
    const parsed = callerFrame.safeParse(raw);
    if (!parsed.success) channel.close(malformedFrame);
    else if (parsed.data.kind === 'cancel') running.get(parsed.data.id)?.abort();
    else if (running.has(parsed.data.id)) channel.close(malformedFrame);
    else void answer(parsed.data);
  });

  return connection;
}

function parseInput(procedure: Procedure, raw: unknown): unknown {
  const limit = procedure.maxInputBytes ?? defaultMaxInputBytes;
  if (measureInput(raw, limit) > limit) {
    throw new AppError('too_large', `提交的内容超过 ${Math.ceil(limit / 1024)} KB 的上限,数据未改动。请分批提交。`, { limit });
  }
  const parsed = procedure.input.safeParse(raw);
  if (!parsed.success) throw asError(invalidInput(parsed.error));
  return parsed.data;
}

function asError(shape: AppErrorShape): AppError {
  return new AppError(shape.code, shape.message, shape.details);
}

/** Details are free-form: what JSON cannot carry is left out, so that every transport carries the same. */
function carriable(shape: AppErrorShape): AppErrorShape {
  try {
    return JSON.parse(JSON.stringify(shape)) as AppErrorShape;
  } catch {
    return { code: shape.code, message: shape.message };
  }
}

function isAbortError(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

/** Eight characters that can be read out on the telephone: no 0/O, no 1/I. */
function makeTraceId(): string {
  const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
  return [...platform.crypto.getRandomValues(new Uint8Array(8))].map((byte) => alphabet[byte % 32]).join('');
}
