// Every source tag of the dictionary can be read by a person.

import { expect, test } from 'vitest';
import { codeTables } from './code-tables/index.ts';
import { describeDictionary } from './describe.ts';
import { libraries } from './index.ts';
import { sourceText, unknownTags } from './sources.ts';

test('tags become the documents they stand for, articles kept', () => {
  expect(sourceText('L1 第12条; G3')).toBe('政府投资条例（国务院令第712号）第12条；国家重大建设项目库填报表单');
  expect(sourceText('W7 第11条; W9')).toBe('中央预算内投资项目监督管理办法（国家发展改革委令第10号）第11条；中央预算内投资项目监督管理办法解读（三到现场）');
  expect(sourceText('domain.md §1.3; J')).toBe('需求卷宗§1.3；本系统设计（待业主核定）');
  expect(sourceText('GB/T 4754')).toBe('GB/T 4754');
  expect(sourceText('GB/T 8561; J-核')).toBe('GB/T 8561；通行做法（待业主核定）');
});

test('no field, library or code table cites a tag without a title', () => {
  const sources = [
    ...libraries.flatMap((library) => [library.source, ...library.fields.map(({ source }) => source)]),
    ...codeTables.map(({ source }) => source),
  ];
  expect([...new Set(sources.flatMap(unknownTags))]).toEqual([]);
});

test('the described dictionary shows no bare tag', () => {
  const shown = describeDictionary(null).libraries.flatMap(({ source, fields }) => [source, ...fields.map((field) => field.source)]);
  expect(shown.filter((source) => /\b[SLWG]\d+\b|\bJ\b/.test(source))).toEqual([]);
});
