import {
  formatMinor,
  parseDay,
  parseMinor,
  type BillingEvent,
  type CustomerFact,
  type Day,
  type ItemFact,
  type Problem,
} from '@lettrage/domain';
import type { BookedEntry, BookedLine, LineLinks } from './booked-entry.js';
import { accountLabel, type AccountRole } from './chart.js';
import type {
  CustomerPosition,
  DepositMerge,
  ItemPosition,
  LedgerChanges,
  LedgerLookup,
  LinkChange,
  PaymentPosition,
  Place,
  TransactionPosition,
} from './ledger-lookup.js';
import type { Journal, LedgerSettings } from './settings.js';

/** Head of an entry. */
export interface EntryHead {
  readonly journal: Journal;
  /** Default: the day of the event. */
  readonly date?: Day;
  readonly piece: string;
  readonly pieceDate: Day;
  readonly label: string;
}

/** What a line says beside its account and amount. */
export interface LineDetail extends LineLinks {
  readonly label?: string;
  readonly accountLabel?: string;
  readonly dueDate?: Day;
  readonly foreign?: { readonly amount: string; readonly currency: string };
}

/** A line in the making: positive amounts are debits, negative ones credits, in minor units of the books. */
export interface Posting {
  readonly place: Place;
  readonly amount: bigint;
  readonly detail: LineDetail;
}

/** True if both are the same account and auxiliary. */
export function samePlace(a: Place, b: Place): boolean {
  return a.account === b.account && a.auxiliary === b.auxiliary;
}

/** Entries are final from the moment their event was appended: its day, UTC, is the day of validation. */
function dayOfTime(time: string): Day {
  return parseDay(time.slice(0, 10));
}

function lockOf(through: Day | undefined): BookedEntry['lock'] {
  return through === undefined ? {} : { through };
}

/** An amount as a line of another currency shows it: without sign; nothing in the currency of the books. */
export function foreignAmount(
  settings: LedgerSettings,
  amount: string,
  currency: string,
): { foreign?: { amount: string; currency: string } } {
  return currency === settings.currency ? {} : { foreign: { amount: amount.replace('-', ''), currency } };
}

/** The account that plays a role, as a place without auxiliary. */
export function placeOf(settings: LedgerSettings, role: AccountRole): Place {
  return { account: settings.chart.roles[role] };
}

/**
 * The customer's receivable account. A customer account that does not begin with three digits is the code an accounting
 * program gives the customer (`CACME`), so it is the auxiliary, not the account.
 */
export function customerPlace(settings: LedgerSettings, customer: CustomerFact): Place {
  const own = customer.account;
  const isAccount = own !== undefined && /^\d{3}/.test(own);
  return {
    account: isAccount ? own : settings.chart.roles.customers,
    auxiliary: own !== undefined && !isAccount ? own : customer.code,
    auxiliaryLabel: customer.name,
  };
}

/** Where credit of a customer lies; money of nobody known is suspense. */
export function creditPlace(settings: LedgerSettings, customer: CustomerFact | undefined): Place {
  if (customer === undefined) return placeOf(settings, 'suspense');
  const place = customerPlace(settings, customer);
  if (settings.scheme.creditOnAccount === 'customers') return place;
  return { ...place, account: settings.chart.roles.advances };
}

/** One event being booked: its entries so far, and the state as it has changed so far. */
export class Booking {
  readonly entries: BookedEntry[] = [];
  readonly problems: Problem[] = [];
  private readonly items = new Map<string, ItemPosition>();
  private readonly payments = new Map<string, PaymentPosition>();
  private readonly transactions = new Map<string, TransactionPosition>();
  private readonly customers = new Map<string, CustomerPosition>();
  private readonly links: LinkChange[] = [];
  private readonly merges: DepositMerge[] = [];

  constructor(
    readonly event: BillingEvent,
    private readonly lookup: LedgerLookup,
    readonly settings: LedgerSettings,
  ) {}

  /** Minor units of an amount in the currency of the books. */
  read(amount: string): bigint {
    return parseMinor(amount, this.settings.currency);
  }

