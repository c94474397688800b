import type { LedgerFileLine } from '@lettrage/adapter-sdk';
import { formatMinor } from '@lettrage/domain';
import { describe, expect, it } from '@jest/globals';
import { LedgerBooks } from './ledger-open-items.js';

let line = 0;
const of = (
  number: string,
  account: string,
  debit: string,
  credit: string,
  more: Partial<LedgerFileLine> = {},
): LedgerFileLine => ({
  line: ++line,
  journal: number.slice(0, 2),
  number,
  date: '2026-01-05',
  account,
  accountLabel: `Compte ${account}`,
  piece: number,
  debit,
  credit,
  ...more,
});
const ACME = { auxiliary: 'C1', auxiliaryLabel: 'ACME' };

function itemsOf(...lines: readonly LedgerFileLine[]): string[] {
  const books = new LedgerBooks();
  for (const each of lines) books.add(each);
  return books
    .items()
    .map(
      ({ kind, number, customer, dueDate, total, open }) =>
        `${kind} ${number} ${customer.id} ${dueDate} ${formatMinor(total, 'EUR')} ${formatMinor(open, 'EUR')}`,
    );
}

const sale = (number: string, amount: string, more: Partial<LedgerFileLine> = {}): LedgerFileLine[] => [
  of(number, '411000', amount, '0.00', { ...ACME, ...more }),
  of(number, '707000', '0.00', amount),
];
const receipt = (number: string, amount: string, more: Partial<LedgerFileLine> = {}): LedgerFileLine[] => [
  of(number, '512000', amount, '0.00'),
  of(number, '411000', '0.00', amount, { ...ACME, ...more }),
];

describe('open items of an accounting file', () => {
  it('are the customer lines without a letter', () => {
    expect(itemsOf(...sale('FA1', '120.00'), ...sale('FA2', '50.00', { letter: 'AA', dueDate: '2026-02-01' }))).toEqual(
      ['invoice FA1 C1 2026-01-05 120.00 120.00'],
    );
  });

  it('hold what is left of an invoice after payments that bear its number, wherever they stand', () => {
    const paid = receipt('BQ1', '20.00', { piece: 'FA1' });
    const invoice = sale('FA1', '120.00', { dueDate: '2026-02-04' });
    const wanted = ['invoice FA1 C1 2026-02-04 120.00 100.00'];
    expect(itemsOf(...invoice, ...paid)).toEqual(wanted);
    expect(itemsOf(...paid, ...invoice)).toEqual(wanted);
    expect(itemsOf(...invoice, ...receipt('BQ1', '120.00', { piece: 'FA1' }))).toEqual([]);
  });

  it('hold unused receipts, credit notes and credits on account, negative', () => {
    const creditNote = [of('AV1', '707000', '10.00', '0.00'), of('AV1', '411000', '0.00', '10.00', ACME)];
    const other = [of('OD1', '471000', '5.00', '0.00'), of('OD1', '411000', '0.00', '5.00', ACME)];
    expect(itemsOf(...receipt('BQ1', '30.00'), ...creditNote, ...other)).toEqual([
      'payment BQ1 C1 2026-01-05 -30.00 -30.00',
      'credit-note AV1 C1 2026-01-05 -10.00 -10.00',
      'on-account OD1 C1 2026-01-05 -5.00 -5.00',
    ]);
  });

  it('pay instalments oldest due first, and keep what is over on account', () => {
    const instalments = [
      of('FA1', '411000', '60.00', '0.00', { ...ACME, dueDate: '2026-03-01' }),
      of('FA1', '411000', '40.00', '0.00', { ...ACME, dueDate: '2026-02-01' }),
      of('FA1', '707000', '0.00', '100.00'),
    ];
    expect(itemsOf(...instalments, ...receipt('BQ1', '50.00', { piece: 'FA1' }))).toEqual([
      'invoice FA1 C1 2026-03-01 60.00 50.00',
    ]);
    expect(itemsOf(...instalments, ...receipt('BQ1', '101.00', { piece: 'FA1' }))).toEqual([
      'on-account FA1 C1 2026-01-05 -1.00 -1.00',
    ]);
  });

  it('count a lower-case letter as open, and an account without auxiliary as its own customer', () => {
    expect(itemsOf(...sale('FA1', '1.00', { letter: 'a' }))).toHaveLength(1);
    expect(itemsOf(of('FA1', '411ACME', '1.00', '0.00'), of('FA1', '707000', '0.00', '1.00'))).toEqual([
      'invoice FA1 411ACME 2026-01-05 1.00 1.00',
    ]);
  });

  it('tell entries apart by their balance where the format has no numbers', () => {
    const bare = ({ number: _number, ...rest }: LedgerFileLine): LedgerFileLine => rest;
    expect(itemsOf(...[...sale('FA1', '1.00'), ...receipt('BQ1', '2.00')].map(bare))).toEqual([
      'invoice FA1 C1 2026-01-05 1.00 1.00',
      'payment BQ1 C1 2026-01-05 -2.00 -2.00',
    ]);
  });

  it('come with what the file says of the books', () => {
    const books = new LedgerBooks();
    for (const each of sale('FA1', '1.00')) books.add(each);
    expect(books.profile()).toMatchObject({ accountLength: 6, auxiliaries: 1, lines: 2 });
    expect(books.profile().accounts.get('707000')).toBe('Compte 707000');
  });
});
