import type { AdjustmentKind, Category, CustomerIdentity, Day, Decision, OpenItem } from '@lettrage/domain';

import type {
  AssignReceiptCommand,
  BookPayoutCommand,
  BookPayoutOutcome,
  TakeBackPayoutCommand,
  TakeBackPayoutOutcome,
} from './payouts/payout-commands.js';
import type { Source } from './policies/judge.js';
import type { HeldBack } from './policies/rule-class.js';
import type { RecordPaymentCommand, RecordPaymentOutcome } from './recorded-payment.command.js';
import type { SwitchClassCommand } from './policies/switch-class.command.js';
import type {
  ChargeCreditCommand,
  ConfirmPayoutCommand,
  MarkDoubtfulCommand,
  RevalueItemsCommand,
  RefundCommand,
  TakeBackUsesCommand,
  WriteOffCommand,
} from './claim-commands.js';

export type * from './claim-commands.js';
export type * from './payouts/payout-commands.js';
export type * from './recorded-payment.command.js';
export type * from './policies/switch-class.command.js';

/**
 * What can be asked of billing, and what it answers. Amounts are bigint minor units of the currency of the payment
 * (`amount`, `adjustment` where both currencies agree) or of the item (`open`, `settled`); ids are UUIDv7.
 * Nothing is applied by halves: a command that is refused or stale has changed nothing.
 */

/** Cash applied to one item. */
export interface AllocationInput {
  /** An item; or a payment on account, with a negative amount, whose credit the decision uses. */
  readonly itemId: string;
  /** In the payment's currency; negative for a credit note. */
  readonly amount: bigint;
  /** In the item's currency, only where that differs from the payment's. */
  readonly settled?: bigint;
  /** In the item's currency; open after = open − settled cash − adjustment. */
  readonly adjustment?: { readonly kind: AdjustmentKind; readonly amount: bigint };
}

/** Credit on account used together with a bank line: it settles the same items. Positive amount. */
export interface CreditInput {
  readonly paymentId: string;
  readonly amount: bigint;
}

/** An open amount the decision was taken on; `id` is an item's, or a payment's for credit on account, with either sign. */
export interface DecidedOn {
  readonly id: string;
  readonly open: bigint;
}

interface DecisionBase {
  readonly transactionId: string;
  /** The decision in its public shape: kept as it is, with its evidence, for whoever asks why. */
  readonly decision: Decision;
  /** Version of the engine, or of the rule set, that decided. */
  readonly engine: string;
  readonly basedOn: readonly DecidedOn[];
  /** `engine`, or who accepted it. */
  readonly by?: string;
  /** What it rests on beside the class of its rule: they are judged with it. */
  readonly sources?: readonly Source[];
  /** Why the engine's decision is proposed only, though it is proven. */
  readonly heldBack?: HeldBack;
}

/** The line is money of a customer: it settles items, the rest lies on account. */
export interface PayDecision extends DecisionBase {
  readonly kind: 'pay';
  /** Owner of the items or of the rest; may be absent only if nothing is left over. */
  readonly customerId?: string;
  readonly allocations: readonly AllocationInput[];
  readonly credits?: readonly CreditInput[];
  /** What the decision's `alternatives` would do, in their order, so that a person can choose one by its index. */
  readonly alternatives?: readonly AlternativeInput[];
}

/** One of the alternatives of a decision, with ids. */
export interface AlternativeInput {
  readonly customerId?: string;
  readonly allocations: readonly AllocationInput[];
  readonly credits?: readonly CreditInput[];
  readonly basedOn: readonly DecidedOn[];
}

/** The line gives a payment back (returned direct debit, cheque unpaid): exactly these allocations are reopened. */
export interface ReturnDecision extends DecisionBase {
  readonly kind: 'return';
  /** Cash given back per allocation, positive; its adjustment is given back with the whole amount. */
  readonly reverses: readonly { readonly allocationId: string; readonly amount: bigint }[];
}

