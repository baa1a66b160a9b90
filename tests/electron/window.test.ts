// The Electron host against a faked `electron`: start-up order, every rule of the security checklist, the contract port.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createClient } from '#domain/rpc/client.ts';
import { portChannel } from '#domain/rpc/port-channel.ts';
import type { HostStart, OpenedHost } from '../../main/hosts/host-parts.ts';
import { testContract, testHandlers, type TestContext, type TestContract } from '../rpc/test-contract.ts';
import { fakeElectron, fakePorts, type FakeElectron } from './fake-electron.ts';

let folder: string;
let argvBefore: string[];
let logged: string[];

beforeEach(() => {
  argvBefore = process.argv;
  logged = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => logged.push(String(text)) > 0);
  folder = mkdtempSync(join(tmpdir(), 'window-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<title>工作站</title>');
  writeFileSync(join(folder, 'assets', 'main.js'), 'export {}');
  writeFileSync(join(folder, 'data.db'), 'not for the page');
});
afterEach(() => {
  process.argv = argvBefore;
  vi.restoreAllMocks();
  vi.doUnmock('electron');
  vi.resetModules();
  rmSync(folder, { recursive: true });
});

interface Started extends FakeElectron {
  readonly starts: HostStart[];
  readonly state: { locks: number; closes: number };
}

/** Loads the host as Electron loads its main module: `ready` comes only after the module has been evaluated. */
async function start(fake: FakeElectron, openHost?: () => Promise<OpenedHost<TestContract, TestContext>>): Promise<Started> {
  vi.doMock('electron', () => fake.module);
  const { runWindow } = await import('../../main/hosts/electron/run-window.ts');
  const starts: HostStart[] = [];
  const state = { locks: 0, closes: 0 };
  const open = (given: HostStart): Promise<OpenedHost<TestContract, TestContext>> => {
    starts.push(given);
    if (openHost !== undefined) return openHost();
    return Promise.resolve({
      contract: testContract,
      handlers: testHandlers(),
      makeContext: (connection) => ({ connection }),
      lock: () => void (state.locks += 1),
      close: () => Promise.resolve(void (state.closes += 1)),
    });
  };
  runWindow(open, { pages: folder, preload: '/app/dist/preload.cjs' });
  fake.becomeReady();
  await vi.waitFor(() => {
    if (fake.windows.length + fake.exits.length === 0) throw new Error('not started');
  });
  return { ...fake, starts, state };
}

function only<T>(list: readonly T[]): T {
  const [first, ...others] = list;
  if (first === undefined || others.length > 0) throw new Error(`expected one, got ${list.length}`);
  return first;
}

function pageSession(started: FakeElectron) {
  const found = started.sessions.get('workstation');
  if (found === undefined) throw new Error('no session');
  return found;
}

describe('start-up', () => {
  it('sets sandbox, scheme and lock before Electron is ready, in that data folder', async () => {
    const { calls, paths, starts } = await start(fakeElectron(['--data', '/data/a']));
    expect(calls).toEqual(['lock /data/a/window', 'enableSandbox', 'scheme', 'menu null']);
    expect(paths['userData']).toBe('/data/a/window');
    expect(only(starts)).toMatchObject({ dataDir: '/data/a', demo: null });
  });

  it('works in the user’s own folder when told nothing, and passes the demonstration on', async () => {
    const own = await start(fakeElectron());
    expect(only(own.starts).dataDir).toBe('/home/someone/.config/qingdao-drc-workstation');
  });

  it('passes the demonstration size on', async () => {
    const demo = await start(fakeElectron(['--demo=S', '--data=/data/demo']));
    expect(only(demo.starts)).toMatchObject({ dataDir: '/data/demo', demo: 'S' });
  });

  it('leaves to the window that is already open', async () => {
    const fake = fakeElectron();
    fake.app.hasLock = false;
    const started = await start(fake);
    expect([started.exits, started.windows, started.starts]).toEqual([[0], [], []]);
  });

  it('comes to the front when started again', async () => {
    const started = await start(fakeElectron());
    started.app.emit('second-instance');
    expect(only(started.windows).focused).toBe(1);
  });

  it.each(['--remote-debugging-port=9222', '--no-sandbox', '--inspect', '--js-flags=--x', '--disable-web-security', '-remote-debugging-pipe'])(
    'does not start packaged with %s',
    async (argument) => {
      const started = await start(fakeElectron(['--data', '/data/a', argument]));
      expect([started.exits, started.windows, started.starts]).toEqual([[2], [], []]);
    },
  );

  it('takes switches for odd screens, and file names', async () => {
    const started = await start(fakeElectron(['--disable-gpu', '--ozone-platform=x11', '/home/someone/表.xlsx', '--data', '/data/a']));
    expect(started.exits).toEqual([]);
  });

  it('says why it does not open, without the stack', async () => {
    // Imported as late as the host itself: both must mean the same class.
    const { AppError } = await import('#domain/result.ts');
    const foreseen = await start(fakeElectron(), () => Promise.reject(new AppError('replica_damaged', '本地数据文件损坏,未作改动。')));
    expect(foreseen.errorBoxes).toEqual([['工作站没有打开', '本地数据文件损坏,未作改动。']]);
    expect(foreseen.exits).toEqual([1]);
  });

  it('keeps unforeseen reasons in the log', async () => {
    const unforeseen = await start(fakeElectron(), () => Promise.reject(new Error('SQLITE_CANTOPEN /secret/path')));
    expect(unforeseen.errorBoxes[0]?.[1]).not.toMatch(/SQLITE|secret/);
    expect(logged.join()).toContain('SQLITE_CANTOPEN');
  });

  it('locks with the screen and on sleep, and closes the replica before it ends', async () => {
    const started = await start(fakeElectron());
    started.module.powerMonitor.emit('lock-screen');
    started.module.powerMonitor.emit('suspend');
    expect(started.state.locks).toBe(2);
    started.app.emit('window-all-closed');
    await vi.waitFor(() => expect(started.calls).toContain('quit'));
    expect(started.state.closes).toBe(1);
  });
});

