// Days as numbers since 1970, so that dates of a project's life can be reckoned with; written as ISO dates at the end.

/** Days since 1970-01-01. */
export type Day = number;

const dayLength = 86_400_000;
const texts = new Map<Day, string>();

/** ISO date of a day. The same few thousand days come again and again, so their texts are kept. */
export function iso(day: Day): string {
  let text = texts.get(day);
  if (text === undefined) {
    text = new Date(day * dayLength).toISOString().slice(0, 10);
    texts.set(day, text);
  }
  return text;
}

export const dayOf = (date: string): Day => Math.round(Date.parse(`${date}T00:00:00Z`) / dayLength);

export const dayOfYearMonth = (year: number, month: number, dayOfMonth = 1): Day => Math.round(Date.UTC(year, month - 1, dayOfMonth) / dayLength);

export const yearOf = (day: Day): number => Number(iso(day).slice(0, 4));

/** The same date in a later year; 29 February becomes 1 March. */
export function addYears(day: Day, years: number): Day {
  const [year = 0, month = 1, date = 1] = iso(day).split('-').map(Number);
  return dayOfYearMonth(year + years, month, date);
}

/** `YYYY-MM`. */
export const monthOf = (day: Day): string => iso(day).slice(0, 7);

/** Months since year 0, for counting: 2024-03 is 2024 × 12 + 2. */
export const monthNumber = (day: Day): number => yearOf(day) * 12 + Number(iso(day).slice(5, 7)) - 1;

export const yearOfMonth = (month: number): number => Math.floor(month / 12);

/** `YYYY-MM` of a counted month. */
export const monthText = (month: number): string => `${yearOfMonth(month)}-${String((month % 12) + 1).padStart(2, '0')}`;

export const firstDay = (month: number): Day => dayOfYearMonth(yearOfMonth(month), (month % 12) + 1);

/** The day itself, or the Monday after a weekend. 1970-01-01 was a Thursday. */
export function workday(day: Day): Day {
  const weekday = (day + 3) % 7;
  return weekday < 5 ? day : day + 7 - weekday;
}

/** The day `count` weekdays later; public holidays are not known here. */
export function afterWorkdays(day: Day, count: number): Day {
  let result = workday(day);
  for (let left = count; left > 0; left -= 1) result = workday(result + 1);
  return result;
}

/** ISO date-time in UTC at this hour of a day. */
export const momentOf = (day: Day, hour: number, minute: number): string =>
  `${iso(day)}T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00.000Z`;
