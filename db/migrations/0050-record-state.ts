// Where each membership stands between reporting and reviewing, and its lock: for all project libraries what only the reserve had.

import type { Migration } from '../kernel/migrate.ts';

export const recordState: Migration = {
  number: 50,
  name: 'record-state',
  sql: `
ALTER TABLE project_membership ADD COLUMN record_state TEXT DEFAULT '10';
ALTER TABLE project_membership ADD COLUMN lock_level INTEGER DEFAULT 0;
ALTER TABLE project_membership ADD COLUMN locked_by TEXT;
UPDATE project_membership SET (record_state, lock_level) = (SELECT '40', e.lock_level FROM ext_reserve e WHERE e.membership_no = project_membership.membership_no)
  WHERE library = 'reserve' AND membership_no IN (SELECT membership_no FROM ext_reserve WHERE lock_level > 0);
ALTER TABLE ext_reserve DROP COLUMN lock_level;

-- Everything a person's scope looks at, without reading the wide rows.
CREATE INDEX project_by_scope ON project (region_code, zone_code, competent_dept_id, secret_level);

-- Whose batch it is: names repeat, accounts do not.
ALTER TABLE batch ADD COLUMN author_id TEXT;
`,
};
