import { divideRounded, type ItemFact } from '@lettrage/domain';
import type { Booking } from './booking.js';
import type { RateTax } from './vat-on-collection.js';
import type { DepositPool, ItemPosition, Place } from './ledger-lookup.js';

/** What a line on advances says: the pool of deposits it belongs to, if one is known. */
export interface DepositLink {
  readonly deposit?: string;
}

/** A part of what a document takes off the advances, of one pool; minor units of the books, signed like the document. */
export interface Deduction extends DepositLink {
  readonly amount: bigint;
  /** The tax inside it by rate, where the deposits are known. */
  readonly taxes?: readonly RateTax[];
}

/** What a document says of the deposits it deducts: their numbers, else the order they were asked for. */
export interface Naming {
  readonly deducts: readonly string[];
  readonly order: string | undefined;
}

/**
 * A deposit invoice enters the books, as a pool of its own, named after it. One that a final invoice of before has
 * deducted already belongs to what that final invoice left open; a further instalment to the pool of its number.
 *
 * @param amount minor units of the books
 * @param taxes tax of each rate inside it
 * @returns its link, and the tax by rate by which a final invoice of before took back too little
 */
export function receiveDeposit(
  booking: Booking,
  item: ItemFact,
  place: Place,
  {
    order,
    amount,
    taxes,
  }: { readonly order: string | undefined; readonly amount: bigint; readonly taxes: readonly RateTax[] },
): { readonly deposit: NonNullable<ItemPosition['deposit']>; readonly missed: readonly RateTax[] } {
  const name = nameOf(item.number);
  const known = poolsAt(booking, item, place).find((one) => isOf(one, name) || one.awaits?.includes(name) === true);
  const pool = known ?? poolOf(item.id, place, order);
  const wasDeducted = booking.read(pool.open) < 0n;
  const awaits = pool.awaits?.filter((one) => one !== name) ?? [];
  const { awaits: _before, ...rest } = pool;
  const numbers = [...new Set([...(pool.numbers ?? []), name])];
  const moved = move(booking, { ...rest, numbers }, amount, taxes);
  const left = booking.read(moved.open);
  keepPool(booking, item, left < 0n && awaits.length > 0 ? { ...moved, awaits } : moved);
  const deposit = { pool: pool.deposit, ...(order === undefined ? {} : { order }) };
  return { deposit, missed: wasDeducted && left === 0n ? taxesOf(booking, moved) : [] };
}

/**
 * A final invoice deducts deposits, or the credit note of a deposit takes one back: those it names, in that order, each as
 * far as it is open. What is left over waits for named ones that are not recorded yet. A document that names none takes
 * those of its order, else those without one; without an order of its own, those without one, else the only ones there
 * are: they can't be told from each other and letter as one group once all of it is deducted. More than is open has no
 * link and gets no letter: it was received before these books began.
 *
 * @param amount minor units of the books, positive
 * @param taxes the tax inside `amount`, where the document knows it (a credit note)
 */
export function deductDeposits(
  booking: Booking,
  item: ItemFact,
  place: Place,
  { naming, amount, taxes }: { readonly naming: Naming; readonly amount: bigint; readonly taxes?: readonly RateTax[] },
): Deduction[] {
  if (amount <= 0n) return [{ amount }];
  if (naming.deducts.length > 0)
    return deductNamed(booking, item, place, { names: naming.deducts.map(nameOf), amount, taxes });
  const pools = candidates(booking, item, place, naming.order);
  const open = pools.reduce((sum, pool) => sum + booking.read(pool.open), 0n);
  if (pools.length === 0 || open < amount) return [{ amount }];
  return [deduct(booking, item, merge(booking, item, pools), amount, taxes)];
}

/**
 * What was given up of a deposit invoice, or of its credit note, takes it off its pool, and an undo puts it back: also one
 * that is settled, whose letter then no longer holds.
 *
 * @param debit minor units of the books, negative where it is undone
 * @param taxes the tax by rate that falls away with it
 */
export function relieveDeposit(
  booking: Booking,
  item: ItemFact,
  place: Place,
  link: ItemPosition['deposit'],
  { debit, taxes }: { readonly debit: bigint; readonly taxes: readonly RateTax[] },
): DepositLink {
  if (link === undefined) return {};
  const known = customerPools(booking, item).find(
    (one) => one.deposit === link.pool || one.merged?.includes(link.pool),
  );
  const revived = { ...poolOf(link.pool, place, link.order), numbers: [nameOf(item.number)] };
  keepPool(booking, item, move(booking, known ?? revived, -debit, negated(taxes)));
  return { deposit: link.pool };
}

/** Numbers are compared as they stand in a list whose separator is the space. */
function nameOf(number: string): string {
  return number.replace(/\s/g, '');
}

/** Takes an amount off the pools named, then off one that waits for those not recorded yet. */
function deductNamed(
  booking: Booking,
  item: ItemFact,
  place: Place,
  {
    names,
    amount,
    taxes,
  }: { readonly names: readonly string[]; readonly amount: bigint; readonly taxes: readonly RateTax[] | undefined },
): Deduction[] {
  const parts: Deduction[] = [];
  const pools = poolsAt(booking, item, place);
  const named = names.flatMap((name) => pools.find((pool) => isOf(pool, name)) ?? []);
  let rest = amount;
  for (const pool of new Set(named)) {
    const open = booking.read(pool.open);
    const part = open < rest ? open : rest;
    if (part <= 0n) continue;
    parts.push(deduct(booking, item, pool, part, part === amount ? taxes : undefined));
    rest -= part;
  }
  if (rest === 0n) return parts;
  const unknown = names.filter((name) => !pools.some((pool) => isOf(pool, name)));
  if (unknown.length === 0) return [...parts, { amount: rest }];
  const waiting = pools.find((pool) => pool.awaits?.some((name) => unknown.includes(name)));
  const pool = waiting ?? poolOf(item.id, place, undefined);
  // Their tax is not known yet: what is taken now is noted by whoever books it (noteTaxes).
  keepPool(booking, item, {
    ...move(booking, pool, -rest, []),
    awaits: [...new Set([...(pool.awaits ?? []), ...unknown])],
  });
  return [...parts, { amount: rest, deposit: pool.deposit }];
}

