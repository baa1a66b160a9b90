// Import of a long list: the product's reader against exceljs on the same file, each in a fresh process; then the whole import.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createWorkstationClient } from '#domain/contract/index.ts';
import { createChannelPair } from '#domain/rpc/memory-channel.ts';
import { openWorkstation } from '../main/workstation.ts';
import { serveHost } from '../main/hosts/host-parts.ts';
import { makeProjectList } from './make-list.ts';
import { quantile } from './measure.ts';

interface Reading {
  readonly rows: number;
  readonly ms: number;
  readonly peakMb: number;
}

/** Reads the file in this process with one reader and prints what it cost. */
async function readOnce(reader: string, file: string): Promise<void> {
  const before = performance.now();
  let rows = 0;
  if (reader === 'ours') {
    const { readWorkbook } = await import('../main/tabular/read-workbook.ts');
    const workbook = await readWorkbook(new Uint8Array(readFileSync(file)), 'list.xlsx');
    rows = workbook.sheets[0]?.rows.filter((row) => row !== undefined).length ?? 0;
  } else {
    const { default: ExcelJS } = await import('exceljs');
    for await (const sheet of new ExcelJS.stream.xlsx.WorkbookReader(file, { worksheets: 'emit', sharedStrings: 'cache' }))
      for await (const _row of sheet) rows += 1;
  }
  console.log(JSON.stringify({ rows, ms: performance.now() - before, peakMb: process.resourceUsage().maxRSS / 1024 } satisfies Reading));
}

function fresh(reader: string, file: string): Reading {
  const { stdout, stderr } = spawnSync(process.execPath, [import.meta.filename, 'read', reader, file], { encoding: 'utf8' });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Reading;
}

export async function benchImport(rows: number, rounds: number): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'bench-import-'));
  try {
    const file = join(dir, 'list.xlsx');
    const bytes = await makeProjectList(rows);
    writeFileSync(file, bytes);
    const readings = new Map<string, Reading[]>([
      ['exceljs streaming', []],
      ['ours', []],
    ]);
    for (let round = 0; round < rounds; round += 1) for (const [reader, list] of readings) list.push(fresh(reader, file));
    const base = quantile(
      (readings.get('exceljs streaming') ?? []).map(({ ms }) => ms),
      0.5,
    );
    console.log(`\nreading ${rows} rows × 10 columns (${(bytes.length / 1e6).toFixed(1)} MB), fresh process each`);
    for (const [reader, list] of readings) {
      const ms = quantile(
        list.map((reading) => reading.ms),
        0.5,
      );
      const peak = quantile(
        list.map(({ peakMb }) => peakMb),
        0.5,
      );
      console.log(
        `  ${reader.padEnd(24)}${ms.toFixed(0).padStart(8)} ms${peak.toFixed(0).padStart(7)} MB   ratio ${(ms / base).toFixed(2)}   rows ${list[0]?.rows}`,
      );
    }
    await wholeImport(dir, bytes, rows);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

async function wholeImport(dir: string, bytes: Uint8Array, rows: number): Promise<void> {
  const log = (): void => undefined;
  const host = await openWorkstation({ dataDir: join(dir, 'data'), demo: null, log });
  const [near, far] = createChannelPair();
  serveHost(host, far, log);
  const client = createWorkstationClient(near);
  const created = await client.call('session.create', { user: '测试用户', password: 'bench-password-1' });
  if (!created.ok) throw new Error(created.error.message);
  const put = await client.call('file.put', { name: 'list.xlsx', bytes });
  if (!put.ok) throw new Error(put.error.message);
  const before = performance.now();
  const report = await client.call('import.commit', { handle: put.value.handle, database: 'key', year: 2026 });
  const ms = performance.now() - before;
  if (!report.ok) throw new Error(report.error.message);
  console.log(
    `  import into the replica: ${report.value.created} created in ${(ms / 1000).toFixed(1)} s = ${Math.round((rows / ms) * 1000)} rows/s, main process ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`,
  );
  near.close();
  await host.close();
}

if (import.meta.main) {
  const [mode, reader = '', file = ''] = process.argv.slice(2);
  if (mode === 'read') await readOnce(reader, file);
  else await benchImport(20_000, 3);
}
