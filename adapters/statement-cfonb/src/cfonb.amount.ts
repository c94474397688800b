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
const SIGNS = new Map<string, { readonly digit: number; readonly negative: boolean }>();
for (const [characters, negative] of [
  ['{ABCDEFGHI', false],
  ['}JKLMNOPQR', true],
  ['éabcdefghi', false],
  ['èjklmnopqr', true],
  // Capital accents come out of programs that turn everything to upper case.
  ['É', false],
  ['È', true],
] as const) {
  for (const [digit, character] of [...characters].entries()) SIGNS.set(character, { digit, negative });
}
const [ZERO, NINE] = [48, 57];

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
  const last = SIGNS.get(field.slice(13));
  const first = numberOf(field, 13);
  if (last === undefined || first === -1) {
    const text = `"${show(field)}" is not an amount (expected 13 digits and a sign character: { A-I for credit, } J-R for debit)`;
    throw new CfonbProblem('bad-amount', text, '91-104');
  }
  const { digit, negative } = last;
  // Fourteen digits are exact in an integer of JavaScript, which is read in half the time.
  const value = first * 10 + digit;
  if (decimals.charCodeAt(0) - ZERO === decimalsOf(currency)) return BigInt(negative ? -value : value);
  const minor = scaledMinor(`${field.slice(0, 13)}${digit}`, decimals, currency, '91-104');
  return negative ? -minor : minor;
}

/** The number of the first `length` characters; -1 if they are no digits. */
function numberOf(field: string, length: number): number {
  let number = 0;
  for (let at = 0; at < length; at++) {
    const code = field.charCodeAt(at);
    // Said so that a missing character, whose code is NaN, is none either.
    if (!(code >= ZERO && code <= NINE)) return -1;
    number = number * 10 + code - ZERO;
  }
  return number;
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
  const known = DAYS.get(field);
  if (known !== undefined || DAYS.has(field)) return known;
  const day = tryReadDay(field, ['DDMMYY']);
  if (DAYS.size >= DAYS_KEPT) DAYS.clear();
  DAYS.set(field, day);
  return day;
}
