import { divideRounded, type ItemDoubtful, type ItemFact } from '@lettrage/domain';
import { customerPlace, placeOf, samePlace, type Booking } from './booking.js';
import type { ItemPosition } from './ledger-lookup.js';

/**
 * What is open of an item goes to doubtful debts, or comes back from there; the part taken for lost, without VAT, is
 * charged to the allowance, and released as money comes or the claim is written off.
 */
export function bookItemDoubtful(booking: Booking, data: ItemDoubtful): void {
  const { item, doubtful, allowance } = data;
  const position = booking.item(item.id);
  if (position === undefined || position.foreign !== undefined) {
    return booking.refuse(
      'item-not-booked',
      `${item.number} is not in these books, so it cannot be ${doubtful ? 'made doubtful' : 'expected again'}. Book it by hand.`,
    );
  }
  const target = doubtful
    ? { ...position.place, account: booking.settings.chart.roles.doubtful }
    : customerPlace(booking.settings, item.customer);
  const open = openOf(booking, position);
  if (!samePlace(position.place, target)) {
    booking.book(headOf(booking, item, doubtful ? 'Créance douteuse' : 'Créance redevenue certaine'), [
      { place: target, amount: open, detail: { item: item.id, dueDate: item.dueDate } },
      { place: position.place, amount: -open, detail: { item: item.id } },
    ]);
  }
  const { allowance: before, ...rest } = position;
  const now = doubtful && allowance !== undefined ? { amount: allowance, open: booking.write(open) } : undefined;
  const change = standing(booking, now, open) - standing(booking, before, open);
  bookAllowance(booking, item, change, 'Dépréciation');
  booking.keepItem({ ...rest, place: target, ...(now === undefined ? {} : { allowance: now }) });
}

/** Something of a doubtful item was settled, or an undo opened it again: the allowance follows what is open. */
export function bookAllowanceChange(booking: Booking, item: ItemFact, before: ItemPosition): void {
  const after = booking.item(item.id) ?? before;
  const change =
    standing(booking, after.allowance, openOf(booking, after)) -
    standing(booking, before.allowance, openOf(booking, before));
  bookAllowance(booking, item, change, change < 0n ? 'Reprise de dépréciation' : 'Dépréciation');
}

/** What of an allowance stands while so much is open. */
function standing(booking: Booking, allowance: ItemPosition['allowance'], open: bigint): bigint {
  if (allowance === undefined) return 0n;
  const atFirst = booking.read(allowance.open);
  return atFirst === 0n ? 0n : divideRounded(booking.read(allowance.amount) * open, atFirst);
}

function openOf(booking: Booking, position: ItemPosition): bigint {
  const { total, collected, discounted, writtenOff } = position;
  return booking.read(total) - booking.read(collected) - booking.read(discounted) - booking.read(writtenOff);
}

function bookAllowance(booking: Booking, item: ItemFact, change: bigint, label: string): void {
  booking.book(headOf(booking, item, label), [
    {
      place: placeOf(booking.settings, change > 0n ? 'allowanceCharge' : 'allowanceRelease'),
      amount: change,
      detail: { item: item.id },
    },
    { place: placeOf(booking.settings, 'allowance'), amount: -change, detail: { item: item.id } },
  ]);
}

function headOf(booking: Booking, item: ItemFact, label: string) {
  return {
    journal: booking.settings.scheme.journals.miscellaneous,
    piece: item.number,
    pieceDate: item.issueDate,
    label: `${label} ${item.number} ${item.customer.name}`,
  };
}
