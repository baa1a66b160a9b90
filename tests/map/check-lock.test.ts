// A lock file's silent faults are each found, and a good one has none.

import { describe, expect, it } from 'vitest';
import { lockFaults, type Lock } from '../../scripts/check-lock.ts';

const good: Lock = {
  packages: {
    '': { optionalDependencies: { tool: '1.0.0' } },
    'node_modules/tool': { integrity: 'sha512-a', optionalDependencies: { '@tool/linux': '1.0.0', '@tool/windows': '1.0.0' } },
    'node_modules/@tool/linux': { integrity: 'sha512-b' },
    'node_modules/tool/node_modules/@tool/windows': { integrity: 'sha512-c', optionalDependencies: { deep: '1.0.0' } },
    'node_modules/tool/node_modules/deep': { integrity: 'sha512-d' },
  },
};
const manifest = { dependencies: { tool: '1.0.0' }, devDependencies: { next: '2.0.0-beta.1' } };

describe('lockFaults', () => {
  it('finds nothing in a lock whose optional packages lie beside, below or above their owner', () => {
    expect(lockFaults(good, manifest)).toEqual([]);
  });

  it('finds an optional package that was left out', () => {
    const { ['node_modules/@tool/linux']: _left, ...packages } = good.packages;
    expect(lockFaults({ packages }, manifest)).toEqual(['@tool/linux, optional for node_modules/tool, is not locked: take a version whose packages all exist']);
  });

  it('does not take a package below a stranger for the one asked for', () => {
    const { ['node_modules/@tool/linux']: moved = {}, ...packages } = good.packages;
    expect(
      lockFaults({ packages: { ...packages, 'node_modules/stranger': { integrity: 'x' }, 'node_modules/stranger/node_modules/@tool/linux': moved } }, manifest),
    ).toHaveLength(1);
  });

  it('finds addresses and missing checksums', () => {
    const packages = { 'node_modules/a': { integrity: 'x', resolved: 'https://mirror.example/a.tgz' }, 'node_modules/b': {} };
    expect(lockFaults({ packages }, {})).toEqual([
      'node_modules/a is locked to https://mirror.example/a.tgz: run npm with omit-lockfile-registry-resolved (.npmrc)',
      'node_modules/b is locked without a checksum',
    ]);
  });

  it.each(['^1.0.0', '~1.0.0', '1.x', 'latest', '*', '>=1'])('finds the loose version %s', (version) => {
    expect(lockFaults(good, { devDependencies: { tool: version } })).toEqual([`tool is asked for as "${version}": name one version`]);
  });
});
