// A business system's overview page as a part of the window: route and navigation line follow from the catalog.

import { systems } from '#domain/catalog/systems.ts';
import type { SystemId } from '#domain/dictionary/libraries/library.ts';
import type { PagePart } from '../../ui/page-part.ts';
import SystemOverview from './SystemOverview.vue';

export function overviewPart<Id extends SystemId>(id: Id): PagePart<Id> {
  const label = systems.find((system) => system.id === id)?.label.replace(/系统$/, '') ?? id;
  const to = `/systems/${id}`;
  return { id, entries: [{ label, to }], routes: [{ path: to, component: SystemOverview, props: { system: id } }] };
}
