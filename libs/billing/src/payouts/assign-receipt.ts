import { useCredit } from '../apply-decisions.js';
import type { BillingStore } from '../billing-store.js';
import type { BillingEnvironment } from '../event-log.js';
import { refuse, WorkingBooks } from '../working-books.js';
import { isUnowned, settling } from './book-payout.js';
import type { AssignReceiptCommand } from './payout-commands.js';

/** A receipt of a payout that named no invoice is a customer's: it leaves suspense and settles what it pays. */
export async function assignReceipt(
  store: BillingStore,
  environment: BillingEnvironment,
  command: AssignReceiptCommand,
): Promise<{ allocationIds: string[] }> {
  const [customer] = await store.customers({ ids: [command.customerId] });
  if (!customer) refuse('not-found', `customer ${command.customerId} is not in this company's books`);
  const books = await WorkingBooks.lock(store, environment, {
    payments: [command.paymentId],
    items: command.itemIds,
  });
  books.actor = command.by;
  const payment = books.payment(command.paymentId);
  if (payment.kind !== 'recorded' || !isUnowned(payment))
    refuse('already-decided', `the receipt ${payment.externalId ?? payment.id} is a customer's already`);
  books.put({ payment: { ...payment, customer } });
  const pieces = settling(books, command.itemIds, payment.amount, payment.currency);
  if (command.itemIds.length > 0 && pieces.length === 0)
    refuse('nothing-to-do', 'nothing is open of the items named that this money could settle');
  const allocationIds = useCredit(books, payment.id, pieces, { day: command.day });
  await books.flush();
  return { allocationIds };
}
