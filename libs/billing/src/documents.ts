import { absolute } from '@lettrage/domain';
import { recordPayment } from './apply-decisions.js';
import type { BillingStore, ItemRow, PaymentRow } from './billing-store.js';
import type { CancelByCreditNoteCommand, DisputeCommand, InvoiceDraft, IssuedDocument } from './commands.js';
import type { BillingEnvironment } from './event-log.js';
import { itemFact, present } from './facts.js';
import { itemState, openOf } from './item-state.js';
import { refuse, WorkingBooks } from './working-books.js';

/** Opens or closes a dispute; the same again changes nothing. */
export async function dispute(
  store: BillingStore,
  environment: BillingEnvironment,
  command: DisputeCommand,
): Promise<void> {
  const books = await WorkingBooks.lock(store, environment, { items: [command.itemId] });
  books.actor = command.by;
  const item = books.item(command.itemId);
  if (item.disputed === command.disputed) return;
  const { disputeReason: _old, ...rest } = item;
  const reason = command.disputed ? command.reason : undefined;
  books.put({ item: present({ ...rest, disputed: command.disputed, disputeReason: reason }) });
  books.addEvent({
    type: 'item.disputed',
    day: command.day,
    data: present({ item: itemFact(item), disputed: command.disputed, reason: command.reason }),
  });
  await books.flush();
}

/**
 * Sets a credit note off against an invoice of the same customer, for as much as both have open. A credit note that
 * settles the whole invoice cancels it.
 */
export async function cancelByCreditNote(
  store: BillingStore,
  environment: BillingEnvironment,
  command: CancelByCreditNoteCommand,
): Promise<{ paymentId: string; cancelled: boolean }> {
  const books = await WorkingBooks.lock(store, environment, { items: [command.invoiceId, command.creditNoteId] });
  books.actor = command.by;
  const invoice = books.item(command.invoiceId);
  const note = books.item(command.creditNoteId);
  if (invoice.kind === 'credit-note' || note.kind !== 'credit-note')
    refuse('wrong-kind', 'name an invoice and a credit note, in this order');
  if (invoice.currency !== note.currency)
    refuse('currency-mismatch', `${invoice.number} and ${note.number} are in different currencies`);
  if (invoice.customer.id !== note.customer.id)
    refuse('customer-missing', `${invoice.number} and ${note.number} belong to different customers`);
  const amount = openOf(invoice) < absolute(openOf(note)) ? openOf(invoice) : absolute(openOf(note));
  if (amount === 0n) refuse('nothing-to-do', `${invoice.number} or ${note.number} has nothing open`);
  const cancelled = amount === invoice.total;
  if (cancelled) books.put({ item: { ...invoice, cancelled: true } });
  const payment = netting(books, invoice, command.day);
  books.addPayment(payment);
  const settled = books.settle(
    payment.id,
    [
      { itemId: invoice.id, amount },
      { itemId: note.id, amount: -amount },
    ],
    { day: command.day },
  );
  recordPayment(books, books.payment(payment.id), settled);
  await books.flush();
  return { paymentId: payment.id, cancelled: cancelled && itemState(books.item(invoice.id)) === 'cancelled' };
}

/** A payment of 0: items settle without money. */
export function netting(books: WorkingBooks, invoice: ItemRow, day: PaymentRow['day']): PaymentRow {
  return {
    id: books.environment.newId(),
    kind: 'netting',
    customer: invoice.customer,
    day,
    amount: 0n,
    currency: invoice.currency,
    allocated: 0n,
    means: 'credit',
    history: false,
    withdrawn: false,
    instalment: 1,
  };
}

/** Issues a document: the next number of its series, an open item, an event. */
export async function issueInvoice(
  store: BillingStore,
  environment: BillingEnvironment,
  draft: InvoiceDraft,
): Promise<IssuedDocument> {
  const [customer] = await store.customers({ ids: [draft.customerId] });
  if (!customer) return refuse('not-found', `customer ${draft.customerId} is not in this company's books`);
  if (draft.vat.length === 0)
    refuse('nothing-to-do', 'a document needs at least one VAT line, also where the rate is zero');
  if (draft.vat.some((share) => share.base < 0n || share.tax < 0n))
    refuse('amount-mismatch', 'amounts of a draft are positive, also of a credit note');
  const value = await store.increaseCounter(`number:${draft.series}`, 1n);
  const number = `${draft.series}-${value.toString().padStart(6, '0')}`;
  const sign = draft.kind === 'credit-note' ? -1n : 1n;
  const vat = draft.vat.map((share) => ({ rate: share.rate, base: sign * share.base, tax: sign * share.tax }));
  const item: ItemRow = present({
    id: environment.newId(),
    customer,
    kind: draft.kind,
    number,
    instalment: 1,
    issueDate: draft.issueDate,
    dueDate: draft.dueDate,
    currency: draft.currency,
    total: vat.reduce((sum, share) => sum + share.base + share.tax, 0n),
    settled: 0n,
    paymentReference: draft.paymentReference,
    orderReference: draft.orderReference,
    deducts: draft.deducts,
    vat,
    vatDue: draft.vatDue,
    typeCode: draft.typeCode,
    disputed: false,
    cancelled: false,
    history: false,
    origin: 'issued' as const,
    sourceGone: false,
    document: draft.document,
  });
  const books = await WorkingBooks.lock(store, environment, {});
  books.addItem(item);
  books.addEvent(itemRecorded(item));
  await books.flush();
  return { itemId: item.id, number };
}

/** The event of an item that enters the books. */
export function itemRecorded(item: ItemRow): Parameters<WorkingBooks['addEvent']>[0] {
  return {
    type: 'item.recorded',
    day: item.issueDate,
    data: present({
      item: itemFact(item),
      open: itemFact(item).total,
      origin: item.origin,
      history: item.history,
      orderReference: item.orderReference,
      deducts: item.deducts,
    }),
  };
}
