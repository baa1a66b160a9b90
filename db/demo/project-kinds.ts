// All kinds of projects, and how they alternate through the project numbers.

import type { CodeTableId } from '#domain/dictionary/code-tables/index.ts';
import { companyKinds } from './company-kinds.ts';
import type { ProjectKind } from './project-kind.ts';
import { publicKinds } from './public-kinds.ts';

/** Tables whose codes the declarations above quote; the tests look every code up. */
export const kindCodes: readonly (readonly [field: keyof ProjectKind, table: CodeTableId])[] = [
  ['sector', 'mgmt_sector'],
  ['domain', 'key_domain'],
  ['industry', 'industry_2017'],
  ['chain', 'industry_chain'],
  ['mode', 'mgmt_mode'],
  ['catalogue', 'verification_catalogue'],
  ['projectKind', 'project_kind'],
  ['nature', 'construction_nature'],
  ['centralProgram', 'central_program'],
];

export const projectKinds: readonly ProjectKind[] = [...publicKinds, ...companyKinds];

/** Companies are numbered in turn through these groups: company 7 is of group 7 mod their number. */
export const tradeGroups: readonly (readonly string[])[] = projectKinds.flatMap(({ trades }) => (trades === undefined ? [] : [trades]));

interface Turn {
  readonly kind: ProjectKind;
  /** How many of the same kind come earlier in the round. */
  readonly rank: number;
}

const round = turns();

/** Heavier kinds come more often and evenly spread: always the kind that is furthest behind its share. */
function turns(): readonly Turn[] {
  const total = projectKinds.reduce((sum, { weight }) => sum + weight, 0);
  const used = projectKinds.map(() => 0);
  return Array.from({ length: total }, (_, turn) => {
    const lag = projectKinds.map(({ weight }, index) => (weight * (turn + 1)) / total - (used[index] ?? 0));
    const next = lag.indexOf(Math.max(...lag));
    const kind = projectKinds[next];
    if (kind === undefined) throw new Error('no project kinds');
    const rank = used[next] ?? 0;
    used[next] = rank + 1;
    return { kind, rank };
  });
}

/** The kind of a project number, and how many projects of that kind come before it. */
export function kindOf(index: number): { kind: ProjectKind; ordinal: number } {
  const turn = round[index % round.length];
  if (turn === undefined) throw new Error(`no kind for project ${index}`);
  return { kind: turn.kind, ordinal: Math.floor(index / round.length) * turn.kind.weight + turn.rank };
}
