// The sentence of abuse case 29, word for word, and the words for runs of records.

import { expect, it } from 'vitest';
import { recordProblems, shortened } from './report.ts';

it('case 29: an audit shortened by a hundred records says so', () => {
  expect(shortened(18_400, 18_500)).toEqual({
    code: 'shortened',
    range: { from: 18_401, to: 18_500 },
    text: '审计链长度小于已签检查点(18,400 < 18,500)',
  });
  expect(shortened(0, 1_234_567).text).toBe('审计链长度小于已签检查点(0 < 1,234,567)');
});

it('one record and several are told apart', () => {
  expect(recordProblems.missing({ from: 3, to: 3 })).toBe('缺少第 3 条记录');
  expect(recordProblems.missing({ from: 3, to: 7 })).toBe('缺少第 3 至 7 条记录');
});
