// Runs one parse in a process that can be killed: limits on time and memory, cancellation, named errors.

import { readFile } from 'node:fs/promises';
import { AppError, type AppErrorShape } from '#domain/result.ts';
import type { ParserReply, ParserRequest } from './parser-protocol.ts';
import { forkParser, type ParserSpawn } from './parser-spawn.ts';
import type { ParserTaskKind, ParserTaskResult } from './parser-tasks.ts';
import { readLimits } from './read-limits.ts';
import { readError } from './read-problem.ts';

export interface ParserControl {
  /** File that starts the parser process: `parser-process.ts` from sources, the bundled `parser.js` otherwise. */
  readonly entry: string;
  readonly signal?: AbortSignal;
  /** Wall clock from start to answer, milliseconds. */
  readonly timeoutMs?: number;
  /** Resident memory of the process, megabytes. */
  readonly memoryMb?: number;
  readonly spawn?: ParserSpawn;
}

const MEMORY_POLL_MS = 50;

/**
 * Reads a file in a fresh process and runs a task on the workbook there; resolves with the task's result.
 * Rejects with `AppError`: what the reader found, `spreadsheet_timeout`, `spreadsheet_too_large` (memory),
 * `spreadsheet_damaged` (the process died), or `aborted`. The process is gone in every case.
 */
export function runParser<K extends ParserTaskKind>(request: ParserRequest<K>, control: ParserControl): Promise<ParserTaskResult<K>> {
  const { entry, signal, timeoutMs = 10_000, memoryMb = 512, spawn = forkParser } = control;
  const { fileName } = request;
  if (request.bytes.length > readLimits.fileBytes) {
    return Promise.reject(readError('spreadsheet_too_large', fileName, `文件超过 ${readLimits.fileBytes / 1024 / 1024} MB`));
  }
  if (signal?.aborted === true) return Promise.reject(abortedError(fileName));

  const { promise, resolve, reject } = Promise.withResolvers<ParserTaskResult<K>>();
  const tooMuchMemory = (): AppError => readError('spreadsheet_too_large', fileName, `读取所需内存超过 ${memoryMb} MB`);
  const child = spawn(entry, memoryMb);
  const onAbort = (): void => {
    reject(abortedError(fileName));
  };
  signal?.addEventListener('abort', onAbort, { once: true });
  const clock = setTimeout(() => {
    reject(readError('spreadsheet_timeout', fileName, `超过 ${timeoutMs / 1000} 秒`));
  }, timeoutMs);
  const memoryWatch = setInterval(() => {
    void residentMb(child.pid).then((used) => {
      if (used > memoryMb) reject(tooMuchMemory());
    });
  }, MEMORY_POLL_MS);

  child.onMessage((message) => {
    const reply = message as ParserReply;
    if (reply.ok) resolve(reply.value as ParserTaskResult<K>);
    else reject(revive(reply.error));
  });
  child.onEnd((detail) => {
    // After an answer this changes nothing: the promise is settled.
    if (/heap out of memory|Array buffer allocation failed/i.test(detail)) reject(tooMuchMemory());
    else reject(readError('spreadsheet_damaged', fileName, '读取进程意外结束', new Error(detail)));
  });
  child.post(request);

  return promise.finally(() => {
    clearTimeout(clock);
    clearInterval(memoryWatch);
    signal?.removeEventListener('abort', onAbort);
    child.kill();
  });
}

function abortedError(fileName: string): AppError {
  return new AppError('aborted', `已取消读取文件“${fileName}”。本次未写入任何数据。`);
}

function revive(error: AppErrorShape): AppError {
  return new AppError(error.code, error.message, error.details);
}

/** Resident memory of a process in megabytes where `/proc` tells; 0 elsewhere, where the heap limit alone holds. */
async function residentMb(pid: number | undefined): Promise<number> {
  if (pid === undefined || process.platform !== 'linux') return 0;
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kilobytes ?? 0) / 1024;
  } catch {
    // The process has just ended; its end is reported by itself.
    return 0;
  }
}
