// Tests of the parser process: answers, limits on time and memory, cancellation, death.

import { join } from 'node:path';
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Child } from '../processes/fork-child.ts';
import { forkParser } from './parser-spawn.ts';
import { runParser, type ParserControl } from './run-parser.ts';
import { xlsx, zip } from './testing/xlsx-fixture.ts';

const entry = join(import.meta.dirname, 'parser-process.ts');
const small = xlsx({ sheet: '<row><c><v>1</v></c><c t="str"><v>甲</v></c></row>' });

function read(bytes: Uint8Array, control: Partial<ParserControl> = {}): Promise<unknown> {
  return runParser({ bytes, fileName: '名单.xlsx', task: { kind: 'read' } }, { entry, ...control });
}

/** Starts real processes and remembers them. */
function watched(): { spawn: typeof forkParser; ended: () => Promise<boolean> } {
  const children: Child[] = [];
  return {
    spawn: (...args) => {
      const child = forkParser(...args);
      children.push(child);
      return child;
    },
    ended: async () => {
      await new Promise((resolve) => setTimeout(resolve, 200));
      return children.length > 0 && children.every(({ pid }) => !existsSync(`/proc/${pid ?? 0}/exe`));
    },
  };
}

describe('runParser', () => {
  it('answers with the workbook and ends the process', async () => {
    const { spawn, ended } = watched();
    expect(await read(small, { spawn })).toMatchObject({ format: 'xlsx', sheets: [{ name: '名单', rows: [[1, '甲']] }] });
    if (process.platform === 'linux') expect(await ended()).toBe(true);
  });

  it('passes on what the reader found, as an AppError with details', async () => {
    await expect(read(zip({ 'word/document.xml': '' }))).rejects.toMatchObject({
      name: 'AppError',
      code: 'not_a_spreadsheet',
      details: { fileName: '名单.xlsx', reason: '看起来是 Word 文档（.docx）' },
    });
  });

  it('kills a process that takes too long', async () => {
    const { spawn, ended } = watched();
    await expect(read(small, { spawn, timeoutMs: 5 })).rejects.toMatchObject({
      code: 'spreadsheet_timeout',
      message: expect.stringContaining('超过 0.005 秒'),
    });
    if (process.platform === 'linux') expect(await ended()).toBe(true);
  });

  it.skipIf(process.platform !== 'linux')('kills a process that takes too much memory, whatever its heap limit', async () => {
    const { spawn: start, ended } = watched();
    const spawn: typeof forkParser = (file) => start(file, 4_000);
    const row = '<row><c t="str"><v>很长的一行</v></c></row>';
    const large = xlsx({ sheet: Array.from({ length: 400_000 }, (_, at) => row.replace('一', String(at))).join('') });
    await expect(read(large, { spawn, memoryMb: 80 })).rejects.toMatchObject({
      code: 'spreadsheet_too_large',
      message: expect.stringContaining('内存超过 80 MB'),
    });
    expect(await ended()).toBe(true);
  });

  it('can be cancelled, before and while it runs', async () => {
    await expect(read(small, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'aborted' });
    const { spawn, ended } = watched();
    const abort = new AbortController();
    const reading = read(small, { spawn, signal: abort.signal });
    abort.abort();
    await expect(reading).rejects.toMatchObject({ code: 'aborted' });
    if (process.platform === 'linux') expect(await ended()).toBe(true);
  });

  it('refuses more than 50 MB without starting a process', async () => {
    const spawn = (): never => {
      throw new Error('started');
    };
    await expect(read(new Uint8Array(50 * 1024 * 1024 + 1), { spawn })).rejects.toMatchObject({ code: 'spreadsheet_too_large' });
  });

  it.each([
    ['spreadsheet_damaged', 'exit 1'],
    ['spreadsheet_too_large', 'SIGABRT FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory'],
  ])('reports %s when the process ends with "%s"', async (code, detail) => {
    let killed = 0;
    const spawn = (): Child => ({
      pid: undefined,
      post: () => {},
      onMessage: () => {},
      onEnd: (listener) => {
        queueMicrotask(() => listener(detail));
      },
      kill: () => {
        killed++;
      },
    });
    await expect(read(small, { spawn })).rejects.toMatchObject({ code });
    expect(killed).toBe(1);
  });

  it('gives the process neither environment nor the right to write', async () => {
    const seen = await read(small, { entry: join(import.meta.dirname, 'testing', 'probe-process.ts') });
    expect(seen).toMatchObject({ wrote: 'ERR_ACCESS_DENIED' });
    expect(
      (seen as { env: string[] }).env.filter((name) => !['NODE_CHANNEL_FD', 'NODE_CHANNEL_SERIALIZATION_MODE', 'SystemRoot', 'TEMP', 'TMP'].includes(name)),
    ).toEqual([]);
  });
});
