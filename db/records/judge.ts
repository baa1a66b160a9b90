// Judges what an act wrote: every change is held against the policy on the row as it was and as it now is.

import type { Field } from '#domain/dictionary/field.ts';
import { library as libraryOf, type Library } from '#domain/dictionary/index.ts';
import type { Access } from '#domain/identity/access.ts';
import { isOpenTo, mayDo, mayIn, mayReadRow, rightsFor, type ReachingRight } from '#domain/policy/decide.ts';
import { explainRefusal, fieldRefusal, outcomeRefusal, roleRefusal } from '#domain/policy/explain.ts';
import { factFields, factIds, type Action, type Facts } from '#domain/policy/facts.ts';
import { fillingRights, mayWrite } from '#domain/policy/fields.ts';
import { recordStates } from '#domain/policy/record-state.ts';
import { AppError } from '#domain/result.ts';
import type { ReadDb } from '../kernel/database.ts';
import type { Operation, Writing } from '../spine/act.ts';
import { notFound } from './read.ts';
import { readFacts } from './seen.ts';
import { storageOf } from './storage.ts';

type Before = ReadonlyMap<string, string | number | null>;

/** What an act did to one record, or to the master of one project. */
interface Change {
  readonly library: Library;
  readonly entity: string;
  readonly id: string;
  readonly no: number;
  readonly kinds: Set<Operation['kind']>;
  /** First value of each changed field before the act. */
  readonly before: Map<string, string | number | null>;
}

/** Fields refused so far, by record. */
type RefusedFields = { readonly library: Library; readonly id: string; readonly fields: readonly Field[] }[];

/**
 * Throws when the operations of an act go beyond the person's rights; whoever calls takes the act back. Computed fields
 * are the system's own. `undoing` asks for the right to undo instead of the rights to change and remove.
 * Errors: `not_found` for a row the person does not see, `forbidden` with `fields` where single fields are refused.
 */
function judge(db: ReadDb, access: Access, operations: readonly Operation[], undoing = false): void {
  const changes = changesIn(operations);
  const masters = new Map<number, Change>();
  const refused: RefusedFields = [];
  for (const change of changes) if (change.entity === 'project') masters.set(change.no, change);
  for (const change of changes) {
    if (change.entity === 'project') {
      if (change.kinds.has('update')) judgeMaster(db, access, change, undoing ? 'undo' : 'update', refused);
    } else {
      const master = change.library.kind === 'project' ? masters.get(projectNoOf(db, change.no)) : undefined;
      judgeRecord(db, access, change, master, undoing, refused);
    }
  }
  const [first] = refused;
  if (first === undefined) return;
  // Of one record all fields are named at once, those of its master and its own.
  const fields = refused.filter(({ library }) => library === first.library).flatMap((each) => each.fields);
  throw forbidden(fieldRefusal(fields, first.library.id), first.id, fields);
}

/** Does work and judges what it logged: inside the transaction, so that a refusal takes everything back. */
export function judged<T>(writing: Writing, access: Access, work: (writing: Writing) => T, undoing = false): T {
  const operations: Operation[] = [];
  const outcome = work({
    ...writing,
    log: (operation) => {
      operations.push(operation);
      return writing.log(operation);
    },
  });
  judge(writing.db, access, operations, undoing);
  return outcome;
}

function changesIn(operations: readonly Operation[]): readonly Change[] {
  const changes = new Map<string, Change>();
  for (const { kind, entity, entityId: id, entityNo: no, library, deltas } of operations) {
    // Organisations and people are registered on the way to a record and belong to no library.
    if (library === null) continue;
    const key = `${entity} ${no}`;
    const change = changes.get(key) ?? { library: libraryOf(library), entity, id, no, kinds: new Set(), before: new Map() };
    changes.set(key, change);
    change.kinds.add(kind);
    for (const [field, before] of deltas) if (!change.before.has(field)) change.before.set(field, before);
  }
  return [...changes.values()];
}

function judgeRecord(db: ReadDb, access: Access, change: Change, master: Change | undefined, undoing: boolean, refused: RefusedFields): void {
  const { library, kinds, no, id } = change;
  const after = readFacts(db, storageOf(library), 'no', no);
  if (after === undefined) throw notFound(id);
  if (kinds.has('create')) {
    judgeCreated(
      access,
      library,
      after,
      [...changedFields(change), ...(master === undefined || !master.kinds.has('create') ? [] : changedFields(master))],
      id,
      refused,
    );
    return;
  }
  const before = asBefore(after, [change.before, ...(master === undefined ? [] : [master.before])]);
  if (kinds.has('delete') || kinds.has('restore')) {
    if (!mayReadRow(access, before)) throw notFound(id);
    const action: Action = undoing ? 'undo' : 'remove';
    if (rightsFor(access, action, before).length === 0) throw refusal(access, action, before, id);
  }
  // Computed fields alone follow a change of the master, which is judged by itself; the person need not see this library.
  const fields = changedFields(change);
  if (fields.length > 0) judgeFields(access, undoing ? 'undo' : 'update', { library, before, after, fields, id }, refused);
}

