// The built workstation in real Electron, where its binary exists; elsewhere reported as skipped with the reason.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, expect, test, type ElectronApplication, type Page } from '@playwright/test';
import { electronBinary } from '../../scripts/electron-binary.ts';

const root = join(import.meta.dirname, '..', '..');
const binary = electronBinary();
const hasDisplay = process.platform !== 'linux' || Boolean(process.env['DISPLAY']) || Boolean(process.env['WAYLAND_DISPLAY']);

test.skip(binary === null, 'Electron binary not installed');
test.skip(!hasDisplay, 'no display for Electron');
test.skip(!existsSync(join(root, 'dist', 'electron.js')), 'dist/electron.js not built');

let dataDir: string;
let workstation: ElectronApplication;
let page: Page;

test.beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'electron-'));
  workstation = await _electron.launch({
    ...(binary === null ? {} : { executablePath: binary }),
    cwd: root,
    args: ['.', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--data', dataDir, '--demo', 'S'],
  });
  page = await workstation.firstWindow();
});
test.afterAll(async () => {
  await workstation.close();
  rmSync(dataDir, { recursive: true, force: true });
});

test('opens one window on its own origin, and reaches its host over the message port', async () => {
  expect(page.url()).toMatch(/^app:\/\/ws\//);
  await expect(page).toHaveTitle('青岛市发改委项目信息化管理公共平台');
  await expect(page.getByRole('button').first()).toBeVisible();
  expect(workstation.windows()).toHaveLength(1);
});

test('gives the page nothing of Node or Electron', async () => {
  const reachable = await page.evaluate(() => ({
    process: typeof Reflect.get(globalThis, 'process'),
    require: typeof Reflect.get(globalThis, 'require'),
    host: Object.keys(Reflect.get(globalThis, '__host') as object),
    isolated: globalThis.crossOriginIsolated,
  }));
  expect(reachable).toEqual({ process: 'undefined', require: 'undefined', host: ['connect'], isolated: true });
});

test('opens no window, leaves for nowhere and reaches no network', async () => {
  expect(await page.evaluate(() => window.open('https://example.com/'))).toBeNull();
  await page.evaluate(() => void (location.href = 'https://example.com/'));
  await page.evaluate(() => void (location.href = 'file:///etc/passwd'));
  expect(page.url()).toMatch(/^app:\/\/ws\//);
  const failed = (url: string): Promise<boolean> =>
    page.evaluate(
      (to) =>
        fetch(to).then(
          () => false,
          () => true,
        ),
      url,
    );
  expect(await failed('https://example.com/')).toBe(true);
  expect(await failed('file:///etc/passwd')).toBe(true);
});

test('runs no script that is not in its files', async () => {
  const ran = await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'globalThis.injected = true';
    document.head.append(script);
    let evaluated = true;
    try {
      (Reflect.get(globalThis, 'eval') as (source: string) => unknown)('1');
    } catch {
      evaluated = false;
    }
    return { injected: Reflect.get(globalThis, 'injected') === true, evaluated };
  });
  expect(ran).toEqual({ injected: false, evaluated: false });
});

test('serves no file outside the renderer', async () => {
  for (const path of ['..%2f..%2fpackage.json', '%2e%2e/package.json', '..%5cpackage.json', 'electron.js']) {
    expect(await page.evaluate((to) => fetch(`app://ws/${to}`).then(({ status }) => status), path)).toBe(404);
  }
});

test('is granted nothing it asks for', async () => {
  expect(await page.evaluate(() => navigator.permissions.query({ name: 'geolocation' }).then(({ state }) => state))).toBe('denied');
  expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied');
});