/** The line pays no item. */
export interface SetAsideDecision extends DecisionBase {
  readonly kind: 'set-aside';
  readonly category: Category;
  readonly account?: string;
  /** Counterparts by account, decimal strings with the line's sign; their sum is the line. Instead of one account. */
  readonly split?: readonly { readonly account: string; readonly amount: string }[];
}

/** One decision to apply, or to propose. */
export type DecisionCommand = PayDecision | ReturnDecision | SetAsideDecision;

/** What became of one decision. `refused`: it can never be applied as it stands; `stale`: decide again. */
export type DecisionOutcome =
  | {
      readonly transactionId: string;
      readonly outcome: 'applied';
      readonly decisionId: string;
      readonly paymentId?: string;
    }
  | { readonly transactionId: string; readonly outcome: 'stale'; readonly reason: string }
  | {
      readonly transactionId: string;
      readonly outcome: 'refused';
      readonly code: RefusalCode;
      readonly reason: string;
    };

/** Why a command was refused; stable, for machines. The `reason` beside it is for people. */
export type RefusalCode =
  | 'not-found'
  | 'already-decided'
  | 'person-only'
  | 'over-allocated'
  | 'over-settled'
  | 'amount-mismatch'
  | 'currency-mismatch'
  | 'customer-missing'
  | 'wrong-kind'
  | 'already-undone'
  | 'not-undoable'
  | 'held'
  | 'history'
  | 'nothing-to-do';

/** What became of a decision that waits for a person. */
export interface ProposalOutcome {
  readonly transactionId: string;
  readonly outcome: 'proposed' | 'refused';
  readonly decisionId?: string;
  readonly code?: RefusalCode;
  readonly reason?: string;
}

/** What a person chooses for a line that waits. */
export type Choice =
  | { readonly kind: 'proposal' }
  /** Position in the stored decision's `alternatives`, from 0. */
  | { readonly kind: 'alternative'; readonly index: number }
  | {
      readonly kind: 'custom';
      readonly customerId?: string;
      readonly allocations: readonly AllocationInput[];
      readonly credits?: readonly CreditInput[];
    };

/** Who did it and on which day it counts. */
export interface Actor {
  /** User id, key id, or a name a person recognises. */
  readonly by: string;
}

export interface AcceptCommand extends Actor {
  readonly transactionId: string;
  readonly choice: Choice;
  /** Open amounts the person saw, if the caller sends them; one that differs makes it stale. */
  readonly basedOn?: readonly DecidedOn[];
}

/** Takes what is proposed for each of these lines, at most 100. */
export interface AcceptProposalsCommand extends Actor {
  readonly transactionIds: readonly string[];
}

export interface SetAsideCommand extends Actor {
  readonly transactionId: string;
  readonly category: Category;
  /** Ledger account, instead of the chart's account of the category. */
  readonly account?: string;
  /** Counterparts instead of one account, as a rule of the company says. */
  readonly split?: SetAsideDecision['split'];
}

export interface PutOnAccountCommand extends Actor {
  readonly transactionId: string;
  readonly customerId: string;
}

export interface UseOnAccountCommand extends Actor {
  readonly paymentId: string;
  readonly allocations: readonly AllocationInput[];
  readonly day: Day;
  readonly basedOn?: readonly DecidedOn[];
}

/** Takes back one allocation, some, or all of a decision. Nothing else changes. */
export interface UndoCommand extends Actor {
  readonly allocationIds?: readonly string[];
  readonly decisionId?: string;
  /** The day of the negative rows: today. */
  readonly day: Day;
  readonly reason?: string;
}

export interface UndoOutcome {
  readonly outcome: 'undone';
  /** The negative rows. */
  readonly allocationIds: readonly string[];
  /** Lines that are back in review, for a person only. */
  readonly transactionIds: readonly string[];
  /** Items whose open amount changed. */
  readonly itemIds: readonly string[];
}

