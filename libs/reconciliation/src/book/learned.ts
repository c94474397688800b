import { compact, daysBetween, type Day } from '@lettrage/domain';
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

/** Days before the newest payment after which a payment is forgotten. */
const FORGOTTEN_AFTER = 730;
/** A payer that has paid this often for others since has moved on. */
const MOVED_ON_AFTER = 12;

/**
 * Counts which payers paid for which customers in confirmed payments, oldest first (many to many). What is two years
 * older than the newest payment is forgotten, and so is a customer for whom the payer has long not paid while it paid
 * for others.
 */
export function learnPayers(past: readonly PastPayment[]): LearnedPayer[] {
  const newest = past.reduce<Day | undefined>((day, { transaction: { bookingDate } }) => {
    return day === undefined || bookingDate > day ? bookingDate : day;
  }, undefined);
  const known = new Map<string, Map<string, { count: number; since: number }>>();
  for (const payment of past) {
    const { customer, transaction } = payment;
    if (customer === undefined || transaction.amount.startsWith('-')) continue;
    if (daysBetween(transaction.bookingDate, newest!) > FORGOTTEN_AFTER) continue;
    for (const key of payerKeysOf(payment)) {
      const customers = known.get(key) ?? new Map<string, { count: number; since: number }>();
      const own = customers.get(customer) ?? { count: 0, since: 0 };
      for (const other of customers.values()) other.since += 1;
      customers.set(customer, Object.assign(own, { count: own.count + 1, since: 0 }));
      known.set(key, customers);
    }
  }
  return [...known].flatMap(([key, customers]) =>
    [...customers]
      .filter(([, { since }]) => since < MOVED_ON_AFTER)
      .map(([customer, { count }]) => ({ key, customer, count })),
  );
}
