import type { Day } from '@lettrage/domain';
import { DayFormatError, show, tryReadDay, type DayFormat } from '@lettrage/formats';

/** Orders of day, month and year. */
export const DAY_FIRST: readonly DayFormat[] = [
  'DD/MM/YYYY',
  'DD-MM-YYYY',
  'DD.MM.YYYY',
  'DD/MM/YY',
  'DD.MM.YY',
  'DD-MM-YY',
  'DD MM YYYY',
  'DDMMYYYY',
];
export const MONTH_FIRST: readonly DayFormat[] = ['MM/DD/YYYY', 'MM-DD-YYYY', 'MM/DD/YY', 'MM-DD-YY'];
export const YEAR_FIRST: readonly DayFormat[] = ['YYYY-MM-DD', 'YYYY/MM/DD', 'YYYYMMDD', 'YYYY.MM.DD'];

/** First letters of the months, without accents, in the languages of European banks. */
const MONTHS: readonly string[] = [
  'jan ene gen sty led',
  'fev feb fév lut uno',
  'mar mrz maa mrt mars bre',
  'avr apr abr kwi dub',
  'mai may mag mei maj kve',
  'juin jun giu cze',
  'juil jul lug lip',
  'aou aug ago sie',
  'sep set wrz zar',
  'oct okt ott out paz rij',
  'nov lis',
  'dec dez dic des gru pro',
];
const MONTH_OF = new Map(
  MONTHS.flatMap((names, index) => names.split(' ').map((name) => [name, String(index + 1).padStart(2, '0')] as const)),
);

const DAY_NAMED =
  /^(?:\p{L}{2,9}\.?,? )?(\d{1,2})(?:st|nd|rd|th|er|\.)?[\s./-]*([\p{L}]{3,10})\.?[\s,./-]*(\d{4}|\d{2})\b(.*)$/u;
const MONTH_NAMED = /^([\p{L}]{3,10})\.?[\s-]+(\d{1,2})(?:st|nd|rd|th)?,?[\s-]+(\d{4})\b(.*)$/u;
/** An offset without colon or a zone by name, a fraction of a second and a mark after it: the day is the one written. */
const TIME_TAIL =
  /^(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:Z|UTC|GMT|CET|CEST|[+-]\d{2}(?::?\d{2})?)?$/;

/** The day of a cell in one of `formats`, month names included; undefined if it is none or does not exist. */
export function tryCellDay(cell: string, formats: readonly DayFormat[]): Day | undefined {
  const day = tryReadDay(cell, formats);
  if (day !== undefined) return day;
  const text = cell.trim();
  const stamped = TIME_TAIL.exec(text)?.[1];
  if (stamped !== undefined) return tryReadDay(stamped, YEAR_FIRST);
  const named = withMonthNumber(text);
  return named === undefined ? undefined : tryReadDay(named, ['DD/MM/YYYY', 'DD/MM/YY']);
}

/** Like {@link tryCellDay}; throws a {@link DayFormatError} that names the formats. */
export function readCellDay(cell: string, formats: readonly DayFormat[]): Day {
  const day = tryCellDay(cell, formats);
  if (day === undefined) throw new DayFormatError(show(cell), formats);
  return day;
}

/** True for a text that means to be a day, a wrong one too: digits parted as in days, or a month's name. */
export function looksLikeDay(cell: string): boolean {
  const text = cell.trim();
  return /^\d{1,4}[./-]\d{1,2}\b/.test(text) || /^\d{8}$/.test(text) || withMonthNumber(text) !== undefined;
}

/** `2 janv. 2026`, `Jan 2, 2026`, `2-Jan-26` with the month as a number. */
function withMonthNumber(text: string): string | undefined {
  if (!/\p{L}{3}/u.test(text)) return undefined;
  const dayFirst = DAY_NAMED.exec(text);
  const [day, name, year, tail] = dayFirst
    ? [dayFirst[1]!, dayFirst[2]!, dayFirst[3]!, dayFirst[4]!]
    : ((found) => [found?.[2], found?.[1], found?.[3], found?.[4]])(MONTH_NAMED.exec(text));
  if (
    day === undefined ||
    name === undefined ||
    year === undefined ||
    !/^(?:[\sT,]+\d{1,2}:\d{2}.*|\s*)$/.test(tail ?? '')
  )
    return undefined;
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const month = MONTH_OF.get(plain.slice(0, 4)) ?? MONTH_OF.get(plain.slice(0, 3));
  return month === undefined ? undefined : `${day.padStart(2, '0')}/${month}/${year}`;
}
