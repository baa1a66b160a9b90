// Until when a refused sign-in has to wait, as the refusal says it.

import type { AppErrorShape } from '#domain/result.ts';

const minuteMs = 60_000;

/** Milliseconds since 1970 at which the next attempt is allowed; null when the refusal names no time. */
export function lockedUntil({ code, details }: AppErrorShape, now: number): number | null {
  const minutes = details?.['minutes'];
  return code === 'account_locked' && typeof minutes === 'number' ? now + minutes * minuteMs : null;
}
