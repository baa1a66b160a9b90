// Standard forms of codes and numbers: equal codes become equal texts, broken ones stay as typed.

import { describe, expect, it } from 'vitest';
import { normaliseChecked } from './field-checks.ts';

describe('normaliseChecked', () => {
  it.each([
    ['project_code', ' 2101－370211－04－01－123456', '2101-370211-04-01-123456'],
    ['project_code', '2017—450114—48—01—900353', '2017-450114-48-01-900353'],
    ['uscc', '91370200163562681g', '91370200163562681G'],
    ['document_number', '青发改投资[2024]012号', '青发改投资〔2024〕12号'],
    ['document_number', '国务院令第712号', '国务院令第712号'],
    ['mobile', '+86 138-0000-1234', '13800001234'],
    ['id_number', '37020219900101123x', '37020219900101123X'],
  ] as const)('puts the %s %j into standard form', (check, typed, standard) => {
    expect(normaliseChecked(check, typed)).toBe(standard);
    expect(normaliseChecked(check, standard)).toBe(standard);
  });

  it.each([
    ['project_code', '2113-370211-04-01-12345 6'],
    ['uscc', 'abc'],
    ['document_number', '湘发改评督规〔2024317号'],
    ['mobile', '••••••••1234'],
    ['mobile', '0532-8591 0000'],
    ['id_number', '37020219900101x'],
    ['industry', '专用设备制造业'],
    ['email', 'A@b.cn'],
    ['person_name', '王 海'],
  ] as const)('leaves the %s %j as typed', (check, typed) => {
    expect(normaliseChecked(check, typed)).toBe(typed);
  });
});
