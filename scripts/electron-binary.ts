// Where Electron's binary is, and how it gets there; never by importing `electron`, which would download unasked.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const home = join(import.meta.dirname, '..', 'node_modules', 'electron');

/** Path of the installed binary, or null. */
export function electronBinary(): string | null {
  const note = join(home, 'path.txt');
  if (!existsSync(note)) return null;
  const path = join(process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(home, 'dist'), readFileSync(note, 'utf8'));
  return existsSync(path) ? path : null;
}

const patienceMs = 4000;

/** The address Electron's own installer would use, in its order of precedence. */
function downloadAddress(): string {
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string };
  const mirror =
    [process.env['npm_config_electron_mirror'], process.env['npm_package_config_electron_mirror'], process.env['ELECTRON_MIRROR']].find(
      (each) => each !== undefined && each !== '',
    ) ?? 'https://github.com/electron/electron/releases/download/';
  return `${mirror}v${version}/electron-v${version}-${process.platform}-${process.arch}.zip`;
}

/** Downloads the binary when its source answers within four seconds. Says why not and returns null otherwise. */
export async function downloadElectron(say: (line: string) => void): Promise<string | null> {
  const refusal = await fetch(downloadAddress(), { method: 'HEAD', signal: AbortSignal.timeout(patienceMs) }).then(
    ({ ok, status }) => (ok ? null : `HTTP ${status}`),
    (error: Error & { cause?: { code?: string } }) => error.cause?.code ?? error.name,
  );
  if (refusal !== null) {
    say(`此处不能下载 Electron(${refusal}),改用浏览器窗口。`);
    return null;
  }
  say('首次启动,正在下载 Electron(约 120 MB,只下载一次)…');
  // The installer checks what it got against checksums that came with the package.
  spawnSync(process.execPath, [join(home, 'install.js')], { stdio: ['ignore', 'ignore', 'inherit'] });
  return electronBinary();
}
