import { decimalsOf } from './currency.js';

/** An exact amount: minor units (cents for EUR) and an ISO 4217 currency. Never a float. */
export interface Money {
  readonly minor: bigint;
  readonly currency: string;
}

/** An amount that cannot be read or stored exactly. `input` is what was given. */
export class AmountError extends Error {
  constructor(
    message: string,
    readonly input: string,
  ) {
    super(message);
    this.name = 'AmountError';
  }
}

/** How nearly every amount is written, tested without taking it apart. */
const PLAIN_CENTS = /^-?\d{1,15}\.\d\d$/;
const AMOUNT = /^(-?)(\d{1,18})(?:\.(\d{1,10}))?$/;

/**
 * Reads a decimal string with a point (`"-1200.50"`) as exact minor units of a currency.
 *
 * Fewer decimals than the currency has are completed; more are accepted only if they are zeros (`"12.340"` EUR),
 * never rounded. Throws {@link AmountError} on anything else (exponents, thousands separators, blanks, `NaN`).
 */
export function parseMinor(text: string, currency: string): bigint {
  if (PLAIN_CENTS.test(text) && decimalsOf(currency) === 2) return BigInt(text.slice(0, -3) + text.slice(-2));
  const match = AMOUNT.exec(text);
  if (!match)
    throw new AmountError(`"${text}" is not an amount (expected digits with a decimal point, such as 1200.50)`, text);
  const decimals = decimalsOf(currency);
  const fraction = match[3] ?? '';
  if (fraction.length === decimals && match[1] === '') return BigInt(match[2]! + fraction);
  const kept = fraction.slice(0, decimals).padEnd(decimals, '0');
  if (/[1-9]/.test(fraction.slice(decimals))) {
    throw new AmountError(`"${text}" has more decimals than ${currency} has (${decimals})`, text);
  }
  const minor = BigInt(match[2]! + kept);
  return match[1] === '-' ? -minor : minor;
}

/** Writes minor units as a decimal string with exactly the currency's decimals: `(120000n, 'EUR') → "1200.00"`. */
export function formatMinor(minor: bigint, currency: string): string {
  return formatScaled(minor, decimalsOf(currency));
}

/** Writes an integer scaled by 10^decimals as a decimal string: `(12345n, 2) → "123.45"`. */
export function formatScaled(value: bigint, decimals: number): string {
  if (decimals === 2 && value < EXACT && value > -EXACT) return formatCents(Number(value));
  const negative = value < 0n;
  const digits = (negative ? -value : value).toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const text = decimals === 0 ? whole : `${whole}.${digits.slice(-decimals)}`;
  return negative ? `-${text}` : text;
}

/** Up to here an integer of JavaScript is exact. */
const EXACT = BigInt(Number.MAX_SAFE_INTEGER);

/** Nearly every amount: whole cents, written in a third of the time that the digits of a bigint take. */
function formatCents(cents: number): string {
  const all = Math.abs(cents);
  const rest = all % 100;
  const text = `${(all - rest) / 100}${rest < 10 ? '.0' : '.'}${rest}`;
  return cents < 0 ? `-${text}` : text;
}

/** Reads a decimal string as {@link Money}; see {@link parseMinor}. */
export function money(text: string, currency: string): Money {
  return { minor: parseMinor(text, currency), currency };
}

/** Writes {@link Money} as a decimal string, without the currency. */
export function formatMoney(amount: Money): string {
  return formatMinor(amount.minor, amount.currency);
}

/** Adds two amounts of one currency; throws a RangeError if the currencies differ. */
export function addMoney(a: Money, b: Money): Money {
  if (a.currency !== b.currency) throw new RangeError(`cannot add ${a.currency} and ${b.currency}`);
  return { minor: a.minor + b.minor, currency: a.currency };
}

/** Absolute value of minor units. */
export function absolute(minor: bigint): bigint {
  return minor < 0n ? -minor : minor;
}
