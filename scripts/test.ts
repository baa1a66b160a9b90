// npm test: checks, unit tests, build and screen tests; the last line says how many passed, failed and were skipped.

import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runChecks } from './check.ts';
import { add, ofSteps, playwrightTally, readReport, totalsLine, vitestTally, type Tally } from './test-totals.ts';

const root = join(import.meta.dirname, '..');
const reports = join(root, 'test-results');
const unitReport = join(reports, 'unit.json');
const screenReport = join(reports, 'screen.json');

/** Runs a program of ours under this Node with its output shown; true when it ended well. */
async function run(title: string, command: readonly string[]): Promise<boolean> {
  console.log(`\n== ${title}`);
  const child = spawn(process.execPath, command, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  const { promise, resolve } = Promise.withResolvers<boolean>();
  child.on('error', () => resolve(false));
  child.on('close', (code) => resolve(code === 0));
  return promise;
}

rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
const tallies: Tally[] = [];

console.log('== checks');
tallies.push(ofSteps(await runChecks()));

const unit = ['node_modules/vitest/vitest.mjs', 'run', '--reporter=dot', '--reporter=json', `--outputFile.json=${unitReport}`];
const unitPassed = await run('unit tests', unit);
tallies.push(vitestTally(readReport(unitReport), unitPassed));

const built = await run('build', ['scripts/build.ts']);
const hasBrowser = await run('browser', ['scripts/browser.ts']);
tallies.push(
  ofSteps([
    { name: 'build', passed: built },
    { name: 'a browser for the screen tests', passed: hasBrowser },
  ]),
);

if (built && hasBrowser) {
  const screenPassed = await run('screen tests', ['node_modules/@playwright/test/cli.js', 'test']);
  tallies.push(playwrightTally(readReport(screenReport), screenPassed));
}

const total = tallies.reduce(add);
const { skipped, failures } = total;
if (skipped.length > 0) console.log(`\nSkipped:\n${skipped.map((each) => `  ${each}`).join('\n')}`);
if (failures.length > 0) console.log(`\nFailed:\n${failures.map((each) => `  ${each}`).join('\n')}`);
console.log(`\n${totalsLine(total)}`);
process.exitCode = failures.length > 0 ? 1 : 0;
