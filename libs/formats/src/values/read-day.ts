import { DayError, isDay, type Day } from '@lettrage/domain';
import { show } from './amount.js';

/**
 * A way to write a day: `YYYY`, `YY`, `MM`, `DD` and whatever stands between them, such as `DD/MM/YYYY`. A time after
 * a blank or `T` is ignored: the day is the one written, never moved by a time zone.
 */
export type DayFormat = string;

const TWO_DIGIT_PIVOT = 60;
/** No file of an account is older; `0201` is no year but a part of something else. */
const FIRST_YEAR = '1900';
const PATTERNS = new Map<DayFormat, RegExp>();

function patternOf(format: DayFormat): RegExp {
  let pattern = PATTERNS.get(format);
  if (!pattern) {
    // One digit will do between separators; without them the places must be filled, or `123456` would be a day.
    const one = /DD[^DMY]|MM[^DMY]/.test(format) ? '{1,2}' : '{2}';
    const source = format
      .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      .replace('YYYY', '(?<year>\\d{4})')
      .replace('YY', '(?<year>\\d{2})')
      .replace('MM', `(?<month>\\d${one})`)
      .replace('DD', `(?<day>\\d${one})`);
    pattern = new RegExp(
      `^${source}(?:[T ,]+\\d{1,2}:\\d{2}(?::\\d{2}(?:[.,]\\d+)?)?(?: ?(?:AM|PM|Z|UTC|[+-]\\d{2}:?\\d{2}))?)?$`,
    );
    PATTERNS.set(format, pattern);
  }
  return pattern;
}

/** The day in one of `formats`, the first that fits; undefined if none does or the day does not exist (31 February). */
export function tryReadDay(text: string, formats: readonly DayFormat[]): Day | undefined {
  const trimmed = text.trim();
  for (const format of formats) {
    const groups = patternOf(format).exec(trimmed)?.groups;
    if (!groups) continue;
    const written = groups['year']!;
    // Two digits: 60…99 are 1960…1999, as bank files agree.
    const year = written.length === 4 ? written : `${Number(written) >= TWO_DIGIT_PIVOT ? '19' : '20'}${written}`;
    if (year < FIRST_YEAR) continue;
    const day = `${year}-${groups['month']!.padStart(2, '0')}-${groups['day']!.padStart(2, '0')}`;
    if (isDay(day)) return day;
  }
  return undefined;
}

/** Like {@link tryReadDay}, but throws a {@link DayError} that names the formats. */
export function readDay(text: string, formats: readonly DayFormat[]): Day {
  const day = tryReadDay(text, formats);
  if (day === undefined) throw new DayFormatError(show(text), formats);
  return day;
}

/** A text that is no day in the formats expected. */
export class DayFormatError extends DayError {
  constructor(input: string, formats: readonly DayFormat[]) {
    super(input);
    this.name = 'DayFormatError';
    this.message = `"${input}" is not a calendar day (expected ${formats.join(' or ')})`;
  }
}

/** Some banks leave out seconds, or minutes and colon of the time zone, or write a blank for the `T`. */
const XML_DAY = /^(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)?(?:Z|[+-]\d{2}(?::?\d{2})?)?$/;

/** A statement has thousands of lines and some dozen days. */
const XML_DAYS = new Map<string, Day>();
const XML_DAYS_KEPT = 1_000;
/** The one read last, which is nearly always the next one too. */
let lastXmlDay: { readonly text: string; readonly day: Day } | undefined;

/** The day of an `xs:date` or `xs:dateTime` as written; the time zone never moves it. Undefined if it is neither. */
export function xmlDay(text: string): Day | undefined {
  if (lastXmlDay?.text === text) return lastXmlDay.day;
  const day = XML_DAYS.get(text) ?? readXmlDay(text);
  if (day !== undefined) lastXmlDay = { text, day };
  return day;
}

function readXmlDay(text: string): Day | undefined {
  const written = XML_DAY.exec(text.trim())?.[1];
  const day = written !== undefined && isDay(written) ? written : undefined;
  if (XML_DAYS.size >= XML_DAYS_KEPT) XML_DAYS.clear();
  if (day !== undefined) XML_DAYS.set(text, day);
  return day;
}
