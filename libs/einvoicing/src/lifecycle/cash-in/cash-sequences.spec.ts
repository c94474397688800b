import { formatMinor, parseMinor } from '@lettrage/domain';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { exampleInvoice } from '../../testing/example.js';
import { checkLifecycleMessage } from '../check-lifecycle-message.js';
import { readCdar, writeCdar } from '../cdar.codec.js';
import type { Invoice } from '../../model/index.js';
import { cashBasisOf, type CashBasis } from './cash-basis.js';
import { cashStatuses, furtherCashStatus, type CashStatus } from './cash-statuses.js';
import type { CashLine } from './read-cash.js';

const DEPOSITED = '2026-10-05T08:00:00Z';
const RATES = ['20.00', '10.00', '5.50', '2.10', '8.5'];

/** An invoice or credit note of some rates, some with deposits taken off. */
const invoices: fc.Arbitrary<Invoice> = fc
  .record({
    lines: fc.uniqueArray(
      fc.record({ vatRate: fc.constantFrom(...RATES), cents: fc.integer({ min: 1, max: 5_000_000 }) }),
      { minLength: 1, maxLength: 5, selector: ({ vatRate }) => vatRate },
    ),
    kind: fc.constantFrom('380', '386', '381'),
    prepaid: fc.integer({ min: 0, max: 90 }),
  })
  .map(({ lines, kind, prepaid }) => {
    const draft = {
      typeCode: kind,
      lines: lines.map(({ vatRate, cents }) => ({
        name: 'Prestation',
        quantity: '1',
        price: formatMinor(BigInt(cents), 'EUR'),
        vatRate,
      })),
      ...(kind === '381' ? { precedingInvoices: [{ number: 'FA1', date: '2026-09-01' }] } : {}),
    };
    const plain = exampleInvoice(draft);
    const total = parseMinor(plain.documentTotals!.invoiceTotalAmountWithVat!, 'EUR');
    const deposit = (total * BigInt(prepaid)) / 100n;
    if (kind !== '380' || deposit === 0n) return plain;
    return exampleInvoice({
      ...draft,
      deposits: [{ number: 'AC1', date: '2026-09-01', amount: formatMinor(deposit, 'EUR') }],
    });
  });

/** What happens to an invoice: parts in per mille of what is left (in) or of what came in (back). */
const happenings = fc.array(
  fc.record({ back: fc.boolean(), perMille: fc.constantFrom(1, 7, 250, 333, 500, 999, 1000, 1000) }),
  { minLength: 1, maxLength: 12 },
);

/** The cash lines of the happenings: never more than is asked for, never more back than came in. */
function linesOf(basis: CashBasis, wanted: readonly { back: boolean; perMille: number }[]): CashLine[] {
  const total = sum(basis.shares.map((share) => share.total)) - basis.prepaid;
  const sign = total < 0n ? -1n : 1n;
  let cashed = 0n;
  return wanted.flatMap(({ back, perMille }) => {
    const most = back ? cashed : sign * total - cashed;
    const size = (most * BigInt(perMille)) / 1000n;
    if (size <= 0n) return [];
    cashed += back ? -size : size;
    const minor = sign * (back ? -size : size);
    return [
      {
        date: '2026-11-02',
        amount: formatMinor(minor, 'EUR'),
        currency: 'EUR',
        ...(minor < 0n ? { reason: 'Remboursement' } : {}),
      },
    ];
  });
}

const sum = (all: readonly bigint[]): bigint => all.reduce((total, one) => total + one, 0n);
const minorOf = ({ parts }: CashStatus): bigint => sum(parts.map(({ amount }) => parseMinor(amount, 'EUR')));

