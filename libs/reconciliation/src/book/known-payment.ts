import { compact, parseMinor, type Day, type TransactionLine } from '@lettrage/domain';
import { saidIn } from '../line/bank-notes.js';
import type { PastPayment } from '../model.js';

/** A payment this run or the history has settled something with. */
export interface KnownPayment {
  readonly transaction: string;
  readonly customer?: string;
  readonly amount: bigint;
  readonly currency: string;
  readonly day: Day;
  readonly text: string;
  /** The key of the account that paid. */
  readonly accountKey: string | undefined;
  readonly endToEndId?: string;
  readonly mandateId?: string;
  /** The batch of collections it belongs to. */
  readonly paymentInformationId?: string;
  /** The bank says that it was a credit transfer. */
  readonly isTransfer: boolean;
  readonly bankReference?: string;
  readonly allocations: PastPayment['allocations'];
  /** Its text named what it settled, or a person said so: a later line that names the same is a second payment. */
  readonly named: boolean;
  returned: boolean;
  /** Items of a sum that were given back one by one. */
  readonly returnedItems: Set<string>;
}

/** A past payment with what is needed to recognise its return or its repetition. */
export function knownPayment(payment: PastPayment, named = true): KnownPayment {
  const { transaction } = payment;
  const { endToEndId, mandateId, paymentInformationId, bankReference } = transaction;
  return {
    transaction: transaction.ref,
    ...(payment.customer !== undefined && { customer: payment.customer }),
    amount: parseMinor(transaction.amount, transaction.currency),
    currency: transaction.currency,
    day: transaction.bookingDate,
    text: saidIn(transaction),
    accountKey: transaction.counterparty?.iban ? `iban:${compact(transaction.counterparty.iban)}` : undefined,
    ...(endToEndId !== undefined && { endToEndId }),
    ...(mandateId !== undefined && { mandateId }),
    ...(paymentInformationId !== undefined && { paymentInformationId }),
    ...(bankReference !== undefined && { bankReference }),
    isTransfer: transaction.code?.family === 'RCDT',
    allocations: payment.allocations,
    named,
    returned: false,
    returnedItems: new Set(),
  };
}

/** What two lines that may be one payment sent twice have in common: not what the bank numbers its entries by. */
export function lineIdentity(line: TransactionLine): string {
  const { iban, name } = line.counterparty ?? {};
  return [
    line.amount,
    line.currency,
    saidIn(line),
    line.structuredReference ?? '',
    line.endToEndId ?? '',
    iban ?? '',
    name ?? '',
  ].join('\u0000');
}
