// Opens a thread's connection to the replica: key, journal, schema, audit seal, cipher of the personal columns, in this order.

import type Database from 'better-sqlite3';
import { suites } from '#crypto/suites.ts';
import { migrate, refusePending } from './kernel/migrate.ts';
import { openConnection } from './kernel/open.ts';
import { migrations } from './migrations/index.ts';
import type { ReplicaStart, Role } from './protocol.ts';
import { forgetClearValues, protectColumns } from './records/reseal.ts';
import { sealAuditOf, sealFromFileKey } from './spine/audit-seal.ts';
import { columnKeyFromFileKey, openColumns } from './spine/field-key.ts';
import { attachJournal, journalAttachedTo, journalOf } from './spine/journal.ts';

/** The writer's connection repairs and migrates what it opens, so it comes first. Errors as `openConnection`, `attachJournal`, `migrate`, `protectColumns`. */
export function connect(role: Role, { location: where, secrets, create, migrates, now }: Omit<ReplicaStart, 'access'>): Database.Database {
  const { key, auditKey, columnKey } = secrets;
  const suite = suites[secrets.suite];
  const location = { ...where, key };
  const seal = auditKey === null ? sealFromFileKey(suite, key) : { suite, key: auditKey };
  const columns = columnKey === null ? columnKeyFromFileKey(suite, key) : { suite, key: columnKey };
  const connection = openConnection(location, role === 'write' ? (create ? 'create' : 'write') : 'read');
  try {
    sealAuditOf(connection, seal);
    if (role === 'write') {
      attachJournal(connection, journalOf(location, auditKey), migrations);
      if (!migrates) refusePending(connection, migrations);
      if (migrate(connection, migrations, now).length > 0) journalAttachedTo(connection)?.restart();
      if (protectColumns(connection, columns) > 0) forgetClearValues(connection);
    } else openColumns(connection, columns.key);
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}
