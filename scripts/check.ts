// npm run check: format, lint, types, borders, dead code and the project's own checks, side by side; one line per step.

import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const root = join(import.meta.dirname, '..');

interface Step {
  readonly name: string;
  /** Arguments to Node: a program and what it is told. */
  readonly command: readonly string[];
}

export interface StepResult {
  readonly name: string;
  readonly passed: boolean;
}

/** File of a package's command, so that it runs without a shell on every system. */
function program(packageName: string, command = packageName): string {
  const home = join(root, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { bin: string | Readonly<Record<string, string>> };
  const file = typeof bin === 'string' ? bin : bin[command];
  if (file === undefined) throw new Error(`${packageName} has no command ${command}`);
  return join(home, file);
}

const typed = ['domain', 'crypto', 'db', 'main', 'preload', 'scripts', 'bench', 'tests'];

/** The slowest first, so that the last to end is not the longest. */
const steps: readonly Step[] = [
  { name: 'types-renderer', command: [program('vue-tsc'), '--project', 'renderer'] },
  { name: 'lint-vue', command: [program('eslint'), '--max-warnings', '0', '--no-error-on-unmatched-pattern', 'renderer/**/*.vue'] },
  { name: 'lint', command: [program('oxlint'), '--format', 'unix', '.'] },
  ...typed.toReversed().map((folder) => ({ name: `types-${folder}`, command: [program('typescript', 'tsc'), '--project', folder] })),
  { name: 'borders', command: [program('dependency-cruiser', 'depcruise'), '--config', '.dependency-cruiser.mjs', '.'] },
  { name: 'dead-code', command: [program('knip'), '--no-progress', '--no-config-hints'] },
  { name: 'installer', command: ['scripts/check-builder.ts'] },
  { name: 'format', command: [program('oxfmt'), '--check', '.'] },
  { name: 'house', command: ['scripts/check-house.ts'] },
  { name: 'lock', command: ['scripts/check-lock.ts'] },
];

/** Runs one step and prints its line; a step that fails prints all it said. */
function run({ name, command }: Step): Promise<StepResult> {
  const started = performance.now();
  const child = spawn(process.execPath, command, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  const { promise, resolve } = Promise.withResolvers<StepResult>();
  child.on('error', (error) => (output += error.message));
  child.on('close', (code) => {
    const passed = code === 0;
    console.log(`${passed ? 'ok    ' : 'FAILED'}  ${name.padEnd(14)}  ${((performance.now() - started) / 1000).toFixed(1)} s`);
    if (!passed) console.log(`${output.trimEnd()}\n`);
    resolve({ name, passed });
  });
  return promise;
}

/** Runs the chosen steps, as many at a time as there are processors. */
export async function runChecks(chosen: readonly Step[] = steps): Promise<StepResult[]> {
  const waiting = [...chosen];
  const results: StepResult[] = [];
  const lane = async (): Promise<void> => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) results.push(await run(step));
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), 4) }, lane));
  return results;
}

if (import.meta.main) {
  const { only } = parseArgs({ options: { only: { type: 'string' } } }).values;
  // `--only types` means every types-… step.
  const chosen = steps.filter(({ name }) => only === undefined || name === only || name.startsWith(`${only}-`));
  if (chosen.length === 0) {
    console.error(`No step "${only}". Steps: ${steps.map(({ name }) => name).join(', ')}.`);
    process.exitCode = 2;
  } else {
    const failed = (await runChecks(chosen)).filter(({ passed }) => !passed);
    if (failed.length > 0) {
      console.log(`${failed.length} of ${chosen.length} failed: ${failed.map(({ name }) => name).join(', ')}`);
      process.exitCode = 1;
    }
  }
}