describe('the window', () => {
  it('is isolated, sandboxed and without Node, developer tools or webviews', async () => {
    const window = only((await start(fakeElectron())).windows);
    const { session, ...preferences } = window.options.webPreferences;
    expect(session).toBeDefined();
    expect(preferences).toEqual({
      preload: '/app/dist/preload.cjs',
      devTools: false,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      safeDialogs: true,
    });
    expect(window.loaded).toEqual(['app://ws/']);
    expect(window.shown).toBe(0);
    window.emit('ready-to-show');
    expect(window.shown).toBe(1);
  });

  it('has developer tools only where it is developed', async () => {
    const window = only((await start(fakeElectron([], false))).windows);
    expect(window.options.webPreferences['devTools']).toBe(true);
  });

  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])('stays on its own origin at %s', async (event) => {
    const { webContents } = only((await start(fakeElectron())).windows);
    for (const url of ['http://127.0.0.1/', 'https://app/ws', 'file:///etc/passwd', 'javascript:alert(1)', 'app://ws.evil/', 'app://other/', 'about:blank'])
      expect(webContents.isPrevented(event, { url }), url).toBe(true);
    expect(webContents.isPrevented(event, { url: 'app://ws/#/projects' })).toBe(false);
  });

  it('opens no other window, attaches no webview, picks no certificate', async () => {
    const { webContents } = only((await start(fakeElectron())).windows);
    expect(webContents.openHandler?.({ url: 'app://ws/' })).toEqual({ action: 'deny' });
    expect(webContents.isPrevented('will-attach-webview', {})).toBe(true);
    expect(webContents.isPrevented('select-client-certificate', {})).toBe(true);
  });

  it('comes back when its page crashes', async () => {
    const { webContents } = only((await start(fakeElectron())).windows);
    webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
    expect(webContents.reloads).toBe(1);
  });
});

