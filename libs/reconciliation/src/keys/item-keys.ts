import type { CustomerIdentity, OpenItem } from '@lettrage/domain';
import { compactReference, stripZeros } from '../text/normalise.js';
import { nameWords } from '../payer/name.js';
import { numberShape, yearSequenceKey } from './number-shape.js';

/**
 * The look-up keys of an open item, plain strings with a kind prefix. Billing keeps exactly these in its key table.
 *
 * - `num:` the whole number, letters and digits only · `dig:` its digits, where it also has letters
 * - `ys:26:123` year and running number · `seq:123` running number without leading zeros
 * - `ref:` the payment reference · `order:` the order reference
 * - `amt:EUR:12000` the open amount in minor units (it changes with every allocation)
 */
export function itemKeys(
  item: Pick<OpenItem, 'number' | 'currency' | 'open' | 'paymentReference' | 'orderReference'>,
): string[] {
  const keys = numberKeys(item.number);
  if (item.paymentReference) keys.push(...referenceKeys('ref', item.paymentReference));
  if (item.orderReference) keys.push(...referenceKeys('order', item.orderReference));
  keys.push(amountKey(item.currency, item.open));
  return keys;
}

/** The keys that follow from an invoice number alone; see {@link itemKeys}. */
export function numberKeys(number: string): string[] {
  const shape = numberShape(number);
  const keys = [`num:${shape.compact}`];
  if (shape.digits.length >= 4 && shape.digits !== shape.compact) keys.push(`dig:${shape.digits}`);
  if (shape.sequence !== undefined) {
    if (shape.year !== undefined) keys.push(yearSequenceKey(shape.year, shape.sequence));
    keys.push(`seq:${stripZeros(shape.sequence)}`);
  }
  return keys;
}

/** Key of an amount in minor units. */
export function amountKey(currency: string, minor: bigint): string {
  return `amt:${currency}:${minor}`;
}

function referenceKeys(kind: 'ref' | 'order', reference: string): string[] {
  const compact = compactReference(reference);
  return compact.length >= 4 && /\d/.test(compact) ? [`${kind}:${compact}`] : [];
}

/**
 * The look-up keys of a customer, plain strings with a kind prefix.
 *
 * - `cust:` its code · `group:` its group · `iban:` each known account
 * - `full:` all telling words of its name in alphabetical order · `name:` each telling word
 * - `abbr:` the first four letters of each longer word, for names the bank has cut or abbreviated
 */
export function customerKeys(customer: CustomerIdentity): string[] {
  const words = nameWords(customer.name);
  const keys = [`cust:${customer.id}`];
  if (customer.groupId) keys.push(`group:${customer.groupId}`);
  for (const iban of customer.ibans) keys.push(`iban:${iban}`);
  if (words.length > 0) keys.push(fullNameKey(words));
  for (const word of new Set(words)) keys.push(`name:${word}`);
  for (const word of new Set(words.filter((word) => word.length > 4).map((word) => word.slice(0, 4))))
    keys.push(`abbr:${word}`);
  return keys;
}

/** Key of a whole name, whatever the order of its words. */
export function fullNameKey(words: readonly string[]): string {
  return `full:${[...words].sort().join(' ')}`;
}
