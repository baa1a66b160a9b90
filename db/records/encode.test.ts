// Values between the dictionary's types and SQLite's columns; what is sealed does not come this way.

import { describe, expect, it } from 'vitest';
import { library } from '#domain/dictionary/index.ts';
import type { Field } from '#domain/dictionary/field.ts';
import { decode, encode } from './encode.ts';

function fieldOf(id: string): Field {
  const field = library('expert').fields.find((candidate) => candidate.id === id);
  if (field === undefined) throw new Error(`no field ${id}`);
  return field;
}

describe('a column', () => {
  it('holds lists as JSON and nothing as NULL', () => {
    expect(encode(fieldOf('specialty_codes'), ['01', '03'])).toBe('["01","03"]');
    expect(decode(fieldOf('specialty_codes'), '["01","03"]')).toEqual(['01', '03']);
    expect(['', undefined, null].map((value) => encode(fieldOf('name'), value))).toEqual([null, null, null]);
  });

  it('of a personal field is never decoded here', () => {
    expect(() => decode(fieldOf('mobile'), '13800138000')).toThrow('field mobile is sealed');
  });
});
