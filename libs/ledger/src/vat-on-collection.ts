import { divideRounded } from '@lettrage/domain';

/** Tax of one rate that was booked for an item, in minor units, signed like the item's total. */
export interface RateTax {
  readonly rate: string;
  readonly tax: bigint;
}

/** How far an item is settled, cumulated, minor units signed like its total. */
export interface Settlement {
  readonly collected: bigint;
  readonly discounted: bigint;
  readonly writtenOff: bigint;
}

/** What of one rate's tax has become due by collection, and what fell away with discounts and with write-offs. */
export interface RateStanding {
  readonly rate: string;
  readonly released: bigint;
  readonly discounted: bigint;
  readonly writtenOff: bigint;
}

/**
 * Where the VAT of an item stands for a given settlement.
 *
 * All amounts are functions of the cumulated settlement alone, not of the road to it: what an event books is the
 * difference of two standings. So any sequence of partial payments, discounts, undos and returns that ends settled
 * empties the waiting account to the cent, and one that ends where it began leaves nothing anywhere. What falls away
 * with one kind of relief depends on that kind only, so nothing else ever touches its expense account; the cent that
 * rounding leaves over goes to the released side.
 */
export function vatStanding(taxes: readonly RateTax[], total: bigint, settlement: Settlement): RateStanding[] {
  const settled = settlement.collected + settlement.discounted + settlement.writtenOff;
  return taxes.map(({ rate, tax }) => {
    const share = (part: bigint): bigint => (total === 0n ? 0n : divideRounded(tax * part, total));
    const [discounted, writtenOff] = [share(settlement.discounted), share(settlement.writtenOff)];
    return { rate, released: share(settled) - discounted - writtenOff, discounted, writtenOff };
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
  return vatStanding(taxes, total, after).map((to, i) => ({
    rate: to.rate,
    released: to.released - from[i]!.released,
    discounted: to.discounted - from[i]!.discounted,
    writtenOff: to.writtenOff - from[i]!.writtenOff,
  }));
}
