/** A sum this high is put aside: the next amount, below 10^15, could make it inexact. */
const FULL = Number.MAX_SAFE_INTEGER - 10 ** 15;

/**
 * A sum of whole cents that stays exact: safe integers are added as numbers, which is twenty times as fast as bigints,
 * and put aside as a bigint before they could leave the range of exact integers.
 */
export class CentsSum {
  private aside = 0n;
  private recent = 0;

  /** Adds cents: a number from 0 to below 10^15, or any bigint. */
  add(cents: number | bigint): void {
    if (typeof cents === 'bigint') {
      this.aside += cents;
      return;
    }
    this.recent += cents;
    if (this.recent > FULL) this.put();
  }

  value(): bigint {
    this.put();
    return this.aside;
  }

  private put(): void {
    this.aside += BigInt(this.recent);
    this.recent = 0;
  }
}
