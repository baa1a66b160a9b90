// The totals of npm test: nothing that failed or was skipped gets lost, whichever way it failed.

import { describe, expect, it } from 'vitest';
import { add, ofSteps, playwrightTally, totalsLine, vitestTally } from '../../scripts/test-totals.ts';

const file = (status: string, ...tests: readonly (readonly [string, string])[]) => ({
  name: 'a.test.ts',
  status,
  message: 'SyntaxError: no\n  at line 1',
  assertionResults: tests.map(([fullName, state]) => ({ fullName, status: state })),
});

describe('vitestTally', () => {
  it('counts passed, names failed and skipped', () => {
    const report = {
      testResults: [file('failed', ['one', 'passed'], ['two', 'failed'], ['three', 'skipped'], ['four', 'todo']), file('passed', ['five', 'passed'])],
    };
    expect(vitestTally(report, false)).toEqual({ passed: 2, failures: ['two'], skipped: ['three', 'four'] });
  });

  it('counts a file that cannot be loaded', () => {
    expect(vitestTally({ testResults: [file('failed'), file('passed', ['one', 'passed'])] }, false)).toEqual({
      passed: 1,
      failures: ['a.test.ts: SyntaxError: no'],
      skipped: [],
    });
  });

  it.each([
    ['no report', null, false, ['unit tests: the program failed outside any test']],
    [
      'an unhandled error beside passing tests',
      { testResults: [file('passed', ['one', 'passed'])] },
      false,
      ['unit tests: the program failed outside any test'],
    ],
    ['no tests at all', { testResults: [] }, true, ['unit tests: none ran']],
  ])('counts %s as a failure', (_what, report, ended, failures) => {
    expect(vitestTally(report, ended).failures).toEqual(failures);
  });
});

describe('playwrightTally', () => {
  const spec = (title: string, status: string, description?: string) => ({
    title,
    tests: [{ projectName: 'screen', status, annotations: description === undefined ? [] : [{ type: 'skip', description }] }],
  });

  it('walks nested suites and gives the reason of a skip', () => {
    const report = {
      suites: [
        {
          title: 'a.spec.ts',
          specs: [spec('one', 'expected')],
          suites: [{ title: 'group', specs: [spec('two', 'skipped', 'no display'), spec('three', 'flaky')] }],
        },
      ],
      errors: [],
    };
    expect(playwrightTally(report, true)).toEqual({
      passed: 1,
      failures: ['screen › a.spec.ts › group › three'],
      skipped: ['screen › a.spec.ts › group › two: no display'],
    });
  });

  it('counts an error outside any test', () => {
    expect(playwrightTally({ suites: [], errors: [{ message: 'No tests found\nmore' }] }, false).failures).toEqual(['No tests found']);
  });
});

describe('totalsLine', () => {
  it('adds up and names skipped only when there are some', () => {
    const steps = ofSteps([
      { name: 'lint', passed: true },
      { name: 'lock', passed: false },
    ]);
    expect(totalsLine(steps)).toBe('1 passed, 1 failed');
    expect(totalsLine(add(steps, { passed: 40, failures: [], skipped: ['x', 'y'] }))).toBe('41 passed, 1 failed, 2 skipped');
  });
});
