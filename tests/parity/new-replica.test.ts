// Making a replica and filling it with demonstration data, alike through the three hosts; and what those data survive.

import { readWorkbook } from '#main/tabular/read-workbook.ts';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImportReport } from '#domain/contract/import.ts';
import { newFolder } from '../cli/test-workstation.ts';
import { commandHost, electronHost, loopbackHost, type Host } from './hosts.ts';
import { masked } from './mask.ts';

const password = '演示数据2026';

let folder: string;
let hosts: readonly [Host, Host, Host];

beforeAll(async () => {
  folder = newFolder();
  mkdirSync(join(folder, 'pages'));
  mkdirSync(join(folder, 'files'));
  hosts = [
    commandHost(join(folder, 'ws'), join(folder, 'files'), join(folder, 'profile'), password),
    await loopbackHost(join(folder, 'loopback'), join(folder, 'pages'), join(folder, 'profile')),
    await electronHost(join(folder, 'electron'), join(folder, 'profile')),
  ];
});
afterAll(async () => {
  for (const host of hosts) await host.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Each new station has a number of its own. */
function withoutDevice(answer: unknown): unknown {
  const text = JSON.stringify(answer);
  const [, device] = /"device":"([0-9A-F]{8})"/.exec(text) ?? [];
  return device === undefined ? answer : (JSON.parse(text.replaceAll(device, '<device>')) as unknown);
}

async function answersTo(name: string, input: Readonly<Record<string, unknown>>): Promise<unknown[]> {
  const answers = [];
  for (const host of hosts) answers.push(masked(withoutDevice(await host.call(name, input)), new Set(), join(folder, host.name)));
  return answers;
}

describe('a new demonstration replica', () => {
  it.each([
    ['session.state', {}],
    ['session.unlock', { password }],
    ['session.create', { user: '演示用户', password: '短' }],
    ['session.create', { user: '演示用户', password, demo: true }],
    ['demo.load', { size: 'S', seed: 7 }],
    ['library.summary', {}],
    ['record.list', { database: 'key', sort: [{ field: 'total_investment', descending: true }], limit: 5, totals: true }],
  ])(
    'answers %s alike',
    async (name, input) => {
      const [first, ...others] = await answersTo(name, input);
      expect(others).toEqual([first, first]);
    },
    120_000,
  );

  it('exports its key projects, people of the same name among them, and reads them back unchanged', async () => {
    const [, loopback] = hosts;
    const exported = await loopback.call('record.export', { database: 'key' });
    if (!exported.ok) throw new Error(exported.error.message);
    const { bytes, rows } = exported.value as { bytes: Uint8Array; rows: number };
    const [sheet] = (await readWorkbook(bytes, '导出.xlsx')).sheets;
    expect(sheet?.rows[0]?.[0]).toBe('市重点项目库（演示数据）');
    const imported = await loopback.call('import.inspect', { database: 'key' }, { name: '导出.xlsx', bytes });
    if (!imported.ok) throw new Error(imported.error.message);
    const { created, changed, unchanged, rejected } = imported.value as ImportReport;
    expect(rows).toBeGreaterThan(500);
    expect({ created, changed, unchanged, rejected }).toEqual({ created: 0, changed: 0, unchanged: rows, rejected: 0 });
  });
});
