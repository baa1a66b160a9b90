// Which ways of writing a mobile number are understood.
import { describe, expect, it } from 'vitest';
import { checkMobileNumber } from '#domain/codes/mobile-number.ts';

describe('checkMobileNumber', () => {
  it.each(['13800138000', '138-0013-8000', '138 0013 8000', '+86 13800138000', '0086-13800138000', '８６１３８００１３８０００'])('understands %s', (raw) => {
    expect(checkMobileNumber(raw)).toEqual({ raw, normalised: '13800138000', findings: [] });
  });

  it.each(['12800138000', '1380013800', '138001380001', '0532-85911111', '1380013800O', ''])('refuses %j', (raw) => {
    expect(checkMobileNumber(raw).findings).toMatchObject([{ code: 'mobile_number_shape', severity: 'error' }]);
  });
});
