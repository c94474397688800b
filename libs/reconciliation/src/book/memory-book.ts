import type { CustomerIdentity, HistoryRecord, OpenItem } from '@lettrage/domain';
import { AskedAmounts } from '../keys/asked-amounts.js';
import { eachCustomerKey } from '../keys/item-keys.js';
import { FoundKeys } from '../keys/found-keys.js';
import { KeyFilter } from '../keys/key-filter.js';
import { KeyProbe } from '../keys/key-probe.js';
import {
  KEY_CAP,
  type Book,
  type BookItem,
  type KeyHits,
  type LearnedPayer,
  type LineKeys,
  type MatchKeys,
  type PastPayment,
  type Slice,
} from '../model.js';
import { customersWanted, groupsOf } from './customers-wanted.js';
import { learnPayers } from './learned.js';
import { PackedItems } from './packed-items.js';
import { append, type RowPlace, type SliceRow, type SliceView } from './slice-view.js';

/** Rows or customers behind keys that may have been asked for, by their places. */
type Postings = Map<string, number[]>;
/** The same, of those that were. */
type Found = ReadonlyMap<string, number[]>;

/**
 * A book in memory, for the pure command. It keeps no index of all its keys: one pass over the packed items remembers
 * what stands behind the keys that were asked for, and rows are made of the columns when a line looks at them.
 */
export class MemoryBook implements Book {
  private readonly items: PackedItems;
  private readonly past: readonly PastPayment[];

  /** `history`, oldest first, was confirmed; the open items are what is left after it. */
  constructor(items: readonly OpenItem[] | PackedItems, history: readonly HistoryRecord[] = []) {
    this.items = items instanceof PackedItems ? items : PackedItems.of(items);
    this.past = history.map((record) => ({ ...record, allocations: record.allocations ?? [] }));
  }

  /** The slice as plain data. */
  slice(keys: MatchKeys): Slice {
    const view = this.view(keys);
    const items = [...view.places()].map((at) => this.bookItem(at));
    const { customers, hits, learned, past } = view;
    return { items, customers, hits, customerCount: this.items.customers.length, learned, past };
  }

  /** The same slice, whose rows are made when they are asked for. */
  view(keys: MatchKeys): MemoryView {
    const { items } = this;
    const rowsBehind = this.rowsBehind(keys);
    const customersBehind = this.customersBehind(keys);
    const hits = new FoundKeys<KeyHits>(rowsBehind.size + customersBehind.size);
    addHits(hits, rowsBehind, String);
    addHits(hits, customersBehind, (number) => items.customers[number]!.id);
    const learned = learnPayers(this.past);
    const wanted = this.wanted(keys, hits, learned);
    return new MemoryView(items, { rowsBehind, customersBehind, hits, learned, past: this.past, wanted });
  }

  /** One pass over the open items: the rows behind each wanted key. */
  private rowsBehind(keys: MatchKeys): Found {
    const amounts = new AskedAmounts();
    const asked = askedOf(
      keys,
      (line) => line.items,
      (key) => amounts.add(key),
    );
    const probe = new KeyProbe(asked);
    const { items } = this;
    const carried: Postings = new Map();
    let at = 0;
    // A statement asks for few keys and a book has ten million: most are told from those by their bytes alone.
    const take = (kind: string, text: string): void => {
      if (asked.mayHold(kind, text)) append(carried, kind + text, at);
    };
    for (; at < items.size; at++) {
      if (!items.isOpen(at)) continue;
      items.eachAskedKey(at, probe, take);
      const amount = amounts.mayHold(items.lowOfOpen(at)) && amounts.keyOf(items.currency(at), items.open(at));
      if (amount) append(carried, amount, at);
    }
    return found(carried, keys, ({ items: wanted }) => wanted);
  }

  private customersBehind(keys: MatchKeys): Found {
    const asked = askedOf(keys, ({ customers }) => customers);
    const carried: Postings = new Map();
    this.items.customers.forEach((customer, number) => {
      eachCustomerKey(customer, (kind, text) => {
        if (asked.mayHold(kind, text)) append(carried, kind + text, number);
      });
    });
    return found(carried, keys, ({ customers }) => customers);
  }

