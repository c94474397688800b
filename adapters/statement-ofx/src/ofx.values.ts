import {
  AmountError,
  decimalsOf,
  isDay,
  isIban,
  parseMinor,
  type AccountIdentity,
  type Day,
} from '@lettrage/adapter-sdk';
import { frenchIban, plainMinor, readAmount, show } from '@lettrage/formats';

/** A value that cannot be read; `path` names its tag. */
export class OfxProblem extends Error {
  override readonly name = 'OfxProblem';

  constructor(
    readonly code: string,
    message: string,
    readonly path: string,
  ) {
    super(message);
  }
}

/** Fields of an aggregate by tag. */
export type OfxFields = ReadonlyMap<string, string>;

const POINT = 46;
const GROUPED = /^[+-]?\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d*)?$/;

/** Signed minor units; a point or, as French banks write it, a comma, and any sign. Throws {@link OfxProblem}. */
export function minorOf(text: string, currency: string, path: string): bigint {
  const exact = plainMinor(text, POINT, decimalsOf(currency));
  if (exact !== undefined) return exact;
  try {
    // French banks part groups of three digits by a blank.
    const plain = GROUPED.test(text) ? text.replace(/[ \u00a0\u202f]/g, '') : text;
    const [, sign = '', whole = '', separator = '', fraction = ''] = /^([+-]?)(\d*)([.,]?)(\d*)$/.exec(plain) ?? [];
    // Three digits behind a comma may as well be thousands.
    const unclear = separator === ',' && fraction.length === 3 && decimalsOf(currency) !== 3;
    if ((whole === '' && fraction === '') || unclear) throw new AmountError('', text);
    return parseMinor(readAmount(`${sign}${whole || '0'}${fraction === '' ? '' : `.${fraction}`}`), currency);
  } catch (error) {
    if (!(error instanceof AmountError)) throw error;
    throw new OfxProblem('bad-amount', `"${show(text)}" is not an amount in ${currency}`, path);
  }
}

/**
 * The day of `YYYYMMDD[HHMMSS[.XXX]][[-5:EST]]`, or of `YYYY-MM-DD` as some banks write it; a time zone never moves it.
 * Undefined if it is none.
 */
export function dayOf(text: string | undefined): Day | undefined {
  if (text === undefined) return undefined;
  const known = DAYS.get(text);
  if (known !== undefined) return known;
  const day = readDay(text);
  if (DAYS.size >= DAYS_KEPT) DAYS.clear();
  if (day !== undefined) DAYS.set(text, day);
  return day;
}

/** A statement has thousands of movements and some dozen days. */
const DAYS = new Map<string, Day>();
const DAYS_KEPT = 1_000;

const WRITTEN_DAY = /^(\d{4})(\d{2})(\d{2})(?:\d{0,6}(?:\.\d*)?\s*(?:\[.*)?)?$/;
const ISO_DAY = /^(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}.*)?$/;

function readDay(text: string): Day | undefined {
  const [, year, month, day] = WRITTEN_DAY.exec(text) ?? ISO_DAY.exec(text) ?? [];
  const written = `${year}-${month}-${day}`;
  return isDay(written) ? written : undefined;
}

/** The account: its IBAN, also made of the French bank, branch and account, else its number. */
export function accountOf(fields: OfxFields, currency: string | undefined): AccountIdentity {
  const written = (fields.get('ACCTID') ?? '').replace(/\s/g, '').toUpperCase();
  const iban = isIban(written) ? written : ownIban(fields, written);
  return {
    ...(iban !== undefined ? { iban } : written === '' ? {} : { number: written }),
    ...(currency === undefined ? {} : { currency }),
  };
}

function ownIban(fields: OfxFields, account: string): string | undefined {
  const [bank, branch] = [fields.get('BANKID') ?? '', fields.get('BRANCHID') ?? ''];
  const iban = frenchIban(bank, branch, account);
  // A key that contradicts means that these are no French numbers.
  return iban !== undefined && (fields.get('ACCTKEY') ?? iban.slice(-2)) === iban.slice(-2) ? iban : undefined;
}
