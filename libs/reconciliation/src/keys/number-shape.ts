import { normaliseText, stripZeros } from '../text/normalise.js';

/** How an invoice number is built: `"FA2026-000123"` → series FA, year 26, sequence "000123". */
export interface NumberShape {
  /** Letters and digits only. */
  readonly compact: string;
  /** Letters before the first digit, `''` if none. */
  readonly series: string;
  /** Two digits, where a part of the number is a year. */
  readonly year?: string;
  /** The running number as printed, with its zeros; absent where the number has no digits. */
  readonly sequence?: string;
  /** Digits of the whole number in order. */
  readonly digits: string;
}

const FULL_YEAR = /^(?:19|20)\d\d$/;

/** Reads the structure of an invoice number of any series: the last digit group is the running number. */
export function numberShape(number: string): NumberShape {
  const groups = runsOf(normaliseText(number));
  const digitGroups: string[] = [];
  let compact = '';
  let digits = '';
  for (const group of groups) {
    compact += group;
    if (!isDigits(group)) continue;
    digitGroups.push(group);
    digits += group;
  }
  const series = groups[0] !== undefined && !isDigits(groups[0]) ? groups[0] : '';
  if (digitGroups.length === 0) return { compact, series, digits };
  if (digitGroups.length === 1) return { compact, series, digits, ...gluedYear(digitGroups[0]!) };
  const yearAt = yearGroup(groups, digitGroups);
  if (yearAt < 0) return { compact, series, digits, ...shortTail(digitGroups) };
  const sequence = yearAt === digitGroups.length - 1 ? digitGroups.at(-2)! : digitGroups.at(-1)!;
  return { compact, series, digits, year: digitGroups[yearAt]!.slice(-2), sequence };
}

/** The runs of letters and of digits in a normalised text. */
function runsOf(text: string): string[] {
  const runs: string[] = [];
  let start = 0;
  let kind: RunKind = 'gap';
  for (let at = 0; at <= text.length; at++) {
    const now = at < text.length ? kindOf(text.charCodeAt(at)) : 'end';
    if (now === kind) continue;
    if (kind !== 'gap') runs.push(text.slice(start, at));
    start = at;
    kind = now;
  }
  return runs;
}

type RunKind = 'letters' | 'digits' | 'gap' | 'end';

function kindOf(letter: number): RunKind {
  if (letter >= 48 && letter <= 57) return 'digits';
  return letter >= 65 && letter <= 90 ? 'letters' : 'gap';
}

function isDigits(run: string): boolean {
  return run.charCodeAt(0) < 58;
}

/** `2026000123` → year 26, sequence 000123; other single groups are a running number. */
function gluedYear(digits: string): { year?: string; sequence: string } {
  if (digits.length >= 7 && FULL_YEAR.test(digits.slice(0, 4)) && digits.startsWith('20')) {
    return { year: digits.slice(2, 4), sequence: digits.slice(4) };
  }
  return { sequence: digits };
}

/** `4123-26`: the two digits at the end are a year or a version, and what stands before them is the running number. */
function shortTail(digitGroups: readonly string[]): { year?: string; sequence: string } {
  const [last, before] = [digitGroups.at(-1)!, digitGroups.at(-2)!];
  if (last.length !== 2 || before.length < 3) return { sequence: last };
  return { ...(/^[23]/.test(last) && { year: last }), sequence: before };
}

/** Index of the digit group that is a year: four digits 19xx/20xx, or two digits straight after the series letters. */
function yearGroup(groups: readonly string[], digitGroups: readonly string[]): number {
  const full = digitGroups.findIndex((group) => FULL_YEAR.test(group));
  if (full >= 0) return full;
  const afterSeries = groups[1] === digitGroups[0] && digitGroups[0]!.length === 2 && digitGroups.length === 2;
  return afterSeries ? 0 : -1;
}

/** Key of a year and a running number, whatever stands between them: `ys:26:123`. */
export function yearSequenceKey(year: string, sequence: string): string {
  return `ys:${year.slice(-2)}:${stripZeros(sequence)}`;
}
