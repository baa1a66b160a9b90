// Finds a Chromium: the person's own for the workstation's window, and one for the tests even where none is installed.
import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

const root = join(import.meta.dirname, '..');
const cache = join(root, '.cache');

export interface Browser {
  readonly path: string;
  /** Where it came from, for the report. */
  readonly source: string;
  /** Switches it needs on this machine. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

const namesOnPath = [
  'microsoft-edge',
  'microsoft-edge-stable',
  'google-chrome',
  'google-chrome-stable',
  'chromium',
  'chromium-browser',
  // Browsers of Kylin and UOS desktops: UOS, Qianxin, 360.
  'uos-browser',
  'qaxbrowser-safe',
  'browser360-cn',
];

const windowsPaths: readonly (readonly [string, string])[] = [
  ['ProgramFiles(x86)', 'Microsoft/Edge/Application/msedge.exe'],
  ['ProgramFiles', 'Microsoft/Edge/Application/msedge.exe'],
  ['ProgramFiles', 'Google/Chrome/Application/chrome.exe'],
  ['ProgramFiles(x86)', 'Google/Chrome/Application/chrome.exe'],
  ['LOCALAPPDATA', 'Google/Chrome/Application/chrome.exe'],
  ['ProgramFiles', 'Qianxin/Qaxbrowser/qaxbrowser.exe'],
  ['LOCALAPPDATA', '360ChromeX/Chrome/Application/360ChromeX.exe'],
];

const macPaths = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const isRoot = process.getuid?.() === 0;
/** Chromium does not start its sandbox as root, which only containers and test machines are. */
const rootArgs = isRoot ? ['--no-sandbox'] : [];
/** Draws WebGL without a graphics card. */
const softwareGraphics = ['--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'];

/** The first installed browser of the Chromium family, or null. */
export function installedBrowser(): Browser | null {
  const path = candidates().find(isExecutable);
  return path === undefined ? null : { path, source: 'installed', args: rootArgs, env: {} };
}

function candidates(): string[] {
  if (process.platform === 'win32') {
    return windowsPaths.map(([variable, path]) => join(process.env[variable] ?? homedir(), path));
  }
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = namesOnPath.flatMap((name) => folders.map((folder) => join(folder, name)));
  return process.platform === 'darwin' ? [...macPaths, ...onPath] : onPath;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A browser for tests that is there already: named by WORKSTATION_BROWSER, installed, or unpacked earlier. */
export function readyTestBrowser(): Browser | null {
  const named = process.env['WORKSTATION_BROWSER'];
  if (named !== undefined && named !== '') {
    return { path: named, source: 'WORKSTATION_BROWSER', args: [...rootArgs, ...softwareGraphics], env: {} };
  }
  const installed = installedBrowser();
  if (installed !== null) return { ...installed, args: [...installed.args, ...softwareGraphics] };
  return unpackedBrowser() ?? playwrightBrowser();
}

/** As `readyTestBrowser`, or else unpacks or installs one. Null when nothing works; `say` tells what was tried. */
export function prepareTestBrowser(say: (line: string) => void = console.log): Browser | null {
  const ready = readyTestBrowser();
  if (ready !== null) return ready;
  for (const [name, attempt] of [
    ['@sparticuz/chromium', unpackBrowser],
    ['playwright install chromium', installPlaywrightBrowser],
    ['apt-get install chromium', installSystemBrowser],
  ] as const) {
    try {
      const browser = attempt();
      if (browser !== null) return browser;
      say(`${name}: not for this machine`);
    } catch (error) {
      say(`${name}: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
    }
  }
  return null;
}

const fromRoot = createRequire(join(root, 'package.json'));

function unpackedFolder(): string {
  // The package keeps its package.json to itself.
  const home = join(root, 'node_modules', '@sparticuz', 'chromium', 'package.json');
  const version = existsSync(home) ? (JSON.parse(readFileSync(home, 'utf8')) as { version: string }).version : 'none';
  return join(cache, `chromium-${version}`);
}

function unpackedBrowser(): Browser | null {
  const folder = unpackedFolder();
  const path = join(folder, 'chromium');
  if (!existsSync(path)) return null;
  return {
    path,
    source: '@sparticuz/chromium',
    args: [...rootArgs, ...softwareGraphics],
    env: { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_FILE: join(folder, 'fonts.conf') },
  };
}

/** Unpacks the browser that npm ci brought (Linux x64 only). */
function unpackBrowser(): Browser | null {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  const folder = unpackedFolder();
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  // It unpacks into the temporary folder, and brings its own libraries only where it believes to be on Lambda.
  execFileSync(process.execPath, ['--input-type=module', '-e', "import c from '@sparticuz/chromium'; await c.executablePath()"], {
    cwd: root,
    env: { ...process.env, TMPDIR: partial, AWS_LAMBDA_JS_RUNTIME: 'nodejs24.x' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  // Without any font Chromium ends at its first letter; the package's own list names a folder that does not exist.
  const fontFolders = [join(folder, 'fonts'), '/usr/share/fonts', '/usr/local/share/fonts', join(homedir(), '.fonts')];
  writeFileSync(
    join(partial, 'fonts.conf'),
    `<?xml version="1.0"?>\n<fontconfig>\n${fontFolders.map((each) => `<dir>${each}</dir>\n`).join('')}<cachedir>${join(folder, 'font-cache')}</cachedir>\n</fontconfig>\n`,
  );
  renameSync(partial, folder);
  return unpackedBrowser();
}

function playwrightBrowser(): Browser | null {
  const { chromium } = fromRoot('@playwright/test') as { chromium: { executablePath(): string } };
  const path = chromium.executablePath();
  return existsSync(path) ? { path, source: 'playwright', args: [...rootArgs, ...softwareGraphics], env: {} } : null;
}

function installPlaywrightBrowser(): Browser | null {
  const cli = join(root, 'node_modules', '@playwright', 'test', 'cli.js');
  const { status } = spawnSync(process.execPath, [cli, 'install', 'chromium', '--no-shell'], {
    env: { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '5000' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error(`ended with ${status}`);
  return playwrightBrowser();
}

/** Last, because a test command should not change the system while anything else works. */
function installSystemBrowser(): Browser | null {
  if (process.platform !== 'linux' || !isRoot || !isExecutable('/usr/bin/apt-get')) return null;
  execFileSync('/usr/bin/apt-get', ['install', '--yes', '--no-install-recommends', 'chromium'], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return readyTestBrowser();
}

if (import.meta.main) {
  const browser = prepareTestBrowser();
  if (browser === null) {
    console.error('No Chromium for the screen tests: install Edge, Chrome or Chromium, or name one in WORKSTATION_BROWSER.');
    process.exitCode = 1;
  } else console.log(`${browser.source}: ${browser.path}`);
}
