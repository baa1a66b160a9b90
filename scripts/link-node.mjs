// Puts the Node 24 that npm ci brought first in node_modules/.bin, whatever Node runs npm (npm 10 drops that link).
import { existsSync, linkSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname ?? dirname(new URL(import.meta.url).pathname), '..');
const platform = process.platform === 'win32' ? 'win' : process.platform;
const name = `node-${platform}-${process.arch}`;
try {
  const home = dirname(createRequire(join(root, 'package.json')).resolve(`${name}/package.json`));
  const windows = process.platform === 'win32';
  const binary = join(home, 'bin', windows ? 'node.exe' : 'node');
  const link = join(root, 'node_modules', '.bin', windows ? 'node.exe' : 'node');
  if (existsSync(binary)) {
    mkdirSync(dirname(link), { recursive: true });
    rmSync(link, { force: true });
    if (windows) linkSync(binary, link);
    else symlinkSync(binary, link);
  }
} catch {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 24) {
    console.error(`No packaged Node 24 for ${process.platform}-${process.arch}; install Node 24 and run npm ci again.`);
  }
}
