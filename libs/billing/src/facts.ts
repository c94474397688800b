import {
  formatMinor,
  type CustomerFact,
  type ItemFact,
  type PaymentFact,
  type TransactionFact,
} from '@lettrage/domain';
import type { CustomerRow, ItemRow, PaymentRow, TransactionRow } from './billing-store.js';

/** Rows as events name them: enough to write an entry or a message without looking anything up. */

/** Longest label an event carries; exporters cut further to what their format takes. */
const LABEL_LENGTH = 120;

/** Leaves out the keys that have no value, so that absent means absent in the stored JSON. */
export function present<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as T;
}

/** A customer as events name him. */
export function customerFact(customer: CustomerRow): CustomerFact {
  return present({
    id: customer.id,
    code: customer.code,
    name: customer.name,
    account: customer.ledgerAccount,
    externalId: customer.externalId,
  });
}

/** An item as events carry it: enough to write an entry or a message without looking it up. */
export function itemFact(item: ItemRow): ItemFact {
  const amount = (minor: bigint): string => formatMinor(minor, item.currency);
  return present({
    id: item.id,
    kind: item.kind,
    number: item.number,
    instalment: item.instalment,
    customer: customerFact(item.customer),
    issueDate: item.issueDate,
    dueDate: item.dueDate,
    currency: item.currency,
    total: amount(item.total),
    vat: item.vat?.map((share) => ({ rate: share.rate, base: amount(share.base), tax: amount(share.tax) })),
    vatDue: item.vatDue,
    typeCode: item.typeCode,
    externalId: item.externalId,
    connection: item.connectionId,
  });
}

/** A bank line as events carry it. */
export function transactionFact(transaction: TransactionRow): TransactionFact {
  const label = [transaction.counterpartyName, transaction.remittance]
    .filter(Boolean)
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
  return present({
    id: transaction.id,
    ref: transaction.ref,
    bankAccount: present({
      id: transaction.account.id,
      iban: transaction.account.iban,
      journal: transaction.account.journal,
      account: transaction.account.ledgerAccount,
      label: transaction.account.label,
    }),
    bookingDate: transaction.bookingDate,
    amount: formatMinor(transaction.amount, transaction.currency),
    currency: transaction.currency,
    label: (label || transaction.bankReference || transaction.ref).slice(0, LABEL_LENGTH).trim(),
    bankReference: transaction.bankReference,
  });
}

/** A payment as events carry it. */
export function paymentFact(payment: PaymentRow): PaymentFact {
  return present({
    id: payment.id,
    kind: payment.kind,
    customer: payment.customer && customerFact(payment.customer),
    day: payment.day,
    amount: formatMinor(payment.amount, payment.currency),
    currency: payment.currency,
    means: payment.means,
    transaction: payment.transaction && transactionFact(payment.transaction),
    externalId: payment.externalId,
    connection: payment.connectionId,
    returns: payment.returnsPaymentId,
    refunds: payment.refundsPaymentId,
  });
}

/** How a line was paid, from the ISO 20022 family the bank gave it; a transfer where it gave none. */
export function meansOf(transaction: Pick<TransactionRow, 'family'>): PaymentFact['means'] {
  switch (transaction.family) {
    case 'RDDT':
    case 'IDDT':
      return 'direct-debit';
    case 'CCRD':
    case 'MCRD':
      return 'card';
    case 'RCHQ':
    case 'ICHQ':
      return 'cheque';
    case 'CNTR':
      return 'cash';
    default:
      return 'transfer';
  }
}
