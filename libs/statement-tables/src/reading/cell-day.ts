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
  'jan ene gen sty led tam ian oca ιαν янв яну јан січ',
  'fev feb fév lut uno hel sub φεβ фев феб лют',
  'mar mrz maa mrt mars bre μαρ мар бер',
  'avr apr abr kwi dub huh nis απρ апр кві',
  'mai may mag mei maj kve tou μαι маи мај тра',
  'juin jun giu cze kes iun haz ιουν июн јун юни чер',
  'juil jul lug lip hei iul tem ιουλ июл јул юли лип',
  'aou aug ago sie elo agu αυγ авг сер',
  'sep set wrz zar syy sze eyl σεπ сен сеп вер',
  'oct okt ott out paz rij lok eki οκτ окт жов',
  'nov lis marr noi kas νοε ноя ное нов лис',
  'dec dez dic des gru pro jou ara δεκ дек гру',
];
const MONTH_OF = new Map(
  MONTHS.flatMap((names, index) => names.split(' ').map((name) => [name, String(index + 1).padStart(2, '0')] as const)),
);

const DAY_NAMED =
  /^(?:\p{L}{2,9}\.?,? )?(\d{1,2})(?:st|nd|rd|th|er|\.)?[\s./-]*([\p{L}]{3,12})\.?[\s,./-]*(\d{4}|\d{2})\b(.*)$/u;
/** `2026-Jan-02`. */
const YEAR_NAMED = /^(\d{4})[\s./-]+([\p{L}]{3,12})\.?[\s./-]+(\d{1,2})\b(.*)$/u;
const MONTH_NAMED = /^([\p{L}]{3,12})\.?[\s-]+(\d{1,2})(?:st|nd|rd|th)?,?[\s-]+(\d{4})\b(.*)$/u;
const POINTED = /^(\d{1,4})\. ?(\d{1,2})\. ?(\d{2,4})\.?$/;
/** `13/01/2026 à 10h30`, `13.01.2026 um 10.30 Uhr`, `13/01/2026 - 10:30`. */
const TIMED =
  /^(\d[\d./-]{6,9}\d),? (?:(?:à|at|um|om|alle|kl\.?|ore|-) )?\d{1,2}[h:.]\d{2}(?:[:.]\d{2})?(?: ?(?:Uhr|uur|h))?$/i;
/** An offset without colon or a zone by name, a fraction of a second and a mark after it: the day is the one written. */
const TIME_TAIL =
  /^(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:Z|UTC|GMT|CET|CEST|[+-]\d{2}(?::?\d{2})?)?$/;

/** The day of a cell in one of `formats`, month names included; undefined if it is none or does not exist. */
export function tryCellDay(cell: string, formats: readonly DayFormat[]): Day | undefined {
  const day = tryReadDay(cell, formats);
  if (day !== undefined) return day;
  const text = cell.trim();
  // Hungarian and Slavic banks write a point behind each part, and a blank.
  const pointed = POINTED.exec(text);
  if (pointed) return tryReadDay(`${pointed[1]}.${pointed[2]}.${pointed[3]}`, formats);
  const stamped = TIME_TAIL.exec(text)?.[1];
  if (stamped !== undefined) return tryReadDay(stamped, YEAR_FIRST);
  const timed = TIMED.exec(text)?.[1];
  if (timed !== undefined) return tryReadDay(timed, formats);
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
  const [day, name, year, tail] = namedParts(text);
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

/** Day, month's name, year and what stands behind them. */
function namedParts(text: string): readonly (string | undefined)[] {
  const dayFirst = DAY_NAMED.exec(text);
  if (dayFirst) return dayFirst.slice(1);
  const monthFirst = MONTH_NAMED.exec(text);
  if (monthFirst) return [monthFirst[2], monthFirst[1], monthFirst[3], monthFirst[4]];
  const yearFirst = YEAR_NAMED.exec(text);
  return yearFirst ? [yearFirst[3], yearFirst[2], yearFirst[1], yearFirst[4]] : [];
}
