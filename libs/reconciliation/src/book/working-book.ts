import {
  absolute,
  daysBetween,
  parseMinor,
  type CustomerIdentity,
  type Day,
  type TransactionLine,
} from '@lettrage/domain';
import { fullNameKey, numberKeys } from '../keys/item-keys.js';
import type { ReadLine } from '../line/read-line.js';
import type { Allocation, LineDecision } from '../model.js';
import { CustomerNames } from '../payer/customer-names.js';
import { nameWords } from '../payer/name.js';
import { publicAllocations } from '../public-decision.js';
import { habitsOf, type Habits } from './habits.js';
import { knownPayment, lineIdentity, type KnownPayment } from './known-payment.js';
import { append, type RowPlace, type SliceView } from './slice-view.js';
import { isPayable, unitsOf, type Unit, type WorkingRow, type WorkingUnit } from './unit.js';

/** An item that is paid, by its number and the customer who paid it. */
export interface SettledItem {
  readonly number: string;
  readonly customer: string | undefined;
  /** What was paid of it at once, as a decimal; absent where only the book says that nothing is open. */
  readonly paid?: string;
}

/**
 * A run's own copy of a slice. Automatic decisions change what is open here, so that the next line sees it; the slice
 * itself stays as it was.
 */
export class WorkingBook {
  readonly customers: ReadonlyMap<string, CustomerIdentity>;
  readonly payments: KnownPayment[] = [];
  readonly names = new CustomerNames(this, () => this.customers.keys());
  private readonly unitsByCustomer = new Map<string, readonly WorkingUnit[]>();
  private readonly unitsByKey = new Map<string, readonly Unit[]>();
  private readonly walks = new Map<string, Walk>();
  private readonly openLists = new Map<string, OpenList>();
  /** Units of customers that no line has looked at as a whole: strangers with the amount of a line. */
  private readonly single = new Map<string, WorkingUnit[]>();
  private readonly byGroup = new Map<string, string[]>();
  private readonly learned = new Map<string, Map<string, number>>();
  /** Accounts and the names printed with them where a number proved who paid, in this run. */
  private readonly holders = new Set<string>();
  private readonly customersByKey = new Map<string, ReadonlySet<string>>();
  private readonly paidInHistory: ReadonlyMap<string, bigint>;
  private readonly contested = new Map<Unit, string>();
  private readonly settled = new Map<string, SettledItem[]>();
  private readonly paymentsOf = new Map<string, KnownPayment[]>();
  /** Keys of settled items that the book was not asked for or does not hold. */
  private readonly settledBeside = new Set<string>();
  /** Places in `payments` by what ties a return to one of them; of the first `tiedUpTo`, since returns are few. */
  private readonly tied = new Map<string, number[]>();
  private tiedUpTo = 0;
  private readonly confirmed: ReadonlySet<string>;
  private readonly habits = new Map<string, Habits>();
  private readonly nameWords = new Map<string, readonly string[]>();
  private readonly seen = new Map<string, Day>();
  private readonly applied = new Map<string, readonly Allocation[]>();
  /** What was last asked for of a line. */
  private last: { readonly line: TransactionLine; readonly identity: string } | undefined;

  constructor(private readonly slice: SliceView) {
    this.customers = new Map(slice.customers.map((customer) => [customer.id, customer]));
    for (const { id, groupId } of slice.customers) if (groupId) append(this.byGroup, groupId, id);
    for (const { key, customer, count } of slice.learned) this.learn(key, customer, count);
    for (const payment of slice.past) {
      this.remember(knownPayment(payment));
      this.seen.set(lineIdentity(payment.transaction), payment.transaction.bookingDate);
    }
    this.confirmed = new Set(slice.past.map(({ transaction }) => transaction.ref));
    this.paidInHistory = paidBy(this.payments);
  }

  /** Units that carry a key, open or settled in this run, in the book's order. */
  withKey(key: string): readonly Unit[] {
    const known = this.unitsByKey.get(key);
    if (known) return known;
    const found = new Set<Unit>();
    for (const place of this.slice.rowsBehind(key)) found.add(this.unitAt(place));
    const units = [...found];
    if (units.length > 1) units.sort((a, b) => a.at - b.at);
    this.unitsByKey.set(key, units);
    return units;
  }

