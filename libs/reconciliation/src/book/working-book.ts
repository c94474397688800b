import {
  absolute,
  daysBetween,
  parseMinor,
  type CustomerIdentity,
  type Day,
  type OpenItemKind,
  type TransactionLine,
} from '@lettrage/domain';
import { customerKeys, itemKeys, numberKeys } from '../keys/item-keys.js';
import { numberShape, type NumberShape } from '../keys/number-shape.js';
import type { Allocation, BookItem, LineDecision, PastPayment, Slice } from '../model.js';
import type { ReadLine } from '../line/read-line.js';
import { nameWords } from '../payer/name.js';
import { publicAllocations } from '../public-decision.js';
import { payerKeysOf } from './learned.js';

/** One row of an item (an instalment) with what is open of it while a run goes on. */
export interface Row {
  readonly source: BookItem;
  open: bigint;
}

/** An item as a payer sees it: all instalments of one number, oldest due first. */
export interface Unit {
  readonly id: string;
  readonly number: string;
  readonly customer: CustomerIdentity;
  readonly currency: string;
  readonly kind: OpenItemKind;
  readonly rows: readonly Row[];
  readonly issueDate: Day;
  readonly dueDate: Day;
  readonly shape: NumberShape;
}

/** What is open of a unit now. */
export function openOf(unit: Unit): bigint {
  let open = 0n;
  for (const row of unit.rows) open += row.open;
  return open;
}

/** An item that is paid, by its number and the customer who paid it. */
export interface SettledItem {
  readonly number: string;
  readonly customer: string | undefined;
}

/** A payment this run or the history has settled something with. */
export interface KnownPayment {
  readonly transaction: string;
  readonly customer?: string;
  readonly amount: bigint;
  readonly currency: string;
  readonly day: Day;
  readonly text: string;
  readonly payerKeys: readonly string[];
  readonly endToEndId?: string;
  readonly mandateId?: string;
  readonly bankReference?: string;
  readonly allocations: readonly { readonly invoice: string; readonly amount: string }[];
  returned: boolean;
}

/**
 * A run's own copy of a slice. Automatic decisions change what is open here, so that the next line sees it; the slice
 * itself stays as it was.
 */
export class WorkingBook {
  readonly units = new Map<string, Unit>();
  readonly customers: ReadonlyMap<string, CustomerIdentity>;
  readonly payments: KnownPayment[] = [];
  private readonly byKey = new Map<string, Unit[]>();
  private readonly byCustomer = new Map<string, Unit[]>();
  private readonly byGroup = new Map<string, Set<string>>();
  private readonly byRow = new Map<string, Row>();
  private readonly learned = new Map<string, Map<string, number>>();
  private readonly customersByKey = new Map<string, Set<string>>();
  private readonly contested = new Map<string, string>();
  private readonly settled = new Map<string, SettledItem[]>();
  private readonly paymentsOf = new Map<string, KnownPayment[]>();
  private readonly names = new Map<string, readonly string[]>();
  private readonly seen = new Map<string, Day>();
  private readonly applied = new Map<string, readonly Allocation[]>();

  constructor(readonly slice: Slice) {
    this.customers = new Map(slice.customers.map((customer) => [customer.id, customer]));
    this.buildUnits(slice.items);
    for (const customer of slice.customers) {
      for (const key of customerKeys(customer)) put(this.customersByKey, key, customer.id);
      if (customer.groupId) put(this.byGroup, customer.groupId, customer.id);
    }
    for (const { key, customer, count } of slice.learned) this.learn(key, customer, count);
    for (const payment of slice.past) {
      this.remember(knownPayment(payment));
      this.seen.set(lineIdentity(payment.transaction), payment.transaction.bookingDate);
    }
    this.markContested();
  }

  /** Units that carry a key, open or settled in this run. */
  withKey(key: string): readonly Unit[] {
    return this.byKey.get(key) ?? [];
  }

  /** Units of a customer that can be paid on `day`: in this currency, issued, something open. */
  openUnits(customer: string, currency: string, day: Day): Unit[] {
    return (this.byCustomer.get(customer) ?? []).filter((unit) => isPayable(unit, currency, day));
  }

