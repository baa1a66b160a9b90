// The command line from outside: every verb, exit codes, one JSON document, shorthands, and what it refuses.

import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { xlsx } from '#main/tabular/testing/xlsx-fixture.ts';
import { openStationDatabase } from '../builders/station.ts';
import { errorCode, ws, type CommandResult } from './run-command.ts';
import { newFolder, testPassword } from './test-workstation.ts';

let folder: string;
let data: string;
let listFile: string;
let made: CommandResult;
let firstImport: CommandResult;

interface Report {
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly accepted: number;
  readonly batch: string | null;
  readonly totals: { readonly count: number; readonly total_investment: number };
  readonly projects: readonly Readonly<Record<string, unknown>>[];
  readonly problems: readonly { readonly code: string }[];
  readonly sheets: readonly Readonly<Record<string, unknown>>[];
  readonly notices: readonly string[];
}

const text = (cell: string, value: string): string => `<c r="${cell}" t="inlineStr"><is><t>${value}</t></is></c>`;
const row = (number: number, cells: readonly (string | number)[]): string =>
  `<row r="${number}">${cells.map((value, index) => (typeof value === 'number' ? `<c r="${'ABCDE'[index] ?? ''}${number}"><v>${value}</v></c>` : text(`${'ABCDE'[index] ?? ''}${number}`, value))).join('')}</row>`;

const projectList = xlsx({
  sheet: [
    row(1, ['2026年市重点项目名单']),
    row(2, ['单位：万元']),
    row(3, ['序号', '项目名称', '建设地点', '总投资']),
    row(4, [1, '胶州湾第二隧道工程', '黄岛区', 1_270_000]),
    row(5, [2, '崂山湾国际生态健康城', '即墨区', 350_000.5]),
    row(6, [3, '董家口港区原油码头二期', '黄岛区', 98_000]),
    row(7, ['', '合计', '', 1_718_000.5]),
  ].join(''),
});

const asReport = ({ json }: CommandResult): Report => json as Report;
const rowsOf = ({ json }: CommandResult): readonly Readonly<Record<string, unknown>>[] => (json as { rows: readonly Readonly<Record<string, unknown>>[] }).rows;
const names = (result: CommandResult): unknown[] => rowsOf(result).map((each) => each['project_name']);

