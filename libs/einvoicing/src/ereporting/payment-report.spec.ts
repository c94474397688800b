import { formatMinor, parseDay, parseMinor } from '@lettrage/domain';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseXml } from '../xml/xml-tree.js';
import { checkPaymentReport } from './check-payment-report.js';
import type { PaymentReport } from './payment-report.js';
import { reportPeriodOf } from './report-periods.js';
import { reportContent, standingReceipts, type ReceiptMovement } from './standing-receipts.js';
import { writePaymentReport } from './write-payment-report.js';

const report: PaymentReport = {
  id: '732829320-PAY-20261001-20261031-1',
  issuedAt: '2026-11-05T08:30:00Z',
  kind: 'IN',
  platform: { id: '0123' },
  seller: { siren: '732829320', name: 'Atelier & Fils' },
  from: '2026-10-01',
  to: '2026-10-31',
  invoices: [
    { number: 'FA-1', issueDate: '2026-09-05', day: '2026-10-05', parts: [{ rate: '20.00', amount: '120.00' }] },
  ],
  days: [
    {
      day: '2026-10-06',
      parts: [
        { rate: '20.00', amount: '240.00' },
        { rate: '5.50', amount: '10.55' },
      ],
    },
  ],
};

/** The elements of the report, by name, in their order, with the text of those that hold one. */
const OUTLINE = {
  Report: [
    {
      ReportDocument: [
        ['Id', '732829320-PAY-20261001-20261031-1'],
        { IssueDateTime: [['DateTimeString', '20261105083000']] },
        ['TypeCode', 'IN'],
        {
          Sender: [
            ['Id', '0123'],
            ['RoleCode', 'WK'],
          ],
        },
        {
          Issuer: [
            ['Id', '732829320'],
            ['Name', 'Atelier & Fils'],
            ['RoleCode', 'SE'],
          ],
        },
      ],
    },
    {
      PaymentsReport: [
        {
          ReportPeriod: [
            ['StartDate', '20261001'],
            ['EndDate', '20261031'],
          ],
        },
        {
          Invoice: [
            ['InvoiceID', 'FA-1'],
            ['IssueDate', '20260905'],
            {
              Payment: [
                ['Date', '20261005'],
                {
                  SubTotals: [
                    ['TaxPercent', '20.00'],
                    ['CurrencyCode', 'EUR'],
                    ['Amount', '120.00'],
                  ],
                },
              ],
            },
          ],
        },
        {
          Transactions: [
            {
              Payment: [
                ['Date', '20261006'],
                {
                  SubTotals: [
                    ['TaxPercent', '20.00'],
                    ['CurrencyCode', 'EUR'],
                    ['Amount', '240.00'],
                  ],
                },
                {
                  SubTotals: [
                    ['TaxPercent', '5.50'],
                    ['CurrencyCode', 'EUR'],
                    ['Amount', '10.55'],
                  ],
                },
              ],
            },
          ],
        },
      ],
    },
  ],
};

describe('a report of payments', () => {
  it('stands in the order of the specifications', () => {
    expect(checkPaymentReport(report)).toEqual([]);
    const { root, problems } = parseXml(writePaymentReport(report));
    expect(problems).toEqual([]);
    const outline = (element: NonNullable<typeof root>): unknown =>
      element.children.length === 0
        ? [element.local, element.text]
        : { [element.local]: element.children.map(outline) };
    expect(outline(root!)).toEqual(OUTLINE);
    expect(root!.children[0]!.children[3]!.children[0]!.attributes.get('schemeId')).toBe('0238');
  });

  const withPart = (rate: string, amount: string): Partial<PaymentReport> => ({
    days: [{ day: '2026-10-06', parts: [{ rate, amount }] }],
  });
  it.each<[string, Partial<PaymentReport>]>([
    ['G1.104', { id: 'a  b' }],
    ['G1.104', { id: 'x'.repeat(51) }],
    ['G7.53', { issuedAt: '2026-11-05' }],
    ['G8.01', { kind: 'XX' as 'IN' }],
    ['G6.22', { platform: { id: '123' } }],
    ['G6.26', { seller: { siren: '732829321' } }],
    ['G1.09', { from: '1999-12-01' }],
    ['G6.25', { to: '2026-10-01', days: [], invoices: [] }],
    ['G1.05', { invoices: [{ ...report.invoices[0]!, number: 'FA#1' }] }],
    ['G1.24', withPart('19', '1.00')],
    ['G1.16', withPart('20', '-1.00')],
    ['G1.16', withPart('20', '1.0000001')],
    ['flux10-period', { days: [{ ...report.days[0]!, day: '2026-11-01' }] }],
    ['flux10-parts', { days: [{ day: '2026-10-02', parts: [] }] }],
  ])('%s is broken by %j', (rule, change) => {
    expect(checkPaymentReport({ ...report, ...change }, 'fr').map((problem) => problem.rule)).toContain(rule);
  });
});

