// How demonstration data are known again wherever they turn up: by their identifiers.

/** 2024-01-01 in milliseconds: the time the identifiers of demonstration data pretend to be made from. */
export const demoIdEpoch = 1_704_067_200_000;

/** Identifiers count up from the epoch, a millisecond each; the largest demonstration stays far below a day. */
const dayMs = 86_400_000;

/** Whether this identifier was made for demonstration data: its time lies on the first day of 2024, before this program existed, and its series is small. */
export function isDemoId(id: unknown): boolean {
  const [, high, low, series] = typeof id === 'string' ? (/^([0-9a-f]{8})-([0-9a-f]{4})-7([0-9a-f]{3})-/.exec(id) ?? []) : [];
  if (high === undefined || low === undefined || series === undefined) return false;
  const time = Number.parseInt(high + low, 16);
  return time >= demoIdEpoch && time < demoIdEpoch + dayMs && Number.parseInt(series, 16) < 64;
}