describe('the session', () => {
  it.each(['workstation', 'default'])('%s grants two harmless permissions and nothing else', async (name) => {
    const session = (await start(fakeElectron())).sessions.get(name);
    if (session === undefined) throw new Error('no session');
    for (const permission of ['clipboard-sanitized-write', 'fullscreen']) {
      expect(session.ask('permissionRequest', null, permission)).toBe(true);
      expect(session.handlers['permissionCheck']?.(null as never, permission as never)).toBe(true);
    }
    for (const permission of ['media', 'geolocation', 'notifications', 'clipboard-read', 'openExternal', 'fileSystem', 'local-network-access', 'unknown']) {
      expect(session.ask('permissionRequest', null, permission), permission).toBe(false);
      expect(session.handlers['permissionCheck']?.(null as never, permission as never), permission).toBe(false);
    }
    expect(session.handlers['device']?.()).toBe(false);
    expect(session.ask('displayMedia', {})).toBeNull();
    expect(session.ask('bluetooth', {})).toEqual({ confirmed: false });
    expect(session.handlers['usbClasses']?.({ protectedClasses: ['hid', 'mass-storage'] } as never)).toEqual(['hid', 'mass-storage']);
    expect(session.ask('certificate', {})).toBe(-2);
    expect(session.spellChecker).toBe(false);
  });

  it('reaches no network', async () => {
    const session = pageSession(await start(fakeElectron()));
    const isCancelled = (url: string): boolean => (session.ask('onBeforeRequest', { url }) as { cancel: boolean }).cancel;
    for (const url of [
      'https://example.com/',
      'http://127.0.0.1:80/',
      'ws://127.0.0.1/',
      'file:///etc/passwd',
      'ftp://x/',
      'app://ws.evil/',
      'blob:https://x/1',
    ])
      expect(isCancelled(url), url).toBe(true);
    for (const url of ['app://ws/index.html', 'blob:app://ws/1', 'data:image/png;base64,AA']) expect(isCancelled(url), url).toBe(false);
  });

  it('saves what the page made where the person says, and downloads nothing else', async () => {
    const session = pageSession(await start(fakeElectron()));
    const download = (url: string, name: string): { prevented: boolean; dialog: unknown } => {
      const seen = { prevented: false, dialog: undefined as unknown };
      const item = {
        getURL: () => url,
        getFilename: () => name,
        setSaveDialogOptions: (options: unknown) => (seen.dialog = options),
        once: () => undefined,
      };
      session.emit('will-download', { preventDefault: () => (seen.prevented = true) }, item);
      return seen;
    };
    expect(download('blob:app://ws/1', '../../清单.xlsx')).toEqual({ prevented: false, dialog: { title: '保存文件', defaultPath: '清单.xlsx' } });
    expect(download('https://example.com/a.exe', 'a.exe')).toEqual({ prevented: true, dialog: undefined });
  });
});

describe('app://ws', () => {
  async function fetcher(): Promise<(url: string, method?: string) => Promise<Response>> {
    const started = await start(fakeElectron());
    expect(only(started.schemes)).toEqual({
      scheme: 'app',
      privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true },
    });
    const handler = pageSession(started).schemes['app'];
    if (handler === undefined) throw new Error('no handler');
    return (url, method = 'GET') => handler({ url, method } as Request);
  }

  it('serves the renderer with a content security policy', async () => {
    const get = await fetcher();
    const page = await get('app://ws/');
    expect([page.status, page.headers.get('content-type'), await page.text()]).toEqual([200, 'text/html; charset=utf-8', '<title>工作站</title>']);
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self';");
    expect(policy).toContain("connect-src 'self';");
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await get('app://ws/assets/main.js?v=1#x')).headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect((await get('app://ws/', 'POST')).status).toBe(405);
  });

  it('serves nothing else', async () => {
    const get = await fetcher();
    for (const path of [
      '..%2fdata.db',
      '..%5cdata.db',
      '%2e%2e/%2e%2e/etc/passwd',
      '//server/share',
      'C:/x',
      'index.html::$DATA',
      'data.db',
      'assets',
      'assets/',
    ])
      expect((await get(`app://ws/${path}`)).status, path).toBe(404);
    for (const url of ['app://other/index.html', 'app://ws.evil/index.html', 'app://ws:80/index.html']) expect((await get(url)).status, url).toBe(404);
  });
});

describe('the contract port', () => {
  it('answers our own page', async () => {
    const started = await start(fakeElectron());
    const { page, main } = fakePorts();
    started.module.ipcMain.emit('rpc:connect', { ports: [main], senderFrame: only(started.windows).webContents.mainFrame });
    const client = createClient(testContract, portChannel(page));
    expect(await client.call('echo.text', { text: '青岛' })).toEqual({ ok: true, value: '青岛' });
    const bytes = await client.call('echo.bytes', { name: '', content: new Uint8Array(64).fill(9) });
    expect(bytes.ok && bytes.value.parts[1]).toEqual(Uint8Array.of(9, 9));
    client.close();
  });

  it('closes the ports of everybody else', async () => {
    const started = await start(fakeElectron());
    const { mainFrame } = only(started.windows).webContents;
    const isClosed = async (senderFrame: unknown): Promise<boolean> => {
      const { page, main } = fakePorts();
      const closed = new Promise<boolean>((resolve) => page.on('close', () => resolve(true)));
      started.module.ipcMain.emit('rpc:connect', { ports: [main], senderFrame });
      return closed;
    };
    expect(await isClosed(null)).toBe(true);
    expect(await isClosed({ origin: 'app://ws' })).toBe(true);
    expect(await isClosed({ origin: 'https://evil.example' })).toBe(true);
    mainFrame.origin = 'null';
    expect(await isClosed(mainFrame)).toBe(true);
    expect(logged.filter((line) => line.includes('window.sender_refused'))).toHaveLength(4);
  });
});
