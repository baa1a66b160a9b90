// Addresses of the pages. The host is connected before the router is made: the one-time code stands in the same fragment.

import { createRouter, createWebHashHistory, type RouteLocationNormalizedGeneric, type Router } from 'vue-router';
import { isLibraryId } from '#domain/dictionary/index.ts';
import { may, mayIn, type AskedFor } from '../api/permission.ts';
import { session } from '../api/session.ts';
import { mayLeave } from '../ui/unsaved.ts';
import BatchesPage from '../libraries/batches/BatchesPage.vue';
import ImportPage from '../libraries/import/ImportPage.vue';
import LibraryPage from '../libraries/list/LibraryPage.vue';
import NewRecordPage from '../libraries/record/NewRecordPage.vue';
import ProjectPage from '../libraries/record/ProjectPage.vue';
import RecordPage from '../libraries/record/RecordPage.vue';
import StandardsPage from '../libraries/standards/StandardsPage.vue';
import AuditPage from './administration/audit/AuditPage.vue';
import BackupPage from './administration/backup/BackupPage.vue';
import ExportRequestsPage from './administration/exports/ExportRequestsPage.vue';
import RolesPage from './administration/roles/RolesPage.vue';
import SecurityPage from './administration/security/SecurityPage.vue';
import UsersPage from './administration/users/UsersPage.vue';
import { homePath, partRoutes } from './registry.ts';
import SearchPage from './search/SearchPage.vue';
import SelfCheckPage from './self-check/SelfCheckPage.vue';

declare module 'vue-router' {
  interface RouteMeta {
    /** Shown to those who may ask for this; absent: to nobody. */
    needs?: AskedFor;
  }
}

type Address = Pick<RouteLocationNormalizedGeneric, 'meta' | 'params'>;

/** Whether this page is there for the person who is signed in. */
export function isOpenTo({ meta, params }: Address): boolean {
  const database = typeof params['database'] === 'string' ? params['database'] : null;
  return meta.needs !== undefined && may(meta.needs) && (database === null || (isLibraryId(database) && mayIn('read', database)));
}

export function makeRouter(): Router {
  const router = createRouter({
    history: createWebHashHistory(),
    routes: [
      { path: '/libraries/:database', component: LibraryPage, props: true, meta: { needs: 'record.list' } },
      { path: '/libraries/:database/new', component: NewRecordPage, props: true, meta: { needs: 'record.create' } },
      { path: '/libraries/:database/:id', component: RecordPage, props: true, meta: { needs: 'record.get' } },
      { path: '/projects/:id', component: ProjectPage, props: true, meta: { needs: 'project.overview' } },
      { path: '/import', component: ImportPage, meta: { needs: 'import.inspect' } },
      { path: '/batches', component: BatchesPage, meta: { needs: 'batch.list' } },
      { path: '/standards', component: StandardsPage, meta: { needs: 'record.list' } },
      { path: '/self-check', component: SelfCheckPage, meta: { needs: 'replica.verify' } },
      { path: '/search', component: SearchPage, meta: { needs: 'search.find' } },
      { path: '/administration/users', component: UsersPage, meta: { needs: 'identity.users' } },
      { path: '/administration/roles', component: RolesPage, meta: { needs: 'identity.users' } },
      { path: '/administration/audit', component: AuditPage, meta: { needs: 'audit.list' } },
      { path: '/administration/backup', component: BackupPage, meta: { needs: 'backup.list' } },
      { path: '/administration/security', component: SecurityPage, meta: { needs: 'identity.users' } },
      { path: '/administration/exports', component: ExportRequestsPage, meta: { needs: 'export.requests' } },
      ...partRoutes,
      { path: '/:rest(.*)*', component: SearchPage },
    ],
  });
  router.beforeEach(async (to, from) => {
    if (to.path !== from.path && !(await mayLeave())) return false;
    // Before sign-in every address may stand: the frame looks again at who has signed in.
    const home = session.value?.phase === 'unlocked' ? homePath() : to.path;
    return isOpenTo(to) || to.path === home || home;
  });
  return router;
}
