import type { BillingEvent, ItemFact } from '@lettrage/domain';

/** An account with its auxiliary: where money lies. */
export interface Place {
  readonly account: string;
  readonly auxiliary?: string;
  readonly auxiliaryLabel?: string;
}

/**
 * What the books hold of an item. `collected`, `discounted` and `writtenOff` are cumulated, in the item's currency,
 * signed like `total`; every VAT amount ever booked for the item follows from the three (see {@link vatStanding}).
 */
export interface ItemPosition {
  readonly item: string;
  readonly place: Place;
  readonly total: string;
  /** Of another currency than the books: it, and the total in theirs. */
  readonly foreign?: { readonly currency: string; readonly booked: string };
  /** Which account its VAT waits on until money comes; `debit`: it was due at issue; `none`: no VAT is booked. */
  readonly vatDue: 'debit' | 'receipt' | 'deposit' | 'none';
  /** Tax of each rate, signed like `total`, in the currency of the books. */
  readonly vat: readonly { readonly rate: string; readonly tax: string }[];
  /** Settled by money, or by what counts as money for VAT (fee kept back, rounding, exchange). */
  readonly collected: string;
  /** Given up as a discount, and as lost. */
  readonly discounted: string;
  readonly writtenOff: string;
  /** What was taken for lost, and how much was open then: what is left of it follows from what is still open. */
  readonly allowance?: { readonly amount: string; readonly open: string };
  /** Of a deposit invoice: the pool its advance is in ({@link DepositPool}), and the order it named. */
  readonly deposit?: { readonly pool: string; readonly order?: string };
}

/**
 * A deposit invoice, or several that a final invoice could not tell from each other: what is left for final invoices to
 * deduct, in the currency of the books (negative: more was taken off than received). Named after the first of them, or
 * after the final invoice that came before it.
 */
export interface DepositPool {
  readonly deposit: string;
  readonly account: string;
  readonly auxiliary?: string;
  readonly order?: string;
  readonly open: string;
  /** Tax inside what is left, by rate. */
  readonly taxes?: readonly { readonly rate: string; readonly tax: string }[];
  /** Numbers of its deposit invoices, without spaces. */
  readonly numbers?: readonly string[];
  /** Numbers a final invoice has deducted that are not recorded yet. */
  readonly awaits?: readonly string[];
  /** Pools that were merged into it. */
  readonly merged?: readonly string[];
}

/** Two pools of deposits that a final invoice without names made one, so that their lines letter together. */
export interface DepositMerge {
  readonly deposit: string;
  readonly other: string;
}

/** Deposits of a customer that are not settled yet. */
export interface CustomerPosition {
  readonly customer: string;
  readonly deposits: readonly DepositPool[];
}

/** Where the unallocated rest of a payment lies, and how much it is (negative for money paid out). */
export interface PaymentPosition {
  readonly payment: string;
  readonly place: Place;
  readonly rest: string;
}

/** Where the counterpart of a booked bank line lies: an account, or a payment that disposes of it. */
export interface TransactionPosition {
  readonly transaction: string;
  readonly place?: Place;
  readonly payment?: string;
}

/**
 * An allocation made (positive for an invoice paid) or taken back; amounts of one allocation add up. The amount is the
 * cash, in the currency of the books.
 */
export interface LinkChange {
  readonly allocation: string;
  readonly item: string;
  readonly payment: string;
  readonly amount: string;
}

/** What {@link bookEvent} must know of the past. The projector reads it from tables, a test from memory. */
export interface LedgerLookup {
  item(id: string): ItemPosition | undefined;
  payment(id: string): PaymentPosition | undefined;
  transaction(id: string): TransactionPosition | undefined;
  customer(id: string): CustomerPosition | undefined;
}

