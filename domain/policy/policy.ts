// The policy: which role may do what with which rows and fields of which library. Data only; decide.ts and row-filter.ts read it.

import type { FieldGroup } from '../dictionary/field.ts';
import { libraryIds, type LibraryId } from '../dictionary/libraries/library.ts';
import type { Action } from './facts.ts';
import { recordStates, type RecordState } from './record-state.ts';
import type { BusinessRoleId } from './roles.ts';

/** Rows of a library a role meets: all, those in the person's regions, those of the person's departments. */
export type RowScope = 'all' | 'region' | 'department';

export interface LibraryRight {
  readonly scope: RowScope;
  /** `internal`: also names, contacts and the like; personal fields are masked for everybody, see `reveal`. */
  readonly reads: 'public' | 'internal';
  readonly actions: readonly Action[];
  /** Field groups of the write-ownership matrix this role may edit. */
  readonly groups: readonly FieldGroup[];
  /** Single fields beyond these groups. */
  readonly fields: readonly string[];
}

export interface RolePolicy {
  /** Level of government the role acts for: 3 市, 4 区市. A lock of level n binds greater numbers. */
  readonly level: 3 | 4;
  readonly libraries: Readonly<Partial<Record<LibraryId, LibraryRight>>>;
}

export interface Policy {
  readonly version: number;
  /** Levels from here up (smaller numbers) review what the others report. */
  readonly reviewLevel: number;
  /** Who may change a record in this state, as far as its lock allows. */
  readonly states: Readonly<Record<RecordState, 'anyone' | 'reviewers' | 'nobody'>>;
  readonly roles: Readonly<Record<BusinessRoleId, RolePolicy>>;
}

type Rights = Readonly<Partial<Record<LibraryId, LibraryRight>>>;

const projectLibraries = ['plan', 'reserve', 'central', 'special', 'fiscal', 'key', 'filing'] as const satisfies readonly LibraryId[];
const fundedLibraries = ['central', 'special', 'fiscal'] as const satisfies readonly LibraryId[];

const on = (libraries: readonly LibraryId[], right: LibraryRight): Rights => Object.fromEntries(libraries.map((id) => [id, right]));

const look = (scope: RowScope, reads: LibraryRight['reads']): LibraryRight => ({ scope, reads, actions: ['read', 'export'], groups: [], fields: [] });

const maintaining: readonly Action[] = ['create', 'remove', 'update', 'import', 'undo'];
const contributing: readonly Action[] = ['update', 'import', 'undo'];

/** Keeps a library: enters, changes and removes records. `more` are actions beyond these. */
const maintain = (scope: RowScope, groups: readonly FieldGroup[], more: readonly Action[] = [], fields: readonly string[] = []): LibraryRight => ({
  scope,
  reads: 'internal',
  actions: ['read', 'export', ...maintaining, ...more],
  groups,
  fields,
});

/** Adds its own figures to records others keep. */
const contribute = (
  scope: RowScope,
  reads: LibraryRight['reads'],
  groups: readonly FieldGroup[],
  more: readonly Action[] = [],
  fields: readonly string[] = [],
): LibraryRight => ({ scope, reads, actions: ['read', 'export', ...contributing, ...more], groups, fields });

/** 市发改委处室 in the matrix: identity, content, review and plan; progress reopened; payment and inspection only viewed. */
const bureauGroups: readonly FieldGroup[] = ['identity', 'content', 'review', 'plan', 'progress', 'library', 'system'];
const knowledgeGroups: readonly FieldGroup[] = ['library', 'review', 'content', 'identity', 'system'];
const firstReview = ['first_review_org_id', 'first_review_opinion', 'first_review_on'] as const;

/** The write-ownership matrix of domain.md §1.12 per role and library, with the rows each role meets. */
export const policy: Policy = {
  version: 1,
  reviewLevel: 3,
  states: {
    [recordStates.open]: 'anyone',
    [recordStates.returned]: 'anyone',
    [recordStates.reported]: 'reviewers',
    [recordStates.locked]: 'reviewers',
    [recordStates.sealed]: 'nobody',
  },
  roles: {
    investment: {
      level: 3,
      libraries: {
        ...on(['plan', 'reserve', 'central', 'special', 'fiscal', 'filing'], maintain('all', bureauGroups, ['transition'])),
        key: look('all', 'internal'),
        ...on(['expert', 'policy', 'decision'], look('all', 'public')),
      },
    },
    key_projects: {
      level: 3,
      libraries: {
        ...on(projectLibraries, look('all', 'internal')),
        key: maintain('all', bureauGroups, ['transition']),
        ...on(['expert', 'policy', 'decision'], look('all', 'public')),
      },
    },
    inspection: {
      level: 3,
      libraries: {
        ...on(projectLibraries, contribute('all', 'internal', ['inspection'])),
        ...on(['expert', 'policy', 'decision'], look('all', 'public')),
      },
    },
    legal: {
      level: 3,
      libraries: {
        ...on(projectLibraries, contribute('all', 'public', ['inspection'])),
        ...on(['expert', 'decision'], look('all', 'public')),
        policy: maintain('all', knowledgeGroups),
      },
    },
    office: {
      level: 3,
      libraries: {
        ...on(projectLibraries, look('all', 'internal')),
        policy: look('all', 'internal'),
        decision: maintain('all', knowledgeGroups),
        expert: maintain('all', knowledgeGroups, ['reveal']),
      },
    },
    research: {
      level: 3,
      libraries: {
        ...on(projectLibraries, look('all', 'public')),
        reserve: contribute('all', 'public', [], [], ['expert_session_id', 'expert_conclusion']),
        policy: look('all', 'public'),
        decision: maintain('all', knowledgeGroups),
        expert: contribute('all', 'internal', ['library', 'review'], ['create', 'reveal']),
      },
    },
    district: {
      level: 4,
      libraries: {
        plan: maintain('region', ['identity', 'content', 'plan', 'progress'], ['transition']),
        reserve: maintain('region', ['identity', 'content', 'plan', 'progress'], ['transition'], firstReview),
        // 下放事项: the district decides and files what was delegated to it.
        filing: maintain('region', ['identity', 'content', 'plan', 'progress', 'library'], ['transition']),
        ...on(['central', 'special', 'fiscal', 'key'], contribute('region', 'internal', ['content', 'progress'], ['transition'])),
        ...on(['policy', 'decision'], look('all', 'public')),
      },
    },
    department: {
      level: 3,
      libraries: {
        ...on(projectLibraries, look('department', 'internal')),
        ...on(['policy', 'decision'], look('all', 'public')),
      },
    },
    finance: {
      level: 3,
      libraries: {
        ...on(fundedLibraries, contribute('region', 'public', ['payment'])),
        ...on(['policy', 'decision'], look('all', 'public')),
      },
    },
    auditor: { level: 3, libraries: on(libraryIds, look('all', 'internal')) },
    leader: { level: 3, libraries: { ...on(libraryIds, look('all', 'internal')), expert: look('all', 'public') } },
  },
};

/** The right a role has on a library; undefined where it has none. Administrators have none anywhere (DB-09). */
export function rightOf(role: string, library: LibraryId): { readonly level: number; readonly right: LibraryRight } | undefined {
  const found = Object.hasOwn(policy.roles, role) ? policy.roles[role as BusinessRoleId] : undefined;
  const right = found?.libraries[library];
  return found === undefined || right === undefined ? undefined : { level: found.level, right };
}
