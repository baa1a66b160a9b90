// Rows without the fields a person must not be sent: left out, not emptied, so that nobody takes them for unfilled.

import type { Field } from '#domain/dictionary/field.ts';
import { refNameId } from '#domain/dictionary/ref-name.ts';
import type { Row } from './read.ts';

/** Identifiers under which a field may be read or given: its own, and that of the name a reference shows. */
export const identifiersOf = (field: Field): readonly string[] =>
  field.type.kind === 'ref' || field.type.kind === 'refs' ? [field.id, refNameId(field)] : [field.id];

/** Findings without those about hidden fields: what is wrong with them is not the person's to know. */
export const withoutHidden = <F extends { readonly field: string }>(findings: readonly F[], hidden: readonly Field[]): F[] =>
  findings.filter(({ field }) => !hidden.some((other) => identifiersOf(other).includes(field)));

/** The row without the hidden fields; the row itself where nothing is hidden. */
export function shown(row: Row, hidden: readonly Field[]): Row {
  if (hidden.length === 0) return row;
  const left = new Set(hidden.flatMap(identifiersOf));
  return Object.fromEntries(Object.entries(row).filter(([identifier]) => !left.has(identifier)));
}
