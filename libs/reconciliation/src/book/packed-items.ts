import {
  PackedTexts,
  type PackedTextsParts,
  type CustomerIdentity,
  type Day,
  type OpenItem,
  type OpenItemKind,
  type OpenItemSink,
  type PlainOpenItem,
} from '@lettrage/domain';
import { eachNumberKey, takeReference } from '../keys/item-keys.js';
import type { KeyProbe } from '../keys/key-probe.js';
import {
  AmountColumn,
  NumberColumn,
  ValueColumn,
  type AmountParts,
  type NumberParts,
  type ValueParts,
} from './packed-columns.js';
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

/** {@link PackedItems} as plain data. */
export interface PackedItemsParts {
  readonly count: number;
  readonly customers: readonly CustomerIdentity[];
  readonly numbers: PackedTextsParts;
  readonly paymentReferences: PackedTextsParts;
  readonly orderReferences: PackedTextsParts;
  readonly total: AmountParts;
  readonly open: AmountParts;
  readonly owners: NumberParts;
  readonly kinds: ValueParts<OpenItemKind>;
  readonly currencies: ValueParts<string>;
  readonly issued: ValueParts<Day>;
  readonly due: ValueParts<Day>;
  readonly discounts: ValueParts<string>;
}

const NO_DISCOUNT = '';

/**
 * Open items in columns, about 80 bytes each: a million of them as objects would fill the memory that the whole command
 * may take. Items of one customer id share its first identity.
 */
export class PackedItems implements OpenItemSink {
  private count = 0;
  private numbers = new PackedTexts();
  private paymentReferences = new PackedTexts();
  private orderReferences = new PackedTexts();
  private amounts = { total: new AmountColumn(), open: new AmountColumn() };
  private owners = new NumberColumn();
  private kinds = new ValueColumn<OpenItemKind>();
  private currencies = new ValueColumn<string>();
  private issued = new ValueColumn<Day>();
  private due = new ValueColumn<Day>();
  /** Percentage and last day of a discount. */
  private discounts = new ValueColumn<string>();
  private anyDiscount = false;
  private readonly discountsRead = new Map<string, NonNullable<OpenItem['discount']>>();
  private readonly customerNumbers = new Map<string, number>();
  /** In the order of their first items. */
  readonly customers: CustomerIdentity[] = [];

  /** The items that {@link parts} gave; their arrays are taken over. */
  static from(parts: PackedItemsParts): PackedItems {
    const items = new PackedItems();
    items.count = parts.count;
    items.numbers = PackedTexts.from(parts.numbers);
    items.paymentReferences = PackedTexts.from(parts.paymentReferences);
    items.orderReferences = PackedTexts.from(parts.orderReferences);
    items.amounts = { total: AmountColumn.from(parts.total), open: AmountColumn.from(parts.open) };
    items.owners = NumberColumn.from(parts.owners);
    items.kinds = ValueColumn.from(parts.kinds);
    items.currencies = ValueColumn.from(parts.currencies);
    items.issued = ValueColumn.from(parts.issued);
    items.due = ValueColumn.from(parts.due);
    items.discounts = ValueColumn.from(parts.discounts);
    items.anyDiscount = parts.discounts.values.some((value) => value !== NO_DISCOUNT);
    for (const customer of parts.customers) items.customerNumber(customer);
    return items;
  }

  /** The items as plain data, not copied: how a thread that has read them hands them over. */
  get parts(): PackedItemsParts {
    const { count, customers, amounts } = this;
    return {
      count,
      customers,
      numbers: this.numbers.parts,
      paymentReferences: this.paymentReferences.parts,
      orderReferences: this.orderReferences.parts,
      total: amounts.total.parts,
      open: amounts.open.parts,
      owners: this.owners.parts,
      kinds: this.kinds.parts,
      currencies: this.currencies.parts,
      issued: this.issued.parts,
      due: this.due.parts,
      discounts: this.discounts.parts,
    };
  }

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
    if (item.discount) this.anyDiscount = true;
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
    // Most books have none, and it is asked for with every item that may be meant.
    if (!this.anyDiscount) return undefined;
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
  private knownNumber: string | undefined;

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
    return (this.knownNumber ??= this.items.number(this.at));
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

function mayHoldReference(probe: KeyProbe, kind: 'ref:' | 'order:', texts: PackedTexts, at: number): boolean {
  const [start, end] = [texts.startOf(at), texts.endOf(at)];
  if (start === end) return texts.get(at) !== '';
  return probe.mayHoldReference(kind, texts.letters, start, end);
}
