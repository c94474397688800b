import type { ItemState } from '@lettrage/domain';

/** What an item's state follows from. Minor units; both amounts have the item's sign. */
export interface ItemAmounts {
  readonly total: bigint;
  readonly settled: bigint;
  readonly disputed: boolean;
  readonly cancelled: boolean;
}

/** What is still open of an item, with its sign. */
export function openOf(item: Pick<ItemAmounts, 'total' | 'settled'>): bigint {
  return item.total - item.settled;
}

/**
 * The state of an item, from its amounts and marks alone. A cancelled item that an undo opened again is issued or
 * partly paid; a dispute no longer matters once everything is settled. Drafts are not in the books.
 */
export function itemState(item: ItemAmounts): ItemState {
  if (item.settled === item.total) return item.cancelled ? 'cancelled' : 'paid';
  if (item.disputed) return 'disputed';
  return item.settled === 0n ? 'issued' : 'partly-paid';
}

/**
 * The rest of a payment, positive for money received: the customer's credit if the customer is known. Negative for
 * money given back that reopened nothing.
 */
export function restOf(payment: { readonly amount: bigint; readonly allocated: bigint }): bigint {
  return payment.amount - payment.allocated;
}

/** True if `settled` lies between nothing and all of `total`, whatever its sign. */
export function settlesWithin(total: bigint, settled: bigint): boolean {
  return total >= 0n ? settled >= 0n && settled <= total : settled <= 0n && settled >= total;
}

/** True if `allocated` uses no more than `amount`, whatever its sign. */
export function allocatesWithin(amount: bigint, allocated: bigint): boolean {
  return amount >= 0n ? allocated <= amount : allocated >= amount;
}