  /** The same one by one, for a key with very many behind it of which only the first are wanted. */
  *eachWithKey(key: string): Iterable<Unit> {
    let walk = this.walks.get(key);
    if (!walk) this.walks.set(key, (walk = { found: new Set(), rest: this.slice.rowsBehind(key)[Symbol.iterator]() }));
    yield* walk.found;
    for (let next = walk.rest.next(); !next.done; next = walk.rest.next()) {
      const unit = this.unitAt(next.value);
      if (walk.found.has(unit)) continue;
      walk.found.add(unit);
      yield unit;
    }
  }

  /** True if an item carries the key, in the book or among what was settled. */
  knows(key: string): boolean {
    return this.slice.hits.has(key) || (this.settledBeside.size > 0 && this.settledBeside.has(key));
  }

  /** Units of a customer that can be paid on `day`: in this currency, issued, something open. */
  openUnits(customer: string, currency: string, day: Day): readonly Unit[] {
    return this.openList(customer, currency, day).units;
  }

  /** Those of {@link openUnits} that are credit. */
  openCredits(customer: string, currency: string, day: Day): readonly Unit[] {
    return this.openList(customer, currency, day).credits;
  }

  private openList(customer: string, currency: string, day: Day): OpenList {
    const known = this.openLists.get(customer);
    if (known?.day === day && known.currency === currency) return known;
    const units = this.unitsOf(customer).filter((unit) => isPayable(unit, currency, day));
    const list = { day, currency, units, credits: units.filter((unit) => unit.open < 0n) };
    this.openLists.set(customer, list);
    return list;
  }

  /** Customers that carry a key and are in the slice. */
  customersWith(key: string): ReadonlySet<string> {
    const known = this.customersByKey.get(key);
    if (known) return known;
    const customers = new Set(this.slice.customersBehind(key));
    this.customersByKey.set(key, customers);
    return customers;
  }

  /** The telling words of a customer's name. */
  nameOf(customer: string): readonly string[] {
    const known = this.nameWords.get(customer);
    if (known) return known;
    const words = nameWords(this.customers.get(customer)?.name ?? '');
    this.nameWords.set(customer, words);
    return words;
  }

  /** Earlier payments of a customer, oldest first. */
  paymentsBy(customer: string): readonly KnownPayment[] {
    return this.paymentsOf.get(customer) ?? [];
  }

  /** What a customer was used to do in the confirmed payments. */
  habitsOf(customer: string): Habits {
    let habits = this.habits.get(customer);
    if (!habits) {
      habits = habitsOf(this.paymentsBy(customer).filter(({ transaction }) => this.confirmed.has(transaction)));
      this.habits.set(customer, habits);
    }
    return habits;
  }

  /** Earlier payments that carry one of these end-to-end ids, mandates, batches, accounts or settled numbers, oldest first. */
  paymentsTied(keys: readonly string[]): readonly KnownPayment[] {
    for (; this.tiedUpTo < this.payments.length; this.tiedUpTo++) this.tie(this.tiedUpTo);
    const places = new Set(keys.flatMap((key) => this.tied.get(key) ?? []));
    return [...places].sort((a, b) => a - b).map((place) => this.payments[place]!);
  }

  /** Customers that a payer key has paid for, with how often. */
  learnedFor(key: string): ReadonlyMap<string, number> {
    return this.learned.get(key) ?? NOTHING;
  }

  /** True if an account has paid for one of these customers before, and never under this name. */
  isStrangeHolder(account: string, name: readonly string[], customers: readonly string[]): boolean {
    const [known, named] = [this.learnedFor(`iban:${account}`), this.learnedFor(fullNameKey(name))];
    if (!customers.some((customer) => known.has(customer)) || customers.some((customer) => named.has(customer)))
      return false;
    return !this.holders.has(`iban:${account} ${fullNameKey(name)}`);
  }

  /** The customer and all that share its group. */
  family(customer: string): readonly string[] {
    const group = this.customers.get(customer)?.groupId;
    return (group === undefined ? undefined : this.byGroup.get(group)) ?? [customer];
  }

