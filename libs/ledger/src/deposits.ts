import type { ItemFact } from '@lettrage/domain';
import type { Booking } from './booking.js';
import type { DepositPool, ItemPosition, Place } from './ledger-lookup.js';

/** What a line on advances says: the pool of deposits it belongs to, if one is known. */
export interface DepositLink {
  readonly deposit?: string;
}

/**
 * A deposit invoice enters the books. A final invoice says how much it deducts and of which order it is, not which
 * deposit invoices: deposits of one customer and order that are open together can only be settled together. They are a
 * pool, named after the first of them, and letter as one group once its final invoices have deducted all of it.
 *
 * @param amount minor units of the books
 */
export function receiveDeposit(
  booking: Booking,
  item: ItemFact,
  place: Place,
  order: string | undefined,
  amount: bigint,
): NonNullable<ItemPosition['deposit']> {
  const pool = openPools(booking, item, place).find((one) => one.order === order);
  const link = { pool: pool?.deposit ?? item.id, ...(order === undefined ? {} : { order }) };
  movePool(booking, item, place, link, amount);
  return link;
}

/**
 * A final invoice deducts deposits: those of its order, else those that name none; without an order of its own, those
 * that name none, else the only ones there are. More than is open is not of that pool, or not of it alone (it was
 * received before these books began): such a line has no link and gets no letter.
 *
 * @param amount minor units of the books, positive
 */
export function deductDeposits(
  booking: Booking,
  item: ItemFact,
  place: Place,
  order: string | undefined,
  amount: bigint,
): DepositLink {
  const pools = openPools(booking, item, place);
  const onlyOne = order === undefined && pools.length === 1 ? pools[0] : undefined;
  const pool = pools.find((one) => one.order === order) ?? pools.find((one) => one.order === undefined) ?? onlyOne;
  if (pool === undefined || amount <= 0n || booking.read(pool.open) < amount) return {};
  movePool(booking, item, place, { pool: pool.deposit }, -amount);
  return { deposit: pool.deposit };
}

/**
 * What was given up of a deposit invoice takes it off its pool, and an undo puts it back: also one that is settled,
 * whose letter then no longer holds.
 *
 * @param debit minor units of the books, negative where it is undone
 */
export function relieveDeposit(
  booking: Booking,
  item: ItemFact,
  place: Place,
  link: ItemPosition['deposit'],
  debit: bigint,
): DepositLink {
  if (link === undefined) return {};
  movePool(booking, item, place, link, -debit);
  return { deposit: link.pool };
}

/** Pools of a customer that have something left to deduct, on the account and auxiliary they lie on. */
function openPools(booking: Booking, item: ItemFact, place: Place): DepositPool[] {
  const pools = booking.customer(item.customer.id)?.deposits ?? [];
  return pools.filter((pool) => isAt(pool, place) && booking.read(pool.open) > 0n);
}

/** Adds to what is left of a pool; one with nothing left is forgotten. */
function movePool(
  booking: Booking,
  item: ItemFact,
  { account, auxiliary }: Place,
  { pool: deposit, order }: NonNullable<ItemPosition['deposit']>,
  amount: bigint,
): void {
  const customer = item.customer.id;
  const pools = booking.customer(customer)?.deposits ?? [];
  const known = pools.find((pool) => pool.deposit === deposit);
  const open = booking.read(known?.open ?? booking.write(0n)) + amount;
  const place = { account, ...(auxiliary === undefined ? {} : { auxiliary }) };
  const moved = {
    ...(known ?? { deposit, ...place, ...(order === undefined ? {} : { order }) }),
    open: booking.write(open),
  };
  const others = pools.filter((pool) => pool !== known);
  booking.keepCustomer({ customer, deposits: open === 0n ? others : [...others, moved] });
}

function isAt(pool: DepositPool, place: Place): boolean {
  return pool.account === place.account && pool.auxiliary === place.auxiliary;
}
