import type { PayoutConfirmed, PayoutReversed } from '@lettrage/domain';
import { placeOf, type Booking } from './booking.js';

/**
 * A provider's payout: the bank gets the net, the fee and its VAT are booked, and every payment the provider collected
 * leaves the transit account with its gross, so that transit is empty and letters payment by payment.
 */
export function bookPayoutConfirmed(booking: Booking, data: PayoutConfirmed): void {
  const { transaction, provider, reference, payments } = data;
  if (transaction.currency !== booking.settings.currency)
    return booking.refuse('currency-not-booked', `Payout ${reference} is in ${transaction.currency}. Book it by hand.`);
  const net = booking.read(transaction.amount);
  const [fee, feeVat] = [booking.read(data.fee), booking.read(data.feeVat)];
  const gross = payments.reduce((sum, payment) => sum + booking.read(payment.amount), 0n);
  if (gross - fee - feeVat !== net) {
    return booking.refuse(
      'payout-differs',
      `Payout ${reference}: ${booking.write(gross)} less fees of ${booking.write(fee + feeVat)} is not the ${transaction.amount} of the bank line.`,
    );
  }
  const { bankAccount, bookingDate } = transaction;
  const booked = booking.transaction(transaction.id)?.place;
  const transit = placeOf(booking.settings, 'transit');
  const detail = { transaction: transaction.id };
  const bank = { account: bankAccount.account };
  booking.book(
    {
      // A line that lies in suspense or was set aside is taken from there: never a second line on the bank's account.
      journal:
        booked === undefined
          ? { code: bankAccount.journal, label: bankAccount.label }
          : booking.settings.scheme.journals.miscellaneous,
      ...(booked === undefined ? { date: bookingDate } : {}),
      piece: reference,
      pieceDate: bookingDate,
      label: `Versement ${provider} ${reference}`,
    },
    [
      {
        place: booked ?? bank,
        amount: net,
        detail: booked === undefined ? { ...detail, accountLabel: bankAccount.label } : detail,
      },
      { place: placeOf(booking.settings, 'providerFees'), amount: fee, detail: {} },
      { place: placeOf(booking.settings, 'vatOnFees'), amount: feeVat, detail: {} },
      ...payments.map((payment) => ({
        place: transit,
        amount: -booking.read(payment.amount),
        detail: {
          payment: payment.id,
          label: `${provider} ${payment.customer?.name ?? payment.externalId ?? ''}`.trim(),
        },
      })),
    ],
  );
  booking.keepTransaction({ transaction: transaction.id, place: transit });
}

/**
 * A booked payout was taken back. The bank's own line stays, since the money did move: its counterpart goes to suspense,
 * fee and VAT are taken back, and what the provider collected lies in transit again.
 */
export function bookPayoutReversed(booking: Booking, data: PayoutReversed): void {
  const { transaction, provider, reference, payments } = data;
  // Not booked where its currency was refused.
  if (transaction.currency !== booking.settings.currency) return;
  const [fee, feeVat] = [booking.read(data.fee), booking.read(data.feeVat)];
  const transit = placeOf(booking.settings, 'transit');
  const suspense = placeOf(booking.settings, 'suspense');
  booking.book(
    {
      journal: booking.settings.scheme.journals.miscellaneous,
      piece: reference,
      pieceDate: transaction.bookingDate,
      label: `Annulation versement ${provider} ${reference}`,
    },
    [
      { place: suspense, amount: -booking.read(transaction.amount), detail: { transaction: transaction.id } },
      { place: placeOf(booking.settings, 'providerFees'), amount: -fee, detail: {} },
      { place: placeOf(booking.settings, 'vatOnFees'), amount: -feeVat, detail: {} },
      ...payments.map((payment) => ({
        place: transit,
        amount: booking.read(payment.amount),
        detail: {
          payment: payment.id,
          label: `${provider} ${payment.customer?.name ?? payment.externalId ?? ''}`.trim(),
        },
      })),
    ],
  );
  booking.keepTransaction({ transaction: transaction.id, place: suspense });
}
