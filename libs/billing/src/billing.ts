import type { CustomerIdentity, OpenItem } from '@lettrage/domain';
import type { BillingStore, CustomerRow } from './billing-store.js';
import type {
  AcceptCommand,
  AcceptProposalsCommand,
  Actor,
  AssignReceiptCommand,
  BillingCommands,
  BookPayoutCommand,
  BookPayoutOutcome,
  CancelByCreditNoteCommand,
  ChargeCreditCommand,
  ConfirmPaymentCommand,
  ConfirmPayoutCommand,
  DecisionCommand,
  DecisionOutcome,
  DisputeCommand,
  ImportCustomersReport,
  ImportOptions,
  ImportReport,
  InvoiceDraft,
  IssuedDocument,
  MarkDoubtfulCommand,
  ProposalOutcome,
  PutOnAccountCommand,
  RecordPaymentCommand,
  RecordPaymentOutcome,
  RefundCommand,
  RevalueItemsCommand,
  SetAsideCommand,
  SwitchClassCommand,
  TakeBackPayoutCommand,
  TakeBackPayoutOutcome,
  TakeBackUsesCommand,
  UndoCommand,
  UndoOutcome,
  UseOnAccountCommand,
  WriteOffCommand,
} from './commands.js';
import { chargeCredit, markDoubtful, revalueItems, takeBackUses, writeOff } from './adjust-claims.js';
import { cancelByCreditNote, dispute, issueInvoice } from './documents.js';
import type { BillingEnvironment } from './event-log.js';
import { importCustomers } from './importing/import-customers.js';
import { importOpenItems } from './importing/import-open-items.js';
import { confirmPayment, knowPayment, recordPayment, suspend, useOnAccount } from './payments.js';
import { assignReceipt } from './payouts/assign-receipt.js';
import { bookPayout } from './payouts/book-payout.js';
import { takeBackPayout } from './payouts/take-back-payout.js';
import { confirmPayout, refund } from './provider-money.js';
import { groupCustomers, type GroupCustomersCommand } from './group-customers.js';
import { switchClass } from './policies/switch-class.js';
import { accept, acceptProposals, applyDecisions, propose, putOnAccount, reopen, setAside } from './review.js';
import { undo } from './undo.js';

/**
 * The only writer of the books. Made for one company transaction, with its store; every command either does all it says
 * in that transaction or throws `BillingRefusal` (it can't be done), or `StaleBooks` (read again, repeat) with nothing
 * changed by it. Whoever opened the transaction commits it.
 */
export class Billing implements BillingCommands {
  constructor(
    private readonly store: BillingStore,
    private readonly environment: BillingEnvironment,
  ) {}

  importOpenItems(items: readonly OpenItem[], options: ImportOptions): Promise<ImportReport> {
    return importOpenItems(this.store, { ...this.environment, actor: options.origin }, items, options);
  }

  importCustomers(
    customers: readonly CustomerIdentity[],
    options: { readonly dryRun?: boolean },
  ): Promise<ImportCustomersReport> {
    return importCustomers(this.store, this.environment, customers, options);
  }

  applyDecisions(batch: readonly DecisionCommand[]): Promise<DecisionOutcome[]> {
    return applyDecisions(this.store, this.environment, batch);
  }

  propose(batch: readonly DecisionCommand[]): Promise<ProposalOutcome[]> {
    return propose(this.store, this.environment, batch);
  }

  accept(command: AcceptCommand): Promise<DecisionOutcome> {
    return accept(this.store, this.environment, command);
  }

  acceptProposals(command: AcceptProposalsCommand): Promise<DecisionOutcome[]> {
    return acceptProposals(this.store, this.environment, command);
  }

  setAside(command: SetAsideCommand): Promise<DecisionOutcome> {
    return setAside(this.store, this.environment, command);
  }

  reopen(command: Actor & { readonly transactionId: string }): Promise<void> {
    return reopen(this.store, this.environment, command);
  }

  putOnAccount(command: PutOnAccountCommand): Promise<DecisionOutcome> {
    return putOnAccount(this.store, this.environment, command);
  }

  useOnAccount(command: UseOnAccountCommand): Promise<{ readonly allocationIds: readonly string[] }> {
    return useOnAccount(this.store, this.environment, command);
  }

  undo(command: UndoCommand): Promise<UndoOutcome> {
    return undo(this.store, this.environment, command);
  }

  switchClass(command: SwitchClassCommand): Promise<void> {
    return switchClass(this.store, this.environment, command);
  }

  recordPayment(command: RecordPaymentCommand): Promise<RecordPaymentOutcome> {
    return recordPayment(this.store, { ...this.environment, actor: 'source' }, command);
  }

  knowPayment(paymentId: string, connectionId: string, externalId: string): Promise<void> {
    return knowPayment(this.store, this.environment, { paymentId, connectionId, externalId });
  }

  confirmPayment(command: ConfirmPaymentCommand): Promise<void> {
    return confirmPayment(this.store, this.environment, command);
  }

  suspend(transactionIds: readonly string[]): Promise<number> {
    return suspend(this.store, this.environment, transactionIds);
  }

  writeOff(
    command: WriteOffCommand,
  ): Promise<{ readonly paymentId: string; readonly allocationIds: readonly string[] }> {
    return writeOff(this.store, this.environment, command);
  }

  markDoubtful(command: MarkDoubtfulCommand): Promise<void> {
    return markDoubtful(this.store, this.environment, command);
  }

  revalueItems(command: RevalueItemsCommand): Promise<void> {
    return revalueItems(this.store, this.environment, command);
  }

  chargeCredit(command: ChargeCreditCommand): Promise<{ readonly useIds: readonly string[] }> {
    return chargeCredit(this.store, this.environment, command);
  }

  takeBackUses(command: TakeBackUsesCommand): Promise<{ readonly useIds: readonly string[] }> {
    return takeBackUses(this.store, this.environment, command);
  }

  refund(command: RefundCommand): Promise<{ readonly paymentId: string }> {
    return refund(this.store, this.environment, command);
  }

  confirmPayout(command: ConfirmPayoutCommand): Promise<{ readonly outcome: 'confirmed' | 'known' }> {
    return confirmPayout(this.store, this.environment, command);
  }

  bookPayout(command: BookPayoutCommand): Promise<BookPayoutOutcome> {
    return bookPayout(this.store, this.environment, command);
  }

  takeBackPayout(command: TakeBackPayoutCommand): Promise<TakeBackPayoutOutcome> {
    return takeBackPayout(this.store, this.environment, command);
  }

  assignReceipt(command: AssignReceiptCommand): Promise<{ readonly allocationIds: readonly string[] }> {
    return assignReceipt(this.store, this.environment, command);
  }

  groupCustomers(command: GroupCustomersCommand): Promise<CustomerRow[]> {
    return groupCustomers(this.store, this.environment, command);
  }

  dispute(command: DisputeCommand): Promise<void> {
    return dispute(this.store, this.environment, command);
  }

  cancelByCreditNote(
    command: CancelByCreditNoteCommand,
  ): Promise<{ readonly paymentId: string; readonly cancelled: boolean }> {
    return cancelByCreditNote(this.store, this.environment, command);
  }

  nextNumber(series: string): Promise<bigint> {
    return this.store.increaseCounter(`number:${series}`, 1n);
  }

  issueInvoice(draft: InvoiceDraft): Promise<IssuedDocument> {
    return issueInvoice(this.store, this.environment, draft);
  }
}
