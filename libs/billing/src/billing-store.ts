import type { Verdict } from './policies/judge.js';
import type { ClassSwitch } from './policies/rule-class.js';
import type { RateKey } from './value-foreign.js';
import type { EventTexts } from './event-texts.js';
import type { AdjustmentKind, BillingEvent, Category, Day, PaymentFact, VatShare } from '@lettrage/domain';

/**
 * What billing needs of a database: rows in, rows out, in sets. One store works inside one company transaction, so no
 * method names a company, and an id of another company is simply not found. Amounts are bigint minor units.
 * Lock order of every use case: transactions, payments, items, counters, company head; each by id.
 */
export interface BillingStore {
  company(): Promise<CompanyRow>;

  /** Lock rows by id, in id order, until the transaction ends. Ids that do not exist are left out. */
  lockTransactions(ids: readonly string[]): Promise<TransactionRow[]>;
  lockPayments(ids: readonly string[]): Promise<PaymentRow[]>;
  lockItems(ids: readonly string[]): Promise<ItemRow[]>;
  /** One open-item import at a time per company. */
  lockImports(): Promise<void>;

  customers(by: { readonly codes: readonly string[] } | { readonly ids: readonly string[] }): Promise<CustomerRow[]>;
  insertCustomers(rows: readonly CustomerRow[]): Promise<void>;
  /** Overwrites name, siren, group, ledger account and adds IBANs. */
  updateCustomers(rows: readonly CustomerRow[]): Promise<void>;
  /** Makes groups of customers known, by code; those that are stay as they are. */
  keepGroups(codes: readonly string[]): Promise<void>;

  /** All instalments of these numbers; not locked. */
  findItems(numbers: readonly CustomerNumber[]): Promise<ItemRow[]>;
  findItemsOfCustomer(
    customerId: string,
    by: { readonly numbers?: readonly string[]; readonly externalIds?: readonly string[] },
  ): Promise<ItemRow[]>;
  /** Open items of a source, by id only: what a snapshot is compared with to see what is gone. */
  openItemsOfSource(source: {
    readonly origin: 'import' | 'source';
    readonly connectionId?: string;
  }): Promise<OpenItemReference[]>;
  insertItems(rows: readonly ItemRow[]): Promise<void>;
  /** Overwrites what is no money: dates, references, discount, VAT, type, dispute, cancellation, what the source said. */
  updateItemFacts(rows: readonly ItemRow[]): Promise<void>;
  /** Notes that a snapshot of this day held these items; later snapshots are not overwritten by earlier ones. */
  seenInSnapshot(ids: readonly string[], asOf: Day): Promise<void>;
  markGone(ids: readonly string[]): Promise<void>;
  /** Sets running totals where they are still as expected. Throws `StaleBooks` if any row differs. */
  updateItemTotals(changes: readonly TotalChange[]): Promise<void>;
  updatePaymentTotals(changes: readonly TotalChange[]): Promise<void>;

  /** Ids of the payments entered for these bank lines (withdrawn ones are not found). */
  paymentsOfTransactions(
    transactionIds: readonly string[],
  ): Promise<{ readonly transactionId: string; readonly paymentId: string }[]>;
  /** Bank lines of payments, where they have one. */
  transactionsOfPayments(
    paymentIds: readonly string[],
  ): Promise<{ readonly transactionId: string; readonly paymentId: string }[]>;
  /** Payments of a customer seen at the bank, of one amount and without an id elsewhere, oldest first; not locked. */
  findTwinPayments(by: {
    readonly customerId: string;
    readonly amount: bigint;
    readonly currency: string;
  }): Promise<PaymentRow[]>;
  /** Payments by the id a source gave them, or by customer and number for rows of a file; not locked. */
  findPayments(
    by:
      | { readonly connectionId?: string; readonly externalIds: readonly string[] }
      | { readonly numbers: readonly CustomerNumber[] },
  ): Promise<PaymentRow[]>;
  insertPayments(rows: readonly PaymentRow[]): Promise<void>;
  /** Overwrites customer, transaction, withdrawn, external id, what the source said. */
  updatePayments(rows: readonly PaymentRow[]): Promise<void>;

