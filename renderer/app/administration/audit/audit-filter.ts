// What the audit page asks for, from what a person sets.

import { reactive } from 'vue';
import { eventLabels } from '#domain/audit/events.ts';
import type { Input } from '../../../api/workstation.ts';

export interface AuditFilter {
  /** Local days, both inclusive; empty means open. */
  from: string;
  to: string;
  events: string[];
  person: string;
  text: string;
  result: '' | 'done' | 'refused';
}

export const newAuditFilter = (): AuditFilter => reactive({ from: '', to: '', events: [], person: '', text: '', result: '' });

export const eventChoices: readonly { readonly value: string; readonly label: string }[] = Object.entries(eventLabels).map(([value, label]) => ({
  value,
  label,
}));

/** First moment of a local day, `later` days on, in UTC; null for no day. */
function dayStart(day: string, later: number): string | null {
  const [year, month, date] = day.split('-').map(Number);
  if (year === undefined || month === undefined || date === undefined || Number.isNaN(date)) return null;
  return new Date(year, month - 1, date + later).toISOString();
}

export const auditQuestion = (filter: AuditFilter, offset: number, limit: number): Input<'audit.list'> => ({
  from: dayStart(filter.from, 0),
  to: dayStart(filter.to, 1),
  events: filter.events,
  person: filter.person.trim(),
  text: filter.text.trim(),
  result: filter.result === '' ? null : filter.result,
  offset,
  limit,
});

/** Whether anything is set. */
export const isFiltering = ({ from, to, events, person, text, result }: AuditFilter): boolean =>
  from !== '' || to !== '' || events.length > 0 || person.trim() !== '' || text.trim() !== '' || result !== '';
