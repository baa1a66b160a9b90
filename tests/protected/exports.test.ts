// Exports through the contract: number and line in the file, record before the bytes, a second person.

import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Condition } from '#domain/contract/query.ts';
import { partOf } from '#main/tabular-out/testing/written-workbook.ts';
import { aPolicy } from '../builders/records.ts';
import { openTestWorkstation, type TestWorkstation } from '../cli/test-workstation.ts';
import { textsIn } from './exported-texts.ts';
import { openDemoStation, type DemoStation } from './demo-station.ts';

let station: DemoStation;
const mark = /^演示用户 .*\d{4}-\d\d-\d\d \d\d:\d\d 导出号 ([0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5})$/;

beforeAll(async () => {
  station = await openDemoStation();
  for (const [index, secret_level] of ['0', '0', null, '3'].entries()) {
    await station.ask('record.create', { database: 'policy', values: aPolicy({ title: `办法${index}`, doc_number: null, secret_level }) });
  }
});
afterAll(() => station.close());

const closed: Condition = { field: 'secret_level', op: 'in', value: ['0'] };

describe('an exported file', () => {
  it('says on its face who took it when under which number, and the audit knows the rest', async () => {
    const file = await station.ask('record.export', { database: 'policy', filter: [closed], fields: ['title', 'doc_number'] });
    const line = textsIn(file.bytes).find((text) => text.includes('导出号')) ?? '';
    expect(mark.exec(line)?.[1]).toBe(file.exportId);
    const sheet = partOf(file.bytes, 'xl/worksheets/sheet1.xml');
    expect(sheet).toContain(`<oddHeader>&amp;R${line}</oddHeader>`);
    expect(sheet).toContain(`<oddFooter>&amp;L${line}&amp;C第 &amp;P 页 共 &amp;N 页</oddFooter>`);
    expect(partOf(file.bytes, 'docProps/core.xml')).toContain(`<dc:identifier>${file.exportId}</dc:identifier>`);
    expect(file.name).toContain(file.exportId);

    await station.signIn('security_admin');
    const { records } = await station.ask('audit.list', { events: ['record.exported'] });
    const told = JSON.stringify(records[0]);
    for (const part of [file.exportId, 'title', 'doc_number', 'secret_level', createHash('sha256').update(file.bytes).digest('hex')])
      expect(told).toContain(part);
    expect(await station.ask('audit.resolveExport', { exportId: file.exportId })).toMatchObject({
      rows: 2,
      hash: createHash('sha256').update(file.bytes).digest('hex'),
    });
    await station.signIn('演示用户');
  });

  it('imported again changes nothing, the line above the header included', async () => {
    const file = await station.ask('record.export', { database: 'policy', filter: [closed] });
    expect(await station.importFile({ name: file.name, bytes: file.bytes }, { database: 'policy', commit: true })).toMatchObject({
      created: 0,
      changed: 0,
      unchanged: 2,
      rejected: 0,
    });
  });

  it('of demonstration data does not get into a real station, not even without its warning lines', async () => {
    const file = await station.ask('record.export', { database: 'policy', filter: [closed] });
    const office: TestWorkstation = await openTestWorkstation();
    try {
      const { handle } = await office.ask('file.put', { name: file.name, bytes: file.bytes });
      expect(await office.refusal('import.commit', { handle, database: 'policy' })).toMatchObject({
        code: 'demo_data_refused',
        message: `文件“${file.name}”是从演示工作站导出的演示数据，不能导入正式工作站，没有写入任何数据。请改用真实业务表格。`,
      });
      expect((await office.ask('record.list', { database: 'policy' })).total).toBe(0);
    } finally {
      await office.close();
    }
  });
});

describe('an export that needs a second person', () => {
  const sensitive = { database: 'policy', filter: [{ field: 'secret_level', op: 'eq', value: '3' }], fields: ['title'] } as const;

  it('is refused until somebody else has let it go, then leaves once, for this person and this question', async () => {
    const asked = { ...sensitive, filter: [...sensitive.filter], fields: [...sensitive.fields] };
    const sentence = '这次导出含有密级为“敏感”的记录，须经他人审批。没有导出任何内容。请填写理由提出申请，批准后按同样的条件再导出一次。';
    expect(await station.ask('export.check', asked)).toEqual({ rows: 1, label: '3', verdict: 'approval', text: sentence });
    expect(await station.refusal('record.export', asked)).toEqual({ code: 'export_needs_approval', message: sentence, details: { rows: 1, label: '3' } });
    const request = await station.ask('export.request', { ...asked, reason: '报市政府专题会' });
    expect((await station.refusal('record.export', asked)).code).toBe('export_needs_approval');
    expect((await station.refusal('export.decide', { id: request.id, approve: true })).code).toBe('separation_of_duties');

    await station.signIn('security_admin');
    const [seen] = (await station.ask('export.requests', {})).requests;
    expect(seen).toMatchObject({ id: request.id, person: '演示用户', database: 'policy', rows: 1, label: '3', reason: '报市政府专题会', state: 'open' });
    // Who decides sees how much and how secret, never the rows.
    expect((await station.refusal('record.list', { database: 'policy' })).code).toBe('forbidden');
    expect(await station.ask('export.decide', { id: request.id, approve: true, reason: '同意' })).toMatchObject({ state: 'approved', decidedBy: '安全管理员' });

    await station.signIn('演示用户');
    expect((await station.refusal('record.export', { ...asked, fields: ['title', 'doc_number'] })).code).toBe('export_needs_approval');
    const { rows } = await station.ask('record.export', asked);
    expect(rows).toBe(1);
    expect((await station.refusal('record.export', asked)).code).toBe('export_needs_approval');
    expect((await station.ask('export.requests', {})).requests[0]).toMatchObject({ state: 'used' });
  });

  it('one that needs none is not asked for', async () => {
    expect((await station.refusal('export.request', { database: 'policy', filter: [closed], fields: ['title'], reason: '试试看' })).code).toBe('bad_input');
  });
});
