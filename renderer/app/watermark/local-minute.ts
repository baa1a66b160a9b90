// A point in time to the minute, as the clock on the wall shows it.

const two = (value: number): string => String(value).padStart(2, '0');

/** 2026-03-02 09:05 */
export const localMinute = (at: Date): string =>
  `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`;
