import { parseDay } from '@lettrage/domain';
import { describe, expect, it } from '@jest/globals';
import { FRENCH_SETTINGS } from './settings.js';
import { ACME, BETA, TestBooks, bankLine, invoice, payment } from './testing/test-books.js';

const CREDIT_NOTE = invoice({
  number: 'AV1',
  kind: 'credit-note',
  total: '-60.00',
  vat: [{ rate: '20.00', base: '-50.00', tax: '-10.00' }],
});
const SERVICE = invoice({ number: 'FS1', vatDue: 'receipt' });

describe('documents', () => {
  it('books a sale with VAT on debits per rate', () => {
    const item = invoice({
      total: '230.55',
      vat: [
        { rate: '20.00', base: '100.00', tax: '20.00' },
        { rate: '5.50', base: '104.79', tax: '5.76' },
      ],
    });
    expect(new TestBooks().recordItem(item)).toEqual([
      'VE 411000/C0012 230.55 D | 707000 100.00 C | 707000 104.79 C | 445711 20.00 C | 445713 5.76 C',
    ]);
  });

  it('books a service with its VAT waiting for collection', () => {
    expect(new TestBooks().recordItem(SERVICE)).toEqual([
      'VE 411000/C0012 120.00 D | 706000 100.00 C | 445740 20.00 C',
    ]);
  });

  it('books a credit note the other way round, whatever sign its VAT split has', () => {
    const lines = ['VE 411000/C0012 60.00 C | 707000 50.00 D | 445711 10.00 D'];
    expect(new TestBooks().recordItem(CREDIT_NOTE)).toEqual(lines);
    const positive = { ...CREDIT_NOTE, vat: [{ rate: '20.00', base: '50.00', tax: '10.00' }] };
    expect(new TestBooks().recordItem(positive)).toEqual(lines);
  });

  it('books a document without VAT split as an opening entry', () => {
    expect(new TestBooks().recordItem(invoice({ vat: undefined }))).toEqual([
      'AN 411000/C0012 120.00 D | 890000 120.00 C',
    ]);
  });

  it('books a receipt not yet used that came with the open items as an opening credit', () => {
    const item = invoice({ kind: 'on-account', total: '-50.00', vat: undefined });
    expect(new TestBooks().recordItem(item)).toEqual(['AN 411000/C0012 50.00 C | 890000 50.00 D']);
  });

  it('books a deposit on advances, its VAT when the money comes, and takes both off the final invoice', () => {
    const books = new TestBooks();
    const deposit = invoice({ number: 'AC1', kind: 'deposit' });
    expect(books.recordItem(deposit)).toEqual(['VE 411000/C0012 120.00 D | 419100/C0012 120.00 C']);
    expect(books.recordPayment(payment('120.00'), [books.allocate(deposit, '120.00')])).toEqual([
      'BQ 512100 120.00 D | 411000/C0012 120.00 C',
      'OD 445800 20.00 D | 445711 20.00 C',
    ]);
    const final = invoice({ number: 'FA2', total: '480.00', vat: [{ rate: '20.00', base: '500.00', tax: '100.00' }] });
    expect(books.recordItem(final)).toEqual([
      'VE 411000/C0012 480.00 D | 419100/C0012 120.00 D | 707000 500.00 C | 445711 80.00 C | 445800 20.00 C',
    ]);
    expect([books.balance('4191'), books.balance('4458'), books.balance('44571')]).toEqual([0n, 0n, -10000n]);
  });

  it('refuses a VAT split that contradicts the total, and says so', () => {
    const books = new TestBooks();
    const item = invoice({ total: '500.00' });
    expect(books.recordItem(item)).toEqual(['AN 411000/C0012 500.00 D | 890000 500.00 C']);
    expect(books.problems.map((problem) => problem.rule)).toEqual(['vat-split-contradicts-total']);
  });

  it('books nothing for history, and refuses a currency it has no rate for', () => {
    const books = new TestBooks();
    expect(books.recordItem(invoice(), { history: true })).toEqual([]);
    expect(books.recordItem(invoice({ currency: 'USD' }))).toEqual([]);
    expect(books.problems.map((problem) => problem.rule)).toEqual(['currency-not-booked']);
  });

  it("keeps a customer's own receivable account, and takes a code for the auxiliary", () => {
    const books = new TestBooks();
    const own = invoice({ customer: { ...ACME, account: '411900' }, vat: undefined });
    expect(books.recordItem(own)).toEqual(['AN 411900/C0012 120.00 D | 890000 120.00 C']);
    const code = invoice({ number: 'FA2', customer: { ...ACME, account: 'CACME' }, vat: undefined });
    expect(books.recordItem(code)).toEqual(['AN 411000/CACME 120.00 D | 890000 120.00 C']);
  });
});

