// Addresses of the pages. The host is connected before the router is made: the one-time code stands in the same fragment.

import { createRouter, createWebHashHistory, type Router } from 'vue-router';
import { isLibraryId, libraries } from '#domain/dictionary/index.ts';
import { mayLeave } from '../ui/unsaved.ts';
import BatchesPage from '../libraries/batches/BatchesPage.vue';
import ImportPage from '../libraries/import/ImportPage.vue';
import LibraryPage from '../libraries/list/LibraryPage.vue';
import NewRecordPage from '../libraries/record/NewRecordPage.vue';
import ProjectPage from '../libraries/record/ProjectPage.vue';
import RecordPage from '../libraries/record/RecordPage.vue';
import StandardsPage from '../libraries/standards/StandardsPage.vue';
import { partRoutes } from './registry.ts';
import SearchPage from './search/SearchPage.vue';
import SelfCheckPage from './self-check/SelfCheckPage.vue';

const home = `/libraries/${libraries.find(({ id }) => id === 'key')?.id ?? libraries[0]?.id ?? 'key'}`;
const knownLibrary = (to: { params: Record<string, string | string[]> }): true | string => isLibraryId(String(to.params['database'])) || home;

export function makeRouter(): Router {
  const router = createRouter({
    history: createWebHashHistory(),
    routes: [
      { path: '/libraries/:database', component: LibraryPage, props: true, beforeEnter: knownLibrary },
      { path: '/libraries/:database/new', component: NewRecordPage, props: true, beforeEnter: knownLibrary },
      { path: '/libraries/:database/:id', component: RecordPage, props: true, beforeEnter: knownLibrary },
      { path: '/projects/:id', component: ProjectPage, props: true },
      { path: '/import', component: ImportPage },
      { path: '/batches', component: BatchesPage },
      { path: '/standards', component: StandardsPage },
      { path: '/self-check', component: SelfCheckPage },
      { path: '/search', component: SearchPage },
      ...partRoutes,
      { path: '/:rest(.*)*', redirect: home },
    ],
  });
  router.beforeEach(async (to, from) => (to.path === from.path ? true : mayLeave()));
  return router;
}
