import { daysInMonth } from '@lettrage/adapter-sdk';
import { owned, shown } from './fec-lines.js';
import type { FecRule } from './fec-rules.js';

/** Amounts are whole millionths here, so that a file with too many decimals still adds up exactly. */
const DECIMALS = 6;
const SOUND = /^([+-]?)(\d{1,18})(?:,(\d{1,6}))?([+-]?)$/;
/** Characters of an amount with two decimals whose millionths are an exact integer whatever they are. */
const LONGEST_PLAIN = 12;
const MILLIONTHS_OF_A_CENT = 10_000;
const [DIGIT_0, DIGIT_9, COMMA] = [0x30, 0x39, 0x2c];
const BLANKS_IN_NUMBER = /\d[\s\u00a0\u2009\u202f'’]+\d/;

/** An amount of the file: its value in millionths, or the rule it breaks. */
export type FecAmount =
  { readonly value: bigint; readonly decimals: number; readonly defect?: undefined } | { readonly defect: FecRule };

const ZERO: FecAmount = { value: 0n, decimals: 0 };

/** Reads an amount with decimal comma; a sign may stand first or last. Blank is zero. */
export function readFecAmount(text: string): FecAmount {
  if (text === '0,00' || text === '0' || text === '') return ZERO;
  // Nearly every amount is written like this, and a file has millions.
  const cents = plainCents(text);
  if (cents !== -1) return { value: BigInt(cents * MILLIONTHS_OF_A_CENT), decimals: 2 };
  const match = SOUND.exec(text.trim());
  if (match === null) return { defect: defectOf(shown(text).trim()) };
  const [, before, whole, fraction = '', after] = match;
  if (before !== '' && after !== '') return { defect: 'fec-amount-signs' };
  const value = BigInt(whole! + fraction.padEnd(DECIMALS, '0'));
  const decimals = fraction.replace(/0+$/, '').length;
  return { value: before === '-' || after === '-' ? -value : value, decimals };
}

/** Whole cents of an amount written like `120,01`; -1 where it is not. */
function plainCents(text: string): number {
  const { length } = text;
  const comma = length - 3;
  if (comma < 1 || length > LONGEST_PLAIN || text.charCodeAt(comma) !== COMMA) return -1;
  let cents = 0;
  for (let i = 0; i < length; i++) {
    if (i === comma) continue;
    const code = text.charCodeAt(i);
    if (code < DIGIT_0 || code > DIGIT_9) return -1;
    cents = cents * 10 + (code - DIGIT_0);
  }
  return cents;
}

function defectOf(text: string): FecRule {
  if (/^[+-]?[\d.,]+[eE][+-]?\d+$/.test(text)) return 'fec-scientific-notation';
  if ((text.match(/[+-]/g) ?? []).length > 1) return 'fec-amount-signs';
  if (BLANKS_IN_NUMBER.test(text) || /^[+-]?\d{1,3}(?:\.\d{3})+(?:,\d*)?[+-]?$/.test(text))
    return 'fec-thousands-separator';
  if (/^[+-]?\d{1,3}(?:,\d{3})+\.\d*$/.test(text) || /^[+-]?\d*\.\d*[+-]?$/.test(text)) return 'fec-decimal-point';
  return 'fec-amount-format';
}

/** Writes millionths for a message: with a comma, two decimals at least. */
export function shownAmount(value: bigint): string {
  const digits = (value < 0n ? -value : value).toString().padStart(DECIMALS + 1, '0');
  const fraction = digits.slice(-DECIMALS).replace(/0{1,4}$/, '');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -DECIMALS)},${fraction}`;
}

/** The rule a date breaks; undefined if it is a day written YYYYMMDD. */
export type DateDefect = 'fec-date-format' | 'fec-date-impossible';

const CACHE_LIMIT = 50_000;

/** Reads dates; a file has few different ones, so each is looked at once. */
export class FecDates {
  private readonly known = new Map<string, DateDefect | 'none'>();
  /** Sound day looked at last: the days of a line and its neighbours are mostly one. */
  private last = '';

  defectOf(text: string): DateDefect | undefined {
    if (text === this.last) return undefined;
    let found = this.known.get(text);
    if (found === undefined) {
      if (this.known.size > CACHE_LIMIT) this.known.clear();
      found = dateDefect(text) ?? 'none';
      this.known.set(owned(text), found);
    }
    if (found !== 'none') return found;
    this.last = owned(text);
    return undefined;
  }
}

function dateDefect(text: string): DateDefect | undefined {
  if (!/^\d{8}$/.test(text)) return 'fec-date-format';
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6, 8))];
  const exists = month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
  return exists ? undefined : 'fec-date-impossible';
}