  allocations(by: AllocationFilter): Promise<AllocationRow[]>;
  insertAllocations(rows: readonly AllocationRow[]): Promise<void>;
  insertPaymentUses(rows: readonly PaymentUseRow[]): Promise<void>;
  /** Uses by id that were not taken back, or all of payments. */
  paymentUses(by: { readonly ids: readonly string[] }): Promise<PaymentUseRow[]>;
  insertPayouts(rows: readonly PayoutRow[]): Promise<void>;
  /** True for one that is booked and was not taken back. */
  payoutKnown(provider: string, reference: string): Promise<boolean>;
  /** A payout that is booked and was not taken back, with the payments it is made of. */
  standingPayout(
    id: string,
  ): Promise<{ readonly payout: PayoutRow; readonly paymentIds: readonly string[] } | undefined>;
  /** Notes that a payout was taken back; its provider and line may have another. */
  takePayoutBack(id: string, at: string): Promise<void>;

  updateTransactions(changes: readonly TransactionChange[]): Promise<void>;
  liveDecisions(transactionIds: readonly string[]): Promise<DecisionRow[]>;
  decision(id: string): Promise<DecisionRow | undefined>;
  insertDecisions(rows: readonly DecisionRow[]): Promise<void>;
  updateDecisionState(ids: readonly string[], state: DecisionRow['state']): Promise<void>;

  /** Appends what people said of decisions; one already noted is left alone. */
  insertVerdicts(rows: readonly Verdict[]): Promise<void>;
  /** Classes of rules that were switched by somebody; the others are as the company's `posting` says. */
  ruleClasses(): Promise<ClassSwitch[]>;
  saveRuleClasses(rows: readonly RuleClassRow[]): Promise<void>;

  /** Adds tasks; one already known by kind and once-key is left alone. Returns the ids of the new ones. */
  insertTasks(rows: readonly TaskRow[]): Promise<string[]>;

  /**
   * Keeps the lookup keys of the matching engine: what is still open gets exactly the keys of what is open now, what is
   * settled loses them. Payments count with their rest, as credit on account. What is settled or paid may keep keys of
   * its own kind, by which a second or returned payment is recognised.
   */
  keepKeys(changed: {
    readonly items?: readonly ItemRow[];
    readonly payments?: readonly PaymentRow[];
    readonly customers?: readonly CustomerRow[];
    /** The items and payments were inserted just now: they have no keys yet. */
    readonly fresh?: boolean;
  }): Promise<void>;

  /** Increments a counter row by `by` and returns its new value. */
  increaseCounter(name: string, by: bigint): Promise<bigint>;

