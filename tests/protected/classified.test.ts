// Marks of state secrets through the contract: whole files refused with their place, nothing written, the security administrator told.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { xlsx } from '#main/tabular/testing/xlsx-fixture.ts';
import { aProject } from '../builders/records.ts';
import { textIn } from '../cli/test-workstation.ts';
import { openDemoStation, type DemoStation } from './demo-station.ts';

let station: DemoStation;
beforeAll(async () => {
  station = await openDemoStation();
});
afterAll(() => station.close());

const text = (cell: string, value: string): string => `<c r="${cell}" t="inlineStr"><is><t>${value}</t></is></c>`;
const list = (title: string, note = ''): Uint8Array =>
  xlsx({
    sheet:
      `<row r="1">${text('A1', title)}</row><row r="2">${text('A2', '项目名称')}${text('B2', '总投资（万元）')}${text('C2', '备注')}</row>` +
      `<row r="3">${text('A3', '甲项目')}<c r="B3"><v>5</v></c>${text('C3', note)}</row><row r="4">${text('A4', '乙项目')}<c r="B4"><v>6</v></c></row>`,
  });
const tail = '本系统不得录入、导入涉及国家秘密的内容，没有写入任何数据。请立即停止操作，保持原状，不要自行删除、转发或另存，并马上报告本单位保密办公室处理。';

async function refusedImport(name: string, bytes: Uint8Array) {
  const { handle } = await station.ask('file.put', { name, bytes });
  const refusal = await station.refusal('import.commit', { handle, database: 'key', year: 2026 });
  // Neither shown nor kept.
  expect((await station.refusal('import.source', { handle, sheet: '名单' })).code).toBe('handle_expired');
  return refusal;
}

describe('a file with a mark', () => {
  it('in its title is refused whole, with the place and what to do', async () => {
    expect(await refusedImport('名单.xlsx', list('机密★10年　2026年项目'))).toEqual({
      code: 'classified_refused',
      message: `工作表“名单”第 1 行 A 列有国家秘密标志“机密★”（密级后有“★”标志（GB/T 9704）），整个文件没有导入。${tail}`,
      details: { sheet: '名单', row: 1, column: 'A', mark: '机密★', reason: '密级后有“★”标志（GB/T 9704）' },
    });
  });

  it('in one cell among many takes the others with it', async () => {
    expect((await refusedImport('名单.xlsx', list('2026年项目', '密级：秘密'))).details).toMatchObject({ sheet: '名单', row: 3, column: 'C' });
    expect((await station.ask('record.list', { database: 'key' })).total).toBe(0);
  });

  it('in its name is not even taken in', async () => {
    expect(await station.refusal('file.put', { name: '（秘密）2026年项目.xlsx', bytes: list('2026年项目') })).toMatchObject({
      code: 'classified_refused',
      message: `文件名中有国家秘密标志“(秘密)”（括号内标注了密级），整个文件没有导入。${tail}`,
    });
  });

  it('is refused when it is only looked at, too', async () => {
    const { handle } = await station.ask('file.put', { name: '名单.xlsx', bytes: list('绝密★') });
    expect((await station.refusal('import.inspect', { handle, database: 'key', year: 2026 })).code).toBe('classified_refused');
  });

  it('that only speaks of secrets is taken in', async () => {
    const report = await station.importFile(
      { name: '商业秘密保护项目.xlsx', bytes: list('2026年项目', '含商业秘密★保护中心') },
      { database: 'key', year: 2026 },
    );
    expect(report.accepted).toBe(2);
  });
});

describe('a text with a mark', () => {
  it('is not saved in any field, reason or label', async () => {
    const refused = await station.refusal('record.create', { database: 'reserve', values: aProject({ remark: '秘密★5年' }) });
    expect(refused).toMatchObject({ code: 'validation_failed' });
    expect(refused.message).toContain(`备注含有国家秘密标志“秘密★”。${tail}`);
    const { record } = await station.ask('record.create', { database: 'reserve', values: aProject() });
    const id = textIn(record, 'id');
    const change = { database: 'reserve', id, version: 1, values: { address: '团岛' } };
    expect((await station.refusal('record.update', { ...change, reason: '【机密】调整' })).code).toBe('classified_refused');
    expect((await station.refusal('record.remove', { database: 'reserve', ids: [id], reason: '密级：绝密' })).code).toBe('classified_refused');
    expect(
      (await station.refusal('record.updateMany', { database: 'reserve', changes: [{ id, version: 1, values: { address: '团岛' } }], label: '机密★' })).code,
    ).toBe('classified_refused');
    const pasted = await station.ask('record.updateMany', { database: 'reserve', changes: [{ id, version: 1, values: { remark: '机密★' } }], label: '粘贴' });
    expect(pasted).toMatchObject({ changed: 0, batch: null, problems: [{ code: 'classified_refused' }] });
    expect((await station.ask('record.get', { database: 'reserve', id })).record).toMatchObject({ version: 1, address: null, remark: null });
  });
});

it('each time the security administrator is told who and where, not what', async () => {
  await station.signIn('security_admin');
  const { alarms, total } = await station.ask('alarm.list', {});
  expect(total).toBe(9);
  expect(alarms.every(({ kind }) => kind === 'CLASSIFIED_REFUSED')).toBe(true);
  expect(alarms.at(-1)?.text).toBe('演示用户导入表格时发现国家秘密标志“机密★”，已拒绝，没有写入。请立即与保密办公室联系，到场核查，不要让本人自行删除。');
  expect(JSON.stringify(alarms)).not.toContain('甲项目');
});