  /** Customers that carry a key and are in the slice. */
  customersWith(key: string): ReadonlySet<string> {
    return this.customersByKey.get(key) ?? NOBODY;
  }

  /** The telling words of a customer's name. */
  nameOf(customer: string): readonly string[] {
    const known = this.names.get(customer);
    if (known) return known;
    const words = nameWords(this.customers.get(customer)?.name ?? '');
    this.names.set(customer, words);
    return words;
  }

  /** Earlier payments of a customer, oldest first. */
  paymentsBy(customer: string): readonly KnownPayment[] {
    return this.paymentsOf.get(customer) ?? [];
  }

  /** Customers that a payer key has paid for, with how often. */
  learnedFor(key: string): ReadonlyMap<string, number> {
    return this.learned.get(key) ?? new Map<string, number>();
  }

  /** The customer and all that share its group. */
  family(customer: string): readonly string[] {
    const group = this.customers.get(customer)?.groupId;
    return group === undefined ? [customer] : [...(this.byGroup.get(group) ?? [customer])];
  }

  /** Why an item must not be settled by the engine, if the history contradicts the book. */
  contestOf(unit: Unit): string | undefined {
    return this.contested.get(unit.id);
  }

  /** Items settled earlier (history or this run) whose number carries a key. */
  settledWith(key: string): readonly SettledItem[] {
    return this.settled.get(key) ?? [];
  }

  /** Open items behind a key in the whole book. */
  countOf(key: string): number {
    return this.slice.hits.get(key)?.count ?? 0;
  }

  /** The day of an identical earlier line (amount, text, payer), if one came a short time ago: one of them may be a second payment. */
  repeated(read: ReadLine): Day | undefined {
    const day = this.seen.get(lineIdentity(read.line));
    return day !== undefined && daysBetween(day, read.line.bookingDate) <= REPETITION_DAYS ? day : undefined;
  }

  /** Remembers a line that was looked at, whatever was decided. */
  see(read: ReadLine): void {
    this.seen.set(lineIdentity(read.line), read.line.bookingDate);
  }

  /** Applies an automatic decision: opens go down, the payer is learned where a reference proved the match. */
  apply(read: ReadLine, decision: LineDecision): void {
    const best = decision.best;
    if (!best) return;
    for (const allocation of best.allocations) this.take(allocation);
    const customer = best.customer;
    const payment = knownPayment({
      transaction: read.line,
      ...(customer !== undefined && { customer }),
      allocations: publicAllocations(best.allocations, decision.currency),
    });
    this.remember(payment);
    this.applied.set(payment.transaction, best.allocations);
    if (customer !== undefined && best.rule.startsWith('reference') && read.amount > 0n) {
      for (const key of payment.payerKeys) if (key.startsWith('iban:')) this.learn(key, customer, 1);
    }
  }

  /** Gives back what a returned payment had settled in this run. */
  reopen(payment: KnownPayment): void {
    payment.returned = true;
    for (const allocation of this.applied.get(payment.transaction) ?? []) {
      const row = this.byRow.get(allocation.item);
      if (row) row.open += allocation.amount + (allocation.adjustment?.amount ?? 0n);
    }
  }

  private take(allocation: Allocation): void {
    const row = this.byRow.get(allocation.item);
    if (row) row.open -= allocation.amount + (allocation.adjustment?.amount ?? 0n);
  }

  private remember(payment: KnownPayment): void {
    this.payments.push(payment);
    if (payment.customer !== undefined) append(this.paymentsOf, payment.customer, payment);
    if (payment.amount <= 0n) return;
    for (const { invoice } of payment.allocations) {
      for (const key of numberKeys(invoice)) append(this.settled, key, { number: invoice, customer: payment.customer });
    }
  }

  private learn(key: string, customer: string, count: number): void {
    const customers = this.learned.get(key) ?? new Map<string, number>();
    customers.set(customer, (customers.get(customer) ?? 0) + count);
    this.learned.set(key, customers);
  }

