import {
  divideRounded,
  parseMinor,
  type AllocationFact,
  type AllocationUndone,
  type PaymentAllocated,
  type PaymentConfirmed,
  type PaymentFact,
  type PaymentRecorded,
} from '@lettrage/domain';
import { allocationId, bookSettlement } from './book-settlement.js';
import {
  creditPlace,
  foreignAmount,
  placeOf,
  samePlace,
  type Booking,
  type EntryHead,
  type Posting,
} from './booking.js';
import type { Place } from './ledger-lookup.js';

/** Money was entered: the bank line against the items it settles, the rest against the customer's credit. */
export function bookPaymentRecorded(booking: Booking, data: PaymentRecorded): void {
  const { payment, allocations } = data;
  if (data.history || !isBookable(booking, payment)) return;
  const amount = booking.valueOf(payment)!;
  const cash = cashOf(booking, payment, allocations, isZero(data.onAccount) ? amount : undefined);
  const rest = amount - totalOf(cash);
  const holder = holderOf(booking, payment, allocations);
  const source = sourceOf(booking, payment);
  const postings = [
    { ...source.posting, amount },
    ...allocations.map((allocation, i) => itemPosting(booking, payment, allocation, cash[i]!)),
    { place: holder, amount: -rest, detail: creditDetail(booking, payment, holder) },
  ];
  const head = headOf(booking, payment, source.isBankLine, allocations);
  if (payment.kind !== 'netting') booking.book(head, withoutReturnToSelf(postings));
  else if (movesBetweenPlaces(postings)) booking.book(head, postings);
  takeFromFormerPayment(booking, payment, amount);
  booking.keepPayment({ payment: payment.id, place: holder, rest: booking.write(rest) });
  giveBackCredit(booking, payment, rest);
  if (payment.transaction !== undefined && payment.kind === 'bank') {
    booking.keepTransaction({ transaction: payment.transaction.id, payment: payment.id });
  }
  for (const [i, allocation] of allocations.entries()) bookSettlement(booking, payment, allocation, cash[i]!);
}

/** A refund: what it gives back is no longer credit of the payment it came with, and is none of its own. */
function giveBackCredit(booking: Booking, payment: PaymentFact, rest: bigint): void {
  const original = payment.refunds === undefined ? undefined : booking.payment(payment.refunds);
  if (original === undefined) return;
  booking.keepPayment({ ...original, rest: booking.write(booking.read(original.rest) + rest) });
  booking.keepPayment({ payment: payment.id, place: original.place, rest: booking.write(0n) });
}

/** Credit that lay on account settles items or goes to another customer; only what changes its place is booked. */
export function bookPaymentAllocated(booking: Booking, data: PaymentAllocated): void {
  const { payment } = data;
  if (!isBookable(booking, payment)) return;
  const now = booking.payment(payment.id);
  const holder =
    payment.customer === undefined && now !== undefined ? now.place : creditPlace(booking.settings, payment.customer);
  const usedUp = isZero(data.onAccountAfter) && now !== undefined ? booking.read(now.rest) : undefined;
  moveCredit(booking, payment, cashRows(booking, payment, data.allocations, usedUp), holder);
}

/**
 * Allocations were taken back: the money returns to the place where the payment's credit lies. What was paid before
 * these books began becomes the customer's credit beside his open item, as if both had been brought forward.
 */
export function bookAllocationUndone(booking: Booking, data: AllocationUndone): void {
  const { payment } = data;
  if (!isBookable(booking, payment)) return;
  const holder = booking.payment(payment.id)?.place ?? creditPlace(booking.settings, payment.customer);
  moveCredit(booking, payment, cashRows(booking, payment, data.allocations, undefined), holder, 0n);
}

/** A payment typed in another system was seen at the bank: out of transit. */
export function bookPaymentConfirmed(booking: Booking, data: PaymentConfirmed): void {
  const { payment } = data;
  if (payment.transaction === undefined) {
    return booking.refuse('confirmed-without-bank-line', `Payment ${payment.id} is confirmed but names no bank line.`);
  }
  const amount = booking.valueOf(payment.transaction);
  if (!isBookable(booking, payment) || amount === undefined) return;
  const source = sourceOf(booking, { ...payment, kind: 'bank' });
  const recorded = booking.valueOf(payment)!;
  booking.book(headOf(booking, { ...payment, kind: 'bank' }, source.isBankLine, []), [
    { ...source.posting, amount },
    { place: placeOf(booking.settings, 'transit'), amount: -recorded, detail: { payment: payment.id } },
    {
      place: placeOf(booking.settings, recorded > amount ? 'exchangeLoss' : 'exchangeGain'),
      amount: recorded - amount,
      detail: {},
    },
  ]);
  booking.keepTransaction({ transaction: payment.transaction.id, payment: payment.id });
}

