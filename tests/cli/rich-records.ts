// A record of any library with a value in every field a person may fill: ordinary ones, and the awkward ones lists contain.

import { codeTable } from '#domain/dictionary/code-tables/index.ts';
import type { Field, StoredValue } from '#domain/dictionary/field.ts';
import type { Library } from '#domain/dictionary/index.ts';
import { refNameId } from '#domain/dictionary/ref-name.ts';

/** Texts that spreadsheets, or readers of foreign lists, like to change. */
const awkwardTexts = [
  '=1+1',
  '+86 532 8888 0000',
  '-',
  '无',
  '合计',
  '007',
  '1e5',
  '2024-03',
  '第一行\n\n第二行  双空格\t制表',
  ' 前后有空格 ',
  '“引号”、<标签> & 符号 _x000D_ 😀',
  '同上',
  '一、（二）3. 编号',
] as const;

/** Values whose standard form is checked; everything else is made from the type. */
const standardValues: Readonly<Record<string, StoredValue>> = {
  project_code: '2403-370211-04-01-123456',
  uscc: '91370200163566278A',
  document_number: '青发改投资〔2024〕12号',
  industry: 'A01',
  id_number: '370202199001011233',
  mobile: '13800138000',
  email: 'zhang@example.cn',
  person_name: '张三',
};

/** Entities that are registered by writing their name. */
const openEntities = new Set(['org', 'person']);

/**
 * One record; `variant` moves every value on, so that a few variants go through all code items at the edges and all
 * awkward texts. References to entities that cannot be registered by name are left out.
 */
export function richRecord(library: Library, variant: number): Record<string, StoredValue> {
  const values: Record<string, StoredValue> = {};
  for (const [place, field] of library.fields.entries()) {
    if (field.derived !== undefined || field.attachment === true) continue;
    const id = field.type.kind === 'ref' ? refNameId(field) : field.id;
    const value = valueOf(field, variant, place);
    if (value !== undefined) values[id] = value;
  }
  const title = variant === 0 ? '合计' : `${library.short}往返测试项目${variant}（一期）`;
  values[library.titleField] = title;
  // Rows from 敏感 up do not leave without a second person: another test's matter.
  if ('secret_level' in values) values['secret_level'] = variant % 2 === 0 ? '0' : '1';
  if (library.kind === 'project') {
    // One project per record: codes and names must differ between the libraries, or they would be one project.
    values['national_code'] = `2403-370211-04-01-${String(library.number * 1000 + variant).padStart(6, '0')}`;
    values[library.titleField] = `${title}${library.id}`;
  }
  return values;
}

function valueOf(field: Field, variant: number, place: number): StoredValue | undefined {
  if (field.check !== undefined) return standardValues[field.check];
  const { type } = field;
  const turn = variant + place;
  const at = <T>(items: readonly T[]): T | undefined => items[turn % items.length];
  switch (type.kind) {
    case 'text':
      return at(awkwardTexts)?.slice(0, type.max);
    case 'money':
      return at([0, 1, 12_345_678, 100_000_000, 9_999_999_999_999, 33_300]);
    case 'integer':
      return clamp(at([0, 1, 36, 120, 2024]) ?? 0, type.min, type.max, 1);
    case 'decimal':
      return clamp(at([0, 1, 36_123_456, 120_000_000, 7]) ?? 0, type.min, type.max, 10 ** type.scale);
    case 'percent':
      return at([0, 1, 150, 8530, 10_000, 12_345, 20_000]);
    case 'date':
      return type.partial === true ? at(['2024', '2024-10', '2024-01-31', '2030-12']) : at(['2024-01-31', '2024-02-29', '1999-12-31']);
    case 'month':
      return at(['2024-01', '2024-10', '2023-12']);
    case 'year':
      return at([2024, 2026, 1999]);
    case 'datetime':
      return at(['2024-03-15T09:30:00', '2024-03-15', '2024-12-31T23:59:59Z']);
    case 'boolean':
      return turn % 2 === 0;
    case 'code':
      return edgeItem(
        codeTable(type.table).items.map(({ code }) => code),
        turn,
      );
    case 'codes': {
      const codes = codeTable(type.table).items.map(({ code }) => code);
      return [...new Set([edgeItem(codes, turn), edgeItem(codes, turn + 1)])].filter((code) => code !== undefined);
    }
    case 'texts':
      return at([['甲'], ['甲', '乙'], ['铁路、公路', '机场'], ['单项、含顿号'], ['无', '同上，及其他；说明']]);
    case 'list':
      return [Object.fromEntries(type.columns.map(({ id }, index) => [id, index === 0 ? '甲' : index]))];
    case 'ref':
      return openEntities.has(type.entity) ? `${field.label}${turn % 3}` : undefined;
    case 'refs':
      return undefined;
    case 'secret':
      return standardValues[type.form === 'id_number' ? 'id_number' : 'mobile'];
  }
}

/** First, last, then every item in turn. */
const edgeItem = (codes: readonly string[], turn: number): string | undefined =>
  turn % 5 === 0 ? codes[0] : turn % 5 === 1 ? codes.at(-1) : codes[(turn * 7) % codes.length];

function clamp(value: number, min: number | undefined, max: number | undefined, unit: number): number {
  const low = min === undefined ? value : Math.max(value, min * unit);
  return max === undefined ? low : Math.min(low, max * unit);
}
