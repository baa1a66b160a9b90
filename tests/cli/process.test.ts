// `ws` as a process of its own: what lands on which stream, how it ends, and a disk that is full.

import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestWorkstation, newFolder, testPassword, type TestWorkstation } from './test-workstation.ts';

const program = join(import.meta.dirname, '..', '..', 'main', 'hosts', 'cli', 'start.ts');

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function run(command: string, args: readonly string[], password: string | null = testPassword): Promise<Ended> {
  const { WS_PASSWORD: _ours, ...inherited } = process.env;
  const env = password === null ? inherited : { ...inherited, WS_PASSWORD: password };
  const child = spawn(command, [...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const { promise, resolve } = Promise.withResolvers<Ended>();
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  child.on('close', (code) => resolve({ code, out, err }));
  return promise;
}

const wsProcess = (args: readonly string[], password?: string | null): Promise<Ended> => run(process.execPath, [program, ...args], password);

let folder: string;
let workstation: TestWorkstation;
let names: string;

beforeAll(async () => {
  folder = newFolder();
  workstation = await openTestWorkstation();
  await workstation.ask('record.create', { database: 'key', values: { project_name: '唯一的项目' } });
  // One program at a time works with a folder.
  await workstation.ask('session.lock', {});
  names = join(folder, '名单.csv');
  writeFileSync(
    names,
    `序号,项目名称,建设内容\n${Array.from({ length: 2000 }, (_, index) => `${index + 1},磁盘写满时的第${index + 1}个项目,${'新建厂房及配套设施。'.repeat(30)}`).join('\n')}\n`,
  );
});
afterAll(async () => {
  await workstation.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('streams and exit codes', () => {
  it('prints one JSON document and nothing else', async () => {
    const { code, out, err } = await wsProcess(['list', '--database', 'key', '--data', workstation.dataDir, '--json']);
    expect([code, err]).toEqual([0, '']);
    expect(out.endsWith('}\n')).toBe(true);
    expect(JSON.parse(out)).toMatchObject({ total: 1, rows: [{ project_name: '唯一的项目' }] });
  });

  it('tells a person in Chinese lines what a script reads as JSON', async () => {
    expect(await wsProcess(['list', '--database', 'key', '--data', workstation.dataDir])).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringMatching(/唯一的项目\n共 1 项\n$/) as string,
    });
    expect(await wsProcess(['list', '--database', 'key', '--data', workstation.dataDir], '错误的密码')).toEqual({
      code: 1,
      out: '',
      err: '登录名或密码不正确，工作站没有解锁，数据没有改动。请检查大小写与输入法后重试。（wrong_password）\n',
    });
    expect(await wsProcess(['list', '--database', 'key', '--data', workstation.dataDir], null)).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('WS_PASSWORD') as string,
    });
  });

  it('ends with 2 and the usage when used wrongly', async () => {
    expect(await wsProcess(['lsit'])).toMatchObject({ code: 2, out: '', err: expect.stringContaining('用法：') as string });
  });
});

/** A limit on file sizes (bash, in KiB) stops SQLite's writes as a full disk does. */
const isUnix = process.platform !== 'win32';

describe.skipIf(!isUnix)('a full disk (needs a POSIX shell)', () => {
  const limitedNode = (kib: number, args: readonly string[]): Promise<Ended> =>
    run('bash', ['-c', `ulimit -f ${kib} && exec "$@"`, 'bash', process.execPath, ...args]);
  const limited = (kib: number, args: readonly string[]): Promise<Ended> => limitedNode(kib, [program, ...args]);

  it('refuses an import, keeps what was there, and the replica still verifies', async () => {
    const { code, out } = await limited(1000, ['import', names, '--database', 'key', '--commit', '--data', workstation.dataDir, '--json']);
    expect([code, JSON.parse(out)]).toMatchObject([1, { error: { code: 'disk_full' } }]);
    await workstation.ask('session.unlock', { password: testPassword });
    expect(await workstation.ask('record.list', { database: 'key' })).toMatchObject({ total: 1 });
    expect(await workstation.ask('replica.verify', {})).toMatchObject({ ok: true });
    await workstation.ask('session.lock', {});
  });

  it('makes no replica and leaves nothing of it', async () => {
    const target = join(folder, 'new');
    const { code, out } = await limited(100, ['init', '--user', '测试员', '--data', target, '--json']);
    expect([code, JSON.parse(out)]).toMatchObject([1, { error: { code: 'disk_full' } }]);
    expect(readdirSync(target)).toEqual([]);
  });

  it('leaves an exported file as it was', async () => {
    mkdirSync(join(folder, 'out'));
    const out = join(folder, 'out', '导出.xlsx');
    writeFileSync(out, 'last month');
    const files = pathToFileURL(join(program, '..', 'files.ts')).href;
    const script = `import { writeOutputFile } from ${JSON.stringify(files)};
      try { writeOutputFile(${JSON.stringify(out)}, new Uint8Array(200_000)); } catch (error) { console.log(error.code); }`;
    expect(await limitedNode(60, ['--input-type=module', '--eval', script])).toMatchObject({ code: 0, out: 'disk_full\n' });
    expect(readFileSync(out, 'utf8')).toBe('last month');
    expect(readdirSync(join(folder, 'out'))).toEqual(['导出.xlsx']);
  });
});
