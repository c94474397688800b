import { divideRounded } from '@lettrage/domain';

/** Tax of one rate that was booked for an item, in minor units, signed like the item's total. */
export interface RateTax {
  readonly rate: string;
  readonly tax: bigint;
}

/** How far an item is settled, cumulated, minor units signed like its total. */
export interface Settlement {
  readonly collected: bigint;
  readonly relieved: bigint;
}

/** What of one rate's tax has become due by collection, and what fell away with a discount or write-off. */
export interface RateStanding {
  readonly rate: string;
  readonly released: bigint;
  readonly reversed: bigint;
}

/**
 * Where the VAT of an item stands for a given settlement.
 *
 * Both amounts are functions of the cumulated settlement alone, not of the road to it: what an event books is the
 * difference of two standings. So any sequence of partial payments, discounts, undos and returns that ends settled
 * empties the waiting account to the cent, and one that ends where it began leaves nothing anywhere. What falls away
 * depends on the relief only, so a payment never touches an expense account; the cent that rounding leaves over goes
 * to the released side.
 */
export function vatStanding(taxes: readonly RateTax[], total: bigint, settlement: Settlement): RateStanding[] {
  const { collected, relieved } = settlement;
  return taxes.map(({ rate, tax }) => {
    if (total === 0n) return { rate, released: 0n, reversed: 0n };
    const cleared = divideRounded(tax * (collected + relieved), total);
    const reversed = divideRounded(tax * relieved, total);
    return { rate, released: cleared - reversed, reversed };
  });
}

/** What changes between two settlements, per rate in the order of `taxes`. */
export function vatMovement(
  taxes: readonly RateTax[],
  total: bigint,
  before: Settlement,
  after: Settlement,
): RateStanding[] {
  const from = vatStanding(taxes, total, before);
  const to = vatStanding(taxes, total, after);
  return to.map((standing, i) => ({
    rate: standing.rate,
    released: standing.released - from[i]!.released,
    reversed: standing.reversed - from[i]!.reversed,
  }));
}
