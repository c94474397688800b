import {
  divideRounded,
  formatMinor,
  parseMinor,
  type AdjustmentKind,
  type AllocationFact,
  type PaymentFact,
} from '@lettrage/domain';
import { placeOf, type Booking, type Posting } from './booking.js';
import { bookAllowanceChange } from './book-doubtful.js';
import { vatAccount, type AccountRole } from './chart.js';
import { relieveDeposit } from './deposits.js';
import type { ItemPosition } from './ledger-lookup.js';
import { vatMovement, type RateStanding, type Settlement } from './vat-on-collection.js';

/** What a customer did not pay and we gave up; everything else counts as paid for VAT. */
const RELIEF: Partial<Record<AdjustmentKind, 'discounted' | 'writtenOff'>> = {
  discount: 'discounted',
  'write-off': 'writtenOff',
};

const LABELS: Record<AdjustmentKind, string> = {
  discount: 'Escompte',
  'bank-fee': 'Frais bancaires retenus',
  rounding: 'Écart de règlement',
  'write-off': 'Perte sur créance',
  exchange: 'Écart de change',
};

/** The account of an adjustment. `isLoss`: less money came than was asked for. */
function adjustmentRole(kind: AdjustmentKind, isLoss: boolean): AccountRole {
  switch (kind) {
    case 'discount':
      return 'discount';
    case 'bank-fee':
      return 'bankFees';
    case 'write-off':
      return 'writeOff';
    case 'rounding':
      return isLoss ? 'roundingLoss' : 'roundingGain';
    case 'exchange':
      return isLoss ? 'exchangeLoss' : 'exchangeGain';
  }
}

/** The id lettering knows an allocation by: an undo goes by the one it takes back. */
export function allocationId(allocation: AllocationFact): string {
  return allocation.undoes ?? allocation.id;
}

/**
 * Books what an allocation does beside moving money: its adjustment, and the VAT that falls due or away with it.
 * Undos and returns come as negative rows and book the reverse on the same accounts.
 */
export function bookSettlement(booking: Booking, payment: PaymentFact, allocation: AllocationFact, cash: bigint): void {
  const { item, adjustment } = allocation;
  const settled = allocation.settled ?? allocation.amount;
  booking.link({
    allocation: allocationId(allocation),
    item: item.id,
    payment: payment.returns ?? payment.id,
    amount: booking.write(cash),
  });
  const position = booking.item(item.id);
  if (item.currency !== booking.settings.currency && position?.foreign === undefined) {
    if (adjustment === undefined) return;
    return booking.refuse(
      'adjustment-not-booked',
      `The ${adjustment.kind} of ${adjustment.amount} ${item.currency} on ${item.number} is not booked: these books are kept in ${booking.settings.currency}. Book it by hand.`,
    );
  }
  const paid = parseMinor(settled, item.currency);
  const adjusted = adjustment === undefined ? 0n : parseMinor(adjustment.amount, item.currency);
  const relief = adjustment === undefined ? undefined : reliefOf(booking, adjustment.kind, position);
  const settlement = { collected: paid, discounted: 0n, writtenOff: 0n };
  settlement[relief ?? 'collected'] += adjusted;
  const movement = position === undefined ? [] : advance(booking, position, settlement);
  const worth = worthOf(booking, position, { paid, adjusted });
  if (position?.foreign !== undefined) bookExchange(booking, allocation, cash - worth.paid);
  if (adjustment !== undefined)
    bookAdjustment(booking, allocation, { adjusted: worth.adjusted, relief }, position, movement);
  if (position !== undefined) bookRelease(booking, payment, allocation, position, movement);
  if (position?.allowance !== undefined) bookAllowanceChange(booking, item, position);
}

/** What of the VAT falls away with an adjustment; a loss whose VAT is not taken back counts like money for it. */
function reliefOf(booking: Booking, kind: AdjustmentKind, position: ItemPosition | undefined) {
  const { writeOffVat } = booking.settings.scheme;
  const isKept = kind === 'write-off' && writeOffVat === 'kept' && position?.vatDue === 'debit';
  return isKept ? undefined : RELIEF[kind];
}

/**
 * What the paid and the adjusted part of an item are worth in the books, minor units. Of an item in another currency: what
 * of its booked total they take with them, cumulated, so that the last part takes the remainder.
 */
function worthOf(
  booking: Booking,
  position: ItemPosition | undefined,
  { paid, adjusted }: { readonly paid: bigint; readonly adjusted: bigint },
): { paid: bigint; adjusted: bigint } {
  if (position?.foreign === undefined) return { paid, adjusted };
  const { currency, booked } = position.foreign;
  const own = (amount: string): bigint => parseMinor(amount, currency);
  const [total, worth] = [own(position.total), booking.read(booked)];
  const at = (settled: bigint): bigint => (total === 0n ? 0n : divideRounded(worth * settled, total));
  const before = own(position.collected) + own(position.discounted) + own(position.writtenOff);
  return {
    paid: at(before + paid) - at(before),
    adjusted: at(before + paid + adjusted) - at(before + paid),
  };
}