export interface ConfirmPaymentCommand extends Actor {
  readonly transactionId: string;
  readonly paymentId: string;
}

export interface DisputeCommand extends Actor {
  readonly itemId: string;
  readonly disputed: boolean;
  readonly reason?: string;
  readonly day: Day;
}

/** Sets a credit note off against an invoice for as much as both have open; both settled to zero cancels the invoice. */
export interface CancelByCreditNoteCommand extends Actor {
  readonly invoiceId: string;
  readonly creditNoteId: string;
  readonly day: Day;
}

/** A document to issue here: it gets the next number of its series and enters the books. */
export interface InvoiceDraft {
  readonly kind: 'invoice' | 'credit-note' | 'deposit';
  readonly customerId: string;
  /** Number series, such as `FA2026`; the number is `<series>-<6 digits>`. */
  readonly series: string;
  readonly issueDate: Day;
  readonly dueDate: Day;
  readonly currency: string;
  /** Positive whatever the kind; billing gives a credit note its sign. */
  readonly vat: readonly { readonly rate: string; readonly base: bigint; readonly tax: bigint }[];
  readonly vatDue: 'debit' | 'receipt';
  readonly typeCode?: string;
  readonly paymentReference?: string;
  readonly orderReference?: string;
  /** Numbers of the deposit invoices it deducts, or takes back. */
  readonly deducts?: readonly string[];
  /** The whole document (EN 16931 model) as plain data, kept with the item. */
  readonly document?: Readonly<Record<string, unknown>>;
}

export interface IssuedDocument {
  readonly itemId: string;
  readonly number: string;
}

/** How a file or a page of open items is to be read. */
export interface ImportOptions {
  /** The day the source's amounts are of. */
  readonly asOf: Day;
  /** A delta: items that are missing from it are not gone. */
  readonly partial: boolean;
  readonly origin: 'import' | 'source';
  /** Connection id, where it came from a connected system. */
  readonly connection?: string;
  /** Works out the report and writes nothing. */
  readonly dryRun?: boolean;
  /** Called after each chunk with the number of items compared and stored so far. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** What an import of customers found; `known` are those that stand here as the list says. */
export interface ImportCustomersReport {
  readonly read: number;
  readonly new: number;
  readonly known: number;
  readonly changed: number;
  readonly codes: { readonly new: readonly string[]; readonly changed: readonly string[] };
}

/** One line of a report about an item, for a person. */
export interface ImportFinding {
  readonly customer: string;
  readonly number: string;
  readonly instalment: number;
  /** One sentence: what differs, with both amounts where it is about amounts. */
  readonly message: string;
}

/** What an import of open items found. Counts are complete; the lists are cut at 1,000 entries each. */
export interface ImportReport {
  readonly read: number;
  readonly new: number;
  readonly known: number;
  /** Facts that are no money changed at the source and were taken over. */
  readonly changed: number;
  /** Open here, no longer in the snapshot; nothing was settled for it. */
  readonly gone: number;
  /** Settled, wholly or in part, at the source only: recorded as payments a later bank line confirms. */
  readonly settledThere: number;
  /** Settled here, still open at the source. */
  readonly settledOnlyHere: number;
  readonly conflicts: readonly ImportFinding[];
  readonly conflictCount: number;
  readonly refused: readonly ImportFinding[];
  readonly refusedCount: number;
  /** Opening settlements: total − open of the first import. */
  readonly openingSettlements: number;
  /** Rows of kind payment or on-account stored as payments with a rest. */
  readonly onAccountPayments: number;
  /** Paid before the cut-over day: kept as history, neither booked nor announced. */
  readonly history: number;
  /** What is missing for an entry or a 212, with the number of items concerned. */
  readonly missing: readonly { readonly what: string; readonly count: number; readonly consequence: string }[];
  readonly details: {
    readonly changed: readonly ImportFinding[];
    readonly gone: readonly ImportFinding[];
    readonly settledThere: readonly ImportFinding[];
    readonly settledOnlyHere: readonly ImportFinding[];
  };
}

/** A command that cannot be carried out. Nothing has been changed; the transaction may go on. */
export class BillingRefusal extends Error {
  constructor(
    readonly code: RefusalCode,
    message: string,
  ) {
    super(message);
    this.name = 'BillingRefusal';
  }
}

/** The books moved since the caller looked: read again and repeat. Nothing has been changed. */
export class StaleBooks extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'StaleBooks';
  }
}