describe('receipts', () => {
  it('books a bank line against each item it pays and the rest on account', () => {
    const books = new TestBooks();
    const other = invoice({ number: 'FB1', customer: BETA });
    const allocations = [books.allocate(invoice(), '120.00'), books.allocate(other, '120.00')];
    expect(books.recordPayment(payment('250.00'), allocations)).toEqual([
      'BQ 512100 250.00 D | 411000/C0012 120.00 C | 411000/C0013 120.00 C | 411000/C0012 10.00 C',
    ]);
  });

  it('books credit on advances where the company says so, and takes it from there later', () => {
    const scheme = { ...FRENCH_SETTINGS.scheme, creditOnAccount: 'advances' as const };
    const books = new TestBooks({ ...FRENCH_SETTINGS, scheme });
    expect(books.recordPayment(payment('120.00'))).toEqual(['BQ 512100 120.00 D | 419100/C0012 120.00 C']);
    const data = { payment: payment('120.00'), allocations: [books.allocate(invoice(), '120.00')] };
    expect(books.book('payment.allocated', data)).toEqual(['OD 419100/C0012 120.00 D | 411000/C0012 120.00 C']);
  });

  it('books a payer nobody knows on suspense, and moves it when he is known', () => {
    const books = new TestBooks();
    expect(books.recordPayment(payment('150.00', { customer: undefined }))).toEqual([
      'BQ 512100 150.00 D | 471000 150.00 C',
    ]);
    const data = { payment: payment('150.00'), allocations: [books.allocate(invoice(), '120.00')] };
    expect(books.book('payment.allocated', data)).toEqual([
      'OD 471000 150.00 D | 411000/C0012 120.00 C | 411000/C0012 30.00 C',
    ]);
  });

  it('books nothing when credit settles an item on the same auxiliary', () => {
    const books = new TestBooks();
    books.recordPayment(payment('120.00'));
    const allocation = books.allocate(invoice(), '120.00');
    expect(books.book('payment.allocated', { payment: payment('120.00'), allocations: [allocation] })).toEqual([]);
    expect(
      books.book('allocation.undone', { payment: payment('120.00'), allocations: [books.undo(allocation)] }),
    ).toEqual([]);
  });

  it('transfers credit that settles an item of another customer, and back when it is undone', () => {
    const books = new TestBooks();
    books.recordPayment(payment('120.00'));
    const allocation = books.allocate(invoice({ customer: BETA }), '120.00');
    expect(books.book('payment.allocated', { payment: payment('120.00'), allocations: [allocation] })).toEqual([
      'OD 411000/C0012 120.00 D | 411000/C0013 120.00 C',
    ]);
    expect(
      books.book('allocation.undone', { payment: payment('120.00'), allocations: [books.undo(allocation)] }),
    ).toEqual(['OD 411000/C0012 120.00 C | 411000/C0013 120.00 D']);
  });

  it('transfers credit that goes to another customer', () => {
    const books = new TestBooks();
    books.recordPayment(payment('120.00'));
    const data = { payment: payment('120.00', { customer: BETA }), allocations: [], customerBefore: ACME };
    expect(books.book('payment.allocated', data)).toEqual(['OD 411000/C0012 120.00 D | 411000/C0013 120.00 C']);
  });

  it('releases VAT of each partial receipt, the last one taking the remainder', () => {
    const books = new TestBooks();
    const item = invoice({ vatDue: 'receipt', total: '10.00', vat: [{ rate: '20.00', base: '8.33', tax: '1.67' }] });
    books.recordItem(item);
    const released = ['3.33', '3.33', '3.34'].map(
      (amount, i) => books.recordPayment(payment(amount, { id: `p${i}` }), [books.allocate(item, amount)])[1],
    );
    expect(released).toEqual([
      'OD 445740 0.56 D | 445711 0.56 C',
      'OD 445740 0.55 D | 445711 0.55 C',
      'OD 445740 0.56 D | 445711 0.56 C',
    ]);
    expect(books.balance('44574')).toBe(0n);
  });

  it('books what was settled before the books began against the opening account, its VAT too', () => {
    const books = new TestBooks();
    books.recordItem(SERVICE, { open: '60.00' });
    expect(books.recordPayment(payment('60.00', { kind: 'opening' }), [books.allocate(SERVICE, '60.00')])).toEqual([
      'AN 890000 60.00 D | 411000/C0012 60.00 C',
      'AN 445740 10.00 D | 890000 10.00 C',
    ]);
  });

  it('keeps a payment recorded elsewhere in transit until the bank shows it', () => {
    const books = new TestBooks();
    const recorded = payment('120.00', { kind: 'recorded' });
    expect(books.recordPayment(recorded, [books.allocate(invoice(), '120.00')])).toEqual([
      'OD 511200 120.00 D | 411000/C0012 120.00 C',
    ]);
    const confirmed = { payment: { ...recorded, transaction: bankLine('120.00') } };
    expect(books.book('payment.confirmed', confirmed)).toEqual(['BQ 512100 120.00 D | 511200 120.00 C']);
  });

  it('nets items of one customer without an entry, of two with a transfer', () => {
    const books = new TestBooks();
    const netting = payment('0.00', { kind: 'netting' });
    const pair = (item = invoice()) => [books.allocate(item, '60.00'), books.allocate(CREDIT_NOTE, '-60.00')];
    expect(books.recordPayment(netting, pair())).toEqual([]);
    expect(books.recordPayment(netting, pair(invoice({ customer: BETA })))).toEqual([
      'OD 411000/C0013 60.00 C | 411000/C0012 60.00 D',
    ]);
  });

  it('books a returned payment against the items it had paid and takes their VAT back', () => {
    const books = new TestBooks();
    books.recordItem(SERVICE);
    const allocation = books.allocate(SERVICE, '120.00');
    books.recordPayment(payment('120.00'), [allocation]);
    const returned = payment('-120.00', { id: 'pay-2', returns: 'pay-1' });
    expect(books.recordPayment(returned, [books.undo(allocation)])).toEqual([
      'BQ 512100 120.00 C | 411000/C0012 120.00 D',
      'OD 445740 20.00 C | 445711 20.00 D',
    ]);
  });

  it('books a refund that pays a credit note', () => {
    const books = new TestBooks();
    expect(books.recordPayment(payment('-60.00'), [books.allocate(CREDIT_NOTE, '-60.00')])).toEqual([
      'BQ 512100 60.00 C | 411000/C0012 60.00 D',
    ]);
  });

  it('carries the amount in the currency of the item', () => {
    const books = new TestBooks();
    const dollars = { ...books.allocate(invoice({ currency: 'USD' }), '110.00'), settled: '120.00' };
    books.recordPayment(payment('110.00'), [dollars]);
    expect(books.entries[0]!.lines[1]!.foreign).toEqual({ amount: '120.00', currency: 'USD' });
  });
});

