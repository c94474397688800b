import { describe, expect, it } from '@jest/globals';
import type { ItemFact, PaymentFact, PaymentUse } from '@lettrage/domain';
import { FRENCH_SCHEME, FRENCH_SETTINGS } from './settings.js';
import { bankLine, invoice, payment, TestBooks } from './testing/test-books.js';

function doubtful(books: TestBooks, item: ItemFact, more: object): string[] {
  return books.book('item.doubtful', { item, open: item.total, doubtful: true, ...more });
}

describe('a doubtful debt', () => {
  it('moves what is open to 416 and charges the allowance on the amount without VAT', () => {
    const books = new TestBooks();
    const item = invoice();
    books.recordItem(item);
    expect(doubtful(books, item, { allowance: '50.00' })).toEqual([
      'OD 416000/C0012 120.00 D | 411000/C0012 120.00 C',
      'OD 681740 50.00 D | 491000 50.00 C',
    ]);
    expect(books.balance('411')).toBe(0n);
  });

  it('releases the allowance as far as it is paid, and charges it again where that is taken back', () => {
    const books = new TestBooks();
    const item = invoice();
    books.recordItem(item);
    doubtful(books, item, { allowance: '50.00' });
    const allocation = books.allocate(item, '60.00');
    const entries = books.recordPayment(payment('60.00'), [allocation]);
    expect(entries).toContain('BQ 512100 60.00 D | 416000/C0012 60.00 C');
    expect(entries).toContain('OD 781740 25.00 C | 491000 25.00 D');
    books.book('allocation.undone', { payment: payment('60.00'), allocations: [books.undo(allocation)] });
    expect([books.balance('491'), books.balance('416')]).toEqual([-5000n, 6000n + 6000n - 6000n + 6000n]);
    const rest = books.allocate(item, '0.00', { kind: 'write-off', amount: '120.00' });
    books.recordPayment(payment('0.00', { id: 'pay-2', kind: 'netting' }), [rest]);
    expect([books.balance('491'), books.balance('416'), books.balance('654'), books.balance('4457')]).toEqual([
      0n,
      0n,
      10_000n,
      0n,
    ]);
    expect(books.balance('68174') + books.balance('78174')).toBe(0n);
  });

  it('comes back to 411, and its allowance with it, once it is expected again', () => {
    const books = new TestBooks();
    const item = invoice();
    books.recordItem(item);
    doubtful(books, item, { allowance: '50.00' });
    expect(doubtful(books, item, { doubtful: false })).toEqual([
      'OD 411000/C0012 120.00 D | 416000/C0012 120.00 C',
      'OD 781740 50.00 C | 491000 50.00 D',
    ]);
  });

  it('that these books do not know is for a person', () => {
    const books = new TestBooks();
    expect(doubtful(books, invoice(), {})).toEqual([]);
    expect(books.problems.map((problem) => problem.rule)).toEqual(['item-not-booked']);
  });
});

describe('a write-off without money', () => {
  const lose = (books: TestBooks, item: ItemFact): string[] => {
    books.recordItem(item);
    const loss = books.allocate(item, '0.00', { kind: 'write-off', amount: '120.00' });
    return books.recordPayment(payment('0.00', { kind: 'netting' }), [loss]);
  };

  it('takes the VAT back that was due at issue', () => {
    const entries = lose(new TestBooks(), invoice());
    expect(entries).toEqual(['OD 654000 100.00 D | 445711 20.00 D | 411000/C0012 120.00 C']);
  });

  it('keeps the VAT in the loss where the company says so', () => {
    const settings = { ...FRENCH_SETTINGS, scheme: { ...FRENCH_SCHEME, writeOffVat: 'kept' as const } };
    expect(lose(new TestBooks(settings), invoice())).toEqual(['OD 654000 120.00 D | 411000/C0012 120.00 C']);
  });

  it('empties the waiting account, whatever is kept', () => {
    const settings = { ...FRENCH_SETTINGS, scheme: { ...FRENCH_SCHEME, writeOffVat: 'kept' as const } };
    const books = new TestBooks(settings);
    lose(books, invoice({ vatDue: 'receipt' }));
    expect([books.balance('44574'), books.balance('654')]).toEqual([0n, 10_000n]);
  });
});