describe('what stands of receipts', () => {
  const movement = (day: string, amount: string, more: Partial<ReceiptMovement> = {}): ReceiptMovement => ({
    number: 'FA-1',
    issueDate: '2026-09-05',
    channel: '10.4',
    day,
    parts: [{ rate: '20.00', amount }],
    ...more,
  });

  it('money given back takes from the latest receipt of its invoice', () => {
    const { standing, unmatched } = standingReceipts([
      movement('2026-10-05', '100.00'),
      movement('2026-10-20', '50.00'),
      movement('2026-10-21', '70.00', { number: 'FA-2' }),
      movement('2026-11-03', '-60.00'),
    ]);
    expect(unmatched).toEqual([]);
    expect(reportContent(standing).days).toEqual([
      { day: '2026-10-05', parts: [{ rate: '20.00', amount: '90.00' }] },
      { day: '2026-10-21', parts: [{ rate: '20.00', amount: '70.00' }] },
    ]);
  });

  it('what goes back beyond what came in is told', () => {
    const { standing, unmatched } = standingReceipts([movement('2026-10-05', '-1.00'), movement('2026-10-06', '5.00')]);
    expect(unmatched.map(({ parts }) => parts[0]!.amount)).toEqual(['-1.00']);
    expect(standing.map(({ parts }) => parts[0]!.amount)).toEqual(['5.00']);
  });

  it('adds up to all the movements, and never below nothing', () => {
    const amounts = fc.array(fc.tuple(fc.integer({ min: -500, max: 900 }), fc.constantFrom('A', 'B'), fc.nat(27)));
    fc.assert(
      fc.property(amounts, (all) => {
        const movements = all.map(([cents, number, day]) =>
          movement(`2026-10-${String(day + 1).padStart(2, '0')}`, formatMinor(BigInt(cents), 'EUR'), { number }),
        );
        const sum = (some: readonly ReceiptMovement[]): bigint =>
          some.flatMap(({ parts }) => parts).reduce((total, { amount }) => total + parseMinor(amount, 'EUR'), 0n);
        const { standing, unmatched } = standingReceipts(movements);
        expect(sum(standing) + sum(unmatched)).toBe(sum(movements));
        const { days } = reportContent(standing);
        expect(days.every(({ parts }) => parts.every(({ amount }) => !amount.startsWith('-')))).toBe(true);
        const { days: shown } = reportContent(standing);
        expect(sum(shown.map(({ parts, day }) => movement(day, '0.00', { parts })))).toBe(sum(standing));
      }),
    );
  });
});

describe('periods of payment reports', () => {
  it.each([
    ['monthly', '2026-10-31', ['2026-10-01', '2026-10-31', '2026-11-10']],
    ['quarterly', '2026-12-01', ['2026-12-01', '2026-12-31', '2027-01-10']],
    ['simplified', '2027-01-15', ['2027-01-01', '2027-01-31', '2027-02-28']],
    ['exempt', '2026-10-31', ['2026-09-01', '2026-10-31', '2026-11-30']],
    ['exempt', '2027-01-01', ['2027-01-01', '2027-02-28', '2027-03-30']],
  ] as const)('%s: %s', (regime, day, [from, to, due]) => {
    expect(reportPeriodOf(parseDay(day), regime)).toEqual({ from, to, due });
  });
});
