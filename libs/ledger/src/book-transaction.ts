import type {
  AccountShare,
  PaymentWithdrawn,
  TransactionFact,
  TransactionReopened,
  TransactionSetAside,
  TransactionSuspended,
} from '@lettrage/domain';
import { foreignAmount, placeOf, samePlace, type Booking, type Posting } from './booking.js';
import type { Place } from './ledger-lookup.js';

/** A bank line that pays no item: against the rule's account or that of its category. */
export function bookSetAside(booking: Booking, data: TransactionSetAside): void {
  const account = data.split?.[0]?.account ?? data.account ?? booking.settings.chart.categories[data.category];
  dispose(booking, data.transaction, { account }, { target: data.split });
}

/** A line nobody has decided yet, so that the bank's balance is right. */
export function bookSuspended(booking: Booking, data: TransactionSuspended): void {
  if (booking.transaction(data.transaction.id) !== undefined) return;
  dispose(booking, data.transaction, placeOf(booking.settings, 'suspense'));
}

/**
 * A set-aside line goes back to review: its counterpart is reversed into suspense. The bank's own line stays, since
 * the money did move.
 */
export function bookReopened(booking: Booking, data: TransactionReopened): void {
  if (booking.transaction(data.transaction.id) === undefined) return;
  dispose(booking, data.transaction, placeOf(booking.settings, 'suspense'), { from: data.split });
}

/** A bank line entered as a payment proved to be none: what lay on account goes back to suspense. */
export function bookWithdrawn(booking: Booking, data: PaymentWithdrawn): void {
  const { transaction } = data.payment;
  if (transaction === undefined) return withdrawRecorded(booking, data);
  if (booking.transaction(transaction.id) === undefined) return;
  dispose(booking, transaction, placeOf(booking.settings, 'suspense'));
}

/** A payment that was recorded and never seen at the bank: it leaves transit and its customer's account. */
function withdrawRecorded(booking: Booking, { payment }: PaymentWithdrawn): void {
  const known = booking.payment(payment.id);
  if (payment.kind !== 'recorded' || known === undefined) return;
  const rest = booking.read(known.rest);
  const detail = { payment: payment.returns ?? payment.refunds ?? payment.id };
  booking.book(
    {
      journal: booking.settings.scheme.journals.miscellaneous,
      piece: payment.externalId ?? `REGLEMENT-${payment.day}`,
      pieceDate: payment.day,
      label: `Annulation règlement ${payment.customer?.name ?? payment.externalId ?? ''}`.trim(),
    },
    [
      { place: known.place, amount: rest, detail },
      { place: placeOf(booking.settings, 'transit'), amount: -rest, detail: { payment: payment.id } },
    ],
  );
  booking.keepPayment({ ...known, rest: booking.write(0n) });
}

/** Puts the counterpart of a bank line on `target`: with the bank's line the first time, by a transfer ever after. */
function dispose(
  booking: Booking,
  transaction: TransactionFact,
  target: Place,
  shares: { readonly from?: Shares; readonly target?: Shares } = {},
): void {
  const { settings } = booking;
  const detail = { transaction: transaction.id };
  const split = (given: Shares): Posting[] | undefined =>
    // The shares are in the line's currency: in other books the first account takes the whole.
    transaction.currency === settings.currency
      ? given?.map(({ account, amount: part }) => ({ place: { account }, amount: booking.read(part), detail }))
      : undefined;
  const amount = booking.valueOf(transaction);
  if (amount === undefined) {
    return booking.refuse(
      'currency-not-booked',
      `Bank line ${transaction.ref} is in ${transaction.currency}: these books are kept in ${settings.currency} and no rate of ${transaction.bookingDate} was known. Book it by hand.`,
    );
  }
  const booked = booking.transaction(transaction.id);
  const payment = booked?.payment === undefined ? undefined : booking.payment(booked.payment);
  if (payment !== undefined && booking.read(payment.rest) !== amount) {
    return booking.refuse(
      'bank-line-in-use',
      `Bank line ${transaction.ref} cannot be set aside: only ${payment.rest} of its ${transaction.amount} is unallocated. Undo its allocations first.`,
    );
  }
  const from = payment?.place ?? booked?.place;
  const { bankAccount, bookingDate } = transaction;
  const piece = transaction.bankReference ?? transaction.ref;
  booking.keepTransaction({ transaction: transaction.id, place: target });
  if (payment !== undefined) booking.keepPayment({ ...payment, rest: booking.write(0n) });
  if (from === undefined) {
    booking.book(
      {
        journal: { code: bankAccount.journal, label: bankAccount.label },
        date: bookingDate,
        piece,
        pieceDate: bookingDate,
        label: transaction.label,
      },
      [
        {
          place: { account: bankAccount.account },
          amount,
          detail: {
            ...detail,
            accountLabel: bankAccount.label,
            ...foreignAmount(settings, transaction.amount, transaction.currency),
          },
        },
        ...(negated(split(shares.target)) ?? [{ place: target, amount: -amount, detail }]),
      ],
    );
  } else if (!samePlace(from, target)) {
    const paymentLink = payment === undefined ? {} : { payment: payment.payment };
    booking.book(
      { journal: settings.scheme.journals.miscellaneous, piece, pieceDate: bookingDate, label: transaction.label },
      [
        ...(split(shares.from) ?? [{ place: from, amount, detail: { ...detail, ...paymentLink } }]),
        ...(negated(split(shares.target)) ?? [{ place: target, amount: -amount, detail }]),
      ],
    );
  }
}

type Shares = readonly AccountShare[] | undefined;

function negated(postings: readonly Posting[] | undefined): Posting[] | undefined {
  return postings?.map((posting) => ({ ...posting, amount: -posting.amount }));
}
