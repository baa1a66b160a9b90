// Entry of the parser process: takes one request, answers once, ends. It writes nothing and starts nothing.

import { AppError } from '#domain/result.ts';
import type { ParserReply, ParserRequest } from './parser-protocol.ts';
import { runTask } from './parser-tasks.ts';
import { readWorkbook } from './read-workbook.ts';

/** Under Node the parent is reached by `process.send`, under Electron's utility process by `process.parentPort`. */
interface ElectronParentPort {
  once(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
  postMessage(message: unknown): void;
}

async function answer(request: ParserRequest): Promise<ParserReply> {
  try {
    const workbook = await readWorkbook(request.bytes, request.fileName);
    return { ok: true, value: runTask(workbook, request.task, request.fileName) };
  } catch (error) {
    const known = error instanceof AppError ? error : new AppError('internal', `读取文件“${request.fileName}”时程序出错。本次未写入任何数据。请联系技术支持。`);
    return { ok: false, error: known.toJSON() };
  }
}

const { parentPort } = process as NodeJS.Process & { readonly parentPort?: ElectronParentPort };

if (parentPort !== undefined) {
  parentPort.once('message', ({ data }) => {
    void answer(data as ParserRequest).then((reply) => {
      parentPort.postMessage(reply);
    });
  });
} else {
  process.once('message', (request: ParserRequest) => {
    void answer(request).then((reply) => process.send?.(reply, () => process.disconnect()));
  });
}
