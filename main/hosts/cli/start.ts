// The command line host: same contract, one JSON document on standard output, everything else on standard error.

import { join, resolve } from 'node:path';
import { createWorkstationClient } from '#domain/contract/index.ts';
import { createChannelPair } from '#domain/rpc/memory-channel.ts';
import { AppError, type AppErrorShape } from '#domain/result.ts';
import { openWorkstation } from '../../workstation.ts';
import { logToStandardError, type HostLog } from '../host-log.ts';
import { serveHost, type HostStart } from '../host-parts.ts';
import { flags, texts, usage, verbs } from './areas.ts';
import { readArguments, text, type Options } from './arguments.ts';
import type { Caller } from './call.ts';
import { toJson } from './json.ts';
import { present } from './present.ts';
import { loginOf, signIn } from './sign-in.ts';
import { UsageError } from './usage.ts';

/** Runs one command. Returns the exit code: 0 done, 1 refused or failed, 2 wrong usage. */
export async function runCommand(args: readonly string[], out: (text: string) => void, given: Partial<HostStart> = {}): Promise<number> {
  const json = args.includes('--json');
  try {
    const { verb, options } = readArguments(args, { texts, flags });
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
  const prepare = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  if (prepare === undefined) throw new UsageError(`没有名为“${verb}”的命令。`);
  const work = prepare(options);
  const dataDir = resolve(text(options, 'data') ?? join('data', 'demo'));
  const host = await openWorkstation({ dataDir, demo: null, program: '命令行', log: quietLog, ...given });
  const [near, far] = createChannelPair();
  serveHost(host, far, quietLog);
  const caller: Caller = { client: createWorkstationClient(near), say: sayOnTerminal };
  try {
    if (typeof work !== 'function') return await work.withoutSignIn(caller);
    return await work({ ...caller, password: await signIn(caller, loginOf(options)) });
  } finally {
    near.close();
    await host.close();
  }
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
