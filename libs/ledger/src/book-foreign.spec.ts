import { describe, expect, it } from '@jest/globals';
import { divideRounded, formatMinor, type AllocationFact, type ItemFact, type PaymentFact } from '@lettrage/domain';
import fc from 'fast-check';
import { bankLine, invoice, payment, TestBooks } from './testing/test-books.js';

/** 120.00 USD, booked at 1.20: 100.00 EUR, 16.67 of them VAT. */
function dollars(changes: Partial<ItemFact> = {}): ItemFact {
  return invoice({ currency: 'USD', booked: '100.00', ...changes });
}

function inEuros(amount: string, id = 'pay-1'): PaymentFact {
  return payment(amount, { id });
}

function inDollars(amount: string, booked: string, id = 'pay-1'): PaymentFact {
  const transaction = bankLine(amount, { id: `tx-${id}`, currency: 'USD', booked });
  return payment(amount, { id, currency: 'USD', booked, transaction });
}

function settling(books: TestBooks, item: ItemFact, amount: string, settled?: string): AllocationFact {
  return { ...books.allocate(item, amount), ...(settled === undefined ? {} : { settled }) };
}

describe('an item in another currency', () => {
  it('is booked at the rate of its day, with its VAT to the cent and its own amount beside', () => {
    const books = new TestBooks();
    expect(books.recordItem(dollars())).toEqual(['VE 411000/C0012 100.00 D | 707000 83.33 C | 445711 16.67 C']);
    expect(books.entries[0]!.lines[0]!.foreign).toEqual({ amount: '120.00', currency: 'USD' });
  });

  it('without a known rate is for a person', () => {
    const books = new TestBooks();
    const { booked: _unknown, ...item } = dollars();
    expect(books.recordItem(item)).toEqual([]);
    expect(books.problems[0]).toMatchObject({ rule: 'currency-not-booked' });
  });

  it.each([
    ['98.00', 'OD 656000 2.00 D | 411000/C0012 2.00 C'],
    ['103.50', 'OD 756000 3.50 C | 411000/C0012 3.50 D'],
  ])('paid with %s EUR books the difference and leaves nothing open', (cash, difference) => {
    const books = new TestBooks();
    const item = dollars();
    books.recordItem(item);
    const entries = books.recordPayment(inEuros(cash), [settling(books, item, cash, '120.00')]);
    expect(entries).toEqual([`BQ 512100 ${cash} D | 411000/C0012 ${cash} C`, difference]);
    expect(books.balance('411')).toBe(0n);
  });

  it('paid in its own currency at another rate does the same, and the bank shows both amounts', () => {
    const books = new TestBooks();
    const item = dollars();
    books.recordItem(item);
    const entries = books.recordPayment(inDollars('120.00', '104.35'), [settling(books, item, '120.00')]);
    expect(entries).toEqual(['BQ 512100 104.35 D | 411000/C0012 104.35 C', 'OD 756000 4.35 C | 411000/C0012 4.35 D']);
    expect(books.entries[1]!.lines[0]!.foreign).toEqual({ amount: '120.00', currency: 'USD' });
  });

  it('takes a difference back on the account it was booked on', () => {
    const books = new TestBooks();
    const item = dollars();
    books.recordItem(item);
    const allocation = settling(books, item, '98.00', '120.00');
    books.recordPayment(inEuros('98.00'), [allocation]);
    const undone = { ...books.undo(allocation), settled: '-120.00' };
    books.book('allocation.undone', { payment: inEuros('98.00'), allocations: [undone] });
    expect([books.balance('656'), books.balance('756'), books.balance('411')]).toEqual([0n, 0n, 200n]);
  });

  it('releases VAT on collection in the currency of the books', () => {
    const books = new TestBooks();
    const item = dollars({ vatDue: 'receipt' });
    books.recordItem(item);
    books.recordPayment(inEuros('50.00'), [settling(books, item, '50.00', '60.00')]);
    expect([books.balance('44574'), books.balance('445711')]).toEqual([-833n, -834n]);
    books.recordPayment(inEuros('51.00', 'pay-2'), [settling(books, item, '51.00', '60.00')]);
    expect([books.balance('44574'), books.balance('445711'), books.balance('411')]).toEqual([0n, -1667n, 0n]);
  });
});

const anAmount = fc.bigInt({ min: 1n, max: 9_999_999n });
const parts = fc.array(fc.tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 50, max: 150 })), { maxLength: 6 });
const money = (minor: bigint): string => formatMinor(minor, 'EUR');

describe('any item in another currency, paid in any parts at any rates', () => {
  it('leaves no cent open and gains or loses exactly what was received less what was booked', () => {
    fc.assert(
      fc.property(anAmount, anAmount, parts, fc.boolean(), (total, booked, shares, ownCurrency) => {
        const books = new TestBooks();
        const item = dollars({ total: money(total), booked: money(booked), vat: undefined });
        books.recordItem(item);
        let left = total;
        let received = 0n;
        const pay = (settled: bigint, percent: number, id: string): void => {
          if (settled === 0n) return;
          const cash = divideRounded(booked * settled * BigInt(percent), total * 100n);
          const fact = ownCurrency ? inDollars(money(settled), money(cash), id) : inEuros(money(cash), id);
          const allocation = ownCurrency
            ? settling(books, item, money(settled))
            : settling(books, item, money(cash), money(settled));
          books.recordPayment(fact, [allocation]);
          left -= settled;
          received += cash;
        };
        shares.forEach(([share, percent], i) => pay((left * BigInt(share)) / 100n, percent, `pay-${i}`));
        pay(left, 100, 'last');
        return (
          books.problems.length === 0 &&
          books.balance('411') === 0n &&
          books.balance('512') === received &&
          -(books.balance('656') + books.balance('756')) === received - booked
        );
      }),
      { numRuns: 2_000 },
    );
  });

  it('uses a payment in another currency up to the cent, however it is spread', () => {
    fc.assert(
      fc.property(
        anAmount,
        anAmount,
        fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 4 }),
        (total, booked, shares) => {
          const books = new TestBooks();
          let left = total;
          const pieces = [
            ...shares.map((share) => (left * BigInt(share)) / 100n).map((piece) => ((left -= piece), piece)),
            left,
          ];
          const used = pieces.filter((piece) => piece > 0n);
          const allocations = used.map((piece, i) => {
            const worth = money(divideRounded(booked * piece, total));
            const item = dollars({ number: `FA${i}`, total: money(piece), booked: worth, vat: undefined });
            books.recordItem(item);
            return settling(books, item, money(piece));
          });
          if (used.reduce((sum, piece) => sum + piece, 0n) !== total) return true;
          books.recordPayment(inDollars(money(total), money(booked)), allocations);
          return books.balance('411') === 0n && books.ledger.payment('pay-1')!.rest === '0.00';
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
