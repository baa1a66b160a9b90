// Personal values through the contract: what a page receives before and after it asks for one in clear (abuse case 26, field part).

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anExpert, aProject } from '../builders/records.ts';
import { textIn } from '../cli/test-workstation.ts';
import { openDemoStation, type DemoStation } from './demo-station.ts';

const clear = { id_no: '370202198001011232', mobile: '13800138000', bank_account: '6222023803123456789' } as const;
const head = '15066667777';

let station: DemoStation;
let expert: string;
let filing: string;
beforeAll(async () => {
  station = await openDemoStation();
  expert = textIn((await station.ask('record.create', { database: 'expert', values: anExpert({ ...clear, email: 'wang@example.cn' }) })).record, 'id');
  filing = textIn((await station.ask('record.create', { database: 'filing', values: aProject({ mobile: head, legal_rep: '王海' }) })).record, 'id');
});
afterAll(() => station.close());

describe('before a purpose is given', () => {
  it('no procedure that answers with rows sends a personal value', async () => {
    const name = '王德清';
    const { bytes } = await station.ask('record.export', { database: 'expert' });
    const answers = [
      await station.ask('record.list', { database: 'expert', totals: true }),
      await station.ask('record.list', { database: 'filing' }),
      await station.ask('record.get', { database: 'expert', id: expert }),
      await station.ask('record.get', { database: 'filing', id: filing }),
      await station.ask('record.check', { database: 'expert', id: expert, values: { credit_score: 80 } }),
      await station.ask('record.history', { database: 'expert', id: expert }),
      await station.ask('record.history', { database: 'filing', id: filing }),
      await station.ask('project.overview', { id: filing }),
      await station.ask('search.find', { text: name }),
      await station.ask('record.values', { database: 'expert', field: 'name' }),
      await station.ask('batch.list', {}),
      await station.ask('library.summary', {}),
      await station.ask('record.update', { database: 'expert', id: expert, version: 1, values: { credit_score: 88 } }),
      await station.importFile({ name: '导出.xlsx', bytes }, { database: 'expert' }),
    ];
    const transcript = JSON.stringify(answers);
    expect(transcript).toContain('370202****1232');
    for (const value of [...Object.values(clear), head]) expect(transcript).not.toContain(value);
    expect(Buffer.from(bytes).includes(Buffer.from('1232'))).toBe(false);
  });

  it('nobody finds, sorts or counts by one', async () => {
    for (const field of Object.keys(clear)) {
      expect((await station.refusal('record.list', { database: 'expert', filter: [{ field, op: 'eq', value: 'x' }] })).code).toBe('bad_input');
      expect((await station.refusal('record.list', { database: 'expert', sort: [{ field }] })).code).toBe('bad_input');
      expect((await station.refusal('record.values', { database: 'expert', field })).code).toBe('bad_input');
    }
    expect((await station.ask('search.find', { text: clear.mobile })).hits).toEqual([]);
  });
});

describe('with a purpose', () => {
  it('one value is answered for a minute, and the record says who, what and why', async () => {
    await station.signIn('office');
    expect(await station.ask('personal.reveal', { database: 'expert', id: expert, field: 'mobile', purpose: '电话通知评审会时间' })).toEqual({
      value: clear.mobile,
      seconds: 60,
    });
    await station.signIn('security_admin');
    const { records } = await station.ask('audit.list', { events: ['personal.revealed'] });
    expect(records).toHaveLength(1);
    expect(JSON.stringify(records)).toContain('电话通知评审会时间');
    expect(JSON.stringify(records)).not.toContain(clear.mobile);
  });

  it('that says nothing none is', async () => {
    await station.signIn('office');
    for (const purpose of ['    ', '看看', '。。。。。。']) {
      expect((await station.refusal('personal.reveal', { database: 'expert', id: expert, field: 'id_no', purpose })).code).toBe('bad_input');
    }
  });

  it.each(['investment', 'security_admin'])('%s is refused', async (login) => {
    await station.signIn(login);
    const refused = await station.refusal('personal.reveal', { database: 'expert', id: expert, field: 'bank_account', purpose: '核对劳务费账号' });
    expect(refused).toMatchObject({ code: 'forbidden', message: '您的角色不能进行这项操作，没有改动任何数据。如确有需要，请联系安全管理员。' });
  });

  it('a row that is not there and one that is not his get the same answer', async () => {
    await station.signIn('research');
    const ask = (id: string) => station.refusal('personal.reveal', { database: 'expert', id, field: 'id_no', purpose: '核对专家身份' });
    const unknown = '0190a000-0000-7000-8000-0000000000ff';
    expect(await ask(unknown)).toMatchObject({ code: 'not_found' });
    expect(JSON.stringify(await ask(filing)).replaceAll(filing, unknown)).toBe(JSON.stringify(await ask(unknown)));
  });
});
