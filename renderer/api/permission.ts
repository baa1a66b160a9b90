// What the signed-in person may ask for: pages and buttons without it are not shown. The host decides again on every call.

import { contract, type WorkstationContract } from '#domain/contract/index.ts';
import type { Field } from '#domain/dictionary/field.ts';
import type { LibraryId } from '#domain/dictionary/libraries/library.ts';
import { changesRows, type Action } from '#domain/policy/facts.ts';
import { writes } from '#domain/policy/permissions.ts';
import { rightOf, type LibraryRight } from '#domain/policy/policy.ts';
import type { ProcedureName } from '#domain/rpc/define.ts';
import { session } from './session.ts';

export type AskedFor = ProcedureName<WorkstationContract>;

/** Whether the person holds the permission of this procedure. */
export const may = (procedure: AskedFor): boolean => session.value?.identity?.permissions.includes(contract.procedures[procedure].permission) ?? false;

/** Whether the person may ask for it and it would be done now: while nothing may be written, what writes is not offered. */
export const mayNow = (procedure: AskedFor): boolean =>
  may(procedure) && (session.value?.readOnly === null || !writes(contract.procedures[procedure].permission));

const rightsIn = (library: LibraryId): readonly LibraryRight[] =>
  session.value?.identity?.roles.flatMap((role) => {
    const right = rightOf(role, library)?.right;
    return right === undefined ? [] : [right];
  }) ?? [];

/** Whether the person may do this with some row of the library now: whether to offer it at all. */
export const mayIn = (action: Action, library: LibraryId): boolean =>
  (!changesRows(action) || session.value?.readOnly === null) && rightsIn(library).some(({ actions }) => actions.includes(action));

/** Whether the person may change this field of some row of the library now. */
export const mayFill = (field: Field, library: LibraryId): boolean =>
  mayIn('update', library) &&
  rightsIn(library).some(({ actions, groups, fields }) => actions.includes('update') && (groups.includes(field.group) || fields.includes(field.id)));
