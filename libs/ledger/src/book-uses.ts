import type { PaymentUse, PaymentUsed } from '@lettrage/domain';
import { creditDetail } from './book-payment.js';
import { creditPlace, placeOf, type Booking } from './booking.js';
import type { AccountRole } from './chart.js';

const USES: Readonly<Record<PaymentUse['kind'], { readonly role: AccountRole; readonly label: string }>> = {
  'late-interest': { role: 'lateInterest', label: 'Intérêts de retard' },
  indemnity: { role: 'indemnity', label: 'Indemnité forfaitaire de recouvrement' },
};

/**
 * Late interest and the indemnity for recovery costs: income on receipt, outside VAT (they repair a loss and pay for
 * nothing), taken from the credit the customer's money left. Nothing is booked when they are asked for.
 */
export function bookPaymentUsed(booking: Booking, { payment, uses }: PaymentUsed): void {
  if (payment.currency !== booking.settings.currency)
    return booking.refuse('currency-not-booked', `Payment ${payment.id} is in ${payment.currency}. Book it by hand.`);
  const known = booking.payment(payment.id);
  const place = known?.place ?? creditPlace(booking.settings, payment.customer);
  let rest = booking.read(known?.rest ?? payment.amount);
  for (const use of uses) {
    const { role, label } = USES[use.kind];
    const amount = booking.read(use.amount);
    booking.book(
      {
        journal: booking.settings.scheme.journals.miscellaneous,
        piece:
          payment.transaction?.bankReference ??
          payment.externalId ??
          payment.transaction?.ref ??
          `REGLEMENT-${payment.day}`,
        pieceDate: payment.day,
        label: `${use.undoes === undefined ? '' : 'Annulation '}${label} ${payment.customer?.name ?? ''}`.trim(),
      },
      [
        { place, amount, detail: creditDetail(booking, payment, place) },
        { place: placeOf(booking.settings, role), amount: -amount, detail: { payment: payment.id } },
      ],
    );
    rest -= amount;
  }
  booking.keepPayment({ payment: payment.id, place, rest: booking.write(rest) });
}
