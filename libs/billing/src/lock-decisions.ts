import type { AllocationRow, BillingStore } from './billing-store.js';
import type { DecisionContext } from './apply-decisions.js';
import type { DecisionCommand } from './commands.js';
import type { BillingEnvironment } from './event-log.js';
import { WorkingBooks } from './working-books.js';

/** Locks everything a batch of decisions touches, in order, and reads what it refers to under those locks. */
export async function lockDecisions(
  store: BillingStore,
  environment: BillingEnvironment,
  batch: readonly DecisionCommand[],
): Promise<{ books: WorkingBooks; context: DecisionContext }> {
  const pays = batch.filter((command) => command.kind === 'pay');
  const givenBack = batch.flatMap((command) =>
    command.kind === 'return' ? command.reverses.map((entry) => entry.allocationId) : [],
  );
  const named = batch.flatMap((command) => command.basedOn.map((entry) => entry.id));
  const allocated = pays.flatMap((command) => command.allocations.map((entry) => entry.itemId));
  const credits = pays.flatMap((command) => (command.credits ?? []).map((entry) => entry.paymentId));
  // Allocations never change, so what they belong to is known before anything is locked.
  const originals = givenBack.length > 0 ? await store.allocations({ ids: givenBack }) : [];
  const transactions = batch.map((command) => command.transactionId);
  const books = await WorkingBooks.lock(store, environment, {
    transactions,
    payments: [...originals.map((row) => row.paymentId), ...credits, ...allocated, ...named],
    items: [...originals.map((row) => row.itemId), ...allocated, ...named],
  });
  return { books, context: await contextOf(store, books, batch, givenBack) };
}

async function contextOf(
  store: BillingStore,
  books: WorkingBooks,
  batch: readonly DecisionCommand[],
  givenBack: readonly string[],
): Promise<DecisionContext> {
  const transactions = batch.map((command) => command.transactionId);
  const customerIds = batch.flatMap((command) =>
    command.kind === 'pay' && command.customerId ? [command.customerId] : [],
  );
  const customers = customerIds.length > 0 ? await store.customers({ ids: [...new Set(customerIds)] }) : [];
  const allocations: AllocationRow[] = givenBack.length > 0 ? await store.allocations({ ids: givenBack }) : [];
  const events = givenBack.length > 0 ? await store.eventsOfAllocations(givenBack) : new Map<string, string>();
  const recordings = new Map<string, string>();
  for (const command of batch) {
    const entered = command.kind === 'set-aside' ? books.paymentOf(command.transactionId) : undefined;
    const event = entered && (await store.lastEventOf('payment.recorded', { paymentId: entered.id }));
    if (entered && event) recordings.set(entered.id, event);
  }
  const live = await store.liveDecisions(transactions);
  return {
    customers: new Map(customers.map((customer) => [customer.id, customer])),
    allocations: new Map(allocations.map((row) => [row.id, row])),
    events,
    recordings,
    live: new Map(live.map((row) => [row.transactionId, row])),
  };
}