/** Notes the tax by rate a final invoice took back for deposits that are not recorded yet. */
export function noteTaxes(booking: Booking, item: ItemFact, pool: string, taxes: readonly RateTax[]): void {
  const known = customerPools(booking, item).find((one) => one.deposit === pool);
  if (known !== undefined) keepPool(booking, item, move(booking, known, 0n, negated(taxes)));
}

function deduct(
  booking: Booking,
  item: ItemFact,
  pool: DepositPool,
  amount: bigint,
  own?: readonly RateTax[],
): Deduction {
  const open = booking.read(pool.open);
  const taxes =
    own ?? taxesOf(booking, pool).map(({ rate, tax }) => ({ rate, tax: divideRounded(tax * amount, open) }));
  keepPool(booking, item, move(booking, pool, -amount, negated(taxes)));
  return { amount, deposit: pool.deposit, taxes };
}

/** Deposits a document without names may mean, that have something left to deduct. */
function candidates(booking: Booking, item: ItemFact, place: Place, order: string | undefined): DepositPool[] {
  const open = poolsAt(booking, item, place).filter((pool) => booking.read(pool.open) > 0n);
  const of = (name: string | undefined) => open.filter((pool) => pool.order === name);
  if (of(order).length > 0) return of(order);
  if (of(undefined).length > 0) return of(undefined);
  const isOnlyOne = order === undefined && new Set(open.map((pool) => pool.order)).size === 1;
  return isOnlyOne ? open : [];
}

/** Makes one pool of several that cannot be told from each other. */
function merge(booking: Booking, item: ItemFact, pools: readonly DepositPool[]): DepositPool {
  const [first, ...others] = pools as [DepositPool, ...DepositPool[]];
  return others.reduce((into, pool) => {
    booking.mergeDeposits({ deposit: into.deposit, other: pool.deposit });
    const { merged: _others, ...emptied } = pool;
    keepPool(booking, item, { ...emptied, open: booking.write(0n), taxes: [] });
    const numbers = [...(into.numbers ?? []), ...(pool.numbers ?? [])];
    const merged = [...(into.merged ?? []), pool.deposit, ...(pool.merged ?? [])];
    return move(booking, { ...into, numbers, merged }, booking.read(pool.open), taxesOf(booking, pool));
  }, first);
}

function customerPools(booking: Booking, item: ItemFact): readonly DepositPool[] {
  return booking.customer(item.customer.id)?.deposits ?? [];
}

/** The customer's pools on the account and auxiliary of a document that something is left of. */
function poolsAt(booking: Booking, item: ItemFact, place: Place): DepositPool[] {
  return customerPools(booking, item).filter(
    (pool) => pool.account === place.account && pool.auxiliary === place.auxiliary && booking.read(pool.open) !== 0n,
  );
}

function isOf(pool: DepositPool, name: string): boolean {
  return pool.numbers?.includes(name) === true;
}

function poolOf(deposit: string, { account, auxiliary }: Place, order: string | undefined): DepositPool {
  return {
    deposit,
    account,
    ...(auxiliary === undefined ? {} : { auxiliary }),
    ...(order === undefined ? {} : { order }),
    open: '0',
  };
}

/** Adds to what is left of a pool and of the tax inside it. */
function move(booking: Booking, pool: DepositPool, amount: bigint, taxes: readonly RateTax[]): DepositPool {
  const sums = new Map(taxesOf(booking, pool).map(({ rate, tax }) => [rate, tax]));
  for (const { rate, tax } of taxes) sums.set(rate, (sums.get(rate) ?? 0n) + tax);
  return {
    ...pool,
    open: booking.write(booking.read(pool.open) + amount),
    taxes: [...sums].filter(([, tax]) => tax !== 0n).map(([rate, tax]) => ({ rate, tax: booking.write(tax) })),
  };
}

/**
 * Puts a pool in place of what was known of it. One with nothing left is forgotten, unless others were merged into it: what
 * is given back of any of them is given back to it, and makes no second pool.
 */
function keepPool(booking: Booking, item: ItemFact, pool: DepositPool): void {
  const customer = item.customer.id;
  const pools = customerPools(booking, item);
  const at = pools.findIndex((one) => one.deposit === pool.deposit);
  const isDone = booking.read(pool.open) === 0n && pool.merged === undefined;
  const others = pools.filter((_, index) => index !== at);
  const kept = at < 0 ? [...pools, pool] : pools.map((one, index) => (index === at ? pool : one));
  booking.keepCustomer({ customer, deposits: isDone ? others : kept });
}

function taxesOf(booking: Booking, pool: DepositPool): RateTax[] {
  return (pool.taxes ?? []).map(({ rate, tax }) => ({ rate, tax: booking.read(tax) }));
}

function negated(taxes: readonly RateTax[]): RateTax[] {
  return taxes.map(({ rate, tax }) => ({ rate, tax: -tax }));
}
