/** An amount that was asked for, under its key. */
interface AskedAmount {
  readonly key: string;
  readonly currency: string;
  readonly amount: bigint;
}

/**
 * The `amt:` keys among those asked for, found by the low 32 bits of an amount: a book of a million items has as many
 * amounts, and a text of each would be most of the work of looking for the few.
 */
export class AskedAmounts {
  private readonly byLow = new Map<number, AskedAmount[]>();

  /** Adds the amount of an `amt:` key; any other key is left. */
  add(key: string): void {
    if (!key.startsWith('amt:')) return;
    const [, currency, digits] = key.split(':');
    if (currency === undefined || digits === undefined) return;
    const amount = BigInt(digits);
    const list = this.byLow.get(lowOf(amount));
    if (!list) this.byLow.set(lowOf(amount), [{ key, currency, amount }]);
    else if (!list.some((known) => known.key === key)) list.push({ key, currency, amount });
  }

  /** False if no amount with these low 32 bits was asked for. */
  mayHold(low: number): boolean {
    return this.byLow.has(low);
  }

  /** The key of an amount, if it was asked for. */
  keyOf(currency: string, amount: bigint): string | undefined {
    return this.byLow.get(lowOf(amount))?.find((one) => one.amount === amount && one.currency === currency)?.key;
  }
}

/** The low 32 bits of minor units, as a signed integer: finds an amount, is none. */
export function lowOf(minor: bigint): number {
  BITS.setBigInt64(0, minor);
  return BITS.getInt32(4);
}

const BITS = new DataView(new ArrayBuffer(8));
