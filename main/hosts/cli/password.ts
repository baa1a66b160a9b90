// Where secrets come from: the environment or the terminal, without showing them; never an argument.

import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { AppError } from '#domain/result.ts';

/** A secret in the environment; empty counts as not given. */
function given(variable: string): string | undefined {
  const value = process.env[variable];
  return value === '' ? undefined : value;
}

/** `WS_PASSWORD`. */
export const givenPassword = (): string | undefined => given('WS_PASSWORD');

/** `WS_NEW_PASSWORD`. */
export const givenNewPassword = (): string | undefined => given('WS_NEW_PASSWORD');

/** The password in the environment, else what is typed. Error `wrong_password` when there is no terminal to ask on. */
export const passwordFor = (prompt: string): Promise<string> =>
  secretFor('WS_PASSWORD', prompt, () => new AppError('wrong_password', '没有给出密码，没有打开或建立副本。请在环境变量 WS_PASSWORD 中给出，或在终端中运行。'));

/** The new password in the environment, else what is typed. Error `weak_password` when there is no terminal to ask on. */
export const newPasswordFor = (prompt: string): Promise<string> =>
  secretFor('WS_NEW_PASSWORD', prompt, () => new AppError('weak_password', '没有给出新密码，没有改动。请在环境变量 WS_NEW_PASSWORD 中给出，或在终端中运行。'));

/** A code or sheet from the environment, else typed. Error `bad_input` when there is no terminal to ask on. */
export const codeFor = (variable: string, prompt: string): Promise<string> =>
  secretFor(variable, prompt, () => new AppError('bad_input', `没有给出代码，没有改动任何数据。请在环境变量 ${variable} 中给出，或在终端中运行。`));

export const canAsk = (): boolean => process.stdin.isTTY;

async function secretFor(variable: string, prompt: string, missing: () => AppError): Promise<string> {
  const known = given(variable);
  if (known !== undefined) return known;
  if (!canAsk()) throw missing();
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
