// Starts the workstation in the best way this machine allows: Electron, else the system's browser, else an address to open.
import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { installedBrowser, type Browser } from './browser.ts';
import { buildAll } from './build.ts';
import { downloadElectron, electronBinary } from './electron-binary.ts';

const root = join(import.meta.dirname, '..');
const say = (line: string): void => console.log(line);

const { values } = parseArgs({
  options: {
    electron: { type: 'boolean', default: false },
    browser: { type: 'boolean', default: false },
    serve: { type: 'boolean', default: false },
    data: { type: 'string' },
    demo: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  say('用法:npm start -- [--data 目录] [--demo S|M|L] [--electron | --browser | --serve]');
  process.exit(0);
}

// Meant for the command line; neither the window nor a browser has any use for it.
delete process.env['WS_PASSWORD'];

/** Without a folder of one's own, the workstation opens on demonstration data. */
const dataDir = values.data ?? join(root, 'data', 'demo');
const demo = values.demo ?? (values.data === undefined ? 'S' : null);
const hostArguments = ['--data', dataDir, ...(demo === null ? [] : ['--demo', demo])];

/** An Electron that ends this early with an error did not open at all (missing libraries, no sandbox). */
const stillbornMs = 5000;

const hasDisplay = process.platform !== 'linux' || Boolean(process.env['DISPLAY']) || Boolean(process.env['WAYLAND_DISPLAY']);

async function launch(): Promise<number> {
  await buildAll(say);
  const mayDownload = hasDisplay && process.env['CI'] === undefined;
  if (values.electron || !(values.browser || values.serve)) {
    const binary = !hasDisplay && !values.electron ? null : (electronBinary() ?? (mayDownload || values.electron ? await downloadElectron(say) : null));
    const code = binary === null ? null : await runElectron(binary);
    if (code !== null) return code;
    if (values.electron) {
      say('Electron 没有打开,数据未改动。请去掉 --electron,改用浏览器窗口。');
      return 1;
    }
  }
  const browser = values.serve || !hasDisplay ? null : installedBrowser();
  if (values.browser && browser === null) {
    say('没有找到 Edge、Chrome 或 Chromium,或没有图形界面。请安装其中之一,或去掉 --browser,在浏览器里打开下面的地址。');
    return 1;
  }
  return runLoopback(browser);
}

/** Exit code of the window, or null when it did not open. */
async function runElectron(binary: string): Promise<number | null> {
  const started = performance.now();
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(binary, ['.', ...asRoot, ...hostArguments], { cwd: root, stdio: 'inherit' });
  passSignalsTo(child);
  const code = await exitOf(child);
  return code !== 0 && performance.now() - started < stillbornMs ? null : code;
}

async function runLoopback(browser: Browser | null): Promise<number> {
  const host = fork(join(root, 'dist', 'start.js'), hostArguments, { cwd: root, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  passSignalsTo(host);
  const exit = exitOf(host);
  let isFirst = true;
  host.on('message', (message: { launchUrl: string }) => {
    if (browser === null || !isFirst) printAddress(message.launchUrl);
    else void openBrowser(browser, message.launchUrl).then((opened) => (opened ? host.disconnect() : printAddress(message.launchUrl)));
    isFirst = false; // later addresses were asked for by hand
  });
  // Without a terminal nobody presses Enter, and reading would keep a closed pipe alive.
  const terminal = process.stdin.isTTY ? createInterface({ input: process.stdin }) : null;
  terminal?.on('line', () => host.send('new link'));
  const code = await exit;
  terminal?.close();
  return code;
}

function printAddress(launchUrl: string): void {
  say(`请在本机浏览器打开(只能用一次;按回车取得新的地址,按 Ctrl+C 结束):\n${launchUrl}`);
}

/** Opens the page as a window of its own; resolves when it is closed. False when the browser did not open at all. */
async function openBrowser({ path, args, env }: Browser, launchUrl: string): Promise<boolean> {
  const started = performance.now();
  const profile = join(dataDir, 'browser-profile');
  const switches = [`--app=${launchUrl}`, `--user-data-dir=${profile}`, '--no-first-run', '--no-default-browser-check', '--disable-features=Translate'];
  const child = spawn(path, [...switches, ...args], { stdio: 'ignore', env: { ...process.env, ...env } });
  const code = await exitOf(child);
  return code === 0 || performance.now() - started > stillbornMs;
}

/** Exit code of a child; 1 when it could not be started or was ended by a signal. */
async function exitOf(child: ChildProcess): Promise<number> {
  try {
    const [code] = (await once(child, 'exit')) as [number | null];
    return code ?? 1;
  } catch {
    return 1;
  }
}

function passSignalsTo(child: ChildProcess): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
}

process.exitCode = await launch();
