// Spine: change log, audit, batches, search index, settings, saved views.

import type { Migration } from '../kernel/migrate.ts';

export const spine: Migration = {
  number: 10,
  name: 'spine',
  sql: `
CREATE TABLE batch (
  batch_id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('import', 'paste', 'remove', 'undo', 'load')),
  label TEXT NOT NULL,
  library TEXT,
  at TEXT NOT NULL,
  author TEXT NOT NULL,
  created INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL DEFAULT 0,
  removed INTEGER NOT NULL DEFAULT 0,
  undone_at TEXT,
  undoes TEXT REFERENCES batch (batch_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX batch_by_time ON batch (at);

-- One row per changed entity; rows of one user act share act_id. Never updated, never deleted.
CREATE TABLE operation (
  operation_seq INTEGER PRIMARY KEY AUTOINCREMENT,
  operation_id TEXT NOT NULL UNIQUE,
  act_id TEXT NOT NULL,
  batch_id TEXT REFERENCES batch (batch_id),
  kind TEXT NOT NULL CHECK (kind IN ('create', 'update', 'delete', 'restore', 'load')),
  entity TEXT NOT NULL,
  entity_id TEXT NOT NULL,
  entity_no INTEGER NOT NULL,
  library TEXT,
  base_version INTEGER NOT NULL,
  author TEXT NOT NULL,
  device TEXT NOT NULL,
  at TEXT NOT NULL,
  reason TEXT,
  deltas TEXT NOT NULL
) STRICT;
CREATE INDEX operation_by_entity ON operation (entity_id, operation_seq);
CREATE INDEX operation_by_batch ON operation (batch_id) WHERE batch_id IS NOT NULL;
CREATE TRIGGER operation_is_frozen BEFORE UPDATE ON operation BEGIN SELECT raise(ABORT, 'operation log is append-only'); END;
CREATE TRIGGER operation_stays BEFORE DELETE ON operation BEGIN SELECT raise(ABORT, 'operation log is append-only'); END;

CREATE TABLE audit (
  audit_seq INTEGER PRIMARY KEY AUTOINCREMENT,
  act_id TEXT NOT NULL,
  event TEXT NOT NULL,
  actor TEXT NOT NULL,
  device TEXT NOT NULL,
  at TEXT NOT NULL,
  detail TEXT NOT NULL
) STRICT;
CREATE INDEX audit_by_time ON audit (at);
CREATE TRIGGER audit_is_frozen BEFORE UPDATE ON audit BEGIN SELECT raise(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_stays BEFORE DELETE ON audit BEGIN SELECT raise(ABORT, 'audit is append-only'); END;

-- Bigrams of the searched fields; rowid = search_entry.entry_no. Phrase queries of bigrams are exact substring matches.
CREATE VIRTUAL TABLE search_text USING fts5 (grams, content = '', contentless_delete = 1, detail = full, tokenize = "unicode61 remove_diacritics 0");
CREATE TABLE search_entry (
  entry_no INTEGER PRIMARY KEY,
  entity TEXT NOT NULL,
  entity_no INTEGER NOT NULL,
  UNIQUE (entity, entity_no)
) STRICT;

CREATE TABLE saved_view (
  view_id TEXT PRIMARY KEY,
  library TEXT NOT NULL,
  name TEXT NOT NULL,
  definition TEXT NOT NULL,
  author TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`,
};
