// What a kind of project is, and how kinds alternate through the project numbers.

import type { CodeTableId } from '#domain/dictionary/code-tables/index.ts';
import { companyKinds } from './company-kinds.ts';
import { publicKinds } from './public-kinds.ts';

/** Which bureau stands behind a kind of project, in the city and in every district. */
export type Bureau =
  | 'education'
  | 'health'
  | 'civil'
  | 'culture'
  | 'housing'
  | 'transport'
  | 'water'
  | 'urban'
  | 'garden'
  | 'data'
  | 'industry'
  | 'agriculture'
  | 'marine'
  | 'commerce'
  | 'energy';

export interface ProjectKind {
  /** How many of a full round of projects are of this kind. */
  readonly weight: number;
  readonly owner: 'bureau' | 'platform' | 'company';
  readonly bureau: Bureau;
  /** What companies that build such projects are called after; no other kind uses the same words. */
  readonly trades?: readonly string[];
  /** Codes of 所属行业 and 领域, and GB/T 4754-2017. */
  readonly sector: string;
  readonly domain: '1' | '2' | '3';
  readonly industry: string;
  /** Industry chain of key industrial projects. */
  readonly chain: string;
  readonly mode: 'SP' | 'HZ' | 'BA';
  readonly catalogue?: string;
  readonly projectKind: '01' | '02' | '03' | '04';
  readonly nature: string;
  /** Family digit of the physical progress ladder. */
  readonly ladder: string;
  /** 万元. */
  readonly investment: readonly [from: number, to: number];
  /** Months of construction. */
  readonly months: readonly [from: number, to: number];
  /** Shares of civil works, equipment, installation, other cost, contingency, interest, working capital. */
  readonly composition: readonly [number, number, number, number, number, number, number];
  readonly centralProgram?: string;
  readonly specialFund?: string;
  /** Investment in 元 that builds one ㎡ of floor, or one metre of line for roads and pipes. */
  readonly unitCost: number;
  /** Parts the name is chosen from; `{街道}` `{区}` are filled from the place, `{n}` from a number below `numbers`. */
  readonly subjects: readonly string[];
  readonly works: readonly string[];
  readonly numbers: number;
  /** Text of 主要建设内容; `{面积}` `{用地}` `{长度}` `{数量}` `{主体}` `{投资}` are filled in. */
  readonly contents: readonly string[];
  /** The indicator counted in `{数量}` with its unit and bounds. */
  readonly indicator: readonly [name: string, unit: string, from: number, to: number];
}

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
