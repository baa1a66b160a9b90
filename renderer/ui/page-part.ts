// What a system or a function brings into the window: its pages and its lines in the navigation.

import type { RouteRecordRaw } from 'vue-router';

export interface NavigationEntry {
  readonly label: string;
  readonly to: string;
}

/** Default export shape of `systems/<n>-<id>/index.ts` and `functions/<n>-<id>/index.ts`, under the name `part`. */
export interface PagePart<Id extends string> {
  readonly id: Id;
  readonly entries: readonly NavigationEntry[];
  readonly routes: readonly RouteRecordRaw[];
}
