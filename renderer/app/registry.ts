// The systems and functions that have a working page: found by folder, ordered by the catalog.

import { functions, type FunctionId } from '#domain/catalog/functions.ts';
import { systems, type CatalogRow } from '#domain/catalog/systems.ts';
import { libraries, type Library } from '#domain/dictionary/index.ts';
import type { SystemId } from '#domain/dictionary/libraries/library.ts';
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
  /** One or two characters shown when the navigation is narrow. */
  readonly mark: string;
}

const libraryItem = (library: Library): NavigationItem => ({ label: library.label, to: `/libraries/${library.id}`, mark: library.short.slice(0, 2) });

function partItems<Id extends string>(rows: readonly CatalogRow<Id>[], parts: readonly PagePart<Id>[]): NavigationItem[] {
  return rows.flatMap(({ id, short }) =>
    parts.filter((part) => part.id === id).flatMap((part) => part.entries.map((entry) => ({ ...entry, mark: short.slice(0, 2) }))),
  );
}

const workstationItems: readonly NavigationItem[] = [
  { label: '导入名单', to: '/import', mark: '导入' },
  { label: '导入批次', to: '/batches', mark: '批次' },
  { label: '统一标准', to: '/standards', mark: '标准' },
  { label: '系统自检', to: '/self-check', mark: '自检' },
];

/** Groups of the navigation; a group without a working page is not among them. */
export const navigation: readonly NavigationGroup[] = [
  { id: 'systems', label: '五大系统', entries: partItems(systems, systemParts) },
  { id: 'functions', label: '八项功能', entries: partItems(functions, functionParts) },
  { id: 'libraries', label: '十个数据库', entries: libraries.map(libraryItem) },
  { id: 'workstation', label: '工作站', entries: workstationItems },
].filter(({ entries }) => entries.length > 0);

export const partRoutes = [...systemParts, ...functionParts].flatMap(({ routes }) => routes);
