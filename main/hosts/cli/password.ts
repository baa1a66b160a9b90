// Where the password comes from: the environment or the terminal, without showing it; never an argument.

import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { AppError } from '#domain/result.ts';

/** `WS_PASSWORD`; empty counts as not given. */
export function givenPassword(): string | undefined {
  const given = process.env['WS_PASSWORD'];
  return given === '' ? undefined : given;
}

/** The password in the environment, else what is typed. Error `wrong_password` when there is no terminal to ask on. */
export async function passwordFor(prompt: string): Promise<string> {
  const given = givenPassword();
  if (given !== undefined) return given;
  if (!process.stdin.isTTY) throw new AppError('wrong_password', '没有给出密码，没有打开或建立副本。请在环境变量 WS_PASSWORD 中给出，或在终端中运行。');
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
