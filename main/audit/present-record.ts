// Audit records and alarms in the words of the contract.

import type { AlarmRow, AuditRow } from '#db/client.ts';
import { alarmLabel } from '#domain/audit/alarms.ts';
import { eventLabel } from '#domain/audit/events.ts';
import { factsOf } from '#domain/audit/facts.ts';
import type { auditProcedures } from '#domain/contract/audit.ts';
import type { z } from '#domain/rpc/zod.ts';

export type PresentedRecord = z.output<(typeof auditProcedures)['audit.list']['output']>['records'][number];
export type PresentedAlarm = z.output<(typeof auditProcedures)['alarm.list']['output']>['alarms'][number];

export const presentRecord = (row: AuditRow): PresentedRecord => ({
  seq: row.audit_seq,
  at: row.at,
  localTime: localTime(row.at, row.utc_offset),
  clock: row.clock ?? 'unchecked',
  event: row.event,
  label: eventLabel(row.event),
  result: row.result,
  user: row.actor,
  login: row.login,
  userId: row.user_id,
  roles: rolesIn(row.roles),
  device: row.device,
  database: row.object_database,
  objectId: row.object_id,
  reason: row.reason,
  facts: factsOf(asObject(row.detail)),
  changes: row.operations,
  actId: row.act_id,
});

export const presentAlarm = ({ id, kind, at, text, detail, acknowledgedBy, acknowledgedAt }: AlarmRow): PresentedAlarm => ({
  id,
  kind,
  label: alarmLabel(kind),
  at,
  text,
  facts: factsOf(asObject(detail)),
  acknowledgedBy,
  acknowledgedAt,
});

/** `2026-03-02T01:05:00.000Z`, 480 → `2026-03-02 09:05:00 +08:00`; UTC where the offset is not known. */
function localTime(at: string, utcOffset: number | null): string {
  const time = Date.parse(at);
  if (Number.isNaN(time)) return at;
  const offset = utcOffset ?? 0;
  const wall = new Date(time + offset * 60_000).toISOString();
  const minutes = Math.abs(offset);
  const two = (count: number): string => String(count).padStart(2, '0');
  return `${wall.slice(0, 10)} ${wall.slice(11, 19)} ${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** What a record states in JSON, whoever wrote it there; a record that was tampered with is still shown. */
export function asObject(json: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : { text: json };
  } catch {
    return { text: json };
  }
}

function rolesIn(json: string): string[] {
  try {
    const value: unknown = JSON.parse(json);
    return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
  } catch {
    return [];
  }
}