  /** Locks the company's head: the last lock of every transaction. */
  lockHead(): Promise<EventHead>;
  /** Units of each currency that one unit of the company's was worth on the day, or last before; by {@link rateKeyOf}. */
  exchangeRates(keys: readonly RateKey[]): Promise<ReadonlyMap<string, string>>;
  insertEvents(rows: readonly EventRow[]): Promise<void>;
  moveHead(head: EventHead): Promise<void>;
  /** Ids of the events that carried these allocations, by allocation id. */
  eventsOfAllocations(allocationIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Id of the latest event of a type about a bank line or payment, to be named as reversed. */
  lastEventOf(
    type: BillingEvent['type'],
    by: { readonly transactionId: string } | { readonly paymentId: string },
  ): Promise<string | undefined>;
}

export interface CompanyRow {
  readonly id: string;
  readonly currency: string;
  readonly cutOverDay: Day;
  readonly posting: 'propose' | 'auto';
}

export interface CustomerRow {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly siren?: string;
  /** Customers that pay for each other share it. */
  readonly groupCode?: string;
  /** A person chose the group, or none: imports leave it. */
  readonly groupKept?: boolean;
  readonly ledgerAccount?: string;
  readonly connectionId?: string;
  readonly externalId?: string;
  readonly ibans: readonly string[];
}

export interface CustomerNumber {
  readonly customerId: string;
  readonly number: string;
}

/** An item with its customer. `open` is not stored: total − settled. */
export interface ItemRow {
  readonly id: string;
  readonly customer: CustomerRow;
  readonly kind: 'invoice' | 'credit-note' | 'deposit';
  readonly number: string;
  readonly instalment: number;
  readonly issueDate: Day;
  readonly dueDate: Day;
  readonly currency: string;
  /** Negative for a credit note; `settled` has the same sign. */
  readonly total: bigint;
  readonly settled: bigint;
  readonly paymentReference?: string;
  readonly orderReference?: string;
  /** Numbers of the deposit invoices it deducts, or takes back. */
  readonly deducts?: readonly string[];
  readonly discount?: { readonly percent: string; readonly until: Day };
  readonly vat?: readonly VatShare[];
  readonly vatDue?: 'debit' | 'receipt';
  readonly typeCode?: string;
  readonly disputed: boolean;
  readonly disputeReason?: string;
  /** What is open of it lies on the account of doubtful debts. */
  readonly doubtful?: boolean;
  readonly cancelled: boolean;
  readonly history: boolean;
  readonly origin: 'import' | 'source' | 'issued';
  readonly connectionId?: string;
  readonly externalId?: string;
  readonly sourceOpen?: bigint;
  readonly sourceAsOf?: Day;
  readonly sourceGone: boolean;
  readonly document?: Readonly<Record<string, unknown>>;
}

export interface OpenItemReference {
  readonly id: string;
  readonly customerCode: string;
  readonly number: string;
  readonly instalment: number;
  readonly issueDate: Day;
  readonly currency: string;
  readonly open: bigint;
  readonly sourceAsOf?: Day;
  readonly sourceGone: boolean;
}

export interface TotalChange {
  readonly id: string;
  readonly expected: bigint;
  readonly next: bigint;
}

export interface BankAccountRow {
  readonly id: string;
  readonly iban?: string;
  readonly journal: string;
  readonly ledgerAccount: string;
  readonly label: string;
}

export interface TransactionRow {
  readonly id: string;
  readonly ref: string;
  readonly account: BankAccountRow;
  readonly bookingDate: Day;
  readonly amount: bigint;
  readonly currency: string;
  readonly status: 'booked' | 'pending';
  readonly bankReference?: string;
  readonly endToEndId?: string;
  readonly mandateId?: string;
  /** The batch of collections it belongs to. */
  readonly paymentInformationId?: string;
  readonly counterpartyName?: string;
  readonly counterpartyIban?: string;
  readonly remittance?: string;
  /** ISO 20022 family of the movement, where the bank gave one: how it was paid. */
  readonly family?: string;
  readonly state: 'new' | 'history' | 'proposed' | 'matched' | 'set-aside' | 'held';
  readonly personOnly: boolean;
  readonly suspended: boolean;
}

export interface TransactionChange {
  readonly id: string;
  readonly state: TransactionRow['state'];
  readonly personOnly: boolean;
  readonly suspended: boolean;
}

/** A payment with its customer and bank line. On account = amount − allocated, where the customer is known. */
export interface PaymentRow {
  readonly id: string;
  readonly kind: PaymentFact['kind'];
  readonly customer?: CustomerRow;
  readonly transaction?: TransactionRow;
  readonly day: Day;
  readonly amount: bigint;
  readonly currency: string;
  readonly allocated: bigint;
  readonly means: PaymentFact['means'];
  readonly returnsPaymentId?: string;
  /** The payment whose credit this one gives back to the customer. */
  readonly refundsPaymentId?: string;
  /** The provider's payout it was part of. */
  readonly payoutId?: string;
  readonly history: boolean;
  /** The line proved to be no payment: its money belongs to nobody here. */
  readonly withdrawn: boolean;
  readonly connectionId?: string;
  readonly externalId?: string;
  /** Number and instalment of a receipt that came as a row of an open-items file. */
  readonly number?: string;
  readonly instalment: number;
  readonly sourceOpen?: bigint;
  readonly sourceAsOf?: Day;
}

/** What credit was used for beside items. `amount` is signed like the payment's; `otherPaymentId`: of a refund. */
export interface PaymentUseRow {
  readonly id: string;
  readonly paymentId: string;
  readonly kind: 'late-interest' | 'indemnity' | 'refund';
  readonly amount: bigint;
  readonly day: Day;
  readonly otherPaymentId?: string;
  readonly undoes?: string;
  readonly eventPosition: bigint;
}

/** A provider's payout: one bank line for many payments. Minor units of the line's currency. */
export interface PayoutRow {
  readonly id: string;
  readonly transactionId: string;
  readonly provider: string;
  readonly reference: string;
  readonly gross: bigint;
  readonly fee: bigint;
  readonly feeVat: bigint;
  readonly day: Day;
  readonly eventPosition: bigint;
}

export interface AllocationRow {
  readonly id: string;
  readonly paymentId: string;
  readonly itemId: string;
  readonly amount: bigint;
  readonly settled?: bigint;
  readonly adjustmentKind?: AdjustmentKind;
  readonly adjustment: bigint;
  readonly day: Day;
  readonly undoes?: string;
  readonly decisionId?: string;
  readonly eventPosition: bigint;
  /** The later row that took it back. Read only. */
  readonly undoneBy?: string;
  /** Where a return took it back and was itself taken back: the row by which it stands again. Read only. */
  readonly standsBy?: string;
}

export type AllocationFilter =
  { readonly ids: readonly string[] } | { readonly decisionId: string } | { readonly paymentIds: readonly string[] };

export interface DecisionRow {
  readonly id: string;
  readonly transactionId: string;
  readonly engine: string;
  readonly decision: 'auto' | 'review' | 'none';
  readonly state: 'proposed' | 'applied' | 'superseded' | 'rejected' | 'undone';
  readonly rule?: string;
  /** Class of its rule; absent where nothing is decided. */
  readonly ruleClass?: string;
  /** Of a line that pays no item. */
  readonly category?: Category;
  /** The engine would post it by itself where its class may. */
  readonly proven?: boolean;
  readonly confidence: number;
  readonly customerId?: string;
  /** The public decision, with the ids billing resolved it to under `resolved`. */
  readonly detail: Readonly<Record<string, unknown>>;
  /** Open amounts by id, decimal integers of minor units as text. */
  readonly basedOn: Readonly<Record<string, string>>;
  readonly decidedBy: string;
}

/** A class of rules as somebody switched it. */
export interface RuleClassRow extends ClassSwitch {
  readonly by: string;
  readonly reason?: string;
}

export interface TaskRow {
  readonly id: string;
  readonly kind: string;
  readonly onceKey: string;
  readonly message: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** End of the event log: position of the last event and its hash (empty before the first). */
export interface EventHead {
  readonly position: bigint;
  readonly hash: Uint8Array;
  /** Last locked day of the company, read under the same lock. */
  readonly lockedThrough?: Day;
}

export interface EventRow {
  readonly position: bigint;
  readonly id: string;
  readonly type: BillingEvent['type'];
  readonly version: number;
  readonly time: string;
  readonly day: Day;
  readonly reverses?: string;
  /** Who did it: a user, a key, `engine`, `import`; absent on events of before it was recorded. */
  readonly actor?: string;
  /** Last locked day when it was appended: its entries are dated after it, also in a replay years later. */
  readonly lockedThrough?: Day;
  /** With tokens in place of personal texts. */
  readonly data: BillingEvent['data'];
  /** Those texts, less what was erased; absent on events of before they were kept apart. */
  readonly texts?: EventTexts;
  readonly previousHash: Uint8Array;
  readonly hash: Uint8Array;
}
