import {
  grown,
  PackedTexts,
  type CustomerIdentity,
  type Day,
  type OpenItem,
  type OpenItemKind,
  type OpenItemSink,
  type PlainOpenItem,
} from '@lettrage/domain';
import { lowOf } from '../keys/asked-amounts.js';
import { eachNumberKey, takeReference } from '../keys/item-keys.js';
import type { KeyProbe } from '../keys/key-probe.js';
import type { SliceRow } from './slice-view.js';

/** What matching needs of an open item; VAT and the source's own fields play no part in it. */
export type PackedItem = Pick<
  OpenItem,
  | 'number'
  | 'kind'
  | 'customer'
  | 'issueDate'
  | 'dueDate'
  | 'currency'
  | 'total'
  | 'open'
  | 'paymentReference'
  | 'orderReference'
  | 'discount'
>;

const NO_DISCOUNT = '';

/**
 * Open items in columns, about 80 bytes each: a million of them as objects would fill the memory that the whole command
 * may take. Items of one customer id share its first identity.
 */
export class PackedItems implements OpenItemSink {
  private count = 0;
  private readonly numbers = new PackedTexts();
  private readonly paymentReferences = new PackedTexts();
  private readonly orderReferences = new PackedTexts();
  private readonly amounts = { total: new AmountColumn(), open: new AmountColumn() };
  private readonly owners = new NumberColumn();
  private readonly kinds = new ValueColumn<OpenItemKind>();
  private readonly currencies = new ValueColumn<string>();
  private readonly issued = new ValueColumn<Day>();
  private readonly due = new ValueColumn<Day>();
  /** Percentage and last day of a discount. */
  private readonly discounts = new ValueColumn<string>();
  private readonly discountsRead = new Map<string, NonNullable<OpenItem['discount']>>();
  private readonly customerNumbers = new Map<string, number>();
  /** In the order of their first items. */
  readonly customers: CustomerIdentity[] = [];

  static of(items: Iterable<OpenItem>): PackedItems {
    const packed = new PackedItems();
    for (const item of items) packed.add(item);
    return packed;
  }

  /** Number of items. */
  get size(): number {
    return this.count;
  }

  get lastOwner(): number {
    return this.owners.get(this.count - 1);
  }

  add(item: OpenItem): void {
    this.count += 1;
    this.numbers.add(item.number);
    this.paymentReferences.add(item.paymentReference ?? '');
    this.orderReferences.add(item.orderReference ?? '');
    this.amounts.total.add(item.total);
    this.amounts.open.add(item.open);
    this.kinds.add(item.kind);
    this.currencies.add(item.currency);
    this.issued.add(item.issueDate);
    this.due.add(item.dueDate);
    this.discounts.add(item.discount ? `${item.discount.percent} ${item.discount.until}` : NO_DISCOUNT);
    this.owners.add(this.customerNumber(item.customer));
  }

  addPlain(item: PlainOpenItem): void {
    this.count += 1;
    const { bytes } = item;
    this.numbers.addBytes(bytes, item.numberFrom, item.numberTo);
    this.paymentReferences.addBytes(bytes, item.paymentFrom, item.paymentTo);
    this.orderReferences.addBytes(bytes, item.orderFrom, item.orderTo);
    this.amounts.total.addSmall(item.total);
    this.amounts.open.addSmall(item.open);
    this.kinds.add(item.kind);
    this.currencies.add(item.currency);
    this.issued.add(item.issueDate);
    this.due.add(item.dueDate);
    this.discounts.add(NO_DISCOUNT);
    this.owners.add(item.owner);
  }

  /** The item at a place, from 0 in the order they were added. */
  get(at: number): PackedItem {
    const paymentReference = this.paymentReferences.get(at);
    const orderReference = this.orderReferences.get(at);
    const discount = this.discount(at);
    return {
      number: this.numbers.get(at),
      kind: this.kinds.get(at),
      customer: this.customers[this.owners.get(at)]!,
      issueDate: this.issued.get(at),
      dueDate: this.due.get(at),
      currency: this.currencies.get(at),
      total: this.amounts.total.get(at),
      open: this.amounts.open.get(at),
      ...(paymentReference !== '' && { paymentReference }),
      ...(orderReference !== '' && { orderReference }),
      ...(discount && { discount }),
    };
  }

  /** Gives the keys of an item's number and references in their two parts, at least those that were asked for. */
  eachAskedKey(at: number, probe: KeyProbe, take: (kind: string, text: string) => void): void {
    const { numbers, paymentReferences, orderReferences } = this;
    const [start, end] = [numbers.startOf(at), numbers.endOf(at)];
    if (start === end || probe.mayHoldNumber(numbers.letters, start, end)) eachNumberKey(numbers.get(at), take);
    if (mayHoldReference(probe, 'ref:', paymentReferences, at)) takeReference('ref:', paymentReferences.get(at), take);
    if (mayHoldReference(probe, 'order:', orderReferences, at)) takeReference('order:', orderReferences.get(at), take);
  }

  /** The low 32 bits of what is open; see `lowOf`. */
  lowOfOpen(at: number): number {
    return this.amounts.open.low(at);
  }

  /** True if two items have the same number and currency, and both are asked for or both given back. */
  arePartsOfOne(one: number, other: number): boolean {
    const { numbers, currencies, amounts } = this;
    return (
      numbers.same(one, other) &&
      currencies.get(one) === currencies.get(other) &&
      amounts.open.get(one) < 0n === amounts.open.get(other) < 0n
    );
  }

  /** An item as a row of a slice. */
  row(at: number): SliceRow {
    return new PackedRow(this, at);
  }

