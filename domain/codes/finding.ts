// One remark of a check about a value: a stable code, how serious it is, and the sentence for the person.

export type FindingSeverity = 'error' | 'warning' | 'info';

/**
 * `error` blocks saving, `warning` may be kept (some ask for a recorded override), `info` only tells.
 * The code is stable and snake_case; the message is a Chinese sentence.
 */
export interface Finding {
  readonly code: string;
  readonly severity: FindingSeverity;
  readonly message: string;
}

export function errorFinding(code: string, message: string): Finding {
  return { code, severity: 'error', message };
}

export function warningFinding(code: string, message: string): Finding {
  return { code, severity: 'warning', message };
}

export function infoFinding(code: string, message: string): Finding {
  return { code, severity: 'info', message };
}
