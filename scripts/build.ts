// Builds dist/: the renderer with Vite, everything else with rolldown; skips what has not changed since the last build.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build as bundle } from 'rolldown';
import { build as buildPages } from 'vite';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');

interface Bundle {
  readonly source: string;
  readonly output: string;
}

/** Every program that runs under Node or Electron. One whose source does not exist is not part of this product yet. */
const bundles: readonly Bundle[] = [
  { source: 'main/hosts/electron/start.ts', output: 'electron.js' },
  // A sandboxed preload script cannot be a module, and Node goes by the extension.
  { source: 'preload/index.ts', output: 'preload.cjs' },
  { source: 'main/hosts/loopback/start.ts', output: 'start.js' },
  { source: 'main/hosts/cli/start.ts', output: 'ws.js' },
  { source: 'main/tabular/parser-process.ts', output: 'parser.js' },
  { source: 'db/process.ts', output: 'db-process.js' },
  { source: 'db/copies-process.ts', output: 'db-copies.js' },
  { source: 'db/worker.ts', output: 'db-worker.js' },
];

/** Loaded from node_modules as they are: Electron itself, and native code with the script that picks its binary. */
const external = ['electron', 'better-sqlite3-multiple-ciphers', '@node-rs/argon2', '@napi-rs/keyring'];

const sharedSources = ['domain', 'package.json', 'package-lock.json', 'tsconfig.base.json'];
const pageSources = [...sharedSources, 'renderer', 'vite.config.ts'];
const programSources = [...sharedSources, 'crypto', 'db', 'main', 'preload', 'scripts/build.ts'];

/** Builds what is out of date and says what it did. */
export async function buildAll(say: (line: string) => void = console.log): Promise<void> {
  await unlessCurrent('renderer', pageSources, 'renderer/app/main.ts', say, async () => {
    await buildPages({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn' });
    return ['renderer'];
  });
  await unlessCurrent('programs', programSources, '', say, async () => {
    const present = bundles.filter(({ source }) => existsSync(join(root, source)));
    for (const each of present) await buildBundle(each);
    return present.map(({ output }) => output);
  });
}

async function buildBundle({ source, output }: Bundle): Promise<void> {
  await bundle({
    input: join(root, source),
    cwd: root,
    platform: 'node',
    external,
    output: {
      file: join(dist, output),
      format: output.endsWith('.cjs') ? 'cjs' : 'esm',
      codeSplitting: false,
    },
    logLevel: 'warn',
    // `ws` looks for two optional accelerators and goes on without them.
    onLog: (level, log, next) => (log.code === 'UNRESOLVED_IMPORT' && /bufferutil|utf-8-validate/.test(log.message) ? undefined : next(level, log)),
  });
}

/**
 * Runs one part of the build unless its sources are those of its last build and its output is still there. A part
 * whose `needed` file does not exist is left out.
 */
async function unlessCurrent(
  part: string,
  sources: readonly string[],
  needed: string,
  say: (line: string) => void,
  build: () => Promise<readonly string[]>,
): Promise<void> {
  if (!existsSync(join(root, needed))) return;
  const stamp = join(dist, `.${part}.json`);
  const before = fingerprint(sources);
  if (isCurrent(stamp, before)) return;
  const started = performance.now();
  const outputs = await build();
  mkdirSync(dist, { recursive: true });
  writeFileSync(stamp, JSON.stringify({ sources: before, outputs }));
  say(`built ${outputs.join(', ')} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

function isCurrent(stamp: string, sources: string): boolean {
  if (!existsSync(stamp)) return false;
  const built = JSON.parse(readFileSync(stamp, 'utf8')) as { sources: string; outputs: readonly string[] };
  return built.sources === sources && built.outputs.every((output) => existsSync(join(dist, output)));
}

/** Name, size and time of every source file in one value; tests and generated declarations do not count. */
function fingerprint(sources: readonly string[]): string {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const path of filesUnder(join(root, source))) {
      const { size, mtimeMs } = statSync(path);
      hash.update(`${relative(root, path)}\0${size}\0${mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}

function filesUnder(path: string): string[] {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !/\.test\.ts$|^components\.d\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

if (import.meta.main) await buildAll();
