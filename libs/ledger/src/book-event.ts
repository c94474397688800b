import type { BillingEvent, Problem } from '@lettrage/domain';
import { bookItemRecorded } from './book-item.js';
import {
  bookAllocationUndone,
  bookPaymentAllocated,
  bookPaymentConfirmed,
  bookPaymentRecorded,
} from './book-payment.js';
import { bookItemDoubtful } from './book-doubtful.js';
import { bookItemRevalued } from './book-revaluation.js';
import { bookPayoutConfirmed, bookPayoutReversed } from './book-payout.js';
import { bookPaymentUsed } from './book-uses.js';
import { bookReopened, bookWithdrawn, bookSetAside, bookSuspended } from './book-transaction.js';
import type { BookedEntry } from './booked-entry.js';
import { Booking } from './booking.js';
import type { LedgerChanges, LedgerLookup } from './ledger-lookup.js';
import type { LedgerSettings } from './settings.js';

/** What an event does to the books. */
export interface Booked {
  /** Balanced entries in the order they are to be numbered. */
  readonly entries: readonly BookedEntry[];
  /** Rows of the ledger's state to store with them, in the same transaction. */
  readonly changes: LedgerChanges;
  /** What could not be booked and must be booked by hand; the events after it are not held up. */
  readonly problems: readonly Problem[];
}

/**
 * Books one event. Pure: the same event, state and settings give the same entries, so a replay gives the same books.
 * `lookup` holds what the events before it left ({@link lookupKeys} names the rows). Events of history give nothing.
 */
export function bookEvent(event: BillingEvent, lookup: LedgerLookup, settings: LedgerSettings): Booked {
  const booking = new Booking(event, lookup, settings);
  switch (event.type) {
    case 'item.recorded':
      bookItemRecorded(booking, event);
      break;
    case 'item.doubtful':
      bookItemDoubtful(booking, event.data);
      break;
    case 'item.revalued':
      bookItemRevalued(booking, event.data);
      break;
    case 'payment.used':
      bookPaymentUsed(booking, event.data);
      break;
    case 'payout.confirmed':
      bookPayoutConfirmed(booking, event.data);
      break;
    case 'payout.reversed':
      bookPayoutReversed(booking, event.data);
      break;
    case 'payment.recorded':
      bookPaymentRecorded(booking, event.data);
      break;
    case 'payment.allocated':
      bookPaymentAllocated(booking, event.data);
      break;
    case 'payment.confirmed':
      bookPaymentConfirmed(booking, event.data);
      break;
    case 'payment.withdrawn':
      bookWithdrawn(booking, event.data);
      break;
    case 'allocation.undone':
      bookAllocationUndone(booking, event.data);
      break;
    case 'transaction.set-aside':
      bookSetAside(booking, event.data);
      break;
    case 'transaction.suspended':
      bookSuspended(booking, event.data);
      break;
    case 'transaction.reopened':
      bookReopened(booking, event.data);
      break;
    case 'item.changed':
    case 'item.disputed':
    case 'automatic.switched':
    case 'customer.grouped':
      break;
  }
  return { entries: booking.entries, changes: booking.changes(), problems: booking.problems };
}
