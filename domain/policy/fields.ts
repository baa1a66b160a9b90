// Which fields of a row a person may read and write, from the rights that reach the row.

import type { Access } from '../identity/access.ts';
import type { Field } from '../dictionary/field.ts';
import type { Library } from '../dictionary/index.ts';
import { rightsFor, rightsIn, rightsOn, type ReachingRight } from './decide.ts';
import type { Facts } from './facts.ts';
import type { LibraryRight } from './policy.ts';

const reads = (right: LibraryRight, field: Field): boolean => right.actions.includes('read') && (field.sensitivity === undefined || right.reads === 'internal');

const writes = (right: LibraryRight, field: Field): boolean =>
  field.derived === undefined && reads(right, field) && (right.groups.includes(field.group) || right.fields.includes(field.id));

/** Whether one of these rights may give the field a value. */
export const mayWrite = (rights: readonly ReachingRight[], field: Field): boolean => rights.some(({ right }) => writes(right, field));

/** Fields of this row the person must not be sent. Personal fields that may be read are still masked until revealed. */
export function hiddenOn(access: Access, library: Library, facts: Facts): readonly Field[] {
  const rights = rightsOn(access, facts);
  return library.fields.filter((field) => !rights.some(({ right }) => reads(right, field)));
}

const hiddenInLists = new WeakMap<Access, Map<string, readonly Field[]>>();

/**
 * Fields hidden on some row the person sees in this library: no list may show, filter, sort or sum them, because what is
 * left out of one row would show in the count. A role that meets all rows settles it; else every role must read the field.
 */
export function hiddenInList(access: Access, library: Library): readonly Field[] {
  let byLibrary = hiddenInLists.get(access);
  if (byLibrary === undefined) {
    byLibrary = new Map();
    hiddenInLists.set(access, byLibrary);
  }
  let hidden = byLibrary.get(library.id);
  if (hidden === undefined) {
    const rights = rightsIn(access, library.id).filter(({ right }) => right.actions.includes('read'));
    const isRead = (field: Field): boolean =>
      rights.some(({ right }) => right.scope === 'all' && reads(right, field)) || (rights.length > 0 && rights.every(({ right }) => reads(right, field)));
    hidden = library.fields.filter((field) => !isRead(field));
    byLibrary.set(library.id, hidden);
  }
  return hidden;
}

/** Identifiers of the fields the person may read on every row of the library he sees. */
export function readableFields(access: Access, library: Library): ReadonlySet<string> {
  const hidden = new Set(hiddenInList(access, library));
  return new Set(library.fields.filter((field) => !hidden.has(field)).map(({ id }) => id));
}

/** Rights to the values of a row about to be made: who may create it also fills in what another of his roles may then change. */
export function fillingRights(access: Access, facts: Facts): readonly ReachingRight[] {
  const creating = rightsFor(access, 'create', facts);
  return creating.length === 0 ? [] : [...creating, ...rightsFor(access, 'update', facts)];
}

/** Fields the person may give a value when creating, or change when updating, a row with these facts. None when the row is closed to him. */
export function writableOn(access: Access, library: Library, action: 'create' | 'update', facts: Facts): readonly Field[] {
  const rights = action === 'create' ? fillingRights(access, facts) : rightsFor(access, 'update', facts);
  return library.fields.filter((field) => mayWrite(rights, field));
}

/** Identifiers of the same, for forms. */
export const writableFields = (access: Access, library: Library, facts: Facts): readonly string[] =>
  writableOn(access, library, 'update', facts).map(({ id }) => id);
