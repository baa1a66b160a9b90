// Counts what the test programs report; a program that fails without naming a test counts as one failure.

import { existsSync, readFileSync } from 'node:fs';

/** Every failed and skipped test by name, so that a total can be traced. */
export interface Tally {
  readonly passed: number;
  readonly failures: readonly string[];
  readonly skipped: readonly string[];
}

interface VitestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message?: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

interface PlaywrightSuite {
  readonly title: string;
  readonly suites?: readonly PlaywrightSuite[];
  readonly specs: readonly {
    readonly title: string;
    readonly tests: readonly {
      readonly projectName: string;
      readonly status: 'expected' | 'unexpected' | 'flaky' | 'skipped';
      readonly annotations: readonly { readonly type: string; readonly description?: string }[];
    }[];
  }[];
}

interface PlaywrightReport {
  readonly suites: readonly PlaywrightSuite[];
  readonly errors: readonly { readonly message?: string }[];
}

export const add = (one: Tally, other: Tally): Tally => ({
  passed: one.passed + other.passed,
  failures: [...one.failures, ...other.failures],
  skipped: [...one.skipped, ...other.skipped],
});

/** A test program's JSON report; null when it did not get as far as writing one. */
export const readReport = (path: string): unknown => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null);

/** A step counts as one test. */
export const ofSteps = (steps: readonly { readonly name: string; readonly passed: boolean }[]): Tally => ({
  passed: steps.filter(({ passed }) => passed).length,
  failures: steps.filter(({ passed }) => !passed).map(({ name }) => name),
  skipped: [],
});

/** Totals of vitest's JSON report; `ended` tells whether the program itself ended well. */
export function vitestTally(report: unknown, ended: boolean): Tally {
  const files = (report as VitestReport | null)?.testResults ?? [];
  const tests = files.flatMap(({ assertionResults }) => assertionResults);
  const named = (...statuses: readonly string[]): string[] => tests.filter(({ status }) => statuses.includes(status)).map(({ fullName }) => fullName);
  // A file that cannot be loaded fails without a test of its own.
  const broken = files.filter((file) => file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'));
  return orUnexplained('unit tests', ended, {
    passed: named('passed').length,
    failures: [...named('failed'), ...broken.map(({ name, message = '' }) => `${name}: ${message.split('\n')[0]}`)],
    skipped: named('skipped', 'pending', 'todo', 'disabled'),
  });
}

/** Totals of Playwright's JSON report; a skipped test is named with the reason it was given. */
export function playwrightTally(report: unknown, ended: boolean): Tally {
  const { suites = [], errors = [] } = (report as PlaywrightReport | null) ?? {};
  const tests = suites.flatMap((suite) => testsOf(suite, []));
  const named = (...statuses: readonly string[]): string[] => tests.filter(({ status }) => statuses.includes(status)).map(({ name }) => name);
  return orUnexplained('screen tests', ended, {
    passed: named('expected').length,
    // A test that passes only the second time is not trusted.
    failures: [...named('unexpected', 'flaky'), ...errors.map(({ message = 'an error outside any test' }) => message.split('\n')[0] ?? '')],
    skipped: tests.filter(({ status }) => status === 'skipped').map(({ name, reason }) => (reason === '' ? name : `${name}: ${reason}`)),
  });
}

function testsOf(suite: PlaywrightSuite, above: readonly string[]): { name: string; status: string; reason: string }[] {
  const titles = [...above, suite.title];
  const own = suite.specs.flatMap(({ title, tests }) =>
    tests.map(({ projectName, status, annotations }) => ({
      name: [projectName, ...titles, title].join(' › '),
      status,
      reason: annotations
        .filter(({ type }) => type === 'skip' || type === 'fixme')
        .map(({ description = '' }) => description)
        .join('; '),
    })),
  );
  return [...own, ...(suite.suites ?? []).flatMap((each) => testsOf(each, titles))];
}

function orUnexplained(what: string, ended: boolean, tally: Tally): Tally {
  if (tally.failures.length > 0) return tally;
  if (!ended) return { ...tally, failures: [`${what}: the program failed outside any test`] };
  return tally.passed + tally.skipped.length > 0 ? tally : { ...tally, failures: [`${what}: none ran`] };
}

/** The plain last line: `12 passed, 0 failed, 1 skipped`. */
export function totalsLine({ passed, failures, skipped }: Tally): string {
  return `${passed} passed, ${failures.length} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`;
}
