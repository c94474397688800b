import { describe, expect, it } from '@jest/globals';
import { formatMinor, type ItemFact } from '@lettrage/domain';
import fc from 'fast-check';
import { invoice, TestBooks } from './testing/test-books.js';

function inDollars(books: TestBooks, total: string, booked: string): ItemFact {
  const item = { ...invoice({ total, currency: 'USD', booked }), vat: [] };
  books.recordItem(item);
  return item;
}

function revalue(books: TestBooks, item: ItemFact, open: string, worth: string, takenBack = false): string[] {
  const data = { item, closing: '2026-12-31', rate: '1.25', open, worth, ...(takenBack ? { takenBack } : {}) };
  return books.book('item.revalued', data);
}

describe('an item in another currency at the end of a year', () => {
  it('that is worth less is a difference of conversion and a provision, reversed on the first day of the next', () => {
    const books = new TestBooks();
    const item = inDollars(books, '120.00', '100.00');
    expect(revalue(books, item, '120.00', '96.00')).toEqual([
      'OD 411000/C0012 4.00 C | 476000 4.00 D',
      'OD 686500 4.00 D | 151500 4.00 C',
      'OD 411000/C0012 4.00 D | 476000 4.00 C',
      'OD 151500 4.00 D | 786500 4.00 C',
    ]);
  });

  it('that is worth more is a difference of conversion and no profit', () => {
    const books = new TestBooks();
    const item = inDollars(books, '120.00', '100.00');
    expect(revalue(books, item, '60.00', '53.00')).toEqual([
      'OD 411000/C0012 3.00 D | 477000 3.00 C',
      'OD 411000/C0012 3.00 C | 477000 3.00 D',
    ]);
  });

  it('leaves nothing behind in the new year, nor anywhere once it is taken back, whatever it is worth', () => {
    const amount = fc.bigInt(1n, 10n ** 9n);
    fc.assert(
      fc.property(amount, amount, amount, fc.nat(1_000), fc.boolean(), (total, booked, worth, part, isCredit) => {
        const sign = isCredit ? -1n : 1n;
        const text = (minor: bigint): string => formatMinor(sign * minor, 'USD');
        const books = new TestBooks();
        const item = inDollars(books, text(total), text(booked));
        const before = books.balance('');
        revalue(books, item, text((total * BigInt(part)) / 1_000n || 1n), text(worth));
        const balances = (): bigint[] => ['411', '476', '477', '1515'].map((account) => books.balance(account));
        expect(balances()).toEqual([sign * booked, 0n, 0n, 0n]);
        expect(books.balance('6865') + books.balance('7865')).toBe(0n);
        revalue(books, item, text((total * BigInt(part)) / 1_000n || 1n), text(worth), true);
        expect([...balances(), books.balance('6865'), books.balance('7865')]).toEqual([
          ...[sign * booked, 0n, 0n, 0n],
          ...[0n, 0n],
        ]);
        expect(books.balance('')).toBe(before);
      }),
      { numRuns: 60 },
    );
  });

  it('that is not booked is left to a person', () => {
    const books = new TestBooks();
    expect(revalue(books, { ...invoice(), currency: 'USD' }, '120.00', '96.00')).toEqual([]);
    expect(books.problems.at(-1)).toMatchObject({ rule: 'item-not-booked' });
  });
});
