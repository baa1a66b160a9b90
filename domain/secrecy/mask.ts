// How much of a personal number may be seen without a purpose (security.md PI-03), and how a hidden one is known again.

import type { FieldType } from '../dictionary/field.ts';

type Form = Extract<FieldType, { kind: 'secret' }>['form'];

const dots = '****';

/** Characters shown before and behind the dots, and the fewest a value must have for that: of a shorter one nothing is shown. */
const shown: Readonly<Record<Form, { readonly first: number; readonly last: number; readonly fewest: number }>> = {
  id_number: { first: 6, last: 4, fewest: 15 },
  mobile: { first: 3, last: 4, fewest: 11 },
  bank_account: { first: 0, last: 4, fewest: 12 },
  contact: { first: 0, last: 2, fewest: 7 },
};

/** 370202****1232, 138****8000, ****6789. */
export function maskPersonal(form: Form, value: string): string {
  const { first, last, fewest } = shown[form];
  const dense = value.replace(/[\s-]/gu, '');
  return dense.length < fewest ? dots : `${dense.slice(0, first)}${dots}${dense.slice(-last)}`;
}

/** True for a masked value coming back from a form: it says "unchanged". No number has this sign. */
export const isMasked = (value: unknown): boolean => typeof value === 'string' && value.includes(dots);