/** What an event changes in those tables: whole rows to put in place of the old ones, and links to add up. */
export interface LedgerChanges {
  readonly items: readonly ItemPosition[];
  readonly payments: readonly PaymentPosition[];
  readonly transactions: readonly TransactionPosition[];
  readonly customers: readonly CustomerPosition[];
  readonly links: readonly LinkChange[];
  readonly merges: readonly DepositMerge[];
}

/** The rows {@link bookEvent} may ask for, so that a projector can load those of many events at once. */
export interface LookupKeys {
  readonly items: readonly string[];
  readonly payments: readonly string[];
  readonly transactions: readonly string[];
  readonly customers: readonly string[];
}

const NOTHING: LookupKeys = { items: [], payments: [], transactions: [], customers: [] };

/** True for a deposit invoice and for the credit note of one (UNTDID 1001, 503). */
export function isOfDeposit(item: Pick<ItemFact, 'kind' | 'typeCode'>): boolean {
  return item.kind === 'deposit' || (item.kind === 'credit-note' && item.typeCode === '503');
}

/** Ids an event looks up. */
export function lookupKeys(event: BillingEvent): LookupKeys {
  switch (event.type) {
    case 'item.recorded': {
      const { item } = event.data;
      return {
        ...NOTHING,
        items: [item.id],
        customers: item.kind === 'credit-note' && !isOfDeposit(item) ? [] : [item.customer.id],
      };
    }
    case 'item.changed':
    case 'item.disputed':
    case 'item.doubtful':
    case 'item.revalued':
      return { ...NOTHING, items: [event.data.item.id] };
    case 'payout.confirmed':
    case 'payout.reversed':
      return {
        ...NOTHING,
        payments: event.data.payments.map((payment) => payment.id),
        transactions: [event.data.transaction.id],
      };
    case 'payment.used':
    case 'payment.recorded':
    case 'payment.allocated':
    case 'allocation.undone':
    case 'payment.confirmed':
    case 'payment.withdrawn': {
      const { payment } = event.data;
      const allocations =
        event.type === 'payment.confirmed' || event.type === 'payment.withdrawn' || event.type === 'payment.used'
          ? []
          : event.data.allocations;
      return {
        items: [...new Set(allocations.map((allocation) => allocation.item.id))],
        payments: [payment.id, payment.returns, payment.refunds].filter((id) => id !== undefined),
        transactions: payment.transaction === undefined ? [] : [payment.transaction.id],
        customers: allocations.filter(({ item }) => isOfDeposit(item)).map(({ item }) => item.customer.id),
      };
    }
    case 'transaction.set-aside':
    case 'transaction.suspended':
    case 'transaction.reopened':
      return { ...NOTHING, transactions: [event.data.transaction.id] };
    case 'automatic.switched':
    case 'customer.grouped':
      return NOTHING;
  }
}

/** The state of a ledger in memory, for tests and for a projector that works on a loaded slice. */
export class InMemoryLedger implements LedgerLookup {
  readonly items = new Map<string, ItemPosition>();
  readonly payments = new Map<string, PaymentPosition>();
  readonly transactions = new Map<string, TransactionPosition>();
  readonly customers = new Map<string, CustomerPosition>();
  readonly links: LinkChange[] = [];
  readonly merges: DepositMerge[] = [];

  item(id: string): ItemPosition | undefined {
    return this.items.get(id);
  }

  payment(id: string): PaymentPosition | undefined {
    return this.payments.get(id);
  }

  transaction(id: string): TransactionPosition | undefined {
    return this.transactions.get(id);
  }

  customer(id: string): CustomerPosition | undefined {
    return this.customers.get(id);
  }

  /** Takes over what an event changed. */
  apply(changes: LedgerChanges): void {
    for (const item of changes.items) this.items.set(item.item, item);
    for (const payment of changes.payments) this.payments.set(payment.payment, payment);
    for (const transaction of changes.transactions) this.transactions.set(transaction.transaction, transaction);
    for (const customer of changes.customers) this.customers.set(customer.customer, customer);
    this.links.push(...changes.links);
    this.merges.push(...changes.merges);
  }
}
