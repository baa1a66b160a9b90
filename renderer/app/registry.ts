// The pages there are: systems and functions by folder in the order of the catalog, libraries, workstation, administration; and who sees which.

import { computed } from 'vue';
import type { RouteRecordRaw } from 'vue-router';
import { functions, type FunctionId } from '#domain/catalog/functions.ts';
import { systems, type CatalogRow } from '#domain/catalog/systems.ts';
import { libraries, type Library } from '#domain/dictionary/index.ts';
import type { LibraryId, SystemId } from '#domain/dictionary/libraries/library.ts';
import { may, mayIn, type AskedFor } from '../api/permission.ts';
import type { NavigationEntry, PagePart } from '../ui/page-part.ts';

interface PartModule<Id extends string> {
  readonly part: PagePart<Id>;
}

const systemParts = Object.values(import.meta.glob<PartModule<SystemId>>('../systems/*/index.ts', { eager: true })).map(({ part }) => part);
const functionParts = Object.values(import.meta.glob<PartModule<FunctionId>>('../functions/*/index.ts', { eager: true })).map(({ part }) => part);

export interface NavigationGroup {
  readonly id: string;
  readonly label: string;
  readonly entries: readonly NavigationItem[];
}

export interface NavigationItem extends NavigationEntry {
  /** The page is shown to those who may ask for this. */
  readonly needs: AskedFor;
  /** Left out for those who may ask for this: they find the page elsewhere. */
  readonly unless?: AskedFor;
  /** The library the page shows; left out for those who see no row of it. */
  readonly library?: LibraryId;
  /** One or two characters shown when the navigation is narrow. */
  readonly mark: string;
}

const libraryItem = (library: Library): NavigationItem => ({
  label: library.label,
  to: `/libraries/${library.id}`,
  mark: library.short.slice(0, 2),
  needs: 'record.list',
  library: library.id,
});

function partItems<Id extends string>(rows: readonly CatalogRow<Id>[], parts: readonly PagePart<Id>[]): NavigationItem[] {
  return rows.flatMap(({ id, short }) =>
    parts
      .filter((part) => part.id === id)
      .flatMap((part) => part.entries.map((entry) => ({ ...entry, mark: short.slice(0, 2), needs: 'record.list' as const }))),
  );
}

const workstationItems: readonly NavigationItem[] = [
  { label: '导入名单', to: '/import', mark: '导入', needs: 'import.inspect' },
  { label: '导入批次', to: '/batches', mark: '批次', needs: 'batch.list' },
  { label: '统一标准', to: '/standards', mark: '标准', needs: 'record.list' },
  { label: '导出申请', to: '/administration/exports', mark: '导出', needs: 'export.requests', unless: 'export.decide' },
  { label: '系统自检', to: '/self-check', mark: '自检', needs: 'replica.verify' },
];

const administrationItems: readonly NavigationItem[] = [
  { label: '用户与授权', to: '/administration/users', mark: '用户', needs: 'identity.users' },
  { label: '角色与权限', to: '/administration/roles', mark: '角色', needs: 'identity.users' },
  { label: '审计', to: '/administration/audit', mark: '审计', needs: 'audit.list' },
  { label: '备份与恢复', to: '/administration/backup', mark: '备份', needs: 'backup.list' },
  { label: '安全设置', to: '/administration/security', mark: '安全', needs: 'identity.users' },
  { label: '导出审批', to: '/administration/exports', mark: '导出', needs: 'export.decide' },
];

/** Every group of the navigation; a group without a working page is not among them. */
const groups: readonly NavigationGroup[] = [
  { id: 'systems', label: '五大系统', entries: partItems(systems, systemParts) },
  { id: 'functions', label: '八项功能', entries: partItems(functions, functionParts) },
  { id: 'libraries', label: '十个数据库', entries: libraries.map(libraryItem) },
  { id: 'workstation', label: '工作站', entries: workstationItems },
  { id: 'administration', label: '系统管理', entries: administrationItems },
];

const isShown = ({ needs, unless, library }: NavigationItem): boolean =>
  may(needs) && (unless === undefined || !may(unless)) && (library === undefined || mayIn('read', library));

/** The navigation of the person who is signed in. */
export const navigation = computed<readonly NavigationGroup[]>(() =>
  groups.map((group) => ({ ...group, entries: group.entries.filter(isShown) })).filter(({ entries }) => entries.length > 0),
);

const usualHome = '/libraries/key';

/** Where the person starts: the library of key projects or another they see, the first page of administration, or the first page there is. */
export function homePath(): string {
  const entriesOf = (id: string): readonly NavigationItem[] => navigation.value.find((group) => group.id === id)?.entries ?? [];
  const seen = entriesOf('libraries');
  const administration = entriesOf('administration');
  const audit = administration.find(({ needs }) => needs === 'audit.list' && may('audit.verify'));
  const start = seen.find(({ to }) => to === usualHome) ?? seen[0] ?? audit ?? administration[0] ?? navigation.value[0]?.entries[0];
  return start?.to ?? '/self-check';
}

export const partRoutes: readonly RouteRecordRaw[] = [...systemParts, ...functionParts].flatMap(({ routes }) =>
  routes.map((route) => ({ ...route, meta: { ...route.meta, needs: 'record.list' as const } })),
);