  private wanted(
    keys: MatchKeys,
    hits: ReadonlyMap<string, KeyHits>,
    learned: readonly LearnedPayer[],
  ): ReadonlySet<string> {
    const { items } = this;
    const learnedBy = new Map<string, string[]>();
    for (const { key, customer } of learned) learnedBy.set(key, [...(learnedBy.get(key) ?? []), customer]);
    const first = {
      hits,
      ownerOf: (id: string) => items.customers[items.ownerOf(Number(id))]?.id,
      customerCount: items.customers.length,
      learned: (key: string) => learnedBy.get(key) ?? NONE,
    };
    const wanted = new Set<string>();
    for (const line of keys.lines) for (const customer of customersWanted(line, first)) wanted.add(customer);
    return wanted;
  }

  private bookItem(at: number): BookItem {
    const item = this.items.get(at);
    return { id: String(at), item, open: item.open };
  }
}

/** Tells most keys that no line asks for. All keys of a statement are gone through once: `also` is given each. */
function askedOf(
  keys: MatchKeys,
  keysOf: (line: LineKeys) => readonly string[],
  also?: (key: string) => void,
): KeyFilter {
  const asked = new KeyFilter(keys.lines.reduce((count, line) => count + keysOf(line).length, 0));
  for (const line of keys.lines) {
    for (const key of keysOf(line)) {
      asked.add(key);
      also?.(key);
    }
  }
  return asked;
}

/** Those of the carried keys that were asked for indeed: nine of ten keys of a statement lead to nothing. */
function found(carried: Postings, keys: MatchKeys, keysOf: (line: LineKeys) => readonly string[]): Found {
  const held = new KeyFilter(carried.size);
  for (const key of carried.keys()) held.add(key);
  const behind = new Map<string, number[]>();
  for (const line of keys.lines) {
    for (const key of keysOf(line)) {
      const places = held.mayHoldKey(key) ? carried.get(key) : undefined;
      if (places) behind.set(key, places);
    }
  }
  return behind;
}

function addHits(hits: Map<string, KeyHits>, behind: Found, nameOf: (place: number) => string): void {
  for (const [key, places] of behind)
    hits.set(key, { count: places.length, ids: places.length > KEY_CAP ? NONE : places.map(nameOf) });
}

const NONE: readonly string[] = [];

interface Looked {
  readonly rowsBehind: Found;
  readonly customersBehind: Found;
  readonly hits: ReadonlyMap<string, KeyHits>;
  readonly learned: readonly LearnedPayer[];
  readonly past: readonly PastPayment[];
  readonly wanted: ReadonlySet<string>;
}

/**
 * A slice of a book in memory: the open rows behind the telling keys, and all open rows of the wanted customers and of
 * their groups.
 */
class MemoryView implements SliceView {
  readonly customers: readonly CustomerIdentity[];
  readonly hits: ReadonlyMap<string, KeyHits>;
  readonly learned: readonly LearnedPayer[];
  readonly past: readonly PastPayment[];
  /** By row: 1 where a telling key leads to it. */
  private readonly named: Uint8Array;
  /** By customer: 1 where all its rows are in the slice. */
  private readonly whole: Uint8Array;
  /** By customer: its place among `customers`, -1 where it is not in the slice. */
  private readonly order: Int32Array;
  private readonly rowsByOwner: RowsByOwner;

  constructor(
    private readonly items: PackedItems,
    private readonly looked: Looked,
  ) {
    this.hits = looked.hits;
    this.learned = looked.learned;
    this.past = looked.past;
    this.named = new Uint8Array(items.size);
    for (const rows of looked.rowsBehind.values()) {
      if (rows.length <= KEY_CAP) for (const at of rows) this.named[at] = 1;
    }
    this.whole = this.wholeCustomers();
    this.rowsByOwner = new RowsByOwner(items);
    this.order = new Int32Array(items.customers.length).fill(-1);
    this.customers = this.customersInOrder();
  }

  /** The rows of the slice in the book's order. */
  *places(): Iterable<number> {
    for (let at = 0; at < this.items.size; at++) if (this.items.isOpen(at) && this.holds(at)) yield at;
  }

