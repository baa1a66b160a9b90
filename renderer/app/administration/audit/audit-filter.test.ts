// Days a person chooses are local and inclusive; the audit is asked in UTC with an exclusive end.

import { expect, it } from 'vitest';
import { auditQuestion, isFiltering, newAuditFilter } from './audit-filter.ts';

it('asks for everything when nothing is set', () => {
  const filter = newAuditFilter();
  expect(isFiltering(filter)).toBe(false);
  expect(auditQuestion(filter, 100, 50)).toEqual({ from: null, to: null, events: [], person: '', text: '', result: null, offset: 100, limit: 50 });
});

it('one local day lasts until the next one begins, also at the end of a month', () => {
  const filter = Object.assign(newAuditFilter(), { from: '2026-01-31', to: '2026-01-31', result: 'refused' as const });
  const { from, to, result } = auditQuestion(filter, 0, 50);
  expect(from).toBe(new Date(2026, 0, 31).toISOString());
  expect(to).toBe(new Date(2026, 1, 1).toISOString());
  expect(result).toBe('refused');
  expect(isFiltering(filter)).toBe(true);
});
