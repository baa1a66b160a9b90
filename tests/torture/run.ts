// `npm run -s torture -- --class NAME --trials N [--seed S] [--json]`: does one class of fault, or all, and says what failed.

import { parseArgs } from 'node:util';
import { classes } from './classes.ts';
import type { TortureClass, TortureTally } from './torture-class.ts';

interface Report extends TortureTally {
  readonly class: string;
  readonly control: TortureTally;
}

const usage = `npm run -s torture -- [--class ${Object.keys(classes).join('|')}] [--trials N] [--seed S] [--json]
  Without --class all classes run. With --json one JSON document goes to standard output and progress to standard error.
  Exit code 0: no failure, and the control failed as it must. 1: otherwise. 2: wrong usage.`;

class UsageError extends Error {}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { class: { type: 'string' }, trials: { type: 'string' }, seed: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  if (values.help === true) {
    console.log(usage);
    return 0;
  }
  const names = values.class === undefined ? Object.keys(classes) : [values.class];
  const trials = values.trials === undefined ? undefined : wholeNumber('trials', values.trials);
  const seed = values.seed === undefined ? 1 : wholeNumber('seed', values.seed);
  const reports: Report[] = [];
  for (const name of names) reports.push(await torment(name, trials, seed));
  if (values.json === true) console.log(JSON.stringify(values.class === undefined ? reports : reports[0]));
  else printTable(reports);
  return reports.every(({ failures, control }) => failures === 0 && control.failures > 0) ? 0 : 1;
}

async function torment(name: string, wanted: number | undefined, seed: number): Promise<Report> {
  const load = Object.hasOwn(classes, name) ? classes[name] : undefined;
  if (load === undefined) throw new UsageError(`no class ${name}`);
  const tortured = await load();
  const trials = wanted ?? tortured.usualTrials;
  process.stderr.write(`${name}: ${tortured.about} ${trials} trials, seed ${seed}.\n`);
  const started = performance.now();
  const { failures, control, details = [] } = await tortured.run({ trials, seed, progress: sayProgress(tortured) });
  for (const detail of details) process.stderr.write(`  ${detail}\n`);
  process.stderr.write(`${name}: ${failures} failures in ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
  return { class: name, trials, failures, control };
}

/** A line to standard error at most every two seconds. */
function sayProgress({ name }: TortureClass): (done: number, total: number, what?: string) => void {
  let last = performance.now();
  return (done, total, what = '') => {
    if (performance.now() - last < 2000) return;
    last = performance.now();
    process.stderr.write(`  ${name} ${what} ${done}/${total}\n`);
  };
}

function printTable(reports: readonly Report[]): void {
  console.log(['class', 'trials', 'failures', 'control trials', 'control failures'].map((title) => title.padEnd(18)).join(''));
  for (const { class: name, trials, failures, control } of reports) {
    console.log([name, trials, failures, control.trials, control.failures].map((cell) => String(cell).padEnd(18)).join(''));
  }
}

function wholeNumber(option: string, text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new UsageError(`--${option} takes a whole number above 0, not ${text}`);
  return Number(text);
}

try {
  process.exitCode = await main();
} catch (error) {
  const isUsage = error instanceof UsageError || (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'));
  if (!isUsage) throw error;
  process.stderr.write(`${error.message}\n\n${usage}\n`);
  process.exitCode = 2;
}
