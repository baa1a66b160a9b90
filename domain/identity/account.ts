// Accounts of the unified identity 统一用户: one per person, with an immutable id; what the account may do is said by its grant.

import { z } from '../rpc/zod.ts';

/** `invited`: has not yet set a password of the own; `disabled`: has no key on this station. */
const accountStates = ['invited', 'active', 'disabled'] as const;

export const account = z.strictObject({
  id: z.uuid(),
  login: z.string(),
  name: z.string(),
  staffNo: z.string(),
  unit: z.string(),
  state: z.enum(accountStates),
  createdAt: z.string(),
  /** ISO date-time of the last change of the password; null before the first. */
  passwordSetAt: z.string().nullable(),
  lastSignIn: z.string().nullable(),
  /** Serial of the newest grant this account was ever given; 0 before the first. A store without that grant has been tampered with. */
  grantSerial: z.int(),
});
export type Account = z.output<typeof account>;

/** Who a person is, apart from any account. */
export type PersonFacts = Pick<Account, 'name' | 'staffNo' | 'unit'>;

/** Logins are compared without regard to case, width and blanks at the ends: `Ａdmin ` is `admin`. */
export const loginKey = (login: string): string => login.normalize('NFKC').trim().toLowerCase();

/**
 * Whether two accounts belong to one person: the same staff number, or the same name in the same unit where no two
 * different staff numbers tell them apart.
 */
export function isSamePerson(one: PersonFacts, other: PersonFacts): boolean {
  const [number, otherNumber] = [tidy(one.staffNo), tidy(other.staffNo)];
  if (number !== '' && otherNumber !== '') return number === otherNumber;
  return tidy(one.name) === tidy(other.name) && tidy(one.unit) === tidy(other.unit);
}

const tidy = (text: string): string => text.normalize('NFKC').replaceAll(/\s/g, '').toLowerCase();
