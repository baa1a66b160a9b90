// Abuse case 28: experts exported with full identity numbers, and a publication that holds rows that are not public.

import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Condition } from '#domain/contract/query.ts';
import { anExpert, aPolicy } from '../builders/records.ts';
import { textIn } from '../cli/test-workstation.ts';
import { openDemoStation, type DemoStation } from '../protected/demo-station.ts';
import { textsIn } from '../protected/exported-texts.ts';
import { partOf } from '#main/tabular-out/testing/written-workbook.ts';

let station: DemoStation;
const policies: string[] = [];
const onlyPublic: Condition = { field: 'secret_level', op: 'in', value: ['0'] };

beforeAll(async () => {
  station = await openDemoStation();
  for (const [index, secret_level] of ['0', '0', null, '3'].entries()) {
    const { record } = await station.ask('record.create', { database: 'policy', values: aPolicy({ title: `办法${index}`, doc_number: null, secret_level }) });
    policies.push(textIn(record, 'id'));
  }
  await station.ask('record.create', { database: 'expert', values: anExpert() });
});
afterAll(() => station.close());

it('full identity numbers: a second approval is needed, and what then leaves is masked', async () => {
  const asked = { database: 'expert', fields: ['name', 'id_no', 'mobile'] };
  expect(await station.refusal('record.export', asked)).toMatchObject({
    code: 'export_needs_approval',
    message: '这次导出含有个人信息字段（导出后仍隐去部分数字），须经他人审批。没有导出任何内容。请填写理由提出申请，批准后按同样的条件再导出一次。',
  });
  const { id } = await station.ask('export.request', { ...asked, reason: '核对专家名册' });
  await station.signIn('security_admin');
  await station.ask('export.decide', { id, approve: true });
  await station.signIn('演示用户');
  const { bytes } = await station.ask('record.export', asked);
  expect(textsIn(bytes)).toEqual(expect.arrayContaining(['370202****1232', '138****8000']));
  for (const part of ['xl/worksheets/sheet1.xml', 'docProps/core.xml']) expect(partOf(bytes, part)).not.toMatch(/370202198001011232|13800138000/);
});

it('a public export with rows that are not public is refused, naming rows and fields', async () => {
  const answer = await station.refusal('record.export', { database: 'policy', fields: ['title'], public: true });
  expect(answer).toEqual({
    code: 'export_refused',
    message:
      '公开导出只能包含密级为“公开”的记录和可公开的字段，现有 2 条记录不是“公开”。没有导出任何内容。请筛选密级为“公开”的记录，去掉这些字段，先完成保密审查再公开。',
    details: {
      rows: [
        { id: policies[2], title: '办法2', label: null },
        { id: policies[3], title: '办法3', label: '3' },
      ],
      fields: [],
    },
  });
  expect((await station.refusal('record.export', { database: 'expert', fields: ['name', 'birth_ym'], public: true })).details).toMatchObject({
    fields: ['name', 'birth_ym'],
  });
  expect((await station.refusal('export.request', { database: 'policy', fields: ['title'], public: true, reason: '上网公开' })).code).toBe('export_refused');
});

it('of public rows and fields it leaves, marked like any other', async () => {
  const { bytes, rows } = await station.ask('record.export', { database: 'policy', filter: [onlyPublic], fields: ['title'], public: true });
  expect(rows).toBe(2);
  expect(textsIn(bytes).some((text) => text.includes('导出号'))).toBe(true);
});
