import type { CustomerIdentity, HistoryRecord, OpenItem } from '@lettrage/domain';
import { customerKeys, itemKeys } from '../keys/item-keys.js';
import {
  KEY_CAP,
  type Book,
  type BookItem,
  type KeyHits,
  type MatchKeys,
  type PastPayment,
  type Slice,
} from '../model.js';
import { customersWanted, groupsOf } from './customers-wanted.js';
import { learnPayers } from './learned.js';

/**
 * A book in memory, for the pure command. It keeps no index: a slice is two passes over the items that remember only
 * what was asked for, so a million items cost no more memory than the items themselves.
 */
export class MemoryBook implements Book {
  private readonly past: readonly PastPayment[];
  private readonly customers = new Map<string, CustomerIdentity>();

  /** `history`, oldest first, was confirmed; the open items are what is left after it. */
  constructor(
    private readonly items: readonly OpenItem[],
    history: readonly HistoryRecord[] = [],
  ) {
    this.past = history.map((record) => ({ ...record, allocations: record.allocations ?? [] }));
    for (const item of items)
      if (!this.customers.has(item.customer.id)) this.customers.set(item.customer.id, item.customer);
  }

  slice(keys: MatchKeys): Slice {
    const hits = this.lookUp(keys);
    const learned = learnPayers(this.past);
    const learnedBy = new Map<string, string[]>();
    for (const { key, customer } of learned) learnedBy.set(key, [...(learnedBy.get(key) ?? []), customer]);
    const first = {
      hits,
      ownerOf: (id: string) => this.items[Number(id)]?.customer.id,
      customerCount: this.customers.size,
      learned: (key: string) => learnedBy.get(key) ?? [],
    };
    const wanted = new Set(keys.lines.flatMap((line) => customersWanted(line, first)));
    const items = this.itemsBehind(hits, wanted);
    const customers = new Map(items.map(({ item }) => [item.customer.id, this.customers.get(item.customer.id)!]));
    for (const id of wanted) if (this.customers.has(id)) customers.set(id, this.customers.get(id)!);
    return {
      items,
      customers: [...customers.values()],
      hits,
      customerCount: this.customers.size,
      learned,
      past: this.past,
    };
  }

  /** One pass over items and customers: what stands behind each wanted key. */
  private lookUp(keys: MatchKeys): Map<string, KeyHits> {
    const found = new Map<string, { count: number; ids: string[] }>();
    for (const line of keys.lines) {
      for (const key of line.items) found.set(key, { count: 0, ids: [] });
      for (const key of line.customers) found.set(key, { count: 0, ids: [] });
    }
    const add = (key: string, id: string): void => {
      const hit = found.get(key);
      if (!hit) return;
      hit.count += 1;
      if (hit.count <= KEY_CAP) hit.ids.push(id);
    };
    this.items.forEach((item, index) => {
      if (item.open !== 0n) for (const key of itemKeys(item)) add(key, String(index));
    });
    for (const customer of this.customers.values()) for (const key of customerKeys(customer)) add(key, customer.id);
    const hits = new Map<string, KeyHits>();
    for (const [key, hit] of found) {
      if (hit.count > 0) hits.set(key, hit.count > KEY_CAP ? { count: hit.count, ids: [] } : hit);
    }
    return hits;
  }

  private itemsBehind(hits: ReadonlyMap<string, KeyHits>, customers: ReadonlySet<string>): BookItem[] {
    const ids = new Set<number>();
    for (const [key, hit] of hits) if (isItemKey(key)) for (const id of hit.ids) ids.add(Number(id));
    const known = [...customers].flatMap((id) => this.customers.get(id) ?? []);
    const groups = groupsOf(known);
    const items: BookItem[] = [];
    this.items.forEach((item, index) => {
      const { customer } = item;
      const wanted =
        ids.has(index) ||
        customers.has(customer.id) ||
        (customer.groupId !== undefined && groups.has(customer.groupId));
      if (wanted && item.open !== 0n) items.push({ id: String(index), item, open: item.open });
    });
    return items;
  }
}

function isItemKey(key: string): boolean {
  return !/^(?:iban|full|name|abbr|cust|group):/.test(key);
}
