import { parseDay } from '@lettrage/domain';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nextCode } from './lettering-code.js';
import { letter, letterGroups, type LetterLine } from './lettering.js';
import { LetteredBooks } from './testing/lettered-books.js';
import { BETA, invoice, payment } from './testing/test-books.js';

const FIRST = invoice({ number: 'FA1' });
const SECOND = invoice({ number: 'FA2' });

describe('lettering', () => {
  it('gives an invoice and its payment a letter', () => {
    const books = new LetteredBooks();
    books.recordItem(FIRST);
    books.recordPayment(payment('120.00'), [books.allocate(FIRST, '120.00')]);
    expect(books.letters()).toEqual({ '411000/C0012 A': ['1.1.1', '2.1.2'] });
  });

  it('gives no letter to a partial payment until the rest comes', () => {
    const books = new LetteredBooks();
    books.recordItem(FIRST);
    books.recordPayment(payment('100.00'), [books.allocate(FIRST, '100.00')]);
    expect(books.letters()).toEqual({});
    books.recordPayment(payment('15.00', { id: 'pay-2' }), [
      books.allocate(FIRST, '15.00', { kind: 'discount', amount: '5.00' }),
    ]);
    expect(books.letters()).toEqual({ '411000/C0012 A': ['1.1.1', '2.1.2', '3.1.2', '3.2.3'] });
  });

  it('lifts the code of an undone allocation and leaves the other invoice of the payment lettered', () => {
    const books = new LetteredBooks();
    books.recordItem(FIRST);
    books.recordItem(SECOND);
    const allocations = [books.allocate(FIRST, '120.00'), books.allocate(SECOND, '120.00')];
    books.recordPayment(payment('240.00'), allocations);
    expect(books.letters()).toEqual({ '411000/C0012 A': ['1.1.1', '3.1.2'], '411000/C0012 B': ['2.1.1', '3.1.3'] });
    books.book('allocation.undone', { payment: payment('240.00'), allocations: [books.undo(allocations[1]!)] });
    expect(books.letters()).toEqual({ '411000/C0012 A': ['1.1.1', '3.1.2'] });
    const third = invoice({ number: 'FA3' });
    books.recordItem(third);
    books.book('payment.allocated', { payment: payment('240.00'), allocations: [books.allocate(third, '120.00')] });
    expect(books.letters()).toEqual({ '411000/C0012 A': ['1.1.1', '3.1.2'], '411000/C0012 C': ['3.1.3', '5.1.1'] });
  });

  it('splits a group that one credit held together, and the part still at zero gets a new code', () => {
    const books = new LetteredBooks();
    books.recordItem(FIRST);
    books.recordItem(SECOND);
    books.recordPayment(payment('120.00'));
    books.recordPayment(payment('120.00', { id: 'pay-2' }));
    const across = [books.allocate(FIRST, '20.00'), books.allocate(SECOND, '100.00')];
    books.book('payment.allocated', { payment: payment('120.00'), allocations: across });
    books.book('payment.allocated', {
      payment: payment('120.00', { id: 'pay-2' }),
      allocations: [books.allocate(FIRST, '100.00')],
    });
    const last = books.allocate(SECOND, '20.00');
    books.book('payment.allocated', { payment: payment('120.00', { id: 'pay-2' }), allocations: [last] });
    expect(books.letters()).toEqual({ '411000/C0012 A': ['1.1.1', '2.1.1', '3.1.2', '4.1.2'] });
    for (const allocation of [...across, last]) {
      const fact = payment('120.00', allocation === last ? { id: 'pay-2' } : {});
      books.book('allocation.undone', { payment: fact, allocations: [books.undo(allocation)] });
    }
    books.book('payment.allocated', { payment: payment('120.00'), allocations: [books.allocate(SECOND, '120.00')] });
    // The second payment makes zero with the first invoice, but it pays only a part of it: that stays open.
    expect(books.letters()).toEqual({ '411000/C0012 B': ['2.1.1', '3.1.2'] });
    const rest = books.allocate(FIRST, '20.00');
    books.book('payment.allocated', { payment: payment('120.00', { id: 'pay-2' }), allocations: [rest] });
    expect(books.letters()).toEqual({ '411000/C0012 B': ['2.1.1', '3.1.2'], '411000/C0012 C': ['1.1.1', '4.1.2'] });
  });

  it('letters no invoice that a credit as large as it was used for only in part', () => {
    const books = new LetteredBooks();
    books.recordItem(FIRST);
    books.recordPayment(payment('120.00'));
    books.book('payment.allocated', { payment: payment('120.00'), allocations: [books.allocate(FIRST, '70.00')] });
    expect(books.letters()).toEqual({});
    books.book('payment.allocated', { payment: payment('120.00'), allocations: [books.allocate(FIRST, '50.00')] });
    expect(books.letters()).toEqual({ '411000/C0012 A': ['1.1.1', '2.1.2'] });
  });

  it('letters a payment with its return and opens the invoice again', () => {
    const books = new LetteredBooks();
    books.recordItem(FIRST);
    const allocation = books.allocate(FIRST, '120.00');
    books.recordPayment(payment('120.00'), [allocation]);
    expect(books.letters()).toEqual({ '411000/C0012 A': ['1.1.1', '2.1.2'] });
    books.recordPayment(payment('-120.00', { id: 'pay-2', returns: 'pay-1' }), [books.undo(allocation)]);
    expect(books.letters()).toEqual({ '411000/C0012 B': ['2.1.2', '3.1.2'] });
  });

  it('letters an invoice with the credit note it was set off against', () => {
    const books = new LetteredBooks();
    const creditNote = invoice({ number: 'AV1', kind: 'credit-note', total: '-120.00' });
    books.recordItem(FIRST);
    books.recordItem(creditNote);
    const netting = payment('0.00', { kind: 'netting' });
    books.recordPayment(netting, [books.allocate(FIRST, '120.00'), books.allocate(creditNote, '-120.00')]);
    expect(books.letters()).toEqual({ '411000/C0012 A': ['1.1.1', '2.1.1'] });
  });

  it('letters suspense with what became of it, and each customer by himself', () => {
    const books = new LetteredBooks();
    const other = invoice({ number: 'FB1', customer: BETA });
    books.recordItem(other);
    books.book('transaction.suspended', { transaction: payment('120.00').transaction });
    books.recordPayment(payment('120.00'), [books.allocate(other, '120.00')]);
    expect(books.letters()).toEqual({ '411000/C0013 A': ['1.1.1', '3.1.2'], '471000/ A': ['2.1.2', '3.1.1'] });
  });

  it('begins the codes again in each financial year, of the latest line', () => {
    const line = (id: string, date: string, amount: bigint, item: string): LetterLine => ({
      id,
      account: '411000',
      auxiliary: 'C1',
      date: parseDay(date),
      amount,
      item,
    });
    const lines = [
      line('1', '2025-12-01', 100n, 'a'),
      line('2', '2025-12-31', -100n, 'a'),
      line('3', '2025-12-20', 50n, 'b'),
      line('4', '2026-01-02', -50n, 'b'),
    ];
    expect(letter(lines, [], {}, '12-31').given.map(({ code, date }) => [code, date])).toEqual([
      ['A', '2025-12-31'],
      ['A', '2026-01-02'],
    ]);
  });

  it('has groups of one account and auxiliary only', () => {
    const base = { date: parseDay('2026-01-01'), amount: 1n, item: 'a' };
    const lines = [
      { ...base, id: '1', account: '411000', auxiliary: 'C1' },
      { ...base, id: '2', account: '411000', auxiliary: 'C2' },
      { ...base, id: '3', account: '419100', auxiliary: 'C1' },
    ];
    expect(letterGroups(lines, [])).toHaveLength(3);
  });
});

it('counts codes A to Z, then AA, without a gap or a repeat', () => {
  let code: string | undefined;
  const seen: string[] = [];
  for (let i = 0; i < 26 + 26 * 26 + 1; i++) seen.push((code = nextCode(code)));
  expect([seen[0], seen[25], seen[26], seen[51], seen[52], seen[701], seen[702]]).toEqual([
    'A',
    'Z',
    'AA',
    'AZ',
    'BA',
    'ZZ',
    'AAA',
  ]);
  expect(new Set(seen).size).toBe(seen.length);
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z0-9]{1,3}$/), (bad) =>
      expect(() => nextCode(bad)).toThrow('not a lettering code'),
    ),
  );
});
