// Alarms for the security administrator: each is a record of the audit, and a row of the working list until acknowledged.

import type { ReadDb } from '../kernel/database.ts';
import type { Writing } from './act.ts';

export const alarmRaised = 'alarm.raised';
export const alarmAcknowledged = 'alarm.acknowledged';

export interface Alarm {
  readonly kind: string;
  /** Chinese sentence: what happened and what to do. */
  readonly text: string;
  readonly facts?: Readonly<Record<string, string | number>>;
}

export interface AlarmRow {
  readonly id: number;
  readonly seq: number;
  readonly kind: string;
  readonly at: string;
  readonly text: string;
  readonly detail: string;
  readonly acknowledgedBy: string | null;
  readonly acknowledgedAt: string | null;
}

/** Raises an alarm in the transaction of the act under way. */
export function raiseAlarm({ db, act, note }: Writing, { kind, text, facts = {} }: Alarm): void {
  const seq = note({ event: alarmRaised, detail: { kind, text, facts } });
  db.run('INSERT INTO alarm (audit_seq, kind, at, text, detail) VALUES (?, ?, ?, ?, ?)', [seq, kind, act.at, text, JSON.stringify(facts)]);
}

/** Whether an alarm of this kind with this detail was raised at or after `since`. */
export const hasAlarmSince = (db: ReadDb, kind: string, facts: NonNullable<Alarm['facts']>, since: string): boolean =>
  db.get('SELECT 1 FROM alarm WHERE kind = ? AND detail = ? AND at >= ? LIMIT 1', [kind, JSON.stringify(facts), since]) !== undefined;

/** Marks alarms as seen; those already acknowledged stay as they are. Returns the numbers of those marked now. */
export function acknowledgeAlarms({ db, act }: Writing, ids: readonly number[]): number[] {
  return ids.filter(
    (id) =>
      db.run('UPDATE alarm SET acknowledged_by = ?, acknowledged_at = ? WHERE alarm_no = ? AND acknowledged_at IS NULL', [act.actor.name, act.at, id]).changes > 0,
  );
}

const columns = 'alarm_no AS id, audit_seq AS seq, kind, at, text, detail, acknowledged_by AS acknowledgedBy, acknowledged_at AS acknowledgedAt';

export const alarmRows = (db: ReadDb): AlarmRow[] => db.all(`SELECT ${columns} FROM alarm ORDER BY alarm_no`);

/** Newest first. */
export function alarmPage(db: ReadDb, input: { onlyOpen: boolean; offset: number; limit: number }): { alarms: AlarmRow[]; total: number; open: number } {
  const where = input.onlyOpen ? 'WHERE acknowledged_at IS NULL' : '';
  const count = (condition: string): number => db.get<{ n: number }>(`SELECT count(*) AS n FROM alarm ${condition}`)?.n ?? 0;
  return {
    alarms: db.all(`SELECT ${columns} FROM alarm ${where} ORDER BY alarm_no DESC LIMIT ? OFFSET ?`, [input.limit, input.offset]),
    total: count(where),
    open: count('WHERE acknowledged_at IS NULL'),
  };
}