  /** Why an item must not be settled by the engine, if the history contradicts the book. */
  contestOf(unit: Unit): string | undefined {
    return this.contested.get(unit);
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
    const day = this.seen.get(this.identityOf(read.line));
    return day !== undefined && daysBetween(day, read.line.bookingDate) <= REPETITION_DAYS ? day : undefined;
  }

  /** Remembers a line that was looked at, whatever was decided. */
  see(read: ReadLine): void {
    this.seen.set(this.identityOf(read.line), read.line.bookingDate);
  }

  private identityOf(line: TransactionLine): string {
    if (this.last?.line !== line) this.last = { line, identity: lineIdentity(line) };
    return this.last.identity;
  }

  /** Applies an automatic decision: opens go down, the payer is learned where a reference proved the match. */
  apply(read: ReadLine, decision: LineDecision): void {
    const best = decision.best;
    if (!best) return;
    for (const allocation of best.allocations) this.take(allocation);
    const customer = best.customer;
    const settled = {
      transaction: read.line,
      ...(customer !== undefined && { customer }),
      allocations: publicAllocations(best.allocations, decision.currency),
    };
    const payment = knownPayment(settled, !best.rule.startsWith('payer'));
    this.remember(payment);
    this.applied.set(payment.transaction, best.allocations);
    const { accountKey } = payment;
    if (customer !== undefined && accountKey !== undefined && best.rule.startsWith('reference') && read.amount > 0n) {
      this.learn(accountKey, customer, 1);
      this.holders.add(`${accountKey} ${fullNameKey(read.payerName)}`);
    }
  }

  /** Gives back these items of what a returned payment had settled, as far as it was in this run. */
  reopen(payment: KnownPayment, invoices: ReadonlySet<string>): void {
    for (const invoice of invoices) payment.returnedItems.add(invoice);
    payment.returned = payment.allocations.every(({ invoice }) => payment.returnedItems.has(invoice));
    for (const allocation of this.applied.get(payment.transaction) ?? []) {
      if (!invoices.has(allocation.invoice)) continue;
      this.rowOf(allocation)?.change(allocation.amount + (allocation.adjustment?.amount ?? 0n));
      this.openLists.delete(allocation.customer);
    }
  }

  /** Whose item a payment of this run settled under a number; undefined where it is not told or two have the number. */
  debtorOf(transaction: string, invoice: string): string | undefined {
    const of = (this.applied.get(transaction) ?? []).filter((allocation) => allocation.invoice === invoice);
    const customers = new Set(of.map(({ customer }) => customer));
    return customers.size === 1 ? of[0]!.customer : undefined;
  }

  private take(allocation: Allocation): void {
    const { openBefore, amount, adjustment } = allocation;
    this.rowOf(allocation, openBefore)?.change(-amount - (adjustment?.amount ?? 0n));
    this.openLists.delete(allocation.customer);
  }

  /** The row of an allocation; `open` is what is likely open of it, which tells it from most others at once. */
  private rowOf(allocation: Allocation, open?: bigint): WorkingRow | undefined {
    for (const { rows } of this.unitsOf(allocation.customer)) {
      for (const row of rows)
        if ((open === undefined || row.open === open) && row.source.id === allocation.item) return row;
    }
    return open === undefined ? undefined : this.rowOf(allocation);
  }

  private remember(payment: KnownPayment): void {
    this.payments.push(payment);
    if (payment.customer !== undefined) append(this.paymentsOf, payment.customer, payment);
    if (payment.amount <= 0n) return;
    for (const { invoice, amount } of payment.allocations) {
      const item = { number: invoice, customer: payment.customer, paid: amount };
      for (const key of numberKeys(invoice)) {
        append(this.settled, key, item);
        if (!this.slice.hits.has(key)) this.settledBeside.add(key);
      }
    }
  }

