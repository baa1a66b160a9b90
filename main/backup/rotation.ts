// When a backup is due, of which kind, and which old ones go: seven by day, four by week, those made by hand stay.

import type { BackupKind } from './manifest.ts';

export const keepDaily = 7;
export const keepWeekly = 4;

/** Backups are made from two at night, local time. */
const hour = 2;

export interface Dated {
  readonly name: string;
  readonly kind: BackupKind;
  readonly at: string;
  readonly isGood: boolean;
}

/** The night a moment belongs to: nights begin at two. */
function nightOf(at: Date): string {
  const night = new Date(at);
  if (night.getHours() < hour) night.setDate(night.getDate() - 1);
  return `${night.getFullYear()}-${String(night.getMonth() + 1).padStart(2, '0')}-${String(night.getDate()).padStart(2, '0')}`;
}

/** Weeks begin on Monday. */
function weekOf(at: Date): string {
  const monday = new Date(`${nightOf(at)}T12:00:00`);
  monday.setDate(monday.getDate() - ((monday.getDay() + 6) % 7));
  return nightOf(monday);
}

/** Whether the backup of this night is still to be made. One made by hand tonight serves. */
export const isDue = (backups: readonly Dated[], now: Date): boolean => !backups.some(({ at, isGood }) => isGood && nightOf(new Date(at)) === nightOf(now));

/** The first good one of a week is kept for weeks. */
export const kindDue = (backups: readonly Dated[], now: Date): 'daily' | 'weekly' =>
  backups.some(({ at, kind, isGood }) => isGood && kind === 'weekly' && weekOf(new Date(at)) === weekOf(now)) ? 'daily' : 'weekly';

/** When the next one will be made, if the station runs then. */
export function nextAt(backups: readonly Dated[], now: Date): Date {
  const next = new Date(now);
  next.setHours(hour, 0, 0, 0);
  if (isDue(backups, now)) return now;
  if (next <= now) next.setDate(next.getDate() + 1);
  return next;
}

/** Names of those that are not needed any more. A damaged one takes no good one's place, and the newest good one always stays. */
export function superfluous(backups: readonly Dated[]): string[] {
  const newestFirst = backups.toSorted((a, b) => (a.at < b.at ? 1 : -1));
  const good = newestFirst.filter(({ isGood }) => isGood);
  const surplus = (kind: BackupKind, keep: number): Dated[] => good.filter((each) => each.kind === kind).slice(keep);
  const oldest = good.findLast(({ kind }) => kind !== 'manual');
  const spoiled = newestFirst.filter(({ kind, isGood, at }) => !isGood && kind !== 'manual' && oldest !== undefined && at < oldest.at);
  return [...surplus('daily', keepDaily), ...surplus('weekly', keepWeekly), ...spoiled].map(({ name }) => name);
}
