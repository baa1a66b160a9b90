// Soft errors kept on purpose: a credit code whose check digit does not fit is saved, and the override is on record.

import type { RecordFinding } from './validate.ts';

/** Findings a person may overrule; some registered codes really fail the check (domain.md §2.7), so refusing would keep owners out. */
const overridable: ReadonlySet<string> = new Set(['uscc_check_digit', 'uscc_organisation_code']);

export interface Override {
  readonly field: string;
  readonly code: string;
}

/** Overrides among the findings of fields that are being set now; values kept from before were overruled when they were set. */
export const overridesIn = (findings: readonly Pick<RecordFinding, 'field' | 'code'>[], given: Readonly<Record<string, unknown>>): Override[] =>
  findings.filter(({ code, field }) => overridable.has(code) && typeof given[field] === 'string').map(({ field, code }) => ({ field, code }));

/** The reason as the history shows it, with what was overruled. */
export function reasonWithOverrides(reason: string | null, overrides: readonly Override[]): string | null {
  if (overrides.length === 0) return reason;
  const kept = '统一社会信用代码校验不符，经确认保留';
  return reason === null || reason === '' ? kept : `${reason}；${kept}`;
}
