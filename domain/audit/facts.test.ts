// Details of records in words: every kind of value, nothing twice.

import { expect, it } from 'vitest';
import { factsOf } from './facts.ts';

it('shows what a detail says in its order, without what has columns of its own', () => {
  const detail = {
    database: 'key',
    id: 'x',
    reason: '月报',
    rows: 12,
    ok: false,
    fields: ['project_name', 'mgmt_year'],
    counts: { method: 1 },
    hash: null,
    later: '新程序',
  };
  expect(factsOf(detail)).toEqual([
    { label: '行数', text: '12' },
    { label: '结果正常', text: '否' },
    { label: '字段', text: 'project_name、mgmt_year' },
    { label: '次数', text: '{"method":1}' },
    { label: 'later', text: '新程序' },
  ]);
  expect(factsOf({ toString: 'x' })).toEqual([{ label: 'toString', text: 'x' }]);
});
