import { compact } from '@lettrage/domain';
import type { LearnedPayer, PastPayment } from '../model.js';
import { fullNameKey } from '../keys/item-keys.js';
import { nameWords } from '../payer/name.js';

/** The payer keys of a payment: its account and its printed name. */
export function payerKeysOf(payment: PastPayment): string[] {
  const { counterparty } = payment.transaction;
  const keys: string[] = [];
  if (counterparty?.iban) keys.push(`iban:${compact(counterparty.iban)}`);
  const words = nameWords(counterparty?.name ?? '');
  if (words.length > 0) keys.push(fullNameKey(words));
  return keys;
}

/** Counts which payers paid for which customers in confirmed payments (many to many). */
export function learnPayers(past: readonly PastPayment[]): LearnedPayer[] {
  const counts = new Map<string, Map<string, number>>();
  for (const payment of past) {
    if (payment.customer === undefined || payment.transaction.amount.startsWith('-')) continue;
    for (const key of payerKeysOf(payment)) {
      const customers = counts.get(key) ?? new Map<string, number>();
      customers.set(payment.customer, (customers.get(payment.customer) ?? 0) + 1);
      counts.set(key, customers);
    }
  }
  return [...counts].flatMap(([key, customers]) =>
    [...customers].map(([customer, count]) => ({ key, customer, count })),
  );
}