/** The money of an item in another currency was worth more or less than the item was when it was booked. */
function bookExchange(booking: Booking, { item, undoes }: AllocationFact, difference: bigint): void {
  const isLoss = difference < 0n !== (undoes !== undefined);
  booking.book(
    {
      journal: booking.settings.scheme.journals.miscellaneous,
      piece: item.number,
      pieceDate: item.issueDate,
      label: `${undoes === undefined ? '' : 'Annulation '}${LABELS.exchange} ${item.number} ${item.customer.name}`,
    },
    [
      { place: placeOf(booking.settings, adjustmentRole('exchange', isLoss)), amount: -difference, detail: {} },
      { place: booking.itemPlace(item), amount: difference, detail: { item: item.id } },
    ],
  );
}

/** Moves the item's settlement on and says what that does to its VAT. */
function advance(booking: Booking, position: ItemPosition, by: Settlement): RateStanding[] {
  const currency = position.foreign?.currency ?? booking.settings.currency;
  const before = {
    collected: parseMinor(position.collected, currency),
    discounted: parseMinor(position.discounted, currency),
    writtenOff: parseMinor(position.writtenOff, currency),
  };
  const after = {
    collected: before.collected + by.collected,
    discounted: before.discounted + by.discounted,
    writtenOff: before.writtenOff + by.writtenOff,
  };
  booking.keepItem({
    ...position,
    collected: formatMinor(after.collected, currency),
    discounted: formatMinor(after.discounted, currency),
    writtenOff: formatMinor(after.writtenOff, currency),
  });
  const taxes = position.vat.map(({ rate, tax }) => ({ rate, tax: booking.read(tax) }));
  return vatMovement(taxes, parseMinor(position.total, currency), before, after);
}

function bookAdjustment(
  booking: Booking,
  allocation: AllocationFact,
  { adjusted, relief }: { readonly adjusted: bigint; readonly relief: 'discounted' | 'writtenOff' | undefined },
  position: ItemPosition | undefined,
  movement: readonly RateStanding[],
): void {
  const { item, adjustment } = allocation;
  const { settings } = booking;
  const kind = adjustment!.kind;
  // An undo of a loss is booked on the loss again, not as a gain.
  const isLoss = adjusted > 0n !== (allocation.undoes !== undefined);
  const onDeposit = position?.vatDue === 'deposit' && relief !== undefined;
  // A deposit that never comes was no revenue: it is taken off the advances, and its VAT never fell due.
  const fallen = relief === undefined ? [] : movement.map(({ rate, [relief]: tax }) => ({ rate, tax }));
  const vat: Posting[] = onDeposit
    ? []
    : fallen.map(({ rate, tax }) => ({
        place: {
          account: position!.vatDue === 'receipt' ? settings.chart.roles.vatWaiting : vatAccount(settings.chart, rate),
        },
        amount: tax,
        detail: {},
      }));
  const reversed = vat.reduce((sum, posting) => sum + posting.amount, 0n);
  const place = booking.itemPlace(item);
  const advances = { ...place, account: settings.chart.roles.advances };
  booking.book(
    {
      journal: settings.scheme.journals.miscellaneous,
      piece: item.number,
      pieceDate: item.issueDate,
      label: `${allocation.undoes === undefined ? '' : 'Annulation '}${LABELS[kind]} ${item.number} ${item.customer.name}`,
    },
    [
      {
        place: onDeposit ? advances : placeOf(settings, adjustmentRole(kind, isLoss)),
        amount: adjusted - reversed,
        detail: onDeposit
          ? relieveDeposit(booking, item, advances, position.deposit, { debit: adjusted, taxes: fallen })
          : {},
      },
      ...vat,
      { place, amount: -adjusted, detail: { item: item.id } },
    ],
  );
}

/** VAT that was waiting becomes due. Of an opening settlement it was declared before these books began. */
function bookRelease(
  booking: Booking,
  payment: PaymentFact,
  { item }: AllocationFact,
  position: ItemPosition,
  movement: readonly RateStanding[],
): void {
  if (position.vatDue !== 'receipt' && position.vatDue !== 'deposit') return;
  const { chart, scheme } = booking.settings;
  const waiting = chart.roles[position.vatDue === 'receipt' ? 'vatWaiting' : 'vatOnDeposits'];
  const due = (rate: string): string => (payment.kind === 'opening' ? chart.roles.opening : vatAccount(chart, rate));
  booking.book(
    {
      journal: payment.kind === 'opening' ? scheme.journals.opening : scheme.journals.miscellaneous,
      piece: item.number,
      pieceDate: item.issueDate,
      label: `TVA sur encaissement ${item.number} ${item.customer.name}`,
    },
    movement.flatMap(({ rate, released }) => [
      { place: { account: waiting }, amount: released, detail: { item: item.id } },
      { place: { account: due(rate) }, amount: -released, detail: { item: item.id } },
    ]),
  );
}
