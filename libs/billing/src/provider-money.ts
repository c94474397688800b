import { formatMinor } from '@lettrage/domain';
import { newPayment, recordPayment } from './apply-decisions.js';
import type { BillingStore, TransactionRow } from './billing-store.js';
import type { ConfirmPayoutCommand, RefundCommand } from './commands.js';
import { decisionRow } from './decision-detail.js';
import type { BillingEnvironment } from './event-log.js';
import { paymentFact, present, transactionFact } from './facts.js';
import { restOf } from './item-state.js';
import { refuse, WorkingBooks } from './working-books.js';

/** A bank line gives credit of a customer back to him: both are used up by it. */
export async function refund(
  store: BillingStore,
  environment: BillingEnvironment,
  command: RefundCommand,
): Promise<{ paymentId: string }> {
  const books = await WorkingBooks.lock(store, environment, {
    transactions: [command.transactionId],
    payments: [command.paymentId],
  });
  books.actor = command.by;
  const transaction = undecided(books, command.transactionId);
  const original = books.payment(command.paymentId);
  const { customer } = original;
  if (transaction.amount >= 0n) refuse('wrong-kind', 'money given back leaves the account: the line is negative');
  if (customer === undefined) return refuse('customer-missing', 'the payment lies on no customer’s account');
  if (transaction.currency !== original.currency) refuse('currency-mismatch', 'the line is in another currency');
  if (restOf(original) < -transaction.amount)
    refuse('over-allocated', `only ${formatMinor(restOf(original), original.currency)} of the payment is not used yet`);
  await supersede(store, books, transaction, 'refund', command.by);
  const payment = { ...newPayment(books, transaction, customer), refundsPaymentId: original.id };
  books.addPayment(payment);
  const day = transaction.bookingDate;
  const row = { kind: 'refund' as const, day };
  const uses = [
    {
      ...row,
      id: environment.newId(),
      paymentId: original.id,
      otherPaymentId: payment.id,
      amount: -transaction.amount,
    },
    { ...row, id: environment.newId(), paymentId: payment.id, otherPaymentId: original.id, amount: transaction.amount },
  ];
  books.put({ payment: { ...original, allocated: original.allocated - transaction.amount } });
  books.put({ payment: { ...payment, allocated: transaction.amount } });
  recordPayment(books, books.payment(payment.id), { facts: [], rows: [], uses, suspended: transaction.suspended });
  await books.flush();
  return { paymentId: payment.id };
}

/**
 * A bank line is a provider's payout: the payments it collected, recorded before, are confirmed at once, less its fee.
 * Seen before, by provider and reference, nothing happens.
 */
export async function confirmPayout(
  store: BillingStore,
  environment: BillingEnvironment,
  command: ConfirmPayoutCommand,
): Promise<{ outcome: 'confirmed' | 'known' }> {
  if (await store.payoutKnown(command.provider, command.reference)) return { outcome: 'known' };
  const books = await WorkingBooks.lock(store, environment, {
    transactions: [command.transactionId],
    payments: command.paymentIds,
  });
  books.actor = command.by;
  const transaction = undecided(books, command.transactionId);
  const payments = [...new Set(command.paymentIds)].map((id) => books.payment(id));
  const { fee, feeVat } = command;
  for (const payment of payments) {
    if (payment.kind !== 'recorded' || payment.transaction !== undefined || payment.payoutId !== undefined)
      refuse(
        'already-decided',
        `payment ${payment.externalId ?? payment.id} was not recorded elsewhere, or is at the bank already`,
      );
    if (payment.currency !== transaction.currency) refuse('currency-mismatch', 'the payout is in another currency');
  }
  const gross = payments.reduce((sum, payment) => sum + payment.amount, 0n);
  const money = (minor: bigint): string => formatMinor(minor, transaction.currency);
  if (payments.length === 0) refuse('nothing-to-do', 'name the payments the payout is made of');
  if (fee < 0n || feeVat < 0n) refuse('amount-mismatch', 'fee and VAT are positive');
  if (gross - fee - feeVat !== transaction.amount) {
    refuse(
      'amount-mismatch',
      `${money(gross)} less a fee of ${money(fee + feeVat)} is ${money(gross - fee - feeVat)}, the line has ${money(transaction.amount)}`,
    );
  }
  await supersede(store, books, transaction, 'payout', command.by);
  const payout = present({
    id: environment.newId(),
    transactionId: transaction.id,
    provider: command.provider,
    reference: command.reference,
    gross,
    fee,
    feeVat,
    day: transaction.bookingDate,
  });
  books.linkPayout(
    payout.id,
    payments.map((payment) => payment.id),
  );
  books.addEvent(
    {
      type: 'payout.confirmed',
      day: transaction.bookingDate,
      data: {
        transaction: transactionFact(transaction),
        provider: command.provider,
        reference: command.reference,
        payments: payments.map(paymentFact),
        fee: money(fee),
        feeVat: money(feeVat),
        ...(transaction.suspended ? { suspended: true } : {}),
      },
    },
    [],
    { payouts: [payout] },
  );
  await books.flush();
  return { outcome: 'confirmed' };
}

/** The line, which nobody may have decided yet. */
export function undecided(books: WorkingBooks, id: string): TransactionRow {
  const transaction = books.transaction(id);
  if (transaction.state !== 'new' && transaction.state !== 'proposed')
    refuse('already-decided', `the line is ${transaction.state}: undo that first`);
  if (transaction.status !== 'booked') refuse('wrong-kind', 'the line is still pending at the bank');
  if (books.paymentOf(id)) refuse('already-decided', 'the line is entered as a payment already');
  return transaction;
}

/** The line is decided now, by a person: whatever was proposed for it is not. */
export async function supersede(
  store: BillingStore,
  books: WorkingBooks,
  transaction: TransactionRow,
  rule: string,
  by: string,
): Promise<void> {
  for (const live of await store.liveDecisions([transaction.id])) books.closeDecision(live.id, 'superseded');
  books.put({ transaction: { ...transaction, state: 'matched', personOnly: false, suspended: false } });
  const decision = { transaction: transaction.ref, decision: 'auto' as const, rule, confidence: 1 };
  const command = { kind: 'pay' as const, transactionId: transaction.id, decision, engine: 'person', basedOn: [], by };
  const row = { id: books.environment.newId(), state: 'applied' as const };
  books.addDecision(decisionRow({ ...command, allocations: [] }, row));
}
