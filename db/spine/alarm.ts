// Alarms for the security administrator: each is a record of the audit, and a row of the working list until acknowledged.

import { alarmOf, type AlarmKind } from '#domain/audit/alarms.ts';
import type { ReadDb, WriteDb } from '../kernel/database.ts';
import type { Act } from './asker.ts';
import type { AuditEntry } from './audit-chain.ts';

export const alarmAcknowledged = 'alarm.acknowledged';

/** The record that raises an alarm. */
export const alarmEntry = (kind: AlarmKind, text: string, facts: Readonly<Record<string, unknown>> = {}): AuditEntry => ({
  event: 'alarm.raised',
  detail: { kind, text, ...facts },
});

/** Puts a record just written on the list if it is an alarm. */
export function listAlarm(db: WriteDb, act: Act, seq: number, { event, detail, at = act.at, actor = act.actor }: AuditEntry): void {
  const alarm = alarmOf({ event, login: actor.login ?? null, detail });
  if (alarm === null) return;
  db.run('INSERT INTO alarm (audit_seq, kind, at, text, detail) VALUES (?, ?, ?, ?, ?)', [seq, alarm.kind, at, alarm.text, JSON.stringify(alarm.facts)]);
}

export interface AlarmRow {
  readonly id: number;
  /** Number of its audit record. */
  readonly seq: number;
  readonly kind: string;
  readonly at: string;
  readonly text: string;
  /** JSON. */
  readonly detail: string;
  readonly acknowledgedBy: string | null;
  readonly acknowledgedAt: string | null;
}

/** Whether an alarm of this kind about this login was raised at or after `since`. */
export const hasAlarmSince = (db: ReadDb, kind: AlarmKind, login: string, since: string): boolean =>
  db.get("SELECT 1 FROM alarm WHERE kind = ? AND detail ->> 'login' = ? AND at >= ? LIMIT 1", [kind, login, since]) !== undefined;

export const isAlarmOpen = (db: ReadDb, kind: AlarmKind, text: string): boolean =>
  db.get('SELECT 1 FROM alarm WHERE kind = ? AND text = ? AND acknowledged_at IS NULL LIMIT 1', [kind, text]) !== undefined;

/** Marks alarms as seen; those already acknowledged stay as they are. Answers with those marked now. */
export function acknowledgeAlarms(db: WriteDb, { actor, at }: Act, ids: readonly number[]): { id: number; kind: string }[] {
  return ids.flatMap((id) => {
    const open = db.get<{ id: number; kind: string }>('SELECT alarm_no AS id, kind FROM alarm WHERE alarm_no = ? AND acknowledged_at IS NULL', [id]);
    if (open === undefined) return [];
    db.run('UPDATE alarm SET acknowledged_by = ?, acknowledged_at = ? WHERE alarm_no = ?', [actor.name, at, id]);
    return [open];
  });
}

const columns = 'alarm_no AS id, audit_seq AS seq, kind, at, text, detail, acknowledged_by AS acknowledgedBy, acknowledged_at AS acknowledgedAt';

export const alarmRows = (db: ReadDb): AlarmRow[] => db.all(`SELECT ${columns} FROM alarm ORDER BY alarm_no`);

/** Newest first. */
export function alarmPage(db: ReadDb, input: { onlyOpen: boolean; offset: number; limit: number }): { alarms: AlarmRow[]; total: number; open: number } {
  const isOpen = 'WHERE acknowledged_at IS NULL';
  const where = input.onlyOpen ? isOpen : '';
  const count = (condition: string): number => db.get<{ n: number }>(`SELECT count(*) AS n FROM alarm ${condition}`)?.n ?? 0;
  return {
    alarms: db.all(`SELECT ${columns} FROM alarm ${where} ORDER BY alarm_no DESC LIMIT ? OFFSET ?`, [input.limit, input.offset]),
    total: count(where),
    open: count(isOpen),
  };
}
