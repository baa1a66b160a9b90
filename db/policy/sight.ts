// What one person sees in the replica: a row condition per library, compiled once.

import { libraries, type Library } from '#domain/dictionary/index.ts';
import { membershipTable } from '#domain/dictionary/tables/membership.ts';
import { projectTable } from '#domain/dictionary/tables/project.ts';
import type { Access } from '#domain/identity/access.ts';
import { factFields, factIds } from '#domain/policy/facts.ts';
import { always, never, type Predicate } from '#domain/policy/predicate.ts';
import { rowFilter } from '#domain/policy/row-filter.ts';
import type { ReadDb } from '../kernel/database.ts';
import { rowKeyOf } from '../kernel/row-key.ts';
import { sqliteCondition, type FactColumns, type SqlCondition } from './sqlite.ts';

export interface Sight {
  readonly access: Access;
  /** No row of any library is kept from this person. */
  readonly isWhole: boolean;
  /** Rows of one library, over the aliases of its storage. */
  of(library: Library): SqlCondition;
  /** The same over the record's own table alone (`m` or `t`), for whoever looks at all of them: scopes are read from an index then. */
  ofMany(library: Library): SqlCondition;
  /** Memberships of any library, over `m` (project_membership) and `p` (project). */
  readonly memberships: SqlCondition;
  /** Rows named by `n.entity` and `n.entity_no`, as the search index and the change log do; removed ones on demand. */
  entities(removedToo: boolean): SqlCondition;
}

const sights = new WeakMap<Access, Sight>();

/** The sight of a person; computed once per access. */
export function sightOf(access: Access): Sight {
  let sight = sights.get(access);
  if (sight === undefined) {
    const filters = new Map(libraries.map((library) => [library.id, rowFilter(access, library.id, 'read')] as const));
    const conditions = new Map(libraries.map((library) => [library.id, sqliteCondition(filters.get(library.id) ?? never, factColumns(library))] as const));
    const isWhole = [...filters.values()].every((filter) => filter === always);
    const of = (library: Library): SqlCondition => conditions.get(library.id) ?? { sql: '0', params: [] };
    const memberships = membershipsIn(
      libraries.filter(({ kind }) => kind === 'project').map((library) => [library, filters.get(library.id) ?? never] as const),
    );
    sight = {
      access,
      isWhole,
      of,
      ofMany: (library) => {
        const { sql, params } = of(library);
        return library.kind === 'support' || sql === '1' || sql === '0'
          ? { sql, params }
          : { sql: `m.project_no IN (SELECT p.project_no FROM project p WHERE ${sql})`, params };
      },
      memberships,
      entities: (removedToo) => (isWhole ? { sql: '1', params: [] } : entitiesIn(memberships, of, removedToo)),
    };
    sights.set(access, sight);
  }
  return sight;
}

/** Libraries seen under the same condition are asked about together. */
function membershipsIn(filters: readonly (readonly [Library, Predicate])[]): SqlCondition {
  const byText = Map.groupBy(filters, ([, filter]) => JSON.stringify(filter));
  const groups = [...byText.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined || first[1] === never) return [];
    if (group.length === filters.length && first[1] === always) return [{ sql: '1', params: [] }];
    const { sql, params } = sqliteCondition(first[1], factColumns(first[0]));
    return [{ sql: `(m.library IN (${group.map(() => '?').join(', ')}) AND ${sql})`, params: [...group.map(([{ id }]) => id), ...params] }];
  });
  return groups.length === 0
    ? { sql: '0', params: [] }
    : { sql: `(${groups.map(({ sql }) => sql).join(' OR ')})`, params: groups.flatMap(({ params }) => params) };
}

/** A project is seen by any membership that is. */
function entitiesIn({ sql, params }: SqlCondition, of: Sight['of'], removedToo: boolean): SqlCondition {
  const alive = (alias: string): string => (removedToo ? '' : ` AND ${alias}.is_deleted = 0`);
  const membership = (column: string): string =>
    `EXISTS (SELECT 1 FROM project_membership m JOIN project p ON p.project_no = m.project_no WHERE ${column} = n.entity_no${alive('m')} AND ${sql})`;
  const supports = libraries.filter(({ kind }) => kind === 'support').map((library) => ({ table: library.table.name, seen: of(library) }));
  const cases = [
    `WHEN 'project' THEN ${membership('m.project_no')}`,
    `WHEN 'project_membership' THEN ${membership('m.membership_no')}`,
    ...supports.map(
      ({ table, seen }) => `WHEN '${table}' THEN EXISTS (SELECT 1 FROM ${table} t WHERE t.${rowKeyOf(table)} = n.entity_no${alive('t')} AND ${seen.sql})`,
    ),
  ];
  return { sql: `CASE n.entity ${cases.join(' ')} ELSE 0 END`, params: [...params, ...params, ...supports.flatMap(({ seen }) => seen.params)] };
}

/** Where a library keeps its facts, over the aliases its storage gives the tables: p master, m membership, t a table of its own. */
function factColumns(library: Library): FactColumns {
  const places = library.kind === 'support' ? [['t', library.fields] as const] : [['p', projectTable.fields] as const, ['m', membershipTable.fields] as const];
  return Object.fromEntries(
    factIds.flatMap((fact) => {
      const place = places.find(([, fields]) => fields.some(({ id }) => id === factFields[fact]));
      return place === undefined ? [] : [[fact, `${place[0]}.${factFields[fact]}`] as const];
    }),
  );
}

/** Whether the person sees the project in some library. */
export function seesProject(db: ReadDb, sight: Sight, projectId: string): boolean {
  if (sight.isWhole) return true;
  const { sql, params } = sight.memberships;
  return (
    db.get(`SELECT 1 FROM project p JOIN project_membership m ON m.project_no = p.project_no AND m.is_deleted = 0 WHERE p.project_id = ? AND ${sql} LIMIT 1`, [
      projectId,
      ...params,
    ]) !== undefined
  );
}

/** Batches the person made, or all of whose rows he sees; over `b` (batch). Its label and counts speak of rows that are not his otherwise. */
export function batchesSeen(sight: Sight): SqlCondition {
  if (sight.isWhole) return { sql: '1', params: [] };
  const { id, name } = sight.access.user;
  const { sql, params } = sight.entities(true);
  return {
    sql: `(b.author_id = ? OR (b.author_id IS NULL AND b.author = ?)
      OR NOT EXISTS (SELECT 1 FROM operation n WHERE n.batch_id = b.batch_id AND n.library IS NOT NULL AND NOT ${sql}))`,
    params: [id, name, ...params],
  };
}