  customer(at: number): CustomerIdentity {
    return this.customers[this.owners.get(at)]!;
  }

  kind(at: number): OpenItemKind {
    return this.kinds.get(at);
  }

  number(at: number): string {
    return this.numbers.get(at);
  }

  currency(at: number): string {
    return this.currencies.get(at);
  }

  issueDate(at: number): Day {
    return this.issued.get(at);
  }

  dueDate(at: number): Day {
    return this.due.get(at);
  }

  discount(at: number): OpenItem['discount'] {
    const text = this.discounts.get(at);
    if (text === NO_DISCOUNT) return undefined;
    const known = this.discountsRead.get(text);
    if (known) return known;
    const [percent, until] = text.split(' ') as [string, Day];
    const discount = { percent, until };
    this.discountsRead.set(text, discount);
    return discount;
  }

  open(at: number): bigint {
    return this.amounts.open.get(at);
  }

  isOpen(at: number): boolean {
    return !this.amounts.open.isZero(at);
  }

  /** The number of an item's customer in `customers`. */
  ownerOf(at: number): number {
    return this.owners.get(at);
  }

  /** The number of a customer in `customers`. */
  numberOf(customer: string): number | undefined {
    return this.customerNumbers.get(customer);
  }

  private customerNumber(customer: CustomerIdentity): number {
    const known = this.customerNumbers.get(customer.id);
    if (known !== undefined) return known;
    this.customerNumbers.set(customer.id, this.customers.length);
    return this.customers.push(customer) - 1;
  }
}

/** A row that reads its columns when it is asked, and keeps its item once it was made. */
class PackedRow implements SliceRow {
  private made: PackedItem | undefined;

  constructor(
    private readonly items: PackedItems,
    readonly at: number,
  ) {}

  get id(): string {
    return String(this.at);
  }

  get item(): PackedItem {
    return (this.made ??= this.items.get(this.at));
  }

  get open(): bigint {
    return this.items.open(this.at);
  }

  get number(): string {
    return this.items.number(this.at);
  }

  get customer(): CustomerIdentity {
    return this.items.customer(this.at);
  }

  get kind(): OpenItemKind {
    return this.items.kind(this.at);
  }

  get currency(): string {
    return this.items.currency(this.at);
  }

  get issueDate(): Day {
    return this.items.issueDate(this.at);
  }

  get dueDate(): Day {
    return this.items.dueDate(this.at);
  }

  get discount(): OpenItem['discount'] {
    return this.items.discount(this.at);
  }
}

class NumberColumn {
  private values = new Int32Array(1 << 8);
  private size = 0;

  add(value: number): void {
    if (this.size === this.values.length) this.values = grown(this.values, this.size + 1);
    this.values[this.size++] = value;
  }

  get(at: number): number {
    return this.values[at]!;
  }
}

/** A column of few different values. */
class ValueColumn<T extends string> {
  private readonly numbers = new NumberColumn();
  private readonly values: T[] = [];
  private latest = 0;
  private readonly known = new Map<T, number>();

  add(value: T): void {
    // Neighbours often have the same.
    if (this.values.length > 0 && value === this.values[this.latest]) {
      this.numbers.add(this.latest);
      return;
    }
    let number = this.known.get(value);
    if (number === undefined) {
      number = this.values.push(value) - 1;
      this.known.set(value, number);
    }
    this.latest = number;
    this.numbers.add(number);
  }

  get(at: number): T {
    return this.values[this.numbers.get(at)]!;
  }
}

function mayHoldReference(probe: KeyProbe, kind: 'ref:' | 'order:', texts: PackedTexts, at: number): boolean {
  const [start, end] = [texts.startOf(at), texts.endOf(at)];
  if (start === end) return texts.get(at) !== '';
  return probe.mayHoldReference(kind, texts.letters, start, end);
}

/** Amounts in minor units; the few beyond 64 bits are kept beside the column. */
class AmountColumn {
  private values = new BigInt64Array(1 << 8);
  /** The same memory, for reading half an amount without making a bigint of it. */
  private halves = new Int32Array(this.values.buffer);
  private readonly large = new Map<number, bigint>();
  private size = 0;

  add(value: bigint): void {
    if (this.size === this.values.length) {
      this.values = grown(this.values, this.size + 1);
      this.halves = new Int32Array(this.values.buffer);
    }
    if (BigInt.asIntN(64, value) === value) this.values[this.size] = value;
    else this.large.set(this.size, value);
    this.size += 1;
  }

  /** The same for 31 bits that are not negative. */
  addSmall(value: number): void {
    if (this.size === this.values.length) {
      this.values = grown(this.values, this.size + 1);
      this.halves = new Int32Array(this.values.buffer);
    }
    this.halves[this.size * 2 + LOW] = value;
    this.halves[this.size * 2 + 1 - LOW] = 0;
    this.size += 1;
  }

  get(at: number): bigint {
    return (this.large.size > 0 ? this.large.get(at) : undefined) ?? this.values[at]!;
  }

  isZero(at: number): boolean {
    const { halves } = this;
    return halves[at * 2] === 0 && halves[at * 2 + 1] === 0 && !this.large.has(at);
  }

  low(at: number): number {
    const large = this.large.size > 0 ? this.large.get(at) : undefined;
    return large === undefined ? this.halves[at * 2 + LOW]! : lowOf(large);
  }
}

/** Which half of a 64-bit number comes first is the machine's. */
const LOW = new Int32Array(new BigInt64Array([1n]).buffer)[0] === 1 ? 0 : 1;