  /** Minor units of the books of a payment or bank line; undefined where it is of another currency and not valued. */
  valueOf(fact: { readonly amount: string; readonly currency: string; readonly booked?: string }): bigint | undefined {
    if (fact.currency === this.settings.currency) return this.read(fact.amount);
    return fact.booked === undefined ? undefined : this.read(fact.booked);
  }

  write(minor: bigint): string {
    return formatMinor(minor, this.settings.currency);
  }

  item(id: string): ItemPosition | undefined {
    return this.items.get(id) ?? this.lookup.item(id);
  }

  payment(id: string): PaymentPosition | undefined {
    return this.payments.get(id) ?? this.lookup.payment(id);
  }

  transaction(id: string): TransactionPosition | undefined {
    return this.transactions.get(id) ?? this.lookup.transaction(id);
  }

  customer(id: string): CustomerPosition | undefined {
    return this.customers.get(id) ?? this.lookup.customer(id);
  }

  keepItem(position: ItemPosition): void {
    this.items.set(position.item, position);
  }

  keepPayment(position: PaymentPosition): void {
    this.payments.set(position.payment, position);
  }

  keepTransaction(position: TransactionPosition): void {
    this.transactions.set(position.transaction, position);
  }

  keepCustomer(position: CustomerPosition): void {
    this.customers.set(position.customer, position);
  }

  link(change: LinkChange): void {
    this.links.push(change);
  }

  mergeDeposits(merge: DepositMerge): void {
    this.merges.push(merge);
  }

  /** The receivable an item was booked on, or would be. */
  itemPlace(item: ItemFact): Place {
    return this.item(item.id)?.place ?? customerPlace(this.settings, item.customer);
  }

  /** Says why something of the event is not in the books; the event's other entries stand. */
  refuse(rule: string, message: string): void {
    this.problems.push({
      severity: 'error',
      rule,
      message,
      location: `event ${this.event.position} (${this.event.id})`,
    });
  }

  /** Adds an entry of these postings; zero postings are left out, and an entry without lines is none. */
  book(head: EntryHead, postings: readonly Posting[]): void {
    const lines = postings.filter((posting) => posting.amount !== 0n);
    if (lines.length === 0) return;
    const sum = lines.reduce((total, posting) => total + posting.amount, 0n);
    if (sum !== 0n)
      throw new Error(`event ${this.event.id}: entry "${head.label}" is out of balance by ${this.write(sum)}`);
    this.entries.push({
      journal: head.journal.code,
      journalLabel: head.journal.label,
      date: head.date ?? this.event.day,
      piece: head.piece,
      pieceDate: head.pieceDate,
      label: head.label,
      validatedOn: dayOfTime(this.event.time),
      event: { id: this.event.id, position: this.event.position },
      ordinal: this.entries.length + 1,
      eventDay: this.event.day,
      ...(this.event.actor === undefined ? {} : { lock: lockOf(this.event.lockedThrough) }),
      lines: lines.map((posting, i) => this.line(posting, i + 1, head.label)),
    });
  }

  changes(): LedgerChanges {
    return {
      items: [...this.items.values()],
      payments: [...this.payments.values()],
      transactions: [...this.transactions.values()],
      customers: [...this.customers.values()],
      links: this.links,
      merges: this.merges,
    };
  }

  private line({ place, amount, detail }: Posting, ordinal: number, label: string): BookedLine {
    const { accountLabel: ownLabel, ...rest } = detail;
    return {
      ordinal,
      account: place.account,
      accountLabel: ownLabel ?? accountLabel(this.settings.chart, place.account),
      ...(place.auxiliary === undefined
        ? {}
        : { auxiliary: place.auxiliary, auxiliaryLabel: place.auxiliaryLabel ?? '' }),
      debit: this.write(amount > 0n ? amount : 0n),
      credit: this.write(amount < 0n ? -amount : 0n),
      ...rest,
      label: rest.label ?? label,
    };
  }
}