  /** Notes what may tie a return to the payment at a place. */
  private tie(place: number): void {
    const payment = this.payments[place]!;
    if (payment.amount <= 0n) return;
    if (payment.endToEndId !== undefined) append(this.tied, `e2e:${payment.endToEndId}`, place);
    if (payment.mandateId !== undefined) append(this.tied, `mandate:${payment.mandateId}`, place);
    if (payment.paymentInformationId !== undefined) append(this.tied, `batch:${payment.paymentInformationId}`, place);
    if (payment.accountKey !== undefined) append(this.tied, payment.accountKey, place);
    for (const { invoice } of payment.allocations)
      for (const key of numberKeys(invoice)) if (!key.startsWith('seq:')) append(this.tied, key, place);
  }

  private learn(key: string, customer: string, count: number): void {
    const customers = this.learned.get(key) ?? new Map<string, number>();
    customers.set(customer, (customers.get(customer) ?? 0) + count);
    this.learned.set(key, customers);
  }

  /** All units of a customer, made when the first line looks at it. */
  private unitsOf(customer: string): readonly WorkingUnit[] {
    const known = this.unitsByCustomer.get(customer);
    if (known) return known;
    const units = this.withSingle(customer, unitsOf(this.slice.rowsOf(customer)));
    this.unitsByCustomer.set(customer, units);
    for (const unit of units) this.markContested(unit);
    this.single.delete(customer);
    return units;
  }

  private withSingle(customer: string, units: readonly WorkingUnit[]): readonly WorkingUnit[] {
    const single = this.single.get(customer);
    return single ? units.map((unit) => single.find(({ at }) => at === unit.at) ?? unit) : units;
  }

  /** The unit of the row at a place: made alone, and taken over when its customer is looked at. */
  private unitAt(place: RowPlace): WorkingUnit {
    const { at, customer } = place;
    const units = this.unitsByCustomer.get(customer);
    const known = units ? unitHolding(units, at) : this.single.get(customer)?.find((unit) => holds(unit, at));
    if (known) return known;
    const [unit] = unitsOf(this.slice.partsOf(place));
    this.markContested(unit!);
    append(this.single, customer, unit!);
    return unit!;
  }

  /** History says an item is paid in full while the book holds it fully open: one of the two is wrong. */
  private markContested(unit: Unit): void {
    if (this.paidInHistory.size === 0) return;
    const { number, customer, rows } = unit;
    const known =
      this.paidInHistory.get(`${customer.id}\u0000${number}`) ?? this.paidInHistory.get(`\u0000${number}`) ?? 0n;
    const total = rows.reduce((sum, row) => sum + row.source.item.total, 0n);
    if (known !== 0n && absolute(known) >= absolute(total) && unit.open === total)
      this.contested.set(unit, `${number} is fully open in the book but paid in the history`);
  }
}

function holds(unit: WorkingUnit, at: number): boolean {
  return unit.rows.some(({ source }) => source.at === at);
}

/** The unit of the row at a place among all units of a customer, which are in the order of their first rows. */
function unitHolding(units: readonly WorkingUnit[], at: number): WorkingUnit | undefined {
  let [low, high] = [0, units.length - 1];
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const unit = units[middle]!;
    if (unit.at === at) return unit;
    if (unit.at < at) low = middle + 1;
    else high = middle - 1;
  }
  // A later instalment.
  return units.find((unit) => holds(unit, at));
}

/** How far the rows behind a key were followed. */
interface Walk {
  readonly found: Set<Unit>;
  readonly rest: Iterator<RowPlace>;
}

/** What can be paid of a customer, as it was last asked for; forgotten when something of it is settled or reopened. */
interface OpenList {
  readonly day: Day;
  readonly currency: string;
  readonly units: readonly Unit[];
  /** Those of them that give money back. */
  readonly credits: readonly Unit[];
}

/** What payments have settled, by customer (or none) and number. */
function paidBy(payments: readonly KnownPayment[]): ReadonlyMap<string, bigint> {
  const paid = new Map<string, bigint>();
  for (const { customer, currency, allocations } of payments) {
    for (const { invoice, amount } of allocations) {
      const key = `${customer ?? ''}\u0000${invoice}`;
      paid.set(key, (paid.get(key) ?? 0n) + parseMinor(amount, currency));
    }
  }
  return paid;
}

const NOTHING: ReadonlyMap<string, number> = new Map();

/** Identical lines further apart than this are two payments. */
const REPETITION_DAYS = 10;
