import type { CustomerIdentity, Day, OpenItem } from '@lettrage/domain';
import { customerKeys, itemKeys } from '../keys/item-keys.js';
import type { BookItem, KeyHits, LearnedPayer, PastPayment, Slice } from '../model.js';

/**
 * A row of a slice and its place in the book: rows and what is made of them keep the book's order. The fields that tell
 * whether it can be paid stand beside the item, which a book in memory makes only when it is asked for.
 */
export interface SliceRow extends BookItem {
  readonly at: number;
  readonly number: string;
  readonly customer: CustomerIdentity;
  readonly kind: OpenItem['kind'];
  readonly currency: string;
  readonly issueDate: Day;
  readonly dueDate: Day;
  readonly discount: OpenItem['discount'];
}

/** Where a row stands and whose it is, before it is made. */
export interface RowPlace {
  readonly at: number;
  readonly customer: string;
}

/**
 * A slice as a run reads it: rows are asked for customer by customer and key by key, so that a book of a million items
 * need not make them all. The keys are those the book was asked for.
 */
export interface SliceView {
  readonly customers: readonly CustomerIdentity[];
  readonly hits: ReadonlyMap<string, KeyHits>;
  readonly learned: readonly LearnedPayer[];
  readonly past: readonly PastPayment[];
  /** The rows of a customer that are in the slice, in the book's order. */
  rowsOf(customer: string): readonly SliceRow[];
  /** The rows in the slice that carry an item key, in the book's order. */
  rowsBehind(key: string): Iterable<RowPlace>;
  /** The rows of the item that a row is of: its customer's of the same number, currency and sign, in the book's order. */
  partsOf(place: RowPlace): readonly SliceRow[];
  /** The customers in the slice that carry a customer key, in the order of `customers`. */
  customersBehind(key: string): readonly string[];
}

/** A slice that is plain data, indexed. */
export function viewOf(slice: Slice): SliceView {
  const byCustomer = new Map<string, SliceRow[]>();
  const byKey = new Map<string, RowPlace[]>();
  slice.items.forEach((source, at) => {
    const customer = source.item.customer.id;
    const { number, customer: owner, kind, currency, issueDate, dueDate, discount } = source.item;
    const row = { ...source, at, number, customer: owner, kind, currency, issueDate, dueDate, discount };
    append(byCustomer, customer, row);
    for (const key of itemKeys(source.item)) {
      if (slice.hits.has(key)) append(byKey, key, { at, customer });
    }
  });
  const customersByKey = new Map<string, string[]>();
  for (const customer of slice.customers) {
    for (const key of customerKeys(customer)) append(customersByKey, key, customer.id);
  }
  const { customers, hits, learned, past } = slice;
  return {
    customers,
    hits,
    learned,
    past,
    rowsOf: (customer) => byCustomer.get(customer) ?? [],
    rowsBehind: (key) => byKey.get(key) ?? [],
    partsOf: ({ at, customer }) => {
      const rows = byCustomer.get(customer)!;
      const row = rows.find((one) => one.at === at)!;
      return rows.filter((one) => isPartOf(one, row));
    },
    customersBehind: (key) => customersByKey.get(key) ?? [],
  };
}

/** True if two rows of one customer are instalments of one item. */
function isPartOf(one: SliceRow, other: SliceRow): boolean {
  return one.number === other.number && one.currency === other.currency && one.open < 0n === other.open < 0n;
}

/** Appends to the list behind a key. */
export function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
