// Codes in groups of five, whatever separators they came with.

import { expect, it } from 'vitest';
import { spokenGroups } from './spoken-code.ts';

it.each([
  ['7k2qf-9d3mx-ht', ['7K2QF', '9D3MX', 'HT']],
  ['7K2QF9D3MX', ['7K2QF', '9D3MX']],
  [' 7K2Q F9 ', ['7K2QF', '9']],
  ['', []],
])('%j', (code, groups) => {
  expect(spokenGroups(code)).toEqual(groups);
});