function isBookable(booking: Booking, payment: PaymentFact): boolean {
  if (booking.valueOf(payment) !== undefined) return true;
  booking.refuse(
    'currency-not-booked',
    `Payment ${payment.transaction?.ref ?? payment.id} is in ${payment.currency}: these books are kept in ${booking.settings.currency} and no rate of ${payment.day} was known. Book it by hand.`,
  );
  return false;
}

/** An allocation with its cash in minor units of the books. */
interface CashRow {
  readonly allocation: AllocationFact;
  readonly cash: bigint;
}

function cashRows(
  booking: Booking,
  payment: PaymentFact,
  allocations: readonly AllocationFact[],
  usedUp: bigint | undefined,
): CashRow[] {
  const cash = cashOf(booking, payment, allocations, usedUp);
  return allocations.map((allocation, i) => ({ allocation, cash: cash[i]! }));
}

/**
 * Cash of allocations in minor units of the books. Of a payment in another currency: its share of what the payment is
 * worth; where they use up what there is (`usedUp`), the last takes the remainder, so that no cent stays on account.
 */
function cashOf(
  booking: Booking,
  payment: PaymentFact,
  allocations: readonly AllocationFact[],
  usedUp: bigint | undefined,
): bigint[] {
  if (payment.currency === booking.settings.currency)
    return allocations.map((allocation) => booking.read(allocation.amount));
  const [own, worth] = [parseMinor(payment.amount, payment.currency), booking.valueOf(payment)!];
  const shares = allocations.map(({ amount }) =>
    own === 0n ? 0n : divideRounded(worth * parseMinor(amount, payment.currency), own),
  );
  const last = shares.length - 1;
  if (usedUp !== undefined && last >= 0) shares[last] = usedUp - totalOf(shares.slice(0, last));
  return shares;
}

function totalOf(amounts: readonly bigint[]): bigint {
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}

function isZero(amount: string | undefined): boolean {
  return amount !== undefined && /^-?0(\.0+)?$/.test(amount);
}

/** Whose credit the rest is. A returned payment, or a refund, takes from where the original's credit lies. */
function holderOf(booking: Booking, payment: PaymentFact, allocations: readonly AllocationFact[]): Place {
  const source = payment.returns ?? payment.refunds;
  const original = source === undefined ? undefined : booking.payment(source);
  if (original !== undefined) return original.place;
  const customer = payment.customer ?? (payment.kind === 'netting' ? allocations[0]?.item.customer : undefined);
  return creditPlace(booking.settings, customer);
}

/**
 * The account the money comes from, as a debit. A bank line that is in the books already, in suspense or set aside, is
 * taken from there: there is never a second line on the bank's account.
 */
function sourceOf(booking: Booking, payment: PaymentFact): { posting: Omit<Posting, 'amount'>; isBankLine: boolean } {
  const { settings } = booking;
  const { transaction } = payment;
  if (payment.kind === 'bank' && transaction !== undefined) {
    const booked = booking.transaction(transaction.id);
    const place = booked?.place ?? (booked?.payment === undefined ? undefined : booking.payment(booked.payment)?.place);
    const detail = {
      transaction: transaction.id,
      ...(booked?.payment === undefined ? {} : { payment: booked.payment }),
    };
    if (place !== undefined) return { posting: { place, detail }, isBankLine: false };
    const bank = transaction.bankAccount;
    return {
      posting: {
        place: { account: bank.account },
        detail: {
          ...detail,
          accountLabel: bank.label,
          ...foreignAmount(settings, transaction.amount, transaction.currency),
        },
      },
      isBankLine: true,
    };
  }
  const role = payment.kind === 'opening' ? 'opening' : payment.kind === 'netting' ? 'suspense' : 'transit';
  return { posting: { place: placeOf(settings, role), detail: { payment: payment.id } }, isBankLine: false };
}

function takeFromFormerPayment(booking: Booking, payment: PaymentFact, amount: bigint): void {
  const booked = payment.transaction === undefined ? undefined : booking.transaction(payment.transaction.id);
  const former = booked?.payment === undefined ? undefined : booking.payment(booked.payment);
  if (former === undefined || former.payment === payment.id) return;
  booking.keepPayment({ ...former, rest: booking.write(booking.read(former.rest) - amount) });
}

/** The document an accountant finds the entry by: the bank's reference, else that of what is settled, never an id of ours. */
function pieceOf(payment: PaymentFact, allocations: readonly AllocationFact[]): string {
  const { transaction, kind, externalId, day } = payment;
  const own = transaction?.bankReference ?? externalId ?? transaction?.ref;
  if (own !== undefined) return own;
  const fallback =
    kind === 'opening' ? `REPRISE-${day}` : kind === 'netting' ? `COMPENSATION-${day}` : `REGLEMENT-${day}`;
  return allocations[0]?.item.number ?? fallback;
}

