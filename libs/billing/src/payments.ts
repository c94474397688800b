import { formatMinor } from '@lettrage/domain';
import { checkStill, recordPayment as recordPaymentEvent, useCredit } from './apply-decisions.js';
import type { BillingStore, CustomerRow, ItemRow, PaymentRow } from './billing-store.js';
import {
  BillingRefusal,
  type ConfirmPaymentCommand,
  type RecordPaymentCommand,
  type RecordPaymentOutcome,
  type UseOnAccountCommand,
} from './commands.js';
import { decisionRow } from './decision-detail.js';
import type { BillingEnvironment } from './event-log.js';
import { paymentFact, present, transactionFact } from './facts.js';
import { refuse, WorkingBooks } from './working-books.js';

/** Credit on account settles items of its customer, or of others. */
export async function useOnAccount(
  store: BillingStore,
  environment: BillingEnvironment,
  command: UseOnAccountCommand,
): Promise<{ allocationIds: string[] }> {
  const books = await WorkingBooks.lock(store, environment, {
    payments: [command.paymentId],
    items: command.allocations.map((allocation) => allocation.itemId),
  });
  books.actor = command.by;
  if (command.allocations.length === 0) refuse('nothing-to-do', 'name the items the credit settles');
  checkStill(books, command.basedOn ?? []);
  const allocationIds = useCredit(books, command.paymentId, command.allocations, { day: command.day });
  await books.flush();
  return { allocationIds };
}

/**
 * A payment another system recorded. Seen before, or written there by ourselves: nothing happens. Otherwise it enters
 * the books as `recorded`, and the bank line that follows confirms it and creates no second.
 */
export async function recordPayment(
  store: BillingStore,
  environment: BillingEnvironment,
  command: RecordPaymentCommand,
): Promise<RecordPaymentOutcome> {
  const { connectionId, externalId } = command;
  const [known] = await store.findPayments(present({ connectionId, externalIds: [externalId] }));
  if (known) return { outcome: 'known', paymentId: known.id };
  const [customer] = await store.customers({ codes: [command.customerCode] });
  if (!customer)
    throw new BillingRefusal('not-found', `customer ${command.customerCode} is not in the books: import it first`);
  const found = await itemsNamed(store, customer, command);
  const twins = await store.findTwinPayments({
    customerId: customer.id,
    amount: command.amount,
    currency: command.currency,
  });
  const books = await WorkingBooks.lock(store, environment, {
    payments: twins.map((payment) => payment.id),
    items: found.map((entry) => entry.item.id),
  });
  const twin = twins.map((payment) => books.payment(payment.id)).find((payment) => payment.externalId === undefined);
  try {
    const paymentId = enterRecorded(books, command, customer, found);
    await books.flush();
    return { outcome: 'recorded', paymentId };
  } catch (error) {
    if (!(error instanceof BillingRefusal)) throw error;
    // The items are already settled by a bank line of the same customer and amount: it is the same money, typed there later.
    if (error.code === 'over-settled' && twin && (await settlesAll(store, twin, found))) {
      books.put({ payment: present({ ...twin, connectionId, externalId }) });
      await books.flush();
      return { outcome: 'known', paymentId: twin.id };
    }
    return conflict(store, environment, command, error.message);
  }
}

type Named = { item: ItemRow; amount: bigint };

async function itemsNamed(store: BillingStore, customer: CustomerRow, command: RecordPaymentCommand): Promise<Named[]> {
  const numbers = command.allocations.flatMap((entry) => (entry.externalId ? [] : (entry.number ?? [])));
  const externalIds = command.allocations.flatMap((entry) => entry.externalId ?? []);
  const items = await store.findItemsOfCustomer(customer.id, { numbers, externalIds });
  return command.allocations.map((entry) => {
    const item = items.find((row) =>
      entry.externalId ? row.externalId === entry.externalId : row.number === entry.number,
    );
    return item
      ? { item, amount: entry.amount }
      : refuse('not-found', `customer ${customer.code} has no item ${entry.number ?? entry.externalId} in the books`);
  });
}

function enterRecorded(
  books: WorkingBooks,
  command: RecordPaymentCommand,
  customer: CustomerRow,
  found: readonly Named[],
): string {
  return books.attempt(() => {
    const payment: PaymentRow = present({
      id: books.environment.newId(),
      kind: 'recorded',
      customer,
      day: command.day,
      amount: command.amount,
      currency: command.currency,
      allocated: 0n,
      means: command.means,
      history: false,
      withdrawn: false,
      connectionId: command.connectionId,
      externalId: command.externalId,
      instalment: 1,
    });
    books.addPayment(payment);
    const settled = books.settle(
      payment.id,
      found.map(({ item, amount }) => ({ itemId: item.id, amount })),
      { day: command.day },
    );
    recordPaymentEvent(books, books.payment(payment.id), settled);
    return payment.id;
  });
}

