import type { CustomerIdentity, OpenItem } from '@lettrage/domain';
import { compactReference, stripZeros } from '../text/normalise.js';
import { foldName, nameWords } from '../payer/name.js';
import { numberShape } from './number-shape.js';

/**
 * The look-up keys of an open item, plain strings with a kind prefix. Billing keeps exactly these in its key table.
 *
 * - `num:` the whole number, letters and digits only · `dig:` its digits, where it also has letters
 * - `ys:26:123` year and running number · `seq:123` running number without leading zeros
 * - `ref:` the payment reference · `order:` the order reference
 * - `amt:EUR:12000` the open amount in minor units (it changes with every allocation)
 */
export function itemKeys(item: KeyFields): string[] {
  const keys: string[] = [];
  eachItemKey(item, (kind, text) => keys.push(kind + text));
  return keys;
}

/** The fields of an item that have keys. */
export type KeyFields = Pick<OpenItem, 'number' | 'currency' | 'open' | 'paymentReference' | 'orderReference'>;

/** Gives each key of an item in its two parts, kind and text: a book that asks for few of them need not join them. */
export function eachItemKey(item: KeyFields, take: (kind: string, text: string) => void): void {
  eachNumberKey(item.number, take);
  if (item.paymentReference) takeReference('ref:', item.paymentReference, take);
  if (item.orderReference) takeReference('order:', item.orderReference, take);
  take('amt:', `${item.currency}:${item.open}`);
}

/** The keys that follow from an invoice number alone; see {@link itemKeys}. */
export function numberKeys(number: string): string[] {
  const keys: string[] = [];
  eachNumberKey(number, (kind, text) => keys.push(kind + text));
  return keys;
}

/** Gives each key that follows from an invoice number alone in its two parts. */
export function eachNumberKey(number: string, take: (kind: string, text: string) => void): void {
  const { compact, digits, year, sequence } = numberShape(number);
  take('num:', compact);
  if (digits.length >= 4 && digits !== compact) take('dig:', digits);
  if (sequence === undefined) return;
  const running = stripZeros(sequence);
  if (year !== undefined) take('ys:', `${year.slice(-2)}:${running}`);
  take('seq:', running);
}

/** Key of an amount in minor units. */
export function amountKey(currency: string, minor: bigint): string {
  return `amt:${currency}:${minor}`;
}

/** Gives the key of a payment or order reference in its two parts, if it can be one. */
export function takeReference(kind: string, reference: string, take: (kind: string, text: string) => void): void {
  const compact = compactReference(reference);
  if (compact.length >= 4 && /\d/.test(compact)) take(kind, compact);
}

/**
 * The look-up keys of a customer, plain strings with a kind prefix.
 *
 * - `cust:` its code · `group:` its group · `iban:` each known account
 * - `full:` all telling words of its name, folded, in alphabetical order · `name:` each telling word
 * - `abbr:` the first four letters of each longer word, for names the bank has cut or abbreviated
 *
 * A word that is another when folded (`MUELLER`) is found under both, so that the counts behind `name:MULLER` are those of
 * all who may be meant.
 */
export function customerKeys(customer: CustomerIdentity): string[] {
  const keys: string[] = [];
  eachCustomerKey(customer, (kind, text) => keys.push(kind + text));
  return keys;
}

/** Gives each key of a customer in its two parts, kind and text. */
export function eachCustomerKey(customer: CustomerIdentity, take: (kind: string, text: string) => void): void {
  const words = nameWords(customer.name);
  take('cust:', customer.id);
  if (customer.groupId) take('group:', customer.groupId);
  for (const iban of customer.ibans) take('iban:', iban);
  if (words.length === 0) return;
  const folded = foldName(words);
  take('full:', sortedName(folded));
  takeWordKeys(words, take);
  if (folded !== words) takeOtherWordKeys(words, folded, take);
}

/** Gives each word and each beginning once. */
function takeWordKeys(words: readonly string[], take: (kind: string, text: string) => void): void {
  words.forEach((word, at) => {
    if (words.indexOf(word) === at) take('name:', word);
  });
  const beginnings: string[] = [];
  for (const word of words) {
    const beginning = word.length > 4 ? word.slice(0, 4) : undefined;
    if (beginning === undefined || beginnings.includes(beginning)) continue;
    beginnings.push(beginning);
    take('abbr:', beginning);
  }
}

/** Gives the keys of folded words that the words as written do not have. */
function takeOtherWordKeys(
  words: readonly string[],
  folded: readonly string[],
  take: (kind: string, text: string) => void,
): void {
  const given = new Set<string>();
  takeWordKeys(words, (kind, text) => given.add(kind + text));
  takeWordKeys(folded, (kind, text) => {
    if (!given.has(kind + text)) take(kind, text);
  });
}

/** The keys a printed word is looked up under: the word as such and, of a longer one, its beginning. */
export function wordKeys(word: string): string[] {
  return word.length >= 4 ? [`name:${word}`, `abbr:${word.slice(0, 4)}`] : [`name:${word}`];
}

/** Key of a whole name, whatever the order of its words and whichever of the two ways its umlauts are written. */
export function fullNameKey(words: readonly string[]): string {
  return foldedNameKey(foldName(words));
}

/** The same of words that are folded already. */
export function foldedNameKey(words: readonly string[]): string {
  return `full:${sortedName(words)}`;
}

function sortedName(words: readonly string[]): string {
  return words.length === 1 ? words[0]! : [...words].sort().join(' ');
}
