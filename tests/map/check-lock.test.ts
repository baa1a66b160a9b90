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

  it.each([
    ['node_modules/xlsx', '0.18.5', 'every version'],
    ['node_modules/tool/node_modules/adm-zip', '0.9.0', 'every version'],
    ['node_modules/electron', '45.4.0', 'before 45.4.1'],
    ['node_modules/electron', '45.4.1-beta.1', 'before 45.4.1'],
    ['node_modules/fflate', '0.8.2', 'before 0.8.3'],
    ['node_modules/echarts', '5.10.0', 'before 6.1.0'],
  ])('finds the known hole in %s %s', (path, version, said) => {
    expect(lockFaults({ packages: { [path]: { integrity: 'x', version } } }, {})).toEqual([
      expect.stringContaining(`${path} ` + (said === 'every version' ? 'has' : version)),
    ]);
    expect(lockFaults({ packages: { [path]: { integrity: 'x', version } } }, {})[0]).toContain(said);
  });

  it.each([
    ['node_modules/electron', '45.4.1'],
    ['node_modules/electron', '45.10.0'],
    ['node_modules/unzipper', '0.12.5'],
    ['node_modules/@e965/xlsx', '0.20.3'],
    ['node_modules/constructor', '1.0.0'],
  ])('finds none in %s %s', (path, version) => {
    expect(lockFaults({ packages: { [path]: { integrity: 'x', version } } }, {})).toEqual([]);
  });

  it.each(['^1.0.0', '~1.0.0', '1.x', 'latest', '*', '>=1'])('finds the loose version %s', (version) => {
    expect(lockFaults(good, { devDependencies: { tool: version } })).toEqual([`tool is asked for as "${version}": name one version`]);
  });
});