async function settlesAll(store: BillingStore, payment: PaymentRow, found: readonly Named[]): Promise<boolean> {
  const rows = await store.allocations({ paymentIds: [payment.id] });
  return found.every(({ item }) => rows.some((row) => row.itemId === item.id && !row.undoneBy && !row.undoes));
}

async function conflict(
  store: BillingStore,
  environment: BillingEnvironment,
  command: RecordPaymentCommand,
  why: string,
): Promise<RecordPaymentOutcome> {
  const amount = `${formatMinor(command.amount, command.currency)} ${command.currency}`;
  const message =
    `The payment of ${amount} that ${command.customerCode} made on ${command.day} (${command.externalId}) cannot be entered: ${why}. ` +
    'Take back what was allocated here, or delete the payment there.';
  const ids = await store.insertTasks([
    {
      id: environment.newId(),
      kind: 'payment-conflict',
      onceKey: `${command.connectionId ?? ''} ${command.externalId}`,
      message,
      data: {
        customer: command.customerCode,
        externalId: command.externalId,
        amount: command.amount.toString(),
        currency: command.currency,
      },
    },
  ]);
  return present({ outcome: 'conflict' as const, taskId: ids[0], reason: message });
}

/** Our own write of a payment got an id in a connected system: when it comes back from there it is known. */
export async function knowPayment(
  store: BillingStore,
  environment: BillingEnvironment,
  payment: { paymentId: string; connectionId: string; externalId: string },
): Promise<void> {
  const books = await WorkingBooks.lock(store, environment, { payments: [payment.paymentId] });
  const row = books.payment(payment.paymentId);
  if (row.externalId === payment.externalId && row.connectionId === payment.connectionId) return;
  books.put({ payment: { ...row, connectionId: payment.connectionId, externalId: payment.externalId } });
  await books.flush();
}

/** The bank shows a payment that was recorded before: no second payment, the line is matched to it. */
export async function confirmPayment(
  store: BillingStore,
  environment: BillingEnvironment,
  command: ConfirmPaymentCommand,
): Promise<void> {
  const books = await WorkingBooks.lock(store, environment, {
    transactions: [command.transactionId],
    payments: [command.paymentId],
  });
  books.actor = command.by;
  const transaction = books.transaction(command.transactionId);
  const payment = books.payment(command.paymentId);
  if (payment.kind !== 'recorded')
    refuse('wrong-kind', 'only a payment recorded in another system is confirmed by a bank line');
  if (payment.transaction) refuse('already-decided', 'another bank line already confirmed this payment');
  if (transaction.state !== 'new' && transaction.state !== 'proposed')
    refuse('already-decided', `the line is ${transaction.state}`);
  if (books.paymentOf(transaction.id)) refuse('already-decided', 'the line is already entered as a payment');
  if (transaction.amount !== payment.amount || transaction.currency !== payment.currency) {
    refuse(
      'amount-mismatch',
      `the line has ${transaction.amount} minor units of ${transaction.currency}, the payment ${payment.amount} of ${payment.currency}`,
    );
  }
  for (const live of await store.liveDecisions([transaction.id])) books.closeDecision(live.id, 'superseded');
  const confirmed: PaymentRow = { ...payment, transaction };
  const customerId = payment.customer?.id;
  books.put({
    payment: confirmed,
    transaction: { ...transaction, state: 'matched', personOnly: false, suspended: false },
  });
  books.addDecision(
    decisionRow(
      {
        kind: 'pay',
        transactionId: transaction.id,
        decision: { transaction: transaction.ref, decision: 'auto', rule: 'recorded-payment', confidence: 1 },
        engine: 'recorded-payment',
        basedOn: [],
        allocations: [],
        by: command.by,
      },
      present({ id: environment.newId(), state: 'applied' as const, customerId }),
    ),
  );
  books.addEvent({
    type: 'payment.confirmed',
    day: transaction.bookingDate,
    data: { payment: paymentFact(confirmed), ...(transaction.suspended ? { suspended: true } : {}) },
  });
  await books.flush();
}

/** Books undecided lines on the suspense account, so that the bank's balance is right. Returns how many. */
export async function suspend(
  store: BillingStore,
  environment: BillingEnvironment,
  transactionIds: readonly string[],
): Promise<number> {
  const books = await WorkingBooks.lock(store, environment, { transactions: transactionIds });
  let count = 0;
  for (const id of new Set(transactionIds)) {
    const transaction = books.transaction(id);
    const undecided = transaction.state === 'new' || transaction.state === 'proposed';
    if (!undecided || transaction.suspended || transaction.status !== 'booked' || books.paymentOf(id)) continue;
    books.put({ transaction: { ...transaction, suspended: true } });
    books.addEvent({
      type: 'transaction.suspended',
      day: transaction.bookingDate,
      data: { transaction: transactionFact(transaction) },
    });
    count++;
  }
  await books.flush();
  return count;
}
