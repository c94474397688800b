import { decimalsOf, parseMinor, type Day, type TransactionLine } from '@lettrage/domain';

/** A rate is compared in millionths. */
export const RATE_SCALE = 6;

/**
 * The rates a company accepts for one foreign currency in a period: units of the account's currency for one foreign
 * unit, in millionths. A difference is one of exchange only inside it.
 */
export interface RateWindow {
  readonly currency: string;
  readonly from: Day;
  readonly until: Day;
  readonly low: bigint;
  readonly high: bigint;
}

/** A payment that was instructed in another currency than the account's. */
export interface ForeignPayment {
  readonly currency: string;
  /** Minor units of that currency. */
  readonly amount: bigint;
}

/** What the line says was paid in another currency; undefined if nothing, or not readable as an amount. */
export function foreignPayment(line: TransactionLine): ForeignPayment | undefined {
  const { original, currency } = line;
  if (!original || original.currency === currency) return undefined;
  try {
    const amount = parseMinor(original.amount, original.currency);
    return amount === 0n ? undefined : { currency: original.currency, amount: amount < 0n ? -amount : amount };
  } catch {
    return undefined;
  }
}

/**
 * True if `minor` of the account's currency for the foreign payment is a rate that a window of that day accepts.
 * Exact: cross-multiplied whole numbers, no quotient.
 */
export function isWithinWindow(
  minor: bigint,
  foreign: ForeignPayment,
  currency: string,
  day: Day,
  windows: readonly RateWindow[],
): boolean {
  const left = minor * 10n ** BigInt(RATE_SCALE + decimalsOf(foreign.currency));
  const unit = foreign.amount * 10n ** BigInt(decimalsOf(currency));
  return windows.some(
    ({ currency: own, from, until, low, high }) =>
      own === foreign.currency && from <= day && day <= until && low * unit <= left && left <= high * unit,
  );
}
