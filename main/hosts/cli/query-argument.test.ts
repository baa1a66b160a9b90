// Every way to type a filter or a sort on the command line, and what is refused as wrong usage.

import { describe, expect, it } from 'vitest';
import { readFilter, readSort } from './query-argument.ts';
import { UsageError } from './usage.ts';

describe('sort', () => {
  const descending = [{ field: 'total_investment', descending: true }];

  it.each([
    ['-total_investment', descending],
    ['total_investment', [{ field: 'total_investment', descending: false }]],
    ['["-total_investment"]', descending],
    ['{"total_investment":"desc"}', descending],
    ['{"total_investment":-1}', descending],
    ['{"total_investment":"asc"}', [{ field: 'total_investment', descending: false }]],
    ['{"field":"total_investment","descending":true}', descending],
    ['[{"field":"total_investment","descending":true}]', descending],
    ['[{"field":"total_investment","order":"desc"}]', descending],
    ['["region_code","-total_investment"]', [{ field: 'region_code', descending: false }, ...descending]],
    ['[]', []],
  ])('%s', (text, expected) => {
    expect(readSort(text)).toEqual(expected);
  });

  it('is empty when not given', () => expect(readSort(undefined)).toEqual([]));

  it.each(['5', '"x', '[1]', '[["a"]]', '["a","b","c","d","e","f"]'])('refuses %s', (text) => {
    expect(() => readSort(text)).toThrow(UsageError);
  });
});

describe('filter', () => {
  it.each([
    ['{"region_code":"370211"}', [{ field: 'region_code', op: 'eq', value: '370211' }]],
    ['{"is_cross_region":true}', [{ field: 'is_cross_region', op: 'eq', value: true }]],
    ['{"mgmt_year":[2024,2025]}', [{ field: 'mgmt_year', op: 'in', value: [2024, 2025] }]],
    ['{"national_code":null}', [{ field: 'national_code', op: 'empty' }]],
    ['{"total_investment":{"gte":100}}', [{ field: 'total_investment', op: 'between', value: [100, null] }]],
    ['{"total_investment":{"lte":0}}', [{ field: 'total_investment', op: 'between', value: [null, 0] }]],
    [
      '{"project_name":{"contains":"港","ne":"港"}}',
      [
        { field: 'project_name', op: 'contains', value: '港' },
        { field: 'project_name', op: 'ne', value: '港' },
      ],
    ],
    ['[{"field":"project_name","op":"starts","value":"胶州"}]', [{ field: 'project_name', op: 'starts', value: '胶州' }]],
    ['{}', []],
  ])('%s', (text, expected) => {
    expect(readFilter(text)).toEqual(expected);
  });

  it.each(['{', '5', '"x"', 'null', '{"a":{"like":"x"}}', '{"a":{"between":1}}', '[{"field":"a"}]', '[{"field":"a","op":"eq","value":1,"more":2}]'])(
    'refuses %s',
    (text) => {
      expect(() => readFilter(text)).toThrow(UsageError);
    },
  );
});
