import { decimalsOf, formatScaled, isCurrency, parseMinor } from '@lettrage/adapter-sdk';
import { show, tryReadDay } from '@lettrage/formats';
import type { Day } from '@lettrage/adapter-sdk';

/** A record that cannot be read; `path` names the field by its positions. */
export class CfonbProblem extends Error {
  override readonly name = 'CfonbProblem';

  constructor(
    readonly code: string,
    message: string,
    readonly path: string,
  ) {
    super(message);
  }
}

/** The last character of an amount: its last digit and its sign. Lower case and the French 7-bit set are met too. */
const SIGNS = new Map<string, readonly [digit: number, sign: 1n | -1n]>();
for (const [characters, sign] of [
  ['{ABCDEFGHI', 1n],
  ['}JKLMNOPQR', -1n],
  ['éabcdefghi', 1n],
  ['èjklmnopqr', -1n],
  // Capital accents come out of programs that turn everything to upper case.
  ['É', 1n],
  ['È', -1n],
] as const) {
  for (const [digit, character] of [...characters].entries()) SIGNS.set(character, [digit, sign]);
}

/** The currency of a record; blank means EUR. Throws {@link CfonbProblem}. */
export function currencyOf(field: string): string {
  const currency = field === '' ? 'EUR' : field.toUpperCase();
  if (!isCurrency(currency))
    throw new CfonbProblem('bad-currency', `"${show(field)}" is not a currency (expected an ISO 4217 code)`, '17-19');
  return currency;
}

/**
 * Signed minor units of an amount of 13 digits and a sign character. The record's decimals say where the point stands;
 * where they are blank it is the currency's. Throws {@link CfonbProblem}.
 */
export function signedMinor(field: string, decimals: string, currency: string): bigint {
  const [digit, sign] = SIGNS.get(field.slice(13)) ?? [];
  const digits = field.slice(0, 13);
  if (sign === undefined || !/^\d{13}$/.test(digits)) {
    const text = `"${show(field)}" is not an amount (expected 13 digits and a sign character: { A-I for credit, } J-R for debit)`;
    throw new CfonbProblem('bad-amount', text, '91-104');
  }
  return sign * scaledMinor(digits + String(digit), decimals, currency, '91-104');
}

/** Minor units of unsigned digits with a field that counts decimals; throws {@link CfonbProblem}. */
export function scaledMinor(digits: string, decimals: string, currency: string, path: string): bigint {
  if (decimals !== '' && !/^\d$/.test(decimals))
    throw new CfonbProblem('bad-decimals', `"${show(decimals)}" is not a number of decimals`, '20');
  const scale = decimals === '' ? decimalsOf(currency) : Number(decimals);
  if (scale === decimalsOf(currency)) return BigInt(digits);
  try {
    return parseMinor(formatScaled(BigInt(digits), scale), currency);
  } catch {
    const text = `${show(digits)} with ${scale} decimals is no amount in ${currency}, which has ${decimalsOf(currency)}`;
    throw new CfonbProblem('bad-amount', text, path);
  }
}

const DAYS = new Map<string, Day | undefined>();
const DAYS_KEPT = 1_000;

/** The day of a DDMMYY (60…99 are 1960…1999), or undefined if it is none. */
export function dayOf(field: string): Day | undefined {
  if (DAYS.has(field)) return DAYS.get(field);
  const day = tryReadDay(field, ['DDMMYY']);
  if (DAYS.size >= DAYS_KEPT) DAYS.clear();
  DAYS.set(field, day);
  return day;
}
