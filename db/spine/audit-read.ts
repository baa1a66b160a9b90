// Questions about the audit: a filtered page, one export, blocks for a file.

import { eventLabels } from '#domain/audit/events.ts';
import type { ReadDb, SqlValue } from '../kernel/database.ts';
import { auditColumns, type AuditRow } from './audit-record.ts';

/** `ordinary`: records of persons without an administrator role. */
export type AuditScope = 'all' | 'ordinary';

export interface AuditQuery {
  readonly from: string | null;
  /** Exclusive. */
  readonly to: string | null;
  readonly events: readonly string[];
  readonly person: string;
  readonly text: string;
  readonly result: 'done' | 'refused' | null;
}

const columns = auditColumns.join(', ');

const asAdministrator = `roles LIKE '%\\_admin"%' ESCAPE '\\'`;

/**
 * Neither acts of an administrator nor, under the same login, those before their first authorisation or refused at sign-in.
 * Records made before roles were recorded belong to nobody the security administrator may look at.
 */
const ordinary = `suite IS NOT NULL AND coalesce(login, '') NOT IN (SELECT login FROM audit WHERE login IS NOT NULL AND ${asAdministrator}) AND NOT ${asAdministrator}`;

/** Newest first. */
export function auditPage(db: ReadDb, scope: AuditScope, query: AuditQuery, offset: number, limit: number): { records: AuditRow[]; total: number } {
  const { where, params } = conditions(scope, query);
  return {
    records: db.all(`SELECT ${columns} FROM audit ${where} ORDER BY audit_seq DESC LIMIT ? OFFSET ?`, [...params, limit, offset]),
    total: db.get<{ n: number }>(`SELECT count(*) AS n FROM audit ${where}`, params)?.n ?? 0,
  };
}

/** The record of the export with this number; undefined when there is none within the scope. */
export const exportRecord = (db: ReadDb, scope: AuditScope, exportId: string): AuditRow | undefined =>
  db.get(
    `SELECT ${columns} FROM audit WHERE event IN ('record.exported', 'audit.exported') AND detail ->> 'exportId' = ? ${scope === 'all' ? '' : `AND ${ordinary}`}`,
    [exportId],
  );

function conditions(scope: AuditScope, { from, to, events, person, text, result }: AuditQuery): { where: string; params: SqlValue[] } {
  const parts: [sql: string, ...params: SqlValue[]][] = [];
  if (scope === 'ordinary') parts.push([ordinary]);
  if (from !== null) parts.push(['at >= ?', from]);
  if (to !== null) parts.push(['at < ?', to]);
  if (events.length > 0) parts.push([`event IN (${events.map(() => '?').join(', ')})`, ...events]);
  if (result !== null) parts.push(['result = ?', result]);
  if (person !== '') parts.push([`(${containing('actor')} OR ${containing('login')})`, like(person), like(person)]);
  if (text !== '') {
    const named = Object.entries(eventLabels).flatMap(([event, label]) => (label.includes(text) ? [event] : []));
    const searched = ['reason', 'object_id', 'device', 'detail'];
    const byEvent = named.length === 0 ? '' : ` OR event IN (${named.map(() => '?').join(', ')})`;
    parts.push([`(${searched.map(containing).join(' OR ')}${byEvent})`, ...searched.map(() => like(text)), ...named]);
  }
  return {
    where: parts.length === 0 ? '' : `WHERE ${parts.map(([sql]) => sql).join(' AND ')}`,
    params: parts.flatMap(([, ...params]) => params),
  };
}

const containing = (column: string): string => `${column} LIKE ? ESCAPE '\\'`;
const like = (text: string): string => `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