  private buildUnits(items: readonly BookItem[]): void {
    const grouped = new Map<string, Row[]>();
    for (const source of items) {
      const { item } = source;
      const id = `${item.customer.id}\u0000${item.number}\u0000${item.currency}\u0000${item.open < 0n ? '-' : '+'}`;
      const row = { source, open: source.open };
      const rows = grouped.get(id);
      if (rows) rows.push(row);
      else grouped.set(id, [row]);
      this.byRow.set(source.id, row);
    }
    for (const [id, rows] of grouped) {
      rows.sort((a, b) =>
        a.source.item.dueDate < b.source.item.dueDate ? -1 : a.source.item.dueDate > b.source.item.dueDate ? 1 : 0,
      );
      const { item } = rows[0]!.source;
      const { number, customer, currency, kind, dueDate } = item;
      const issueDate = rows.reduce(
        (first, row) => (row.source.item.issueDate < first ? row.source.item.issueDate : first),
        item.issueDate,
      );
      const unit: Unit = { id, number, customer, currency, kind, rows, issueDate, dueDate, shape: numberShape(number) };
      this.units.set(id, unit);
      append(this.byCustomer, customer.id, unit);
      for (const key of new Set(rows.flatMap((row) => itemKeys(row.source.item)))) append(this.byKey, key, unit);
    }
  }

  /** History says an item is paid in full while the book holds it fully open: one of the two is wrong. */
  private markContested(): void {
    const paid = new Map<string, bigint>();
    for (const payment of this.payments) {
      for (const { invoice, amount } of payment.allocations) {
        const key = `${payment.customer ?? ''}\u0000${invoice}`;
        paid.set(key, (paid.get(key) ?? 0n) + parseMinor(amount, payment.currency));
      }
    }
    for (const unit of this.units.values()) {
      const total = unit.rows.reduce((sum, row) => sum + row.source.item.total, 0n);
      const known = paid.get(`${unit.customer.id}\u0000${unit.number}`) ?? paid.get(`\u0000${unit.number}`) ?? 0n;
      if (known !== 0n && absolute(known) >= absolute(total) && openOf(unit) === total) {
        this.contested.set(unit.id, `${unit.number} is fully open in the book but paid in the history`);
      }
    }
  }
}

const NOBODY: ReadonlySet<string> = new Set();

/** Identical lines further apart than this are two payments. */
const REPETITION_DAYS = 10;

function lineIdentity(line: TransactionLine): string {
  const { iban, name } = line.counterparty ?? {};
  return [
    line.amount,
    line.currency,
    line.remittance ?? '',
    line.additional ?? '',
    line.structuredReference ?? '',
    line.endToEndId ?? '',
    iban ?? '',
    name ?? '',
  ].join('\u0000');
}

/** True if something can be paid on the unit on `day`. */
export function isPayable(unit: Unit, currency: string, day: Day): boolean {
  return unit.currency === currency && unit.issueDate <= day && openOf(unit) !== 0n;
}

/** A past payment with what is needed to recognise its return or its repetition. */
export function knownPayment(payment: PastPayment): KnownPayment {
  const { transaction } = payment;
  const { endToEndId, mandateId, bankReference } = transaction;
  return {
    transaction: transaction.ref,
    ...(payment.customer !== undefined && { customer: payment.customer }),
    amount: parseMinor(transaction.amount, transaction.currency),
    currency: transaction.currency,
    day: transaction.bookingDate,
    text: `${transaction.remittance ?? ''} ${transaction.additional ?? ''}`.trim(),
    payerKeys: payerKeysOf(payment),
    ...(endToEndId !== undefined && { endToEndId }),
    ...(mandateId !== undefined && { mandateId }),
    ...(bankReference !== undefined && { bankReference }),
    allocations: payment.allocations,
    returned: false,
  };
}

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function put(map: Map<string, Set<string>>, key: string, value: string): void {
  const set = map.get(key);
  if (set) set.add(value);
  else map.set(key, new Set([value]));
}
