// Every declared table beside the ten libraries' own, and where a reference finds the name it shows.

import type { RefEntity, TableDeclaration } from '../field.ts';
import * as knowledge from './knowledge.ts';
import * as parties from './parties.ts';
import * as work from './project-work.ts';

/** The tables libraries refer to or hang from a project; the libraries' own stand in their declarations. */
export const supportingTables: readonly TableDeclaration[] = [...Object.values(parties), ...Object.values(work), ...Object.values(knowledge)];

/** How a reference to an entity becomes a name: table, key column, and the column with the name. */
export interface RefTarget {
  readonly table: string;
  readonly key: string;
  readonly title: string;
}

// The libraries import the master and these tables, so their own three are named here rather than imported back.
const libraryTargets: readonly RefTarget[] = [
  { table: 'project', key: 'project_id', title: 'project_name' },
  { table: 'expert', key: 'expert_id', title: 'name' },
  { table: 'policy_document', key: 'doc_id', title: 'title' },
  { table: 'decision_resource', key: 'resource_id', title: 'title' },
];

const targets: ReadonlyMap<string, RefTarget> = new Map(
  [
    ...libraryTargets,
    ...supportingTables.flatMap(({ name, key, title }) => (key === undefined || title === undefined ? [] : [{ table: name, key, title }])),
  ].map((target) => [target.table, target]),
);

/** Where references to this entity point. Throws for an entity without a declared table, which the tests forbid. */
export function refTarget(entity: RefEntity): RefTarget {
  const target = targets.get(entity);
  if (target === undefined) throw new Error(`no table declares ${entity}`);
  return target;
}
