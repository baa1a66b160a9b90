// Start-up order of the loopback host, and nothing else.
import { resolve } from 'node:path';
import type { Contract } from '#domain/rpc/define.ts';
import { AppError } from '#domain/result.ts';
import { readHostArguments } from '../host-arguments.ts';
import { logToStandardError } from '../host-log.ts';
import type { OpenHost } from '../host-parts.ts';
import { startLoopback, type Loopback } from './server.ts';

/** How long a printed address may wait for the person; one that the launcher opens itself is used at once. */
const printedLifeMs = 15 * 60_000;

const log = logToStandardError;

/**
 * Runs the workstation for a browser. Started by the launcher (an IPC channel exists), it sends the address as
 * `{ launchUrl }` and ends with the launcher; started by hand, it prints the address, a fresh one on every Enter.
 */
export async function runLoopback<C extends Contract, Context>(openHost: OpenHost<C, Context>, pages: string): Promise<void> {
  const { data, demo } = readHostArguments(process.argv.slice(2));
  const dataDir = resolve(data ?? 'data');
  const port = Number(process.env['WORKSTATION_PORT'] ?? 0);
  try {
    const host = await openHost({ dataDir, demo, log, program: '浏览器中的工作站' });
    const loopback = await startLoopback({ ...host, staticDir: pages, port, log }).catch(async (error: unknown) => {
      await host.close();
      throw portTaken(error, port);
    });
    log('info', 'loopback.listening', { origin: loopback.origin, dataDir });
    announce(loopback);
    await untilAskedToEnd();
    await loopback.close();
    await host.close();
    process.exit(0);
  } catch (error) {
    log('error', 'loopback.open_failed', { error });
    const reason = error instanceof AppError ? error.message : '程序遇到未预料的问题,数据未改动。请重新启动;仍然不行时请联系信息管理员。';
    process.stdout.write(`工作站没有打开:${reason}\n`);
    process.exit(1);
  }
}

function announce(loopback: Loopback): void {
  if (process.send !== undefined) {
    process.send({ launchUrl: loopback.launchUrl() });
    process.on('message', (message) => {
      if (message === 'new link') process.send?.({ launchUrl: loopback.launchUrl(printedLifeMs) });
    });
    return;
  }
  const print = (): void =>
    void process.stdout.write(`请在本机浏览器打开(只能用一次,15 分钟内有效;按回车取得新的地址):\n${loopback.launchUrl(printedLifeMs)}\n`);
  print();
  if (process.stdin.isTTY) process.stdin.on('data', print);
}

function untilAskedToEnd(): Promise<void> {
  return new Promise((end) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => end());
    process.once('disconnect', () => end());
  });
}

function portTaken(error: unknown, port: number): unknown {
  if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) return error;
  return new AppError('replica_busy', `本机端口 ${port} 已被其他程序占用,数据未改动。请换一个 WORKSTATION_PORT,或关闭占用它的程序。`);
}