describe('status 212 over any course of receipts', () => {
  it('gives each receipt to the cent, keeps every rate within its total, and empties all when it is paid', () => {
    fc.assert(
      fc.property(invoices, happenings, (invoice, wanted) => {
        const basis = cashBasisOf(invoice) as CashBasis;
        const cash = linesOf(basis, wanted);
        const { statuses, problems } = cashStatuses({ invoice, cash, deposited: DEPOSITED });
        expect(problems).toEqual([]);
        expect(statuses).toHaveLength(cash.length);
        const told = new Map<string, bigint>();
        statuses.forEach((status, index) => {
          expect(minorOf(status)).toBe(parseMinor(cash[index]!.amount, 'EUR'));
          for (const { rate, amount } of status.parts)
            told.set(rate, (told.get(rate) ?? 0n) + parseMinor(amount, 'EUR'));
          for (const { rate, total } of basis.shares) {
            const part = told.get(rate) ?? 0n;
            expect(part * total >= 0n && (total < 0n ? part >= total : part <= total)).toBe(true);
          }
          expect(checkLifecycleMessage(status.message)).toEqual([]);
        });
        const last = statuses.at(-1);
        if (last) expect(readCdar(writeCdar(last.message).xml)).toEqual({ message: last.message, problems: [] });
        const all = sum([...told.values()]);
        if (basis.prepaid === 0n && all === sum(basis.shares.map(({ total }) => total)))
          for (const { rate, total } of basis.shares) expect([rate, told.get(rate)]).toEqual([rate, total]);
      }),
      { numRuns: 50 },
    );
  });

  it('gives no more back of a rate than came in beside its deposits', () => {
    const invoice = exampleInvoice({
      lines: [
        { name: 'Prestation', quantity: '1', price: '6593.84', vatRate: '10.00' },
        { name: 'Prestation', quantity: '1', price: '46467.95', vatRate: '20.00' },
      ],
      deposits: [{ number: 'AC1', date: '2026-09-01', amount: '47261.07' }],
    });
    const receipt = { date: '2026-11-02', amount: '15.75', currency: 'EUR' };
    const back = { ...receipt, amount: '-15.75', reason: 'Remboursement' };
    const { statuses } = cashStatuses({ invoice, cash: [receipt, back, receipt], deposited: DEPOSITED });
    const [first, second, third] = statuses.map(({ parts }) => parts);
    expect(second).toEqual(first!.map(({ rate, amount }) => ({ rate, amount: `-${amount}` })));
    expect(third).toEqual(first);
  });

  it('one at a time gives what all at once give', () => {
    fc.assert(
      fc.property(invoices, happenings, (invoice, wanted) => {
        const cash = linesOf(cashBasisOf(invoice) as CashBasis, wanted);
        const before: CashStatus['parts'][] = [];
        cashStatuses({ invoice, cash, deposited: DEPOSITED }).statuses.forEach((status, index) => {
          const one = { invoice, line: cash[index]!, before, ordinal: index + 1, deposited: DEPOSITED };
          expect(furtherCashStatus(one).statuses).toEqual([status]);
          before.push(status.parts);
        });
      }),
      { numRuns: 25 },
    );
  });

  it('a cent more than is asked for is refused whole, and so is a cent more back than came in', () => {
    fc.assert(
      fc.property(invoices, happenings, fc.boolean(), (invoice, wanted, over) => {
        const basis = cashBasisOf(invoice) as CashBasis;
        const cash = linesOf(basis, wanted);
        const total = sum(basis.shares.map((share) => share.total)) - basis.prepaid;
        const cashed = sum(cash.map(({ amount }) => parseMinor(amount, 'EUR')));
        const cent = total < 0n ? -1n : 1n;
        const minor = over ? total - cashed + cent : -cashed - cent;
        const line = { date: '2026-11-03', amount: formatMinor(minor, 'EUR'), currency: 'EUR', reason: 'Erreur' };
        const { statuses, problems } = cashStatuses({ invoice, cash: [...cash, line], deposited: DEPOSITED });
        expect(statuses).toEqual([]);
        expect(problems.map(({ rule }) => rule)).toEqual([over ? 'cash-above-invoice' : 'cash-below-zero']);
      }),
      { numRuns: 25 },
    );
  });
});
