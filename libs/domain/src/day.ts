/** A calendar day `YYYY-MM-DD`, without time or time zone. Days compare and sort as strings. */
export type Day = string & { readonly __day: unique symbol };

/** A text that is not a calendar day. */
export class DayError extends Error {
  constructor(readonly input: string) {
    super(`"${input}" is not a calendar day (expected YYYY-MM-DD)`);
    this.name = 'DayError';
  }
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Number of days of a month; `month` from 1. */
export function daysInMonth(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 && leap ? 29 : DAYS_IN_MONTH[month - 1]!;
}

/** True if `text` is a day that exists, `YYYY-MM-DD` (31 February does not, and no year 0). */
export function isDay(text: string): text is Day {
  if (!DAY.test(text)) return false;
  const [year, month, day] = [digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10)];
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** Reads a day or throws {@link DayError}. */
export function parseDay(text: string): Day {
  if (!isDay(text)) throw new DayError(text);
  return text;
}

/** Builds a day from numbers (month from 1); throws {@link DayError} if it does not exist. */
export function dayOf(year: number, month: number, day: number): Day {
  return parseDay(`${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`);
}

const MILLISECONDS_A_DAY = 86_400_000;

function toNumber(day: Day): number {
  return Date.UTC(digits(day, 0, 4), digits(day, 5, 7) - 1, digits(day, 8, 10)) / MILLISECONDS_A_DAY;
}

/** The number that stands between two places, read without a text of its own: dates are compared by the million. */
function digits(day: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at++) value = value * 10 + day.charCodeAt(at) - 48;
  return value;
}

/** The day `days` later (earlier if negative). */
export function addDays(day: Day, days: number): Day {
  return new Date((toNumber(day) + days) * MILLISECONDS_A_DAY).toISOString().slice(0, 10) as Day;
}

/** Days from `a` to `b`, negative if `b` is earlier. */
export function daysBetween(a: Day, b: Day): number {
  return toNumber(b) - toNumber(a);
}

/** The last day of the month of `day`. */
export function endOfMonth(day: Day): Day {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
  return dayOf(year, month, daysInMonth(year, month));
}

/** The year of a day. */
export function yearOf(day: Day): number {
  return Number(day.slice(0, 4));
}

/**
 * The closing day of the financial year that holds `day`, for a year that closes each `closing` (`"12-31"`, `"06-30"`;
 * `"02-29"` and `"02-28"` both mean the last day of February).
 */
export function fiscalYearEnd(day: Day, closing: string): Day {
  const month = Number(closing.slice(0, 2));
  const inYear = (year: number): Day => {
    const wanted = closing.startsWith('02-2') ? 31 : Number(closing.slice(3, 5));
    return dayOf(year, month, Math.min(wanted, daysInMonth(year, month)));
  };
  const thisYear = inYear(yearOf(day));
  return day <= thisYear ? thisYear : inYear(yearOf(day) + 1);
}

/** The first day of the financial year that closes on `end`. */
export function fiscalYearStart(end: Day): Day {
  const closing = end.slice(5);
  const lastYear = yearOf(end) - 1;
  const month = Number(closing.slice(0, 2));
  const wanted = closing.startsWith('02-2') ? 31 : Number(closing.slice(3, 5));
  return addDays(dayOf(lastYear, month, Math.min(wanted, daysInMonth(lastYear, month))), 1);
}
