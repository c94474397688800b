import {
  divideRounded,
  formatMinor,
  parseMinor,
  type AllocationFact,
  type ItemFact,
  type PaymentFact,
} from '@lettrage/domain';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bookEvent } from './book-event.js';
import { InMemoryLedger } from './ledger-lookup.js';
import { TestBooks, ACME, BETA, bankLine, invoice, payment } from './testing/test-books.js';

/** One thing that may happen; what does not apply to the state is skipped. */
type Step = readonly [action: number, pick: number, share: number];
const steps = fc.array(fc.tuple(fc.nat(9), fc.nat(99), fc.integer({ min: 1, max: 100 })), {
  minLength: 1,
  maxLength: 14,
});
const tax = fc.tuple(fc.nat(2000), fc.integer({ min: 1, max: 9_999 }), fc.nat(999));
const KINDS = ['discount', 'bank-fee', 'rounding', 'write-off', 'exchange'] as const;

/** Drives the books as billing would: never more than is open, never undone twice. */
class Business {
  readonly books = new TestBooks();
  readonly items: ItemFact[] = [];
  readonly payments: PaymentFact[] = [];
  private readonly open = new Map<string, bigint>();
  private readonly credit = new Map<string, bigint>();
  private readonly suspended: string[] = [];
  private live: { payment: PaymentFact; allocation: AllocationFact }[] = [];
  movements = 0n;

  recordItem(taxes: readonly number[], negative: boolean): void {
    const vat = taxes.map((amount, i) => ({
      rate: ['20.00', '10.00', '5.50'][i]!,
      base: text(BigInt(amount) * 5n),
      tax: text(BigInt(amount)),
    }));
    const total = taxes.reduce((sum, amount) => sum + BigInt(amount) * 6n, 0n) * (negative ? -1n : 1n);
    const number = `${negative ? 'AV' : 'FA'}${this.items.length + 1}`;
    const customer = this.items.length % 2 === 0 ? ACME : BETA;
    const kind = negative ? ('credit-note' as const) : ('invoice' as const);
    const item = invoice({ number, kind, customer, total: text(total), vat, vatDue: 'receipt' });
    this.items.push(item);
    this.open.set(item.id, total);
    this.books.recordItem(item);
  }

  step([action, pick, share]: Step): void {
    const item = this.items[pick % this.items.length]!;
    if (action <= 3) this.pay(item, share, action === 3 ? KINDS[pick % KINDS.length] : undefined);
    else if (action === 4) this.receiveOnAccount(share, pick % 3 === 0);
    else if (action === 5) this.useCredit(item, share, pick);
    else if (action <= 7) this.undo(pick);
    else if (action === 8) this.giveBack(pick);
    else this.setAside(pick, share);
  }

  /** Pays what is still open of every item, in full. */
  settleAll(): void {
    for (const item of this.items) this.pay(item, 100, undefined);
  }

  undoAll(): void {
    while (this.live.length > 0) this.undo(0);
  }

  private allocation(item: ItemFact, share: number, kind?: (typeof KINDS)[number]): AllocationFact | undefined {
    const open = this.open.get(item.id)!;
    const settled = divideRounded(open * BigInt(share), 100n);
    if (settled === 0n) return undefined;
    const adjusted = kind === undefined ? 0n : divideRounded(settled, 7n);
    this.open.set(item.id, open - settled);
    const adjustment = kind === undefined || adjusted === 0n ? undefined : { kind, amount: text(adjusted) };
    return this.books.allocate(item, text(settled - adjusted), adjustment);
  }

  private newPayment(amount: bigint, changes: Partial<PaymentFact>): PaymentFact {
    const fact = payment(text(amount), { id: `pay-${this.payments.length}`, ...changes });
    this.payments.push(fact);
    this.movements += amount;
    return fact;
  }

  private pay(item: ItemFact, share: number, kind?: (typeof KINDS)[number]): void {
    const allocation = this.allocation(item, share, kind);
    if (allocation === undefined) return;
    const rest = share % 5 === 0 ? 137n : 0n;
    const fact = this.newPayment(cents(allocation.amount) + rest, { customer: item.customer });
    if (share % 2 === 0) this.suspend(fact);
    this.credit.set(fact.id, rest);
    this.live.push({ payment: fact, allocation });
    this.books.recordPayment(fact, [allocation]);
  }

  private receiveOnAccount(share: number, unknown: boolean): void {
    const fact = this.newPayment(BigInt(share) * 31n, unknown ? { customer: undefined } : {});
    this.credit.set(fact.id, cents(fact.amount));
    this.books.recordPayment(fact);
  }

