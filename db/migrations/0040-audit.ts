// Audit: who in full, about what, with which result; the chain with its codes; signed checkpoints; purges; alarms.

import type { Migration } from '../kernel/migrate.ts';

export const audit: Migration = {
  number: 40,
  name: 'audit',
  sql: `
ALTER TABLE audit ADD COLUMN user_id TEXT;
ALTER TABLE audit ADD COLUMN login TEXT;
ALTER TABLE audit ADD COLUMN roles TEXT NOT NULL DEFAULT '[]';
ALTER TABLE audit ADD COLUMN utc_offset INTEGER;
ALTER TABLE audit ADD COLUMN clock TEXT;
ALTER TABLE audit ADD COLUMN object_database TEXT;
ALTER TABLE audit ADD COLUMN object_id TEXT;
ALTER TABLE audit ADD COLUMN result TEXT NOT NULL DEFAULT 'done' CHECK (result IN ('done', 'refused'));
ALTER TABLE audit ADD COLUMN reason TEXT;
ALTER TABLE audit ADD COLUMN operations INTEGER NOT NULL DEFAULT 0;
ALTER TABLE audit ADD COLUMN operations_hash TEXT;
-- Suite of the record's hashes; null in records made before the chain.
ALTER TABLE audit ADD COLUMN suite TEXT;
ALTER TABLE audit ADD COLUMN link BLOB;
ALTER TABLE audit ADD COLUMN mac BLOB;
CREATE INDEX audit_refused ON audit (user_id, at) WHERE result = 'refused';
CREATE INDEX audit_export ON audit (detail ->> 'exportId') WHERE event IN ('record.exported', 'audit.exported');

CREATE TABLE audit_checkpoint (
  size INTEGER PRIMARY KEY,
  head BLOB NOT NULL,
  at TEXT NOT NULL,
  cause TEXT NOT NULL CHECK (cause IN ('count', 'time', 'lock', 'backup', 'export', 'purge')),
  algorithm TEXT NOT NULL,
  public_key TEXT NOT NULL,
  note TEXT NOT NULL
) STRICT;

-- One row, of the last purge: the records up to "through" are gone, "head" is the link of the last of them.
CREATE TABLE audit_tombstone (
  through INTEGER PRIMARY KEY,
  head BLOB NOT NULL,
  first_at TEXT NOT NULL,
  last_at TEXT NOT NULL,
  operation_through INTEGER NOT NULL,
  operations_hash TEXT
) STRICT;

DROP TRIGGER audit_stays;
CREATE TRIGGER audit_stays BEFORE DELETE ON audit
  WHEN OLD.audit_seq > coalesce((SELECT max(through) FROM audit_tombstone), 0)
  BEGIN SELECT raise(ABORT, 'audit is append-only'); END;
CREATE TRIGGER checkpoint_is_frozen BEFORE UPDATE ON audit_checkpoint BEGIN SELECT raise(ABORT, 'checkpoints are append-only'); END;
CREATE TRIGGER checkpoint_stays BEFORE DELETE ON audit_checkpoint
  WHEN OLD.size >= coalesce((SELECT max(through) FROM audit_tombstone), 0)
  BEGIN SELECT raise(ABORT, 'checkpoints are append-only'); END;
CREATE TRIGGER tombstone_is_frozen BEFORE UPDATE ON audit_tombstone BEGIN SELECT raise(ABORT, 'audit is append-only'); END;
CREATE TRIGGER tombstone_stays BEFORE DELETE ON audit_tombstone
  WHEN OLD.through = (SELECT max(through) FROM audit_tombstone)
  BEGIN SELECT raise(ABORT, 'audit is append-only'); END;

-- The working list of the security administrator; every alarm is also a record of the audit, audit_seq says which.
CREATE TABLE alarm (
  alarm_no INTEGER PRIMARY KEY,
  audit_seq INTEGER NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  at TEXT NOT NULL,
  text TEXT NOT NULL,
  detail TEXT NOT NULL,
  acknowledged_by TEXT,
  acknowledged_at TEXT
) STRICT;
CREATE INDEX alarm_open ON alarm (alarm_no) WHERE acknowledged_at IS NULL;
`,
};
