// Signs the person in before a verb runs: login and password from where they always come from, a new password when one is due.

import { AppError } from '#domain/result.ts';
import { text, type Options } from './arguments.ts';
import { call, type Caller } from './call.ts';
import { canAsk, givenNewPassword, givenPassword, newPasswordFor, passwordFor } from './password.ts';

/** `--login`, else `WS_USER`; null for the first business user. */
export function loginOf(options: Options): string | null {
  const given = text(options, 'login') ?? process.env['WS_USER'];
  return given === undefined || given === '' ? null : given;
}

/** The password a verb confirms an act with. */
export const confirmation = (caller: Caller): Promise<string> =>
  caller.password === undefined ? passwordFor('请再次输入密码：') : Promise.resolve(caller.password);

/** Answers with the password that is the person's from then on. */
export async function signIn(caller: Caller, login: string | null): Promise<string> {
  const state = await call(caller, 'session.state', {});
  if (state.phase === 'new') throw new AppError('not_initialised', '数据目录中还没有副本。请先运行 init，或用 --data 指定正确的目录。');
  const password = givenPassword() ?? state.demoPassword ?? (await passwordFor('密码：'));
  try {
    await call(caller, 'session.unlock', { login, password });
    return password;
  } catch (error) {
    const isDue = error instanceof AppError && error.code === 'password_change_required';
    if (!isDue || (givenNewPassword() === undefined && !canAsk())) throw error;
    const newPassword = await newPasswordFor('设置新密码：');
    await call(caller, 'session.unlock', { login, password, newPassword });
    return newPassword;
  }
}
