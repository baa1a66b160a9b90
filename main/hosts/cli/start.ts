// The command line host: same contract, one JSON document on standard output, everything else on standard error.

import { randomInt } from 'node:crypto';
import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { createWorkstationClient } from '#domain/contract/index.ts';
import { createChannelPair } from '#domain/rpc/memory-channel.ts';
import { AppError, type AppErrorShape } from '#domain/result.ts';
import { demoPassword } from '../../session/founding.ts';
import { openWorkstation } from '../../workstation.ts';
import { logToStandardError, type HostLog } from '../host-log.ts';
import { serveHost, type HostStart } from '../host-parts.ts';
import { readArguments, text, whole, type Options } from './arguments.ts';
import { call, type Caller } from './call.ts';
import { toJson } from './json.ts';
import { givenPassword, passwordFor } from './password.ts';
import { present } from './present.ts';
import { usage, UsageError } from './usage.ts';
import { verbs } from './verbs.ts';

/** Runs one command. Returns the exit code: 0 done, 1 refused or failed, 2 wrong usage. */
export async function runCommand(args: readonly string[], out: (text: string) => void, given: Partial<HostStart> = {}): Promise<number> {
  const json = args.includes('--json');
  try {
    const { verb, options } = readArguments(args);
    if (verb === undefined) throw new UsageError('缺少命令。');
    const answer = verb === 'help' ? { usage } : await runVerb(verb, options, given);
    out(json ? toJson(answer) : verb === 'help' ? `${usage}\n` : present(verb, answer));
    return 0;
  } catch (error) {
    const shape = shapeOf(error);
    if (json) out(toJson({ error: shape }));
    if (error instanceof UsageError) {
      process.stderr.write(`${error.message}\n\n${usage}\n`);
      return 2;
    }
    if (!json) process.stderr.write(`${shape.message}（${shape.code}）\n`);
    return 1;
  }
}

async function runVerb(verb: string, options: Options, given: Partial<HostStart>): Promise<unknown> {
  const prepare = verb === 'init' ? init : Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  if (prepare === undefined) throw new UsageError(`没有名为“${verb}”的命令。`);
  const run = prepare(options);
  const dataDir = resolve(text(options, 'data') ?? join('data', 'demo'));
  const host = await openWorkstation({ dataDir, demo: null, program: '命令行', log: quietLog, ...given });
  const [near, far] = createChannelPair();
  serveHost(host, far, quietLog);
  const caller: Caller = { client: createWorkstationClient(near), say: sayOnTerminal };
  try {
    if (needsReplica(verb, options)) await unlock(caller);
    return await run(caller);
  } finally {
    near.close();
    await host.close();
  }
}

/** `init` makes the replica itself; the dictionary and the session's state need none. */
const needsReplica = (verb: string, { positionals }: Options): boolean =>
  verb !== 'init' && verb !== 'dictionary' && !(verb === 'call' && /^(session\.|dictionary\.)/.test(positionals[0] ?? ''));

function init(options: Options): (caller: Caller) => Promise<unknown> {
  const size = text(options, 'demo');
  if (size !== undefined && size !== 'S' && size !== 'M' && size !== 'L') throw new UsageError('--demo 应为 S、M 或 L。');
  const seed = whole(options, 'seed') ?? randomInt(1, 1_000_000);
  const user = text(options, 'user') ?? (size === undefined ? userInfo().username : '演示用户');
  const unit = text(options, 'unit') ?? '青岛市发展和改革委员会';
  return async (caller) => {
    const { phase } = await call(caller, 'session.state', {});
    if (phase !== 'new') throw new AppError('already_initialised', '数据目录中已有副本，没有新建，也没有改动任何数据。请换一个数据目录。');
    const password = size === undefined ? await passwordFor('设置密码：') : (givenPassword() ?? demoPassword);
    await call(caller, 'session.create', { user, unit, password, demo: size !== undefined });
    if (size === undefined) return { created: true, zone: 'office' };
    return { created: true, zone: 'demo', ...(await call(caller, 'demo.load', { size, seed })) };
  };
}

async function unlock(caller: Caller): Promise<void> {
  const state = await call(caller, 'session.state', {});
  if (state.phase === 'new') throw new AppError('not_initialised', '数据目录中还没有副本。请先运行 init，或用 --data 指定正确的目录。');
  const password = givenPassword() ?? state.demoPassword ?? (await passwordFor('密码：'));
  await call(caller, 'session.unlock', { password });
}

function shapeOf(error: unknown): AppErrorShape {
  if (error instanceof UsageError) return { code: 'bad_input', message: error.message };
  if (error instanceof AppError) return error.toJSON();
  logToStandardError('error', 'ws.failed', { error });
  return { code: 'internal', message: '程序遇到未预料的问题，本次操作没有完成。详情见上面的记录。' };
}

/** Progress is for a person watching; a script's error stream stays clean. */
const sayOnTerminal = (line: string): void => {
  if (process.stderr.isTTY) process.stderr.write(`${line}\n`);
};

const quietLog: HostLog = (level, event, fields) => {
  if (level === 'error') logToStandardError(level, event, fields);
};

if (import.meta.main) {
  process.exitCode = await runCommand(process.argv.slice(2), (text) => process.stdout.write(text));
}
