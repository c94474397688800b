import {
  formatMinor,
  parseDay,
  parseMinor,
  type AllocationFact,
  type BillingEvent,
  type CustomerFact,
  type ItemFact,
  type PaymentFact,
  type Problem,
  type TransactionFact,
} from '@lettrage/domain';
import { bookEvent } from '../book-event.js';
import type { BookedEntry } from '../booked-entry.js';
import { InMemoryLedger } from '../ledger-lookup.js';
import { FRENCH_SETTINGS, type LedgerSettings } from '../settings.js';

export const DAY = parseDay('2026-03-10');
export const ACME: CustomerFact = { id: 'c-acme', code: 'C0012', name: 'ACME' };
export const BETA: CustomerFact = { id: 'c-beta', code: 'C0013', name: 'Béta SARL' };

/** An invoice of 120.00 with 20.00 VAT at 20 %, unless told otherwise. */
export function invoice(changes: Partial<ItemFact> = {}): ItemFact {
  const number = changes.number ?? 'FA1';
  return {
    id: `item-${number}`,
    kind: 'invoice',
    number,
    instalment: 1,
    customer: ACME,
    issueDate: parseDay('2026-01-05'),
    dueDate: parseDay('2026-02-04'),
    currency: 'EUR',
    total: '120.00',
    vat: [{ rate: '20.00', base: '100.00', tax: '20.00' }],
    vatDue: 'debit',
    ...changes,
  };
}

/** A line of the bank account 512100, journal BQ. */
export function bankLine(amount: string, changes: Partial<TransactionFact> = {}): TransactionFact {
  const id = changes.id ?? 'tx-1';
  return {
    id,
    ref: `ref-${id}`,
    bankAccount: { id: 'bank', journal: 'BQ', account: '512100', label: 'Banque Exemple' },
    bookingDate: DAY,
    amount,
    currency: 'EUR',
    label: `VIR ${id}`,
    ...changes,
  };
}

/** A payment; of kind `bank` with a line of its own amount. */
export function payment(amount: string, changes: Partial<PaymentFact> = {}): PaymentFact {
  const id = changes.id ?? 'pay-1';
  const kind = changes.kind ?? 'bank';
  return {
    id,
    kind,
    customer: ACME,
    day: DAY,
    amount,
    currency: 'EUR',
    means: 'transfer',
    ...(kind === 'bank' ? { transaction: bankLine(amount, { id: `tx-${id}` }) } : {}),
    ...changes,
  };
}

/** A company's books under test: events go in, entries and problems come out. */
export class TestBooks {
  readonly ledger = new InMemoryLedger();
  readonly events: BillingEvent[] = [];
  readonly entries: BookedEntry[] = [];
  readonly problems: Problem[] = [];
  private readonly settled = new Map<string, bigint>();
  private allocations = 0;

  constructor(readonly settings: LedgerSettings = FRENCH_SETTINGS) {}

  /** Books an event and gives its entries as readable lines: `BQ 512100 120.00 D | 411000/C0012 120.00 C`. */
  book(type: BillingEvent['type'], data: object, day = DAY): string[] {
    const position = this.events.length + 1;
    const time = '2026-03-10T08:00:00Z';
    const event = { id: `event-${position}`, position, type, version: 1, time, day, data } as unknown as BillingEvent;
    const booked = bookEvent(event, this.ledger, this.settings);
    this.ledger.apply(booked.changes);
    this.events.push(event);
    this.entries.push(...booked.entries);
    this.problems.push(...booked.problems);
    return booked.entries.map(describeEntry);
  }

  recordItem(item: ItemFact, changes: object = {}): string[] {
    return this.book(
      'item.recorded',
      { item, open: item.total, origin: 'issued', history: false, ...changes },
      item.issueDate,
    );
  }

  recordPayment(fact: PaymentFact, allocations: readonly AllocationFact[] = [], changes: object = {}): string[] {
    return this.book(
      'payment.recorded',
      { payment: fact, allocations, onAccount: '0.00', history: false, ...changes },
      fact.day,
    );
  }

  /** An allocation with its open amounts; an undo is made with {@link undo}. */
  allocate(item: ItemFact, amount: string, adjustment?: AllocationFact['adjustment']): AllocationFact {
    const fact = {
      id: `alloc-${++this.allocations}`,
      item,
      amount,
      ...(adjustment === undefined ? {} : { adjustment }),
    };
    return this.withState(fact);
  }

  undo(allocation: AllocationFact): AllocationFact {
    const { adjustment } = allocation;
    return this.withState({
      id: `alloc-${++this.allocations}`,
      item: allocation.item,
      amount: negated(allocation.amount),
      ...(adjustment === undefined
        ? {}
        : { adjustment: { kind: adjustment.kind, amount: negated(adjustment.amount) } }),
      undoes: allocation.id,
    });
  }

  /** Debit less credit of all lines of accounts that begin so, minor units. */
  balance(beginning: string, auxiliary?: string): bigint {
    return this.entries
      .flatMap((entry) => entry.lines)
      .filter((line) => line.account.startsWith(beginning) && (auxiliary === undefined || line.auxiliary === auxiliary))
      .reduce((sum, line) => sum + parseMinor(line.debit, 'EUR') - parseMinor(line.credit, 'EUR'), 0n);
  }

  private withState(
    fact: Omit<AllocationFact, 'openBefore' | 'openAfter' | 'stateBefore' | 'stateAfter'>,
  ): AllocationFact {
    const total = parseMinor(fact.item.total, 'EUR');
    const before = this.settled.get(fact.item.id) ?? 0n;
    const after = before + parseMinor(fact.amount, 'EUR') + parseMinor(fact.adjustment?.amount ?? '0', 'EUR');
    this.settled.set(fact.item.id, after);
    const stateOf = (settled: bigint) => (settled === 0n ? 'issued' : settled === total ? 'paid' : 'partly-paid');
    return {
      ...fact,
      openBefore: formatMinor(total - before, 'EUR'),
      openAfter: formatMinor(total - after, 'EUR'),
      stateBefore: stateOf(before),
      stateAfter: stateOf(after),
    };
  }
}

function negated(amount: string): string {
  return amount.startsWith('-') ? amount.slice(1) : `-${amount}`;
}

/** One entry on one line. */
export function describeEntry(entry: BookedEntry): string {
  const lines = entry.lines.map((line) => {
    const place = line.auxiliary === undefined ? line.account : `${line.account}/${line.auxiliary}`;
    return line.debit === '0.00' ? `${place} ${line.credit} C` : `${place} ${line.debit} D`;
  });
  return `${entry.journal} ${lines.join(' | ')}`;
}
