import { addDays, divideRounded, parseMinor, type Day, type ItemRevalued } from '@lettrage/domain';
import { placeOf, type Booking, type Posting } from './booking.js';
import type { AccountRole } from './chart.js';
import type { ItemPosition } from './ledger-lookup.js';

/**
 * What a part of an item in another currency is worth in the books, minor units: the rest of its booked total once
 * everything else of it is settled, as settlements count it. `open` is in its own currency; undefined for an item that is
 * not booked, or in the currency of the books.
 */
export function bookedWorth(
  position: ItemPosition,
  open: bigint,
  read: (amount: string) => bigint,
): bigint | undefined {
  if (position.foreign === undefined) return undefined;
  const total = parseMinor(position.total, position.foreign.currency);
  const worth = read(position.foreign.booked);
  return total === 0n ? 0n : worth - divideRounded(worth * (total - open), total);
}

/**
 * What an item is worth more or less at a closing is a difference of conversion, no profit: 477, or 476 and a provision
 * for the loss. On the first day of the next year all of it is reversed, so that the item is again worth what it was
 * booked at when its money comes. Taken back, the same entries the other way round.
 */
export function bookItemRevalued(booking: Booking, data: ItemRevalued): void {
  const { item, closing, open, worth, takenBack } = data;
  const position = booking.item(item.id);
  const before =
    position === undefined
      ? undefined
      : bookedWorth(position, parseMinor(open, item.currency), (amount) => booking.read(amount));
  if (position === undefined || before === undefined) {
    return booking.refuse(
      'item-not-booked',
      `${item.number} is not in these books in ${item.currency}, so it cannot be revalued. Book it by hand.`,
    );
  }
  const difference = booking.read(worth) - before;
  const sign = takenBack === true ? -1n : 1n;
  const loss = difference < 0n ? -difference * sign : 0n;
  const entry = (date: Day, label: string, postings: readonly Posting[]): void => {
    const text = `${takenBack === true ? 'Annulation ' : ''}${label} ${item.number} ${item.customer.name}`;
    const head = { date, piece: item.number, pieceDate: item.issueDate, label: text };
    booking.book({ journal: booking.settings.scheme.journals.miscellaneous, ...head }, postings);
  };
  const next = addDays(closing, 1);
  const conversion = difference < 0n ? 'latentLoss' : 'latentGain';
  const posting = (role: AccountRole, amount: bigint): Posting => ({
    place: placeOf(booking.settings, role),
    amount,
    detail: { item: item.id },
  });
  const claim = (amount: bigint): Posting => ({ place: position.place, amount, detail: { item: item.id } });
  const [change, charge, release] = [difference * sign, 'exchangeProvisionCharge', 'exchangeProvisionRelease'] as const;
  entry(closing, 'Différence de conversion', [claim(change), posting(conversion, -change)]);
  entry(closing, 'Provision pour perte de change', [posting(charge, loss), posting('exchangeProvision', -loss)]);
  entry(next, 'Extourne différence de conversion', [claim(-change), posting(conversion, change)]);
  entry(next, 'Reprise provision pour perte de change', [posting('exchangeProvision', loss), posting(release, -loss)]);
}
