import type { Day } from './day.js';
import type { AdjustmentKind, Category } from './decision.js';
import type { OpenItemKind } from './open-item.js';

/**
 * What happens to the books of what is owed, as facts that never change. `billing` appends them last in its
 * transaction; the journal, the deliveries and every report are made from them alone, so a replay gives the same rows.
 * Amounts are decimal strings in the currency named beside them; days are days; ids are UUIDv7.
 */
export type BillingEvent =
  | EventOf<'item.recorded', ItemRecorded>
  | EventOf<'item.changed', ItemChanged>
  | EventOf<'item.disputed', ItemDisputed>
  | EventOf<'item.doubtful', ItemDoubtful>
  | EventOf<'item.revalued', ItemRevalued>
  | EventOf<'payment.recorded', PaymentRecorded>
  | EventOf<'payment.allocated', PaymentAllocated>
  | EventOf<'payment.confirmed', PaymentConfirmed>
  | EventOf<'payment.withdrawn', PaymentWithdrawn>
  | EventOf<'payment.used', PaymentUsed>
  | EventOf<'payout.confirmed', PayoutConfirmed>
  | EventOf<'payout.reversed', PayoutReversed>
  | EventOf<'allocation.undone', AllocationUndone>
  | EventOf<'transaction.set-aside', TransactionSetAside>
  | EventOf<'transaction.suspended', TransactionSuspended>
  | EventOf<'transaction.reopened', TransactionReopened>
  | EventOf<'automatic.switched', AutomaticSwitched>
  | EventOf<'customer.grouped', CustomerGrouped>;

/** Names of the events, dotted, stable for ever. */
export type BillingEventType = BillingEvent['type'];

/** The envelope. `position` is gapless per company and is the order of commit. */
export interface EventOf<Type extends string, Data> {
  readonly id: string;
  readonly position: number;
  readonly type: Type;
  /** Version of `data`'s shape. */
  readonly version: 1;
  /** Instant of the append, ISO 8601 UTC. */
  readonly time: string;
  /** The day it counts for: issue day, bank booking day, day of the undo. */
  readonly day: Day;
  /** The event this one undoes. */
  readonly reverses?: string;
  /** Who did it: a user, a key, `engine`, `import`; absent on events of before it was recorded. */
  readonly actor?: string;
  /** Last locked day when it was appended; only events with an actor say it. */
  readonly lockedThrough?: Day;
  readonly data: Data;
}

/** A customer inside an event: enough to write an entry or a message without looking it up. */
export interface CustomerFact {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  /** Ledger account, where the customer has one of its own. */
  readonly account?: string;
  readonly externalId?: string;
}

/** An item inside an event. */
export interface ItemFact {
  readonly id: string;
  readonly kind: OpenItemKind;
  readonly number: string;
  /** Counted from 1, oldest due first; 1 where there is only one. */
  readonly instalment: number;
  readonly customer: CustomerFact;
  readonly issueDate: Day;
  readonly dueDate: Day;
  readonly currency: string;
  /** Negative for a credit note. */
  readonly total: string;
  /** Of another currency than the books: the total in theirs, at the rate of the issue day. */
  readonly booked?: string;
  /** Rate, base and tax of this item; absent where the source did not say. */
  readonly vat?: readonly { readonly rate: string; readonly base: string; readonly tax: string }[];
  readonly vatDue?: 'debit' | 'receipt';
  readonly typeCode?: string;
  readonly externalId?: string;
  /** Connection it came from; absent for files and for documents issued here. */
  readonly connection?: string;
}

/** Life of an item, derived from its amounts and the disputes on it. */
export type ItemState = 'draft' | 'issued' | 'partly-paid' | 'paid' | 'disputed' | 'cancelled';

/** One allocation as it was applied. Negative in an undo or a return. */
export interface AllocationFact {
  readonly id: string;
  readonly item: ItemFact;
  /** Cash in the payment's currency; negative for a credit note. */
  readonly amount: string;
  /** In the item's currency, where that differs. */
  readonly settled?: string;
  readonly adjustment?: { readonly kind: AdjustmentKind; readonly amount: string };
  readonly openBefore: string;
  readonly openAfter: string;
  readonly stateBefore: ItemState;
  readonly stateAfter: ItemState;
  /** The allocation it undoes, or gives back in a returned payment. */
  readonly undoes?: string;
}

