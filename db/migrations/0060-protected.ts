// Protected data: the key of personal columns, the blind index of identity numbers, requests to export.

import type { Migration } from '../kernel/migrate.ts';

export const protectedData: Migration = {
  number: 60,
  name: 'protected',
  sql: `
-- One row: the key of the personal columns, itself sealed under the column key of the key file. Without the row they are in clear.
CREATE TABLE field_key (
  field_key_no INTEGER PRIMARY KEY CHECK (field_key_no = 1),
  suite TEXT NOT NULL CHECK (suite IN ('intl', 'gm')),
  sealed TEXT NOT NULL
) STRICT;

ALTER TABLE expert ADD COLUMN id_no_index TEXT;
CREATE INDEX expert_by_id_no_index ON expert (id_no_index) WHERE id_no_index IS NOT NULL;

-- What a second person decides about: the question, its size and its highest label; never the rows.
CREATE TABLE export_request (
  request_id TEXT PRIMARY KEY,
  requested_at TEXT NOT NULL,
  user_id TEXT,
  person TEXT NOT NULL,
  library TEXT NOT NULL,
  question TEXT NOT NULL,
  row_count INTEGER NOT NULL,
  label TEXT NOT NULL,
  reason TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'approved', 'rejected', 'used')),
  decided_by_id TEXT,
  decided_by TEXT,
  decided_at TEXT,
  decision_reason TEXT,
  export_id TEXT
) STRICT;
CREATE INDEX export_request_open ON export_request (state, requested_at);
`,
};
