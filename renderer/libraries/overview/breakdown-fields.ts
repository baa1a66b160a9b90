// Which fields an overview sums and breaks down by: those the dictionary calls measures and dimensions and shows in the list.

import type { Field } from '#domain/dictionary/field.ts';
import type { Library } from '#domain/dictionary/index.ts';

const mostBreakdowns = 4;

/** Money measures of a library's default list, in list order. */
export const measuresOf = (library: Library): readonly Field[] =>
  library.fields.filter(({ role, type, column }) => role === 'measure' && type.kind === 'money' && column !== undefined);

/** Coded dimensions people ask by: stage and district first, then those of the library's own default list. */
export function breakdownFields(library: Library): readonly Field[] {
  const coded = library.fields.filter(({ role, type }) => role === 'dimension' && (type.kind === 'code' || type.kind === 'codes'));
  const usual = ['lifecycle_stage', 'region_code'].flatMap((id) => coded.filter((field) => field.id === id));
  const listed = coded.filter((field) => field.column !== undefined && !usual.includes(field));
  const others = coded.filter((field) => field.column === undefined && !usual.includes(field));
  return [...usual, ...listed, ...others].slice(0, mostBreakdowns);
}
