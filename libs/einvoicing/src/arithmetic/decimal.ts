import { decimalsOf, isCurrency } from '@lettrage/domain';
import { Decimal as Base } from 'decimal.js';

/**
 * The decimal of this library: 60 significant digits, half away from zero. A clone, so that no other user of
 * decimal.js in the process can change our rounding.
 */
export const Decimal = Base.clone({ precision: 60, rounding: Base.ROUND_HALF_UP, toExpNeg: -40, toExpPos: 60 });
export type Decimal = InstanceType<typeof Base>;

export const ZERO: Decimal = new Decimal(0);

const NUMBER = /^-?\d{1,30}(?:\.\d{1,30})?$/;

/** True for a plain decimal string: digits, an optional minus and point. No exponent, no blanks. */
export function isDecimal(text: string): boolean {
  return NUMBER.test(text);
}

/** The number a decimal string stands for; undefined if the term is absent or not a number (a rule tells of the latter). */
export function decimal(text: string | undefined): Decimal | undefined {
  return text !== undefined && isDecimal(text) ? new Decimal(text) : undefined;
}

/** Like {@link decimal}, absent counting as zero, as the standard's sums do. */
export function decimalOrZero(text: string | undefined): Decimal {
  return decimal(text) ?? ZERO;
}

/** Rounds half away from zero (decimal.js' HALF_UP is symmetric). */
export function round(value: Decimal, decimals: number): Decimal {
  return value.toDecimalPlaces(decimals, Base.ROUND_HALF_UP);
}

/** Exact sum. */
export function sum(values: Iterable<Decimal>): Decimal {
  let total = ZERO;
  for (const value of values) total = total.plus(value);
  return total;
}

/** Decimals of an amount on an invoice of a currency: the currency's own, at most the two EN 16931 allows. */
export function amountDecimals(currency: string | undefined): number {
  return currency !== undefined && isCurrency(currency) ? Math.min(decimalsOf(currency), 2) : 2;
}

/** Number of decimals written in a decimal string. */
export function decimalsWritten(text: string): number {
  const point = text.indexOf('.');
  return point < 0 ? 0 : text.length - point - 1;
}

/** Normal form for comparing rates: `20`, `20.0` and `20.00` are one rate. */
export function rateKey(rate: string | undefined): string {
  const value = decimal(rate);
  return value === undefined ? (rate ?? '') : value.toFixed();
}
