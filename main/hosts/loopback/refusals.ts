// Requests that the loopback host turns away: their status, the sentence, and the alarm when there are many.
import type { HostLog } from '../host-log.ts';
import type { HostAlarm } from '../host-parts.ts';

/** Stable reason, for the log; the status that goes with it. */
export const refusalStatus = {
  bad_target: 400,
  no_session: 401,
  bad_code: 401,
  foreign_origin: 403,
  foreign_site: 403,
  no_header: 403,
  not_found: 404,
  method: 405,
  too_large: 413,
  media_type: 415,
  foreign_host: 421,
} as const;

export type Refusal = keyof typeof refusalStatus;

const sentences: Partial<Record<Refusal, string>> = {
  bad_code: '启动链接已失效,没有打开任何数据。请回到启动工作站的窗口,重新打开或取得新的链接。',
  no_session: '尚未通过启动链接打开,没有打开任何数据。请从启动工作站的窗口重新打开。',
  not_found: '没有这个页面。请关闭后重新打开工作站。',
};

/** What the caller is told; strangers are told nothing they could use. */
export function refusalMessage(refusal: Refusal): string {
  return sentences[refusal] ?? '请求被本机服务拒绝。请从启动工作站的窗口重新打开。';
}

const windowMs = 60_000;
const alarmAbove = 20;

/** Counts refusals; logs, and tells `alarm`, once in each minute with more than twenty. `now` is in milliseconds. */
export function createRefusalAlarm(
  log: HostLog,
  alarm: (alarm: HostAlarm) => void = () => undefined,
  now: () => number = () => performance.now(),
): (refusal: Refusal) => void {
  let windowStart = now();
  let counts = new Map<Refusal, number>();
  let total = 0;
  return (refusal) => {
    if (now() - windowStart >= windowMs) {
      windowStart = now();
      counts = new Map();
      total = 0;
    }
    counts.set(refusal, (counts.get(refusal) ?? 0) + 1);
    total += 1;
    if (total !== alarmAbove + 1) return;
    log('warn', 'loopback.many_refusals', { withinMs: windowMs, counts: Object.fromEntries(counts) });
    alarm({
      kind: 'LOOPBACK_REFUSALS',
      text: `本机接口在一分钟内拒绝了 ${alarmAbove} 次以上的访问：可能有网页或程序在试探工作站。请检查这台电脑上打开的网页和程序。`,
      facts: { counts: Object.fromEntries(counts) },
    });
  };
}
