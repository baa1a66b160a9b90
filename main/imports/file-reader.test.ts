// Files asked for all at once: read two at a time, in turn, and a cancelled or failed one gives its turn on.

import { expect, it } from 'vitest';
import type { Child } from '../processes/fork-child.ts';
import type { ParserSpawn } from '../tabular/parser-spawn.ts';
import { createFileReader } from './file-reader.ts';

const request = { bytes: new Uint8Array([1]), fileName: '名单.csv', task: { kind: 'read' } } as const;

/** Parser processes that answer when told to. */
function processes(): { spawn: ParserSpawn; alive: () => number; started: () => number; answer: () => void; die: () => void } {
  const running = new Set<{ reply: (message: unknown) => void; end: (detail: string) => void }>();
  let started = 0;
  const oldest = (): { reply: (message: unknown) => void; end: (detail: string) => void } => [...running][0] ?? expect.fail('no process');
  return {
    spawn: () => {
      started += 1;
      const listeners = { reply: (_message: unknown): void => undefined, end: (_detail: string): void => undefined };
      running.add(listeners);
      const child: Child = {
        pid: undefined,
        post: () => undefined,
        onMessage: (listener) => void (listeners.reply = listener),
        onEnd: (listener) => void (listeners.end = listener),
        kill: () => void running.delete(listeners),
      };
      return child;
    },
    alive: () => running.size,
    started: () => started,
    answer: () => oldest().reply({ ok: true, value: 'read' }),
    die: () => oldest().end('SIGSEGV'),
  };
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

it('never runs more than two processes, and reads every file in the end', async () => {
  const { spawn, alive, answer } = processes();
  const read = createFileReader({ entry: 'parser', spawn });
  const answers = Array.from({ length: 24 }, () => read(request, new AbortController().signal));
  for (let left = answers.length; left > 0; left -= 1) {
    await settled();
    expect(alive()).toBe(Math.min(2, left));
    answer();
  }
  expect(await Promise.all(answers)).toEqual(Array.from({ length: 24 }, () => 'read'));
});

it('passes the turn on after a failure, and starts nothing for a call cancelled while waiting', async () => {
  const { spawn, started, answer, die } = processes();
  const read = createFileReader({ entry: 'parser', spawn });
  const never = new AbortController();
  const cancelled = new AbortController();
  const [first, second, third, fourth] = [
    read(request, never.signal),
    read(request, never.signal),
    read(request, cancelled.signal),
    read(request, never.signal),
  ];
  cancelled.abort();
  await settled();
  die();
  await expect(first).rejects.toMatchObject({ code: 'spreadsheet_damaged' });
  await expect(third).rejects.toMatchObject({ code: 'aborted' });
  await settled();
  expect(started()).toBe(3);
  answer();
  await settled();
  answer();
  expect(await Promise.all([second, fourth])).toEqual(['read', 'read']);
});