/** A bank line inside an event. */
export interface TransactionFact {
  readonly id: string;
  readonly ref: string;
  readonly bankAccount: {
    readonly id: string;
    readonly iban?: string;
    readonly journal: string;
    readonly account: string;
    readonly label: string;
  };
  readonly bookingDate: Day;
  readonly amount: string;
  readonly currency: string;
  /** Of another currency than the books: the amount in theirs, at the rate of the booking day. */
  readonly booked?: string;
  /** What an accountant reads in the entry: counterparty and text, cut to a sensible length. */
  readonly label: string;
  readonly bankReference?: string;
}

/** A payment inside an event. */
export interface PaymentFact {
  readonly id: string;
  /**
   * `bank`: a line of a statement. `opening`: what was settled before the books began here. `recorded`: typed in
   * another system, not yet seen at the bank. `netting`: items set off against each other, amount 0.
   */
  readonly kind: 'bank' | 'opening' | 'recorded' | 'netting';
  readonly customer?: CustomerFact;
  readonly day: Day;
  readonly amount: string;
  readonly currency: string;
  /** Of another currency than the books: the amount in theirs, at the rate of the day. */
  readonly booked?: string;
  readonly means: 'transfer' | 'direct-debit' | 'card' | 'cheque' | 'cash' | 'credit' | 'other';
  readonly transaction?: TransactionFact;
  readonly externalId?: string;
  readonly connection?: string;
  /** Returned by the bank: the payment given back. */
  readonly returns?: string;
  /** Money given back to the customer: the payment whose credit it gives back. */
  readonly refunds?: string;
}

/** A document entered the books. */
export interface ItemRecorded {
  readonly item: ItemFact;
  /** What was still open when it was recorded; equals the total unless an opening settlement follows. */
  readonly open: string;
  /** Where it came from: a file, a connected system, or a document issued here. */
  readonly origin: 'import' | 'source' | 'issued';
  /** Recorded as history: before the cut-over day, so neither booked nor announced. */
  readonly history: boolean;
  readonly orderReference?: string;
  /** Numbers of the deposit invoices it deducts, or takes back. */
  readonly deducts?: readonly string[];
}

/** Something that is not money changed at the source: due day, reference, customer data. */
export interface ItemChanged {
  readonly item: ItemFact;
  readonly before: Readonly<Record<string, string>>;
  readonly after: Readonly<Record<string, string>>;
}

/** A dispute opened or closed on an item. */
export interface ItemDisputed {
  readonly item: ItemFact;
  readonly disputed: boolean;
  readonly reason?: string;
}

/** What is open of an item became doubtful, or is expected again. */
export interface ItemDoubtful {
  readonly item: ItemFact;
  readonly doubtful: boolean;
  readonly open: string;
  /** Of the open amount without VAT, what is taken for lost: goes to the allowance. */
  readonly allowance?: string;
  readonly reason?: string;
}

/** What was open of an item in another currency was valued at the rate of a closing; or that was taken back. */
export interface ItemRevalued {
  readonly item: ItemFact;
  /** Last day of the financial year. */
  readonly closing: Day;
  /** Units of the item's currency for one of the books'. */
  readonly rate: string;
  /** Open on the closing, in the item's currency. */
  readonly open: string;
  /** What that is worth at the rate, in the currency of the books. */
  readonly worth: string;
  readonly takenBack?: boolean;
}

/** What credit on account was used for beside settling items. */
export interface PaymentUse {
  readonly id: string;
  readonly kind: 'late-interest' | 'indemnity';
  /** Positive; negative where it takes another back. */
  readonly amount: string;
  readonly undoes?: string;
}

/** Credit on account turned out to pay late interest or the indemnity for recovery costs; or that was taken back. */
export interface PaymentUsed {
  readonly payment: PaymentFact;
  readonly uses: readonly PaymentUse[];
  readonly onAccountBefore: string;
  readonly onAccountAfter: string;
}