describe('credit that pays late interest and the indemnity', () => {
  const use = (kind: PaymentUse['kind'], amount: string, undoes?: string): PaymentUse => ({
    id: `use-${kind}`,
    kind,
    amount,
    ...(undoes === undefined ? {} : { undoes }),
  });

  it('is income on receipt, outside VAT, and nothing before', () => {
    const books = new TestBooks();
    const item = invoice();
    books.recordItem(item);
    const paid = payment('163.21');
    books.recordPayment(paid, [books.allocate(item, '120.00')]);
    const uses = [use('late-interest', '3.21'), use('indemnity', '40.00')];
    expect(books.book('payment.used', { payment: paid, uses })).toEqual([
      'OD 411000/C0012 3.21 D | 763000 3.21 C',
      'OD 411000/C0012 40.00 D | 758000 40.00 C',
    ]);
    expect(books.balance('411')).toBe(0n);
    expect(books.ledger.payment(paid.id)?.rest).toBe('0.00');
    books.book('payment.used', { payment: paid, uses: [use('indemnity', '-40.00', 'use-indemnity')] });
    expect([books.balance('411'), books.balance('758')]).toEqual([-4000n, 0n]);
  });
});

describe('money given back to a customer', () => {
  it('comes out of the credit it gives back', () => {
    const books = new TestBooks();
    const paid = payment('150.00');
    books.recordPayment(paid);
    const refund = payment('-150.00', { id: 'pay-2', refunds: paid.id });
    expect(books.recordPayment(refund)).toEqual(['BQ 512100 150.00 C | 411000/C0012 150.00 D']);
    expect([books.ledger.payment(paid.id)?.rest, books.ledger.payment('pay-2')?.rest]).toEqual(['0.00', '0.00']);
    expect(books.balance('411')).toBe(0n);
    const lines = books.entries.flatMap((entry) => entry.lines).filter((line) => line.account === '411000');
    expect(lines.map((line) => line.payment)).toEqual([paid.id, paid.id]);
  });
});

describe('a payout of a provider', () => {
  const charge = (n: number, amount: string): PaymentFact =>
    payment(amount, { id: `charge-${n}`, kind: 'recorded', externalId: `ch_${n}`, means: 'card' });
  const confirm = (books: TestBooks, net: string, payments: readonly PaymentFact[], more: object = {}): string[] =>
    books.book('payout.confirmed', {
      transaction: bankLine(net),
      provider: 'Stripe',
      reference: 'po_1',
      payments,
      fee: '3.00',
      feeVat: '0.60',
      ...more,
    });

  it('books the net at the bank, the fee with its VAT, and empties transit payment by payment', () => {
    const books = new TestBooks();
    const charges = [charge(1, '120.00'), charge(2, '60.00'), charge(3, '-30.00')];
    for (const each of charges) books.recordPayment(each);
    expect(confirm(books, '146.40', charges)).toEqual([
      'BQ 512100 146.40 D | 627800 3.00 D | 445660 0.60 D | 511200 120.00 C | 511200 60.00 C | 511200 30.00 D',
    ]);
    expect([books.balance('511'), books.balance('512')]).toEqual([0n, 14_640n]);
  });

  it('takes the line from suspense where it lies there already', () => {
    const books = new TestBooks();
    books.recordPayment(charge(1, '120.00'));
    books.book('transaction.suspended', { transaction: bankLine('116.40') });
    expect(confirm(books, '116.40', [charge(1, '120.00')])).toEqual([
      'OD 471000 116.40 D | 627800 3.00 D | 445660 0.60 D | 511200 120.00 C',
    ]);
    expect([books.balance('471'), books.balance('512')]).toEqual([0n, 11_640n]);
  });

  it('that does not add up to the bank line is for a person', () => {
    const books = new TestBooks();
    expect(confirm(books, '100.00', [charge(1, '120.00')])).toEqual([]);
    expect(books.problems[0]).toMatchObject({ rule: 'payout-differs' });
  });
});