/** The commands of billing. Each works inside the company transaction its store was made with. */
export interface BillingCommands {
  importOpenItems(items: readonly OpenItem[], options: ImportOptions): Promise<ImportReport>;
  /** Customers with an identity each, upserted by code; accounts are added, never taken away. */
  importCustomers(
    customers: readonly CustomerIdentity[],
    options: { readonly dryRun?: boolean },
  ): Promise<ImportCustomersReport>;
  /** At most 100, in their order; outcomes in the same order. */
  applyDecisions(batch: readonly DecisionCommand[]): Promise<DecisionOutcome[]>;
  propose(batch: readonly DecisionCommand[]): Promise<ProposalOutcome[]>;
  accept(command: AcceptCommand): Promise<DecisionOutcome>;
  acceptProposals(command: AcceptProposalsCommand): Promise<DecisionOutcome[]>;
  setAside(command: SetAsideCommand): Promise<DecisionOutcome>;
  /** A set-aside line goes back to review. */
  reopen(command: Actor & { readonly transactionId: string }): Promise<void>;
  putOnAccount(command: PutOnAccountCommand): Promise<DecisionOutcome>;
  useOnAccount(command: UseOnAccountCommand): Promise<{ readonly allocationIds: readonly string[] }>;
  undo(command: UndoCommand): Promise<UndoOutcome>;
  switchClass(command: SwitchClassCommand): Promise<void>;
  recordPayment(command: RecordPaymentCommand): Promise<RecordPaymentOutcome>;
  /** Our own write got an id there: it comes back as known. */
  knowPayment(paymentId: string, connectionId: string, externalId: string): Promise<void>;
  confirmPayment(command: ConfirmPaymentCommand): Promise<void>;
  /** Books undecided lines on the suspense account; those already suspended or decided are left alone. Returns how many. */
  suspend(transactionIds: readonly string[]): Promise<number>;
  dispute(command: DisputeCommand): Promise<void>;
  writeOff(
    command: WriteOffCommand,
  ): Promise<{ readonly paymentId: string; readonly allocationIds: readonly string[] }>;
  markDoubtful(command: MarkDoubtfulCommand): Promise<void>;
  revalueItems(command: RevalueItemsCommand): Promise<void>;
  chargeCredit(command: ChargeCreditCommand): Promise<{ readonly useIds: readonly string[] }>;
  takeBackUses(command: TakeBackUsesCommand): Promise<{ readonly useIds: readonly string[] }>;
  refund(command: RefundCommand): Promise<{ readonly paymentId: string }>;
  confirmPayout(command: ConfirmPayoutCommand): Promise<{ readonly outcome: 'confirmed' | 'known' }>;
  bookPayout(command: BookPayoutCommand): Promise<BookPayoutOutcome>;
  takeBackPayout(command: TakeBackPayoutCommand): Promise<TakeBackPayoutOutcome>;
  assignReceipt(command: AssignReceiptCommand): Promise<{ readonly allocationIds: readonly string[] }>;
  cancelByCreditNote(
    command: CancelByCreditNoteCommand,
  ): Promise<{ readonly paymentId: string; readonly cancelled: boolean }>;
  /** Next number of a series, from 1, without gap or double: the counter row is locked until the transaction ends. */
  nextNumber(series: string): Promise<bigint>;
  issueInvoice(draft: InvoiceDraft): Promise<IssuedDocument>;
}
