// Unified identity 统一用户: accounts, signed grants, proposals of two persons, earlier passwords, security settings.

import type { Migration } from '../kernel/migrate.ts';

export const identity: Migration = {
  number: 30,
  name: 'identity',
  sql: `
CREATE TABLE account (
  account_id TEXT PRIMARY KEY,
  login TEXT NOT NULL,
  -- The login as it is compared: NFKC, small letters, no blanks at the ends.
  login_key TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  staff_no TEXT NOT NULL,
  unit TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('invited', 'active', 'disabled')),
  created_at TEXT NOT NULL,
  password_set_at TEXT,
  last_sign_in TEXT,
  grant_serial INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- Signed documents as they came; the highest serial of a person counts. Signatures may be added, content never changes.
CREATE TABLE grant_document (
  account_id TEXT NOT NULL REFERENCES account (account_id),
  serial INTEGER NOT NULL,
  document TEXT NOT NULL,
  received_at TEXT NOT NULL,
  PRIMARY KEY (account_id, serial)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER grant_stays BEFORE DELETE ON grant_document BEGIN SELECT raise(ABORT, 'grants are append-only'); END;

-- The document carries the proposer's signature from the beginning; confirming adds the second one to the same document.
CREATE TABLE proposal (
  proposal_id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES account (account_id),
  proposed_by TEXT NOT NULL REFERENCES account (account_id),
  proposed_at TEXT NOT NULL,
  reason TEXT NOT NULL,
  document TEXT NOT NULL,
  days INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'confirmed', 'rejected')),
  decided_by TEXT REFERENCES account (account_id),
  decided_at TEXT,
  decision_reason TEXT,
  CHECK ((state = 'open') = (decided_by IS NULL)),
  CHECK (decided_by IS NULL OR decided_by <> proposed_by)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER proposal_decided BEFORE UPDATE ON proposal WHEN OLD.state <> 'open' BEGIN SELECT raise(ABORT, 'a proposal is decided once'); END;
CREATE TRIGGER proposal_stays BEFORE DELETE ON proposal BEGIN SELECT raise(ABORT, 'proposals are append-only'); END;

-- Stretched, under one salt per person; the newest few are kept.
CREATE TABLE password_history (
  account_id TEXT NOT NULL REFERENCES account (account_id),
  set_at TEXT NOT NULL,
  salt BLOB NOT NULL,
  stretched BLOB NOT NULL,
  PRIMARY KEY (account_id, set_at)
) STRICT, WITHOUT ROWID;

CREATE TABLE security_setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`,
};