  private useCredit(item: ItemFact, share: number, pick: number): void {
    const withCredit = this.payments.filter((fact) => (this.credit.get(fact.id) ?? 0n) > 0n);
    const fact = withCredit[pick % (withCredit.length || 1)];
    const credit = fact === undefined ? 0n : this.credit.get(fact.id)!;
    if (fact === undefined || this.open.get(item.id)! > credit || item.kind === 'credit-note') return;
    const allocation = this.allocation(item, share);
    if (allocation === undefined) return;
    this.credit.set(fact.id, credit - cents(allocation.amount));
    this.live.push({ payment: fact, allocation });
    const customer = fact.customer ?? item.customer;
    this.books.book('payment.allocated', { payment: { ...fact, customer }, allocations: [allocation] });
  }

  private take(pick: number): { payment: PaymentFact; undone: AllocationFact } | undefined {
    const taken = this.live[pick % (this.live.length || 1)];
    if (taken === undefined) return undefined;
    this.live = this.live.filter((other) => other !== taken);
    const { item, amount, adjustment } = taken.allocation;
    this.open.set(item.id, this.open.get(item.id)! + cents(amount) + cents(adjustment?.amount ?? '0'));
    return { payment: taken.payment, undone: this.books.undo(taken.allocation) };
  }

  private undo(pick: number): void {
    const taken = this.take(pick);
    if (taken === undefined) return;
    this.credit.set(taken.payment.id, (this.credit.get(taken.payment.id) ?? 0n) - cents(taken.undone.amount));
    this.books.book('allocation.undone', { payment: taken.payment, allocations: [taken.undone] });
  }

  private giveBack(pick: number): void {
    const taken = this.take(pick);
    if (taken === undefined) return;
    const { customer } = taken.payment;
    const returned = this.newPayment(cents(taken.undone.amount), { customer, returns: taken.payment.id });
    this.books.recordPayment(returned, [taken.undone]);
  }

  private setAside(pick: number, share: number): void {
    const transaction = bankLine(text(BigInt(share) * -11n), { id: `aside-${this.books.events.length}` });
    this.movements += cents(transaction.amount);
    this.books.book('transaction.set-aside', { transaction, category: 'fee' });
    if (pick % 2 === 0) this.books.book('transaction.reopened', { transaction, category: 'fee' });
    if (pick % 4 === 0) this.books.book('transaction.set-aside', { transaction, category: 'supplier' });
  }

  private suspend(fact: PaymentFact): void {
    this.suspended.push(fact.id);
    this.books.book('transaction.suspended', { transaction: fact.transaction });
  }
}

function text(minor: bigint): string {
  return formatMinor(minor, 'EUR');
}

function cents(amount: string): bigint {
  return parseMinor(amount, 'EUR');
}

function businessOf(taxes: readonly number[], sequence: readonly Step[]): Business {
  const business = new Business();
  business.recordItem(
    taxes.filter((amount) => amount > 0),
    false,
  );
  business.recordItem(taxes.slice(1, 2), false);
  business.recordItem([(taxes[1]! % 500) + 1], true);
  for (const step of sequence) business.step(step);
  return business;
}

describe('over any sequence of payments, adjustments, credits, undos and returns', () => {
  it('the waiting account is empty once everything is settled, and the bank account shows what the bank moved', () => {
    fc.assert(
      fc.property(tax, steps, (taxes, sequence) => {
        const business = businessOf(taxes, sequence);
        business.settleAll();
        expect([business.books.balance('44574'), business.books.balance('512')]).toEqual([0n, business.movements]);
      }),
      { numRuns: 2_000, endOnFailure: true },
    );
  });

  it('the taking back of everything leaves no collected VAT, no expense and no gain', () => {
    fc.assert(
      fc.property(tax, steps, (taxes, sequence) => {
        const business = businessOf(
          taxes,
          sequence.filter(([action]) => action !== 9),
        );
        business.undoAll();
        const { books } = business;
        expect(['44571', '65', '66', '627', '75'].map((account) => books.balance(account))).toEqual([
          0n,
          0n,
          0n,
          0n,
          0n,
        ]);
      }),
      { numRuns: 500, endOnFailure: true },
    );
  });

  it('a replay gives the same entries', () => {
    fc.assert(
      fc.property(tax, steps, (taxes, sequence) => {
        const { books } = businessOf(taxes, sequence);
        const ledger = new InMemoryLedger();
        const again = books.events.flatMap((event) => {
          const booked = bookEvent(event, ledger, books.settings);
          ledger.apply(booked.changes);
          return booked.entries;
        });
        expect(again).toEqual(books.entries);
      }),
      { numRuns: 200 },
    );
  });
});
