// A small contract that uses everything a contract can hold, for the tests of the channel, the hosts and the preload.
import { AppError } from '#domain/result.ts';
import { bytes, defineContract, procedure, type Handlers } from '#domain/rpc/define.ts';
import type { Connection } from '#domain/rpc/serve.ts';
import { z } from '#domain/rpc/zod.ts';

const open = { permission: 'test.use', audit: null, access: 'open' } as const;

export const testContract = defineContract({
  procedures: {
    'echo.text': procedure({ ...open, input: z.object({ text: z.string() }), output: z.string(), maxInputBytes: 4096 }),
    'echo.bytes': procedure({
      ...open,
      input: z.object({ name: z.string(), content: bytes }),
      output: z.object({ name: z.string(), parts: z.array(bytes) }),
      maxInputBytes: 16 * 1024 * 1024,
    }),
    'echo.rows': procedure({
      ...open,
      input: z.object({ count: z.int().min(0) }),
      output: z.array(z.object({ id: z.int(), name: z.string(), amount: z.number().nullable(), note: z.string().optional() })),
    }),
    'work.count': procedure({
      ...open,
      input: z.object({ to: z.int(), failAt: z.int().default(-1) }),
      output: z.int(),
      progress: z.object({ done: z.int(), of: z.int() }),
      longRunning: true,
    }),
    'work.wait': procedure({ ...open, input: z.object({}), output: z.null(), longRunning: true }),
    'work.waiting': procedure({ ...open, input: z.object({}), output: z.object({ running: z.int(), aborted: z.int() }) }),
    'fail.foreseen': procedure({ ...open, input: z.object({}), output: z.null() }),
    'fail.unforeseen': procedure({ ...open, input: z.object({}), output: z.null() }),
    'fail.output': procedure({ ...open, input: z.object({}), output: z.object({ count: z.int() }) }),
    'locked.read': procedure({ ...open, access: 'unlocked', input: z.object({}), output: z.string() }),
    'event.ask': procedure({ ...open, input: z.object({ text: z.string() }), output: z.null() }),
  },
  events: { notice: z.object({ text: z.string() }) },
});

export type TestContract = typeof testContract;

export interface TestContext {
  readonly connection: Connection<TestContract>;
}

/** Handlers with a counter of waiting calls; one set per test, because the counter is shared by its connections. */
export function testHandlers(): Handlers<TestContract, TestContext> {
  let running = 0;
  let aborted = 0;
  return {
    'echo.text': ({ text }) => text,
    'echo.bytes': ({ name, content }) => ({ name, parts: [content, content.subarray(1, 3)] }),
    'echo.rows': ({ count }) => Array.from({ length: count }, (_, id) => ({ id, name: `项目${id}`, amount: id % 2 === 0 ? id / 4 : null })),
    'work.count': async ({ to, failAt }, { progress, signal }) => {
      for (let done = 1; done <= to; done += 1) {
        if (done === failAt) throw new AppError('validation_failed', `第 ${done} 行有误,数据未改动。`, { row: done });
        signal.throwIfAborted();
        progress({ done, of: to });
        await Promise.resolve();
      }
      return to;
    },
    'work.wait': (_input, { signal }) => {
      running += 1;
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          aborted += 1;
          running -= 1;
          reject(signal.reason as Error);
        });
      });
    },
    'work.waiting': () => ({ running, aborted }),
    'fail.foreseen': () => {
      throw new AppError('stale_version', '该项目已被他人修改,您的修改未保存。请刷新后重试。', {
        version: 3,
        lost: undefined,
      });
    },
    'fail.unforeseen': () => {
      throw new Error("SQLITE_ERROR: no such table: project; key=x'00ff'");
    },
    'fail.output': () => ({ count: 1.5 }),
    'locked.read': () => 'secret',
    'event.ask': ({ text }, { context }) => {
      context.connection.emit('notice', { text });
      return null;
    },
  };
}
