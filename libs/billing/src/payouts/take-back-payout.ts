import { formatMinor, type Day } from '@lettrage/domain';
import { negative } from '../apply-decisions.js';
import type { AllocationRow, BillingStore, PaymentRow } from '../billing-store.js';
import type { BillingEnvironment } from '../event-log.js';
import { paymentFact, transactionFact } from '../facts.js';
import { restOf } from '../item-state.js';
import { refuse, WorkingBooks, type Piece } from '../working-books.js';
import type { TakeBackPayoutCommand, TakeBackPayoutOutcome } from './payout-commands.js';

/**
 * The inverse of a booked payout: its receipts are withdrawn and what they settled is open again, fees are taken out of
 * the books, payments that another system recorded wait for the bank as before, and the line is back in review, where
 * only a person decides it.
 */
export async function takeBackPayout(
  store: BillingStore,
  environment: BillingEnvironment,
  command: TakeBackPayoutCommand,
): Promise<TakeBackPayoutOutcome> {
  const found =
    (await store.standingPayout(command.payoutId)) ??
    refuse('already-undone', `payout ${command.payoutId} is not booked, or was taken back already`);
  const before = await store.allocations({ paymentIds: command.withdraw });
  const books = await WorkingBooks.lock(store, environment, {
    transactions: [found.payout.transactionId],
    payments: [...found.paymentIds, ...command.withdraw],
    items: before.map((row) => row.itemId),
  });
  books.actor = command.by;
  // Read again under the locks: another may have been quicker, or have used a receipt.
  if (!(await store.standingPayout(command.payoutId)))
    refuse('already-undone', `payout ${command.payoutId} was taken back already`);
  const rows = await store.allocations({ paymentIds: command.withdraw });
  if (rows.length !== before.length) refuse('not-undoable', 'its receipts are being allocated: try again');
  const payments = found.paymentIds.map((id) => books.payment(id));
  const withdrawn = payments.filter((payment) => command.withdraw.includes(payment.id));
  await refuseGivenBack(store, withdrawn, rows);
  reverse(books, found.payout, payments, command);
  const allocationIds = await undoAll(store, books, withdrawn, rows, command);
  for (const { id } of withdrawn) withdraw(books, id, command.day);
  for (const payment of payments) {
    const { payoutId: _none, ...rest } = books.payment(payment.id);
    books.put({ payment: rest });
  }
  await backToReview(store, books, found.payout.transactionId);
  await books.flush();
  await store.takePayoutBack(command.payoutId, books.environment.now());
  return { transactionId: found.payout.transactionId, allocationIds };
}

/** A receipt that a later payout, or the bank, gave back cannot be withdrawn before that is taken back. */
async function refuseGivenBack(
  store: BillingStore,
  withdrawn: readonly PaymentRow[],
  rows: readonly AllocationRow[],
): Promise<void> {
  const own = new Set(withdrawn.map(({ id }) => id));
  const undoing = rows.flatMap((row) => row.undoneBy ?? []);
  const later = undoing.length === 0 ? [] : await store.allocations({ ids: undoing });
  const standing = later.find((row) => !own.has(row.paymentId) && row.undoneBy === undefined);
  if (standing) refuse('not-undoable', 'one of its charges was given back by a later payment: take that back first');
}

function reverse(
  books: WorkingBooks,
  payout: {
    readonly transactionId: string;
    readonly provider: string;
    readonly reference: string;
    readonly fee: bigint;
    readonly feeVat: bigint;
  },
  payments: readonly PaymentRow[],
  command: TakeBackPayoutCommand,
): void {
  const transaction = books.transaction(payout.transactionId);
  const money = (minor: bigint): string => formatMinor(minor, transaction.currency);
  books.addEvent({
    type: 'payout.reversed',
    day: command.day,
    data: {
      transaction: transactionFact(transaction),
      provider: payout.provider,
      reference: payout.reference,
      payments: payments.map(paymentFact),
      fee: money(payout.fee),
      feeVat: money(payout.feeVat),
      ...(command.reason ? { reason: command.reason } : {}),
    },
  });
}

/** Money given back first: what it had reopened is settled again before the charge that settled it is undone. */
async function undoAll(
  store: BillingStore,
  books: WorkingBooks,
  withdrawn: readonly PaymentRow[],
  rows: readonly AllocationRow[],
  command: TakeBackPayoutCommand,
): Promise<string[]> {
  const standing = rows.filter((row) => !isTakenBackRow(row, rows));
  const events = await store.eventsOfAllocations(standing.map((row) => row.id));
  const order = [...withdrawn].sort((a, b) => (a.amount < b.amount ? -1 : a.amount > b.amount ? 1 : 0));
  return order.flatMap(({ id }) => {
    const own = standing.filter((row) => row.paymentId === id);
    if (own.length === 0) return [];
    return undo(books, id, own, events.get(own[0]!.id), command);
  });
}

/** True for a row that was taken back by its own payment, or that itself is such a row. */
function isTakenBackRow(row: AllocationRow, rows: readonly AllocationRow[]): boolean {
  const byOwn = (id: string | undefined): boolean =>
    id !== undefined && rows.some((other) => other.id === id && other.paymentId === row.paymentId);
  return byOwn(row.undoneBy) || byOwn(row.undoes);
}

function undo(
  books: WorkingBooks,
  paymentId: string,
  own: readonly AllocationRow[],
  reverses: string | undefined,
  command: TakeBackPayoutCommand,
): string[] {
  const before = books.payment(paymentId);
  const { facts, rows } = books.settle(paymentId, own.map(inverse), { day: command.day });
  const after = books.payment(paymentId);
  books.addEvent(
    {
      type: 'allocation.undone',
      day: command.day,
      ...(reverses ? { reverses } : {}),
      data: {
        payment: paymentFact(after),
        allocations: facts,
        onAccountBefore: formatMinor(restOf(before), before.currency),
        onAccountAfter: formatMinor(restOf(after), after.currency),
        ...(command.reason ? { reason: command.reason } : {}),
      },
    },
    rows,
  );
  return rows.map((row) => row.id);
}

/** An allocation is named once by what takes it back: one that a return named is taken back without naming it. */
function inverse(row: AllocationRow): Piece {
  const { undoes, ...piece } = negative(row);
  return row.undoneBy === undefined ? { ...piece, undoes: undoes! } : piece;
}

function withdraw(books: WorkingBooks, id: string, day: Day): void {
  const payment = books.payment(id);
  if (payment.allocated !== 0n)
    refuse('already-decided', `the receipt ${payment.externalId ?? id} was used otherwise: take that back first`);
  const { customer: _nobody, ...rest } = payment;
  books.put({ payment: { ...rest, withdrawn: true } });
  books.addEvent({
    type: 'payment.withdrawn',
    day,
    data: { payment: paymentFact(payment), onAccountBefore: formatMinor(restOf(payment), payment.currency) },
  });
}

async function backToReview(store: BillingStore, books: WorkingBooks, transactionId: string): Promise<void> {
  for (const live of await store.liveDecisions([transactionId])) books.closeDecision(live.id, 'undone');
  const transaction = books.transaction(transactionId);
  books.put({ transaction: { ...transaction, state: 'proposed', personOnly: true } });
}