describe('adjustments', () => {
  const paidWith = (
    kind: 'discount' | 'bank-fee' | 'rounding' | 'write-off' | 'exchange',
    cash: string,
    amount: string,
    item = invoice(),
  ) => {
    const books = new TestBooks();
    books.recordItem(item);
    return books.recordPayment(payment(cash), [books.allocate(item, cash, { kind, amount })]).slice(1);
  };

  it.each([
    ['discount', '117.60', '2.40', 'OD 665000 2.00 D | 445711 0.40 D | 411000/C0012 2.40 C'],
    ['write-off', '114.00', '6.00', 'OD 654000 5.00 D | 445711 1.00 D | 411000/C0012 6.00 C'],
    ['bank-fee', '105.00', '15.00', 'OD 627000 15.00 D | 411000/C0012 15.00 C'],
    ['rounding', '119.98', '0.02', 'OD 658000 0.02 D | 411000/C0012 0.02 C'],
    ['rounding', '120.02', '-0.02', 'OD 758000 0.02 C | 411000/C0012 0.02 D'],
    ['exchange', '119.00', '1.00', 'OD 656000 1.00 D | 411000/C0012 1.00 C'],
    ['exchange', '121.00', '-1.00', 'OD 756000 1.00 C | 411000/C0012 1.00 D'],
  ] as const)('books a %s of %s paid and %s adjusted', (kind, cash, amount, entry) => {
    expect(paidWith(kind, cash, amount)).toEqual([entry]);
  });

  it('takes the VAT of a discount from the waiting account while it was not due', () => {
    expect(paidWith('discount', '117.60', '2.40', SERVICE)).toEqual([
      'OD 665000 2.00 D | 445740 0.40 D | 411000/C0012 2.40 C',
      'OD 445740 19.60 D | 445711 19.60 C',
    ]);
  });

  it('counts a bank fee the payer kept back as collected', () => {
    expect(paidWith('bank-fee', '105.00', '15.00', SERVICE)).toEqual([
      'OD 627000 15.00 D | 411000/C0012 15.00 C',
      'OD 445740 20.00 D | 445711 20.00 C',
    ]);
  });

  it('undoes a rounding loss on the loss account', () => {
    const books = new TestBooks();
    books.recordItem(invoice());
    const allocation = books.allocate(invoice(), '119.98', { kind: 'rounding', amount: '0.02' });
    books.recordPayment(payment('119.98'), [allocation]);
    expect(
      books.book('allocation.undone', { payment: payment('119.98'), allocations: [books.undo(allocation)] }),
    ).toEqual(['OD 658000 0.02 C | 411000/C0012 0.02 D']);
  });
});