function judgeCreated(access: Access, library: Library, facts: Facts, fields: readonly Field[], id: string, refused: RefusedFields): void {
  const rights = fillingRights(access, facts);
  if (rights.length === 0) throw forbidden(mayIn(access, 'create', library.id) ? outcomeRefusal(access, facts) : roleRefusal(access, 'create', library.id));
  const unwritable = fields.filter((field) => !mayWrite(rights, field));
  if (unwritable.length > 0) refused.push({ library, id, fields: unwritable });
}

/** The master changes through one library; its memberships in other libraries may hold it: reported or locked there, it stays as it is. */
function judgeMaster(db: ReadDb, access: Access, change: Change, action: Action, refused: RefusedFields): void {
  const { library, no, id, before: old } = change;
  const fields = changedFields(change);
  if (fields.length === 0) return;
  const memberships = db.all<{ no: number; library: string; isGone: number }>(
    'SELECT membership_no AS no, library, is_deleted AS isGone FROM project_membership WHERE project_no = ?',
    [no],
  );
  const factsOfEach = memberships.map(({ isGone, ...membership }) => ({
    isGone,
    facts: readFacts(db, storageOf(libraryOf(membership.library)), 'no', membership.no),
  }));
  // The membership through which the master changed may be gone by the same act: its creation was undone.
  const own = factsOfEach.find(({ facts }) => facts?.library === library.id)?.facts;
  if (own === undefined) throw notFound(id);
  const after = { ...own, record_state: null, lock_level: null };
  // A year that is sealed closes its own figures, not the project.
  const holding = factsOfEach.flatMap(({ isGone, facts }) =>
    facts === undefined || isGone === 1 || facts.record_state === recordStates.sealed ? [] : [facts],
  );
  const isFree = ({ level }: ReachingRight): boolean => holding.every((facts) => isOpenTo(level, facts));
  judgeFields(access, action, { library, before: asBefore(after, [old]), after, fields, id }, refused, isFree, holding);
}

/** Each field must be writable by a right that reaches the row before and after: nobody moves a row out of what is his or into it. */
function judgeFields(
  access: Access,
  action: Action,
  {
    library,
    before,
    after,
    fields,
    id,
  }: { readonly library: Library; readonly before: Facts; readonly after: Facts; readonly fields: readonly Field[]; readonly id: string },
  refused: RefusedFields,
  isFree: (right: ReachingRight) => boolean = () => true,
  holding: readonly Facts[] = [],
): void {
  if (!mayReadRow(access, before)) throw notFound(id);
  const rights = rightsFor(access, action, before);
  if (rights.length === 0) throw refusal(access, action, before, id);
  const unwritable = fields.filter((field) => !mayWrite(rights, field));
  if (unwritable.length > 0) {
    refused.push({ library, id, fields: unwritable });
    return;
  }
  const still = rightsFor(access, action, after);
  const lasting = rights.filter(({ right }) => still.some((other) => other.right === right));
  const lost = fields.filter((field) => !mayWrite(lasting, field));
  if (lost.length > 0) throw forbidden(outcomeRefusal(access, after), id, lost, true);
  const held = fields.filter((field) => !mayWrite(lasting.filter(isFree), field));
  if (held.length > 0) {
    const sentence = holding
      .map((facts) => explainRefusal(access, action, { ...after, record_state: facts.record_state, lock_level: facts.lock_level }))
      .find((text) => text !== null);
    throw forbidden(sentence ?? fieldRefusal(held, library.id), id, held, true);
  }
}

/** The changed fields somebody chose; what is computed from them is the system's. */
const changedFields = ({ library, before }: Change): Field[] => library.fields.filter(({ id, derived }) => derived === undefined && before.has(id));

/** The facts with what the act changed put back. */
function asBefore(after: Facts, befores: readonly Before[]): Facts {
  const changed = factIds.flatMap((fact) =>
    befores.flatMap((before) => (before.has(factFields[fact]) ? [[fact, before.get(factFields[fact]) ?? null] as const] : [])),
  );
  return { ...after, ...Object.fromEntries(changed) };
}

const projectNoOf = (db: ReadDb, membershipNo: number): number =>
  db.get<{ no: number }>('SELECT project_no AS no FROM project_membership WHERE membership_no = ?', [membershipNo])?.no ?? 0;

/** Why the action is refused on a row the person sees. `closed` in the details: it would be his, were the record and the session open. */
export function refusal(access: Access, action: Action, facts: Facts, id: string): AppError {
  const isHis = mayDo({ ...access, readOnly: null }, action, { ...facts, record_state: null, lock_level: null });
  return forbidden(explainRefusal(access, action, facts) ?? roleRefusal(access, action, facts.library), id, [], isHis);
}

/** The refusal as the person reads it. `closed`: daily work met a record that is closed, or values that lead out of what is his; no field is off limits. */
export function forbidden(message: string, id?: string, fields: readonly Field[] = [], closed = false): AppError {
  return new AppError('forbidden', message, {
    ...(id === undefined ? {} : { id }),
    ...(fields.length === 0 ? {} : { fields: fields.map((field) => field.id) }),
    ...(closed ? { closed } : {}),
  });
}
