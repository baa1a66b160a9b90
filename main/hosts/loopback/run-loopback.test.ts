// The loopback host as a process: how it tells its address, and how it ends.
import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const program = join(import.meta.dirname, '..', '..', '..', 'tests', 'rpc', 'loopback-program.ts');

let pages: string;
let running: ChildProcess[];

beforeEach(() => {
  running = [];
  pages = mkdtempSync(join(tmpdir(), 'pages-'));
  writeFileSync(join(pages, 'index.html'), '<title>工作站</title>');
});
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(pages, { recursive: true });
});

interface Running {
  readonly child: ChildProcess;
  /** Waits until standard output matches. */
  readonly printed: (pattern: RegExp) => Promise<string>;
  readonly ended: Promise<number | null>;
}

function watch(child: ChildProcess): Running {
  running.push(child);
  let text = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  return {
    child,
    ended,
    printed: async (pattern) => {
      await expect.poll(() => text, { timeout: 10_000 }).toMatch(pattern);
      return pattern.exec(text)?.[0] ?? '';
    },
  };
}

const environment = (extra: Record<string, string> = {}): NodeJS.ProcessEnv => ({ ...process.env, TEST_PAGES: pages, ...extra });

const byLauncher = (args: string[]): Running => watch(fork(program, args, { env: environment(), silent: true }));
const byHand = (args: string[], extra?: Record<string, string>): Running =>
  watch(spawn(process.execPath, [program, ...args], { env: environment(extra), stdio: ['ignore', 'pipe', 'ignore'] }));

async function nextUrl(child: ChildProcess): Promise<string> {
  const [message] = (await once(child, 'message')) as [{ launchUrl: string }];
  return message.launchUrl;
}

describe('started by the launcher', () => {
  it('sends an address that opens, another when asked, and ends with the launcher', async () => {
    const { child, printed, ended } = byLauncher(['--data', '/tmp/somewhere', '--demo', 'S']);
    const first = await nextUrl(child);
    expect(await (await fetch(first)).text()).toBe('<title>工作站</title>');
    const asked = nextUrl(child);
    child.send('new link');
    const second = await asked;
    expect(new URL(second).origin).toBe(new URL(first).origin);
    expect(new URL(second).hash).not.toBe(new URL(first).hash);
    child.disconnect();
    expect(await ended).toBe(0);
    await printed(/^closed \/tmp\/somewhere S$/m);
  });
});

describe('started by hand', () => {
  it('prints its address and closes the replica when told to end', async () => {
    const { child, printed, ended } = byHand(['--data', '/tmp/somewhere']);
    const url = await printed(/http:\/\/127\.0\.0\.1:\d+\/#c=[\w-]{22}/);
    expect((await fetch(url)).status).toBe(200);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    await printed(/^closed \/tmp\/somewhere null$/m);
  });

  it('says why it does not open', async () => {
    const { printed, ended } = byHand(['--data', '/tmp/damaged']);
    expect(await ended).toBe(1);
    await printed(/工作站没有打开:本地数据文件损坏/);
  });

  it('says which port is taken, and closes what it had opened', async () => {
    const first = byHand([]);
    const { port } = new URL(await first.printed(/http:\S+/));
    const second = byHand([], { WORKSTATION_PORT: port });
    expect(await second.ended).toBe(1);
    await second.printed(new RegExp(`closed [^]*端口 ${port} 已被其他程序占用`));
  });
});
