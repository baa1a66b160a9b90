// Asks for a password on the terminal without showing it; never from an argument.

import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { AppError } from '#domain/result.ts';

/** Error `wrong_password` when there is no terminal to ask on. */
export async function askPassword(prompt: string): Promise<string> {
  if (!process.stdin.isTTY) throw new AppError('wrong_password', '没有给出密码。请在环境变量 WS_PASSWORD 中给出，或在终端中运行。');
  process.stderr.write(prompt);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
  try {
    return await lines.question('');
  } finally {
    lines.close();
    process.stderr.write('\n');
  }
}
