// A credit code that fails its check is kept, and the history and the audit say that it was.

import { expect, it } from 'vitest';
import { aProject, idOf } from '../../tests/builders/records.ts';
import { anAsker, aReplica, quietJob } from '../../tests/builders/replica.ts';

// Really registered, and really failing the check digit (domain.md §2.7).
const registered = '91350203M0001QAY9B';

it('records the override of a credit code, once, when it is set', () => {
  const replica = aReplica();
  const record = replica.add('reserve', aProject({ owner_uscc: registered }));
  const kept = '统一社会信用代码校验不符，经确认保留';
  const reasons = (): (string | null)[] => replica.read.history({ database: 'reserve', id: idOf(record), limit: 10 }).entries.map(({ reason }) => reason);
  expect(reasons()).toEqual([kept]);
  const audited = replica.reader.column<string>("SELECT detail FROM audit WHERE event = 'record.created'").map((detail) => JSON.parse(detail) as unknown);
  expect(audited).toEqual([{ database: 'reserve', id: idOf(record), overrides: [{ field: 'owner_uscc', code: 'uscc_check_digit' }] }]);

  replica.write.updateRecord({ ...anAsker(1), database: 'reserve', id: idOf(record), version: 1, values: { total_investment: 5_000_000 }, reason: '核对概算' });
  expect(reasons()).toEqual(['核对概算', kept]);
  replica.close();
});

it('records the override of an imported code as well', () => {
  const replica = aReplica();
  const rows = [{ index: 0, values: aProject({ owner_uscc: registered }) }];
  replica.write.importRows({ ...anAsker(), database: 'reserve', year: 2026, label: '导入', source: '名单.xlsx', rows, commit: true }, quietJob);
  expect(replica.reader.column<string>("SELECT DISTINCT reason FROM operation WHERE entity = 'project'")).toEqual(['统一社会信用代码校验不符，经确认保留']);
  replica.close();
});
