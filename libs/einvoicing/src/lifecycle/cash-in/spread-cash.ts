import { absolute } from '@lettrage/domain';

/** What an invoice asks for at one VAT rate, with tax, in minor units. */
export interface RateShare {
  /** In percent, as first written on the invoice. */
  readonly rate: string;
  readonly total: bigint;
}

/**
 * Spreads the receipts of one invoice over its VAT rates, oldest first.
 *
 * Each receipt goes to the rates so that what each got in all stays next to its proportional share of all the cash: the
 * parts of a receipt add up to it to the cent, have its sign, and none brings a rate above its total or below what its
 * deposits gave it (zero without any), so the receipt that completes the invoice empties every rate exactly. Where cents are left over, the rate with the largest
 * remainder gets them, on a tie the larger one.
 */
export class CashSpread {
  private readonly total: bigint;
  private readonly given: bigint[];

  /**
   * @param shares what each rate asks for; all of one sign, and not all zero
   * @param given what each rate got before, in the order of the shares; nothing by default
   * @param deposited what of it its deposits gave each rate, which is not given back here; nothing by default
   * @throws RangeError otherwise
   */
  constructor(
    readonly shares: readonly RateShare[],
    given: readonly bigint[] = [],
    private readonly deposited: readonly bigint[] = shares.map(() => 0n),
  ) {
    this.total = sum(shares.map(({ total }) => total));
    if (this.total === 0n || shares.some(({ total }) => total * this.total < 0n))
      throw new RangeError('the totals by rate must be of one sign and not all zero');
    this.given = shares.map((_share, index) => given[index] ?? 0n);
  }

  /** What was given so far, over all rates. */
  get cumulated(): bigint {
    return sum(this.given);
  }

  /** What may still come. */
  get remaining(): bigint {
    return this.total - this.cumulated;
  }

  /**
   * The parts of the next receipt by rate, in the order of the shares; zero where a rate gets nothing.
   *
   * @throws RangeError if all the cash would exceed the invoice, or fall below its deposits
   */
  next(amount: bigint): bigint[] {
    const cumulated = this.cumulated + amount;
    if ((cumulated - sum(this.deposited)) * this.total < 0n || absolute(cumulated) > absolute(this.total))
      throw new RangeError('more than the invoice, or less than nothing');
    const sign = amount < 0n ? -1n : 1n;
    const parts = this.certainParts(cumulated, sign, absolute(amount));
    let left = absolute(amount) - sum(parts);
    for (const index of this.byRemainder(cumulated, sign, parts)) {
      if (left === 0n) break;
      const room = this.roomOf(index, sign) - parts[index]!;
      if (room <= 0n) continue;
      parts[index]! += 1n;
      left -= 1n;
    }
    for (const [index, part] of parts.entries()) {
      const more = bigintMin(left, this.roomOf(index, sign) - part);
      parts[index] = part + more;
      left -= more;
    }
    return parts.map((part, index) => {
      this.given[index]! += sign * part;
      return sign * part;
    });
  }

  /** Whole cents each rate gets whatever is rounded, at most the receipt. */
  private certainParts(cumulated: bigint, sign: bigint, amount: bigint): bigint[] {
    let left = amount;
    return this.shares.map(({ total }, index) => {
      const owed = (sign * (total * cumulated - this.given[index]! * this.total)) / this.total;
      const part = bigintMin(bigintMin(owed > 0n ? owed : 0n, this.roomOf(index, sign)), left);
      left -= part;
      return part;
    });
  }

  /** Rates by what they still miss of their exact share, most first; of equal ones the larger first. */
  private byRemainder(cumulated: bigint, sign: bigint, parts: readonly bigint[]): number[] {
    const missing = parts.map((part, index) => {
      const exact = this.shares[index]!.total * cumulated - (this.given[index]! + sign * part) * this.total;
      return sign * exact * (this.total < 0n ? -1n : 1n);
    });
    const size = (index: number): bigint => absolute(this.shares[index]!.total);
    return [...parts.keys()].sort((a, b) => compare(missing[b]!, missing[a]!) || compare(size(b), size(a)) || a - b);
  }

  /** How far a rate can still go in the direction of the receipt. */
  private roomOf(index: number, sign: bigint): bigint {
    const target = sign * this.total > 0n ? this.shares[index]!.total : this.deposited[index]!;
    const room = sign * (target - this.given[index]!);
    return room > 0n ? room : 0n;
  }
}

function sum(values: readonly bigint[]): bigint {
  return values.reduce((total, value) => total + value, 0n);
}

function bigintMin(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