function headOf(
  booking: Booking,
  payment: PaymentFact,
  isBankLine: boolean,
  allocations: readonly AllocationFact[],
): EntryHead {
  const { journals } = booking.settings.scheme;
  const { transaction } = payment;
  const name = payment.customer?.name ?? '';
  const means = { bank: 'Règlement', opening: 'Règlement antérieur', recorded: 'Règlement', netting: 'Compensation' };
  const own = `${payment.returns === undefined ? means[payment.kind] : 'Rejet'} ${name}`.trim();
  const label = transaction?.label ?? own;
  const piece = pieceOf(payment, allocations);
  if (isBankLine && transaction !== undefined) {
    const { journal, label: journalLabel } = transaction.bankAccount;
    const date = transaction.bookingDate;
    return { journal: { code: journal, label: journalLabel }, date, piece, pieceDate: date, label };
  }
  const journal = payment.kind === 'opening' ? journals.opening : journals.miscellaneous;
  return { journal, piece, pieceDate: payment.day, label };
}

function itemPosting(booking: Booking, payment: PaymentFact, allocation: AllocationFact, cash: bigint): Posting {
  const { item, settled, amount } = allocation;
  return {
    place: booking.itemPlace(item),
    amount: -cash,
    detail: {
      item: item.id,
      payment: payment.returns ?? payment.id,
      allocation: allocationId(allocation),
      label: `${item.number} ${item.customer.name}`,
      ...foreignAmount(booking.settings, settled ?? amount, item.currency),
    },
  };
}

/** On suspense the bank line is named too, so that the line and what becomes of it letter together. */
export function creditDetail(booking: Booking, payment: PaymentFact, place: Place): Posting['detail'] {
  const inSuspense = place.account === booking.settings.chart.roles.suspense;
  const transaction = inSuspense ? payment.transaction?.id : undefined;
  return {
    payment: payment.returns ?? payment.refunds ?? payment.id,
    ...(transaction === undefined ? {} : { transaction }),
  };
}

function movesBetweenPlaces(postings: readonly Posting[]): boolean {
  const sums = new Map<string, bigint>();
  for (const { place, amount } of postings) {
    const key = `${place.account}\n${place.auxiliary ?? ''}`;
    sums.set(key, (sums.get(key) ?? 0n) + amount);
  }
  return [...sums.values()].some((sum) => sum !== 0n);
}

/** First posting is the source, last the rest: what would only leave a place and come back to it is left out. */
function withoutReturnToSelf(postings: readonly Posting[]): readonly Posting[] {
  const source = postings[0]!;
  const rest = postings[postings.length - 1]!;
  if (!samePlace(source.place, rest.place)) return postings;
  return [{ ...source, amount: source.amount + rest.amount }, ...postings.slice(1, -1)];
}

/**
 * Moves a payment's credit to items (or, with negative rows, back) and what is left of it to `holder`.
 * What stays on one account and auxiliary is not booked: there the allocation alone connects the lines. `restUnknown`
 * is what a payment of history has to give.
 */
function moveCredit(
  booking: Booking,
  payment: PaymentFact,
  rows: readonly CashRow[],
  holder: Place,
  restUnknown = totalOf(rows.map(({ cash }) => cash)),
): void {
  const allocations = rows.map(({ allocation }) => allocation);
  const moved = totalOf(rows.map(({ cash }) => cash));
  // A payment these books do not know is history: what it still settles comes from the opening balance.
  const former = booking.payment(payment.id) ?? {
    place: placeOf(booking.settings, 'opening'),
    rest: booking.write(restUnknown),
  };
  const restBefore = booking.read(former.rest);
  const restAfter = restBefore - moved;
  const items = rows
    .map(({ allocation, cash }) => itemPosting(booking, payment, allocation, cash))
    .filter((posting) => !samePlace(posting.place, former.place));
  const rest = samePlace(former.place, holder) ? 0n : restAfter;
  const leaving = rest - items.reduce((sum, posting) => sum + posting.amount, 0n);
  booking.book(
    {
      journal: booking.settings.scheme.journals.miscellaneous,
      piece: pieceOf(payment, allocations),
      pieceDate: payment.day,
      label: payment.transaction?.label ?? `Affectation ${payment.customer?.name ?? ''}`.trim(),
    },
    [
      { place: former.place, amount: leaving, detail: creditDetail(booking, payment, former.place) },
      ...items,
      { place: holder, amount: -rest, detail: creditDetail(booking, payment, holder) },
    ],
  );
  booking.keepPayment({ payment: payment.id, place: holder, rest: booking.write(restAfter) });
  for (const { allocation, cash } of rows) bookSettlement(booking, payment, allocation, cash);
}