  rowsOf(customer: string): readonly SliceRow[] {
    const number = this.items.numberOf(customer);
    const rows: SliceRow[] = [];
    if (number === undefined) return rows;
    for (const at of this.rowsByOwner.of(number)) {
      if (this.holds(at)) rows.push(this.items.row(at));
    }
    return rows;
  }

  rowsBehind(key: string): Iterable<RowPlace> {
    const rows = this.looked.rowsBehind.get(key);
    if (!rows) return [];
    if (rows.length > KEY_CAP) return this.placesOf(rows);
    const places: RowPlace[] = [];
    for (const at of rows) if (this.holds(at)) places.push({ at, customer: this.items.customer(at).id });
    return places;
  }

  partsOf({ at, customer }: RowPlace): readonly SliceRow[] {
    const number = this.items.numberOf(customer)!;
    const parts: SliceRow[] = [];
    for (const other of this.rowsByOwner.of(number)) {
      if (this.holds(other) && this.items.arePartsOfOne(at, other)) parts.push(this.items.row(other));
    }
    return parts;
  }

  /** One by one: of very many only the first may be wanted. */
  private *placesOf(rows: readonly number[]): Iterable<RowPlace> {
    for (const at of rows) if (this.holds(at)) yield { at, customer: this.items.customer(at).id };
  }

  customersBehind(key: string): readonly string[] {
    const behind = this.looked.customersBehind.get(key);
    if (!behind) return NONE;
    const inSlice = behind.filter((number) => this.order[number]! >= 0);
    inSlice.sort((a, b) => this.order[a]! - this.order[b]!);
    return inSlice.map((number) => this.items.customers[number]!.id);
  }

  private holds(at: number): boolean {
    return this.named[at] === 1 || this.whole[this.items.ownerOf(at)] === 1;
  }

  private wholeCustomers(): Uint8Array {
    const { customers } = this.items;
    const whole = new Uint8Array(customers.length);
    for (const id of this.looked.wanted) {
      const number = this.items.numberOf(id);
      if (number !== undefined) whole[number] = 1;
    }
    const groups = groupsOf(customers.filter((_, number) => whole[number] === 1));
    customers.forEach(({ groupId }, number) => {
      if (groupId !== undefined && groups.has(groupId)) whole[number] = 1;
    });
    return whole;
  }

  /** Owners of the rows in the book's order, then wanted customers that have nothing open. */
  private customersInOrder(): CustomerIdentity[] {
    const found: CustomerIdentity[] = [];
    const add = (number: number): void => {
      if (this.order[number]! >= 0) return;
      this.order[number] = found.push(this.items.customers[number]!) - 1;
    };
    const { items, named, whole, order } = this;
    for (let at = 0; at < items.size; at++) {
      const owner = items.ownerOf(at);
      if (order[owner]! < 0 && items.isOpen(at) && (named[at] === 1 || whole[owner] === 1)) add(owner);
    }
    for (const id of this.looked.wanted) {
      const number = this.items.numberOf(id);
      if (number !== undefined) add(number);
    }
    return found;
  }
}

/** The open rows of each customer, in the book's order. */
class RowsByOwner {
  private readonly ends: Int32Array;
  private readonly rows: Int32Array;

  constructor(items: PackedItems) {
    // Counted first, then put in place: two arrays instead of one for each customer.
    const ends = new Int32Array(items.customers.length + 1);
    for (let at = 0; at < items.size; at++) if (items.isOpen(at)) ends[items.ownerOf(at) + 1]! += 1;
    for (let owner = 0; owner < items.customers.length; owner++) ends[owner + 1]! += ends[owner]!;
    this.rows = new Int32Array(ends[items.customers.length]!);
    const next = ends.slice(0, -1);
    for (let at = 0; at < items.size; at++) {
      if (items.isOpen(at)) this.rows[next[items.ownerOf(at)]!++] = at;
    }
    this.ends = ends;
  }

  of(owner: number): Int32Array {
    return this.rows.subarray(this.ends[owner], this.ends[owner + 1]);
  }
}
