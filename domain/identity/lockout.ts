// Lock-out after wrong passwords: counts per account, waits that double, and a stop that only recovery lifts (security.md DB-03, §3.2).

/** What is remembered about one login. */
export interface Attempts {
  /** Attempts since the last success; one being made counts already. */
  readonly failures: number;
  /** ISO date-time of the newest attempt. */
  readonly at: string;
}

export const failuresBeforeLock = 5;
export const failuresBeforeFreeze = 20;
const firstLockMs = 15 * 60_000;
const longestLockMs = 24 * 3_600_000;

export const noAttempts: Attempts = { failures: 0, at: '1970-01-01T00:00:00.000Z' };

/** How long the account is locked after this many failures in a row: 15 minutes after the fifth, twice as long after each further one, at most a day. */
export function lockMs(failures: number): number {
  if (failures < failuresBeforeLock) return 0;
  return Math.min(longestLockMs, firstLockMs * 2 ** (failures - failuresBeforeLock));
}

export type Verdict = { readonly kind: 'open' } | { readonly kind: 'locked'; readonly minutes: number } | { readonly kind: 'frozen' };

/** Whether a password may be tried now. A clock before the newest attempt counts as that attempt's time: setting it back shortens nothing. */
export function verdict(attempts: Attempts, now: string): Verdict {
  if (attempts.failures >= failuresBeforeFreeze) return { kind: 'frozen' };
  const elapsed = Math.max(0, Date.parse(now) - Date.parse(attempts.at));
  const left = lockMs(attempts.failures) - elapsed;
  return left > 0 ? { kind: 'locked', minutes: Math.ceil(left / 60_000) } : { kind: 'open' };
}

/** An attempt about to be made: it counts as failed until it is known to have succeeded, so that a kill in between gains nothing. */
export const attempted = (attempts: Attempts, now: string): Attempts => ({
  failures: attempts.failures + 1,
  at: now > attempts.at ? now : attempts.at,
});

/** After the right password. */
export const succeeded = (now: string): Attempts => ({ failures: 0, at: now });

/** What the person reads. */
export function lockedSentence(refused: Exclude<Verdict, { kind: 'open' }>): string {
  return refused.kind === 'frozen'
    ? '账号已冻结：连续输错密码达到 20 次。没有登录，数据没有改动。请由安全管理员和系统管理员协助恢复。'
    : `账号已锁定，请 ${refused.minutes} 分钟后重试或联系安全管理员`;
}
