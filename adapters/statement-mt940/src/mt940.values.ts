import { daysBetween, daysInMonth, isDay, type Day } from '@lettrage/adapter-sdk';
import { show } from '@lettrage/formats';

/** A field that cannot be read. */
export class SwiftProblem extends Error {
  override readonly name = 'SwiftProblem';

  constructor(
    readonly code: string,
    message: string,
    readonly path: string,
    readonly severity: 'error' | 'warning' = 'error',
  ) {
    super(message);
  }
}

const CENTURY_PIVOT = 60;

/** A day read, and whether it had to be moved to the end of its month because it does not exist. */
export interface SwiftDay {
  readonly day: Day;
  readonly moved: boolean;
}

/** The day of a YYMMDD. 30 February becomes the last of that month; no month at all throws {@link SwiftProblem}. */
export function shortDay(text: string, path: string): SwiftDay {
  return DAYS.get(text) ?? remembered(text, readShortDay(text, path));
}

/** A statement has thousands of movements and some dozen days. */
const DAYS = new Map<string, SwiftDay>();
const DAYS_KEPT = 1_000;

function remembered(key: string, day: SwiftDay): SwiftDay {
  if (DAYS.size >= DAYS_KEPT) DAYS.clear();
  DAYS.set(key, day);
  return day;
}

function readShortDay(text: string, path: string): SwiftDay {
  const century = Number(text.slice(0, 2)) >= CENTURY_PIVOT ? '19' : '20';
  return inYear(Number(century + text.slice(0, 2)), text.slice(2), text, path);
}

/** The booking day MMDD in the year that puts it nearest to the value date: New Year lies between them both ways. */
export function bookingDay(text: string, valueDate: Day): SwiftDay {
  // Nearly always the value date itself.
  if (valueDate.startsWith(text.slice(0, 2), 5) && valueDate.endsWith(text.slice(2)))
    return { day: valueDate, moved: false };
  const key = `${text} ${valueDate}`;
  return DAYS.get(key) ?? remembered(key, readBookingDay(text, valueDate));
}

function readBookingDay(text: string, valueDate: Day): SwiftDay {
  const year = Number(valueDate.slice(0, 4));
  const distance = ({ day }: SwiftDay): number => Math.abs(daysBetween(day, valueDate));
  return [year, year - 1, year + 1]
    .map((candidate) => inYear(candidate, text, text, ':61:'))
    .reduce((a, b) => (distance(b) < distance(a) ? b : a));
}

function inYear(year: number, monthAndDay: string, written: string, path: string): SwiftDay {
  const [month, wanted] = [Number(monthAndDay.slice(0, 2)), Number(monthAndDay.slice(2, 4))];
  const possible = month >= 1 && month <= 12 && wanted >= 1 && wanted <= 31;
  const last = possible ? daysInMonth(year, month) : 0;
  const day = `${year}-${monthAndDay.slice(0, 2)}-${String(Math.min(wanted, last)).padStart(2, '0')}`;
  if (!possible || !isDay(day)) throw new SwiftProblem('bad-date', `"${show(written)}" is not a day`, path);
  return { day, moved: wanted > last };
}
