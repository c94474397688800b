import { openOf, type Unit } from '../book/unit.js';
import type { LineDecision } from '../model.js';

/** A line that waits for a person; `meant` if a number or its payer, not the amount alone, speaks for the item. */
interface WaitingLine {
  readonly amount: bigint;
  readonly transaction: string;
  readonly meant: boolean;
}

/**
 * Items that an earlier line of the run may have paid, though a person must say so. A later line of the same amount
 * without a number may be the second payment of one of them.
 */
export class Waiting {
  private readonly amounts = new Map<string, WaitingLine[]>();

  /** Remembers what a line that waits for a person is proposed to settle. */
  add({ transaction, amount, best, rivals }: LineDecision): void {
    // One of several items that only have the amount is not meant more than the others.
    if (amount <= 0n || (best?.rule === 'amount' && rivals.length > 0)) return;
    for (const { item } of best?.allocations ?? []) {
      const list = this.amounts.get(item) ?? [];
      list.push({ amount, transaction, meant: best!.rule !== 'amount' });
      this.amounts.set(item, list);
    }
  }

  get isEmpty(): boolean {
    return this.amounts.size === 0;
  }

  /** True if an earlier line may have paid so much of an item that exactly this amount is left of it. */
  leaves(unit: Unit, amount: bigint): boolean {
    const paid = openOf(unit) - amount;
    return (
      paid > 0n &&
      unit.rows.some(({ source }) => this.amounts.get(source.id)?.some((one) => one.meant && one.amount === paid))
    );
  }

  /** The earlier line of this amount that may have paid one of the units. */
  lineFor(units: readonly Unit[], amount: bigint): WaitingLine | undefined {
    for (const { rows } of units) {
      for (const { source } of rows) {
        const earlier = this.amounts.get(source.id)?.find((one) => one.amount === amount);
        if (earlier) return earlier;
      }
    }
    return undefined;
  }
}