describe('bank lines that pay no item', () => {
  const line = bankLine('-12.50');

  it('books a fee on the account of its category, or of the rule', () => {
    expect(new TestBooks().book('transaction.set-aside', { transaction: line, category: 'fee' })).toEqual([
      'BQ 512100 12.50 C | 627000 12.50 D',
    ]);
    expect(
      new TestBooks().book('transaction.set-aside', { transaction: line, category: 'other', account: '606300' }),
    ).toEqual(['BQ 512100 12.50 C | 606300 12.50 D']);
  });

  it('suspends a line once and resolves it without a second bank line', () => {
    const books = new TestBooks();
    const transaction = payment('120.00').transaction!;
    expect(books.book('transaction.suspended', { transaction })).toEqual(['BQ 512100 120.00 D | 471000 120.00 C']);
    expect(books.book('transaction.suspended', { transaction })).toEqual([]);
    expect(books.recordPayment(payment('120.00'), [books.allocate(invoice(), '120.00')], { suspended: true })).toEqual([
      'OD 471000 120.00 D | 411000/C0012 120.00 C',
    ]);
  });

  it('reverses a set-aside line into suspense, from where it is decided again', () => {
    const books = new TestBooks();
    books.book('transaction.set-aside', { transaction: line, category: 'fee' });
    expect(books.book('transaction.reopened', { transaction: line, category: 'fee' })).toEqual([
      'OD 627000 12.50 C | 471000 12.50 D',
    ]);
    expect(books.book('transaction.set-aside', { transaction: line, category: 'tax' })).toEqual([
      'OD 471000 12.50 C | 447000 12.50 D',
    ]);
  });

  it('withdraws a payment that was none into suspense', () => {
    const books = new TestBooks();
    books.recordPayment(payment('80.00'));
    expect(books.book('payment.withdrawn', { payment: payment('80.00'), onAccountBefore: '80.00' })).toEqual([
      'OD 411000/C0012 80.00 D | 471000 80.00 C',
    ]);
  });

  it('refuses to set aside a line whose money settles an item', () => {
    const books = new TestBooks();
    books.recordPayment(payment('120.00'), [books.allocate(invoice(), '120.00')]);
    expect(
      books.book('transaction.set-aside', { transaction: payment('120.00').transaction!, category: 'other' }),
    ).toEqual([]);
    expect(books.problems.map((problem) => problem.rule)).toEqual(['bank-line-in-use']);
  });
});

it('names the event, its day and the place of each entry and line', () => {
  const books = new TestBooks();
  books.recordItem(SERVICE);
  books.recordPayment(payment('120.00'), [books.allocate(SERVICE, '120.00')]);
  const [, bank, vat] = books.entries;
  expect(bank).toMatchObject({
    event: { id: 'event-2', position: 2 },
    ordinal: 1,
    eventDay: parseDay('2026-03-10'),
    journal: 'BQ',
  });
  expect(bank!.lines.map((line) => line.ordinal)).toEqual([1, 2]);
  expect(bank!.lines[1]).toMatchObject({ item: SERVICE.id, payment: 'pay-1', allocation: 'alloc-1' });
  expect(vat!.ordinal).toBe(2);
});

it('is validated the day its event was appended', () => {
  const books = new TestBooks();
  books.recordItem(invoice());
  expect(books.entries[0]).toMatchObject({ date: '2026-01-05', validatedOn: '2026-03-10' });
});

describe('the piece of an entry', () => {
  const pieceOf = (kind: 'opening' | 'netting', settles: boolean): string[] => {
    const books = new TestBooks();
    const item = invoice({ number: 'FA7' });
    books.recordItem(item);
    const before = books.entries.length;
    books.recordPayment(payment('120.00', { kind }), settles ? [books.allocate(item, '120.00')] : []);
    return books.entries.slice(before).map((entry) => entry.piece);
  };

  it('is the number of the document an opening settlement settles, never an id of ours', () => {
    expect(pieceOf('opening', true)).toEqual(['FA7']);
  });

  it('names the day where an opening receipt settles nothing yet', () => {
    expect(pieceOf('opening', false)).toEqual([expect.stringMatching(/^REPRISE-\d{4}-\d\d-\d\d$/)]);
  });
});
