// Fields grouped into the sections of the form, in the order they are declared.

import type { Field, RecordValues } from '#domain/dictionary/field.ts';

export interface Section {
  readonly title: string;
  readonly fields: readonly Field[];
}

/** Sections in order of first appearance; a section declared in two places is one. */
export function sectionsOf(fields: readonly Field[]): readonly Section[] {
  const sections = new Map<string, Field[]>();
  for (const field of fields) {
    const known = sections.get(field.section);
    if (known === undefined) sections.set(field.section, [field]);
    else known.push(field);
  }
  return [...sections].map(([title, own]) => ({ title, fields: own }));
}

/** Whether this value is none: absent, null, an empty text or an empty list. */
export const isUnfilled = (value: unknown): boolean => value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** Whether the field must be filled in for this record. */
export const isRequiredNow = (field: Field, record: RecordValues): boolean => field.required === true || field.required?.test(record) === true;