beforeAll(async () => {
  folder = newFolder();
  data = join(folder, 'data');
  listFile = join(folder, '名单.xlsx');
  writeFileSync(listFile, projectList);
  made = await ws(['init', '--data', data, '--user', '测试员']);
  firstImport = await ws(['import', listFile, '--database', 'key', '--year', '2026', '--commit', '--data', data]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('init makes a replica of the office zone', () => {
  expect(made).toMatchObject({ code: 0, json: { created: true, zone: 'office' }, err: '' });
});

describe('import', () => {
  it('reports sheets, columns, counts, projects in 元 and totals, and creates', () => {
    expect(firstImport.code).toBe(0);
    const report = asReport(firstImport);
    expect(report).toMatchObject({ accepted: 3, rejected: 0, created: 3, changed: 0, unchanged: 0, totals: { count: 3, total_investment: 17_180_005_000 } });
    expect(report.sheets[0]).toMatchObject({
      name: '名单',
      header_rows: [3],
      unit: 'wan',
      counts: { project: 3, section: 0, subtotal: 1, note: 0, skipped: 0 },
    });
    expect(report.sheets[0]?.['columns']).toMatchObject([
      { header: '序号' },
      { header: '项目名称', field: 'project_name' },
      { header: '建设地点' },
      { header: '总投资', field: 'total_investment' },
    ]);
    expect(report.projects[1]).toMatchObject({
      sheet: '名单',
      row: 5,
      project_name: '崂山湾国际生态健康城',
      total_investment: 3_500_005_000,
      outcome: 'created',
    });
    expect(report.batch).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('without --commit only rehearses', async () => {
    const dry = await ws(['import', listFile, '--database', 'reserve', '--year', '2026', '--data', data]);
    expect(asReport(dry)).toMatchObject({ created: 3, batch: null });
  });

  it('of the same list creates nothing and says so', async () => {
    const again = asReport(await ws(['import', listFile, '--database', 'key', '--year', '2026', '--commit', '--data', data]));
    expect(again).toMatchObject({ created: 0, changed: 0, unchanged: 3, batch: null });
    expect(again.notices.join()).toContain('没有新增或修改');
  });

  it.each([
    ['a text', 'note.xlsx', Buffer.from('这不是表格，只是一段文字。'), 'not_a_spreadsheet'],
    ['an empty file', 'empty.xlsx', Buffer.alloc(0), 'not_a_spreadsheet'],
    ['a picture', 'photo.xls', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'not_a_spreadsheet'],
    ['a cut workbook', 'cut.xlsx', projectList.subarray(0, 900), 'spreadsheet_damaged'],
  ])('refuses %s by name', async (_what, name, bytes, code) => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    const refused = await ws(['import', path, '--database', 'key', '--commit', '--data', data]);
    expect([refused.code, errorCode(refused)]).toEqual([1, code]);
  });

  it('refuses an unknown library, a missing file and a folder', async () => {
    const unknown = await ws(['import', listFile, '--database', 'nonsense', '--data', data]);
    expect([unknown.code, errorCode(unknown)]).toEqual([1, 'unknown_library']);
    const missing = await ws(['import', join(folder, 'absent.xlsx'), '--database', 'key', '--data', data]);
    expect([missing.code, errorCode(missing)]).toEqual([1, 'bad_input']);
    const notFile = await ws(['import', folder, '--database', 'key', '--data', data]);
    expect([notFile.code, errorCode(notFile)]).toEqual([1, 'bad_input']);
  });

  it('has written nothing of what it refused', async () => {
    expect((await ws(['call', 'library.summary', '--data', data])).json).toEqual({
      libraries: ['plan', 'reserve', 'central', 'special', 'fiscal', 'key', 'filing', 'expert', 'policy', 'decision'].map((database) => ({
        database,
        count: database === 'key' ? 3 : 0,
      })),
    });
  });
});

describe('list', () => {
  const list = (...args: string[]): Promise<CommandResult> => ws(['list', '--database', 'key', '--data', data, ...args]);

  it('filters by a shorthand and sorts by a dashed name', async () => {
    expect(names(await list('--filter', '{"total_investment":{"gte":3500005000},"mgmt_year":[2025,2026]}', '--sort', '-total_investment'))).toEqual([
      '胶州湾第二隧道工程',
      '崂山湾国际生态健康城',
    ]);
  });

  it('pages and sums', async () => {
    const page = await list('--sort', 'total_investment', '--limit', '1', '--offset', '1', '--totals');
    expect(names(page)).toEqual(['崂山湾国际生态健康城']);
    expect(page.json).toMatchObject({ total: 3, totals: { count: 3, sums: { total_investment: 17_180_005_000 } } });
  });

  it('refuses fields the library does not have', async () => {
    const refused = await list('--filter', '{"colour":"red"}');
    expect([refused.code, errorCode(refused)]).toEqual([1, 'bad_input']);
  });
});

describe('one record', () => {
  it('is got, with its history, by id alone', async () => {
    const [first] = rowsOf(await ws(['list', '--database', 'key', '--sort', 'total_investment', '--limit', '1', '--data', data]));
    const id = String(first?.['id']);
    expect((await ws(['get', '--id', id, '--data', data])).json).toMatchObject({
      record: { id, project_name: '董家口港区原油码头二期', total_investment: 980_000_000 },
    });
    expect((await ws(['history', '--id', id, '--data', data])).json).toMatchObject({
      total: 1,
      entries: [{ kind: 'create', author: '测试员', batch: asReport(firstImport).batch }],
    });
    expect((await ws(['search', '董家口', '--data', data])).json).toMatchObject({ hits: [{ title: '董家口港区原油码头二期' }], total: 1 });
  });

  it('that does not exist is not found', async () => {
    const refused = await ws(['get', '--database', 'key', '--id', '00000000-0000-4000-8000-000000000000', '--data', data]);
    expect([refused.code, errorCode(refused)]).toEqual([1, 'not_found']);
  });
});

describe('export', () => {
  it('writes a workbook that imports as unchanged, and does not overwrite it', async () => {
    const out = join(folder, 'out.xlsx');
    const done = await ws(['export', '--database', 'key', '--out', out, '--data', data]);
    expect(done).toMatchObject({ code: 0, json: { file: out, rows: 3, size: readFileSync(out).byteLength } });
    expect(asReport(await ws(['import', out, '--database', 'key', '--commit', '--data', data]))).toMatchObject({ created: 0, changed: 0, unchanged: 3 });
    const before = readFileSync(out);
    const refused = await ws(['export', '--database', 'key', '--out', out, '--data', data]);
    expect([refused.code, errorCode(refused)]).toEqual([1, 'bad_input']);
    expect(readFileSync(out).equals(before)).toBe(true);
    expect((await ws(['export', '--database', 'key', '--filter', '{"mgmt_year":1999}', '--out', out, '--overwrite', '--data', data])).json).toMatchObject({
      rows: 0,
    });
  });

  it('says which file it cannot write', async () => {
    const refused = await ws(['export', '--database', 'key', '--out', join(folder, 'no', 'such', 'out.xlsx'), '--data', data]);
    expect([refused.code, errorCode(refused)]).toEqual([1, 'bad_input']);
  });
});

describe('batches', () => {
  it('are listed and undone once', async () => {
    const file = join(folder, '一项.xlsx');
    writeFileSync(file, xlsx({ sheet: [row(1, ['序号', '项目名称', '总投资（万元）']), row(2, [1, '即将撤销的项目一期工程', 5])].join('') }));
    const { batch } = asReport(await ws(['import', file, '--database', 'special', '--commit', '--data', data]));
    expect((await ws(['batches', '--limit', '1', '--data', data])).json).toMatchObject({ batches: [{ batch, created: 1, undone_at: null }] });
    expect((await ws(['undo', '--batch', String(batch), '--data', data])).json).toMatchObject({ removed: 1, restored: 0 });
    const again = await ws(['undo', '--batch', String(batch), '--data', data]);
    expect([again.code, errorCode(again)]).toEqual([1, 'batch_not_undoable']);
  });
});

describe('dictionary, verify, call', () => {
  it('describes a library without any replica', async () => {
    const { code, json } = await ws(['dictionary', '--database', 'expert', '--data', join(folder, 'nowhere')], null);
    expect(code).toBe(0);
    expect(json).toMatchObject({ libraries: [{ id: 'expert', number: 8 }] });
    const all = (await ws(['dictionary', '--data', join(folder, 'nowhere')], null)).json as { libraries: { id: string }[] };
    expect(all.libraries.map(({ id }) => id)).toEqual(['plan', 'reserve', 'central', 'special', 'fiscal', 'key', 'filing', 'expert', 'policy', 'decision']);
  });

  it('verifies file, log and dictionary', async () => {
    const { code, json } = await ws(['verify', '--data', data]);
    expect(code).toBe(0);
    const { ok, checks } = json as { ok: boolean; checks: { name: string; ok: boolean }[] };
    expect([ok, checks.filter((check) => !check.ok)]).toEqual([true, []]);
    expect(checks.map(({ name }) => name)).toEqual(expect.arrayContaining(['文件完整性', '变更日志连续', '数据字典与库结构']));
  });

  it('hands a file in before the call', async () => {
    const { json } = await ws(['call', 'import.source', '--file', listFile, '--input', '{"sheet":"名单","from":4,"count":1}', '--data', data]);
    expect(json).toMatchObject({ rows: [{ row: 4, cells: ['1', '胶州湾第二隧道工程', '黄岛区', '1270000'] }], rowCount: 7, columnCount: 4 });
  });

  it('takes no password from an argument', async () => {
    expect((await ws(['call', 'session.unlock', '--input', `{"password":"${testPassword}"}`, '--data', data])).code).toBe(2);
    expect((await ws(['call', 'session.unlock', '--data', data])).json).toMatchObject({ phase: 'unlocked', user: '测试员' });
  });
});

describe('wrong usage ends with 2 before anything is opened', () => {
  it.each<[readonly string[]]>([
    [[]],
    [['nonsense']],
    [['toString']],
    [['list']],
    [['list', '--database', 'key', '--colour', 'red']],
    [['list', '--database', 'key', '--limit', 'many']],
    [['list', '--database', 'key', '--filter', '{']],
    [['list', '--database', 'key', '--sort', '5']],
    [['list', '--database', '--sort']],
    [['import', '--database', 'key']],
    [['import', 'some.xlsx']],
    [['export', '--database', 'key']],
    [['get']],
    [['undo']],
    [['search']],
    [['call']],
    [['call', 'record.list', '--input', '[']],
    [['init', '--demo', 'XXL']],
  ])('%j', async (args) => {
    const { code, err, json } = await ws(args, 'not even the right password');
    expect(code).toBe(2);
    expect(err).toContain('用法：');
    expect(json).toMatchObject({ error: { code: 'bad_input' } });
  });
});

describe('the replica', () => {
  it('does not open with a wrong password, an empty one, or none', async () => {
    for (const password of ['错误的密码', '', null]) {
      const refused = await ws(['list', '--database', 'key', '--data', data], password);
      expect([refused.code, errorCode(refused)]).toEqual([1, 'wrong_password']);
    }
  });

  it('must have been made', async () => {
    const missing = await ws(['list', '--database', 'key', '--data', join(folder, 'nowhere')]);
    expect([missing.code, errorCode(missing)]).toEqual([1, 'not_initialised']);
    expect(existsSync(join(folder, 'nowhere'))).toBe(false);
  });

  it('is not made over another, with a short password, or where a file is', async () => {
    const again = await ws(['init', '--data', data]);
    expect([again.code, errorCode(again)]).toEqual([1, 'already_initialised']);
    const weak = await ws(['init', '--user', '测试员', '--data', join(folder, 'weak')], '1234567');
    expect([weak.code, errorCode(weak)]).toEqual([1, 'weak_password']);
    const onFile = await ws(['init', '--user', '测试员', '--data', listFile]);
    expect([onFile.code, errorCode(onFile)]).toEqual([1, 'bad_input']);
    expect(readFileSync(listFile).equals(projectList)).toBe(true);
  });

  it('from a newer program is refused and left alone', async () => {
    const newer = join(folder, 'newer');
    cpSync(data, newer, { recursive: true });
    const connection = await openStationDatabase(newer, { password: testPassword }, 'write');
    connection.prepare("INSERT INTO migration (number, name, applied_at) VALUES (99990, 'of the future', '2030-01-01')").run();
    connection.pragma('wal_checkpoint(TRUNCATE)');
    connection.close();
    const before = readFileSync(join(newer, 'replica.db'));
    const refused = await ws(['list', '--database', 'key', '--data', newer]);
    expect([refused.code, errorCode(refused)]).toEqual([1, 'replica_newer']);
    expect(readFileSync(join(newer, 'replica.db')).equals(before)).toBe(true);
  });

  it('that is damaged, or has lost its keys, says so', async () => {
    const damaged = join(folder, 'damaged');
    cpSync(data, damaged, { recursive: true });
    writeFileSync(join(damaged, 'replica.db'), Buffer.alloc(65_536, 7));
    // Everything may still stand in the write-ahead log.
    rmSync(join(damaged, 'replica.db-wal'), { force: true });
    const broken = await ws(['list', '--database', 'key', '--data', damaged]);
    expect([broken.code, errorCode(broken)]).toEqual([1, 'replica_damaged']);
    rmSync(join(damaged, 'keys.json'));
    const keyless = await ws(['list', '--database', 'key', '--data', damaged]);
    expect([keyless.code, errorCode(keyless)]).toEqual([1, 'replica_damaged']);
    mkdirSync(join(damaged, 'half'));
    writeFileSync(join(damaged, 'half', 'keys.json'), '{"format":1');
    const half = await ws(['list', '--database', 'key', '--data', join(damaged, 'half')]);
    expect([half.code, errorCode(half)]).toEqual([1, 'replica_damaged']);
  });
});
