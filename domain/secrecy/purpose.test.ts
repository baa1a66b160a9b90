// A purpose must say something.

import { describe, expect, it } from 'vitest';
import { refusePurpose } from './purpose.ts';

describe('a purpose', () => {
  it.each(['电话通知评审会时间', '  核对劳务费 ', 'call the expert', '核对账号'])('%j is accepted', (purpose) => {
    expect(refusePurpose(purpose)).toBe(purpose.trim());
  });

  it.each(['', '查看', '    ', '。。。。。。', '哈哈哈哈哈哈', 'abababab', '11111', '要要 看看', '* * * *'])('%j is not', (purpose) => {
    expect(() => refusePurpose(purpose)).toThrow(expect.objectContaining({ code: 'bad_input' }));
  });
});
