import type { CustomerIdentity } from '@lettrage/domain';
import type { KeyHits, LineKeys } from '../model.js';

/** No more customers than this are opened for a name; a name that fits more points at nobody. */
const MOST_CUSTOMERS = 12;

/** What the first look-up of a book found: counts and ids by key, and where the ids lead. */
export interface FirstHits {
  readonly hits: ReadonlyMap<string, KeyHits>;
  /** Item id → customer id, for every item in `hits`. */
  readonly ownerOf: (item: string) => string | undefined;
  readonly customerCount: number;
  /** Customers learned for a payer key. */
  readonly learned: (key: string) => readonly string[];
}

/**
 * The customers whose open items a line needs: owners of the items its text names, customers of the payer's account,
 * and the customers its name fits best by the rarity of their common words. Shared by every book, so that all give the
 * same slice.
 */
export function customersWanted(keys: LineKeys, first: FirstHits): string[] {
  const wanted = new Set<string>();
  for (const key of keys.expand) {
    for (const item of first.hits.get(key)?.ids ?? []) {
      const owner = first.ownerOf(item);
      if (owner !== undefined) wanted.add(owner);
    }
  }
  const scores = new Map<string, number>();
  for (const key of keys.customers) {
    for (const customer of first.learned(key)) wanted.add(customer);
    const found = first.hits.get(key);
    if (!found) continue;
    if (key.startsWith('iban:') || key.startsWith('full:')) for (const customer of found.ids) wanted.add(customer);
    const abbreviated = key.startsWith('abbr:');
    if (found.ids.length === 0 || !(abbreviated || key.startsWith('name:'))) continue;
    const weight = Math.log((first.customerCount + 1) / found.count) * (abbreviated ? 0.5 : 1);
    for (const customer of found.ids) scores.set(customer, (scores.get(customer) ?? 0) + weight);
  }
  for (const customer of bestScored(scores)) wanted.add(customer);
  return [...wanted];
}

function bestScored(scores: ReadonlyMap<string, number>): string[] {
  let best = 0;
  for (const score of scores.values()) if (score > best) best = score;
  const near: { readonly customer: string; readonly score: number }[] = [];
  for (const [customer, score] of scores) if (score >= best * 0.5) near.push({ customer, score });
  near.sort((a, b) => b.score - a.score || (a.customer < b.customer ? -1 : 1));
  return near.slice(0, MOST_CUSTOMERS).map(({ customer }) => customer);
}

/** Groups of the given customers. */
export function groupsOf(customers: Iterable<CustomerIdentity>): Set<string> {
  const groups = new Set<string>();
  for (const customer of customers) if (customer.groupId) groups.add(customer.groupId);
  return groups;
}