/** A provider paid out what it had collected, less its fee: one bank line for many payments recorded before. */
export interface PayoutConfirmed {
  readonly transaction: TransactionFact;
  readonly provider: string;
  readonly reference: string;
  /** Gross; their sum less fee and its VAT is the bank line. Refunds and chargebacks are negative. */
  readonly payments: readonly PaymentFact[];
  /** Without VAT, positive. */
  readonly fee: string;
  readonly feeVat: string;
  readonly suspended?: boolean;
}

/** A booked payout was taken back: its line goes back to review, and its payments wait for the bank again. */
export interface PayoutReversed {
  readonly transaction: TransactionFact;
  readonly provider: string;
  readonly reference: string;
  readonly payments: readonly PaymentFact[];
  readonly fee: string;
  readonly feeVat: string;
  readonly reason?: string;
}

/** Money was entered, with what it settles at once. */
export interface PaymentRecorded {
  readonly payment: PaymentFact;
  readonly allocations: readonly AllocationFact[];
  /** What is left of it, positive; it is the customer's credit if the customer is known. */
  readonly onAccount: string;
  /** The entry that put the line in suspense, if it had been booked there before. */
  readonly suspended?: boolean;
  readonly history: boolean;
  readonly decision?: string;
}

/** Credit that lay on account settles items, or goes to another customer. */
export interface PaymentAllocated {
  readonly payment: PaymentFact;
  readonly allocations: readonly AllocationFact[];
  readonly onAccountBefore: string;
  readonly onAccountAfter: string;
  /** Whose credit it was before, where that changed. */
  readonly customerBefore?: CustomerFact;
  readonly decision?: string;
}

/** A payment recorded elsewhere was seen at the bank. */
export interface PaymentConfirmed {
  readonly payment: PaymentFact;
  /** The line had been booked in suspense before. */
  readonly suspended?: boolean;
}

/**
 * A bank line entered as a payment proved to be none: all of it lay on account and its entry is taken back, as if the
 * line had never been decided. `reverses` names the event that recorded it. A set-aside of the line may follow.
 */
export interface PaymentWithdrawn {
  readonly payment: PaymentFact;
  /** The rest that leaves the customer's account; the whole payment. */
  readonly onAccountBefore: string;
}

/** Allocations were taken back, one by one; the payment keeps its money on account. */
export interface AllocationUndone {
  readonly payment: PaymentFact;
  /** The negative rows. */
  readonly allocations: readonly AllocationFact[];
  readonly onAccountBefore: string;
  readonly onAccountAfter: string;
  readonly reason?: string;
}

/** A bank line that pays no item. */
export interface TransactionSetAside {
  readonly transaction: TransactionFact;
  readonly category: Category;
  /** Accounts of a company's rule; absent: the chart's account of the category. */
  readonly account?: string;
  /** Several counterparts, with the line's sign, that add up to it; such as a fee and its VAT. */
  readonly split?: readonly AccountShare[];
  readonly suspended?: boolean;
}

/** A line nobody has decided yet is booked on the suspense account, so that the bank's balance is right. */
export interface TransactionSuspended {
  readonly transaction: TransactionFact;
}

/** A set-aside line goes back to review. */
export interface TransactionReopened {
  readonly transaction: TransactionFact;
  readonly category: Category;
  readonly account?: string;
  readonly split?: readonly AccountShare[];
}

/** Part of a bank line on an account. */
export interface AccountShare {
  readonly account: string;
  readonly amount: string;
}

/** A class of rules may post without a person from now on, or may only propose. */
export interface AutomaticSwitched {
  readonly class: string;
  readonly automatic: boolean;
  /** Largest amount posted, in `currency`; absent: any. */
  readonly ceiling?: string;
  readonly currency: string;
  readonly reason?: string;
}

/** A person put a customer into a group of those that pay for each other, moved him to another or took him out. */
export interface CustomerGrouped {
  readonly customer: CustomerFact;
  /** Code of the group before and after; absent: none. */
  readonly before?: string;
  readonly after?: string;
  /** The group before was a person's choice too, not the source's. */
  readonly keptBefore: boolean;
}
