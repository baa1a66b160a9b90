// Which Excel number formats show a date, and what date a serial number stands for.

import type { Cell } from '#domain/tabular/sheet.ts';

/**
 * Built-in format ids that show a date or time: ECMA-376 part 1, 18.8.30, the East Asian ids 27–36 and 50–58 included
 * (in Chinese Excel 31 is yyyy"年"m"月"d"日").
 */
export function isBuiltInDateFormat(id: number): boolean {
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
}

/** True when a format code shows a date or a time of day: `yyyy"年"m"月"`, `[$-804]aaaa`, `h:mm AM/PM`; not `0.0"m"`. */
export function isDateFormat(code: string): boolean {
  const bare = code
    .replace(/"[^"]*"?/g, '')
    .replace(/\\.|_.|\*./gsu, '')
    .replace(/\[(?!(?:h+|m+|s+)\])[^\]]*\]/gi, '')
    .replace(/general/gi, '');
  // Only the section for positive numbers decides.
  const section = bare.split(';', 1)[0] ?? '';
  if (/[yd]/i.test(section)) return true;
  // Digit placeholders make it a number format, except for fractions of a second.
  if (/[0#?]/.test(section.replace(/s\.0+/gi, 's'))) return false;
  return /[mhs]|e(?![+-])|a{3,4}|上午|下午/i.test(section);
}

const DAY_MS = 86_400_000;
const SECONDS_PER_DAY = 86_400;
/** The last second Excel can show, 9999-12-31T23:59:59, ends before this serial of the 1900 system. */
const FIRST_INVALID_SERIAL = 2_958_466;

/** ISO text of a moment given in milliseconds since 1970 UTC; the time is left out at midnight. */
function isoText(milliseconds: number): string {
  const iso = new Date(milliseconds).toISOString();
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 19);
}

/**
 * The date of a serial number (days, fraction = time of day, rounded to seconds).
 * The 1900 system counts a 29 February 1900 that never was: serials below 60 are one day later than arithmetic says,
 * and 60 itself, like anything Excel would show as `####`, stays the number it is.
 */
export function serialToCell(serial: number, date1904: boolean): Cell {
  const shifted = date1904 ? serial + 1462 : serial;
  if (!(serial >= 0) || shifted >= FIRST_INVALID_SERIAL) return serial;
  const seconds = Math.round(shifted * SECONDS_PER_DAY);
  const day = Math.floor(seconds / SECONDS_PER_DAY);
  if (day === 60) return serial;
  const sinceEpoch = day < 60 ? Date.UTC(1899, 11, 31) : Date.UTC(1899, 11, 30);
  return { date: isoText(sinceEpoch + day * DAY_MS + (seconds % SECONDS_PER_DAY) * 1000) };
}

/** Reads an ISO 8601 date as written into cells (`2024-03-01`, `2024-03-01T08:30:00.000Z`); undefined when it is not one. */
export function isoToCell(text: string): Cell | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?Z?)?$/.exec(text.trim());
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map((part) => Number(part ?? 0));
  const milliseconds = Date.UTC(year, month - 1, day, hour, minute, second);
  const valid = new Date(milliseconds).getUTCMonth() === month - 1 && new Date(milliseconds).getUTCDate() === day;
  return valid && year >= 1000 ? { date: isoText(milliseconds) } : undefined;
}
