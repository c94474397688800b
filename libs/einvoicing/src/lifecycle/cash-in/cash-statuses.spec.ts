import { formatMinor, parseMinor } from '@lettrage/domain';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EXAMPLE_DRAFT, exampleInvoice } from '../../testing/example.js';
import { changed } from '../../testing/rich-invoice.js';
import type { Invoice } from '../../model/index.js';
import { checkLifecycleMessage } from '../check-lifecycle-message.js';
import { cashStatuses, furtherCashStatus, type CashStatuses } from './cash-statuses.js';
import { readCashLines, type CashLine } from './read-cash.js';

const DEPOSITED = '2026-10-05T08:00:00Z';
const receipt = (date: string, amount: string, reason?: string): CashLine => ({
  date,
  amount,
  currency: 'EUR',
  ...(reason === undefined ? {} : { reason }),
});
const statusesOf = (invoice: Invoice, ...cash: CashLine[]): CashStatuses =>
  cashStatuses({ invoice, cash, deposited: DEPOSITED });
const rules = ({ problems }: CashStatuses): string[] => problems.map(({ rule }) => rule);

describe('status 212 from the receipts of an invoice', () => {
  // 306.00 at 20 % and 42.00 at 5.5 %, 348.00 in all.
  const invoice = exampleInvoice();

  it('a payment in full is one message with the totals by rate', () => {
    const { statuses, problems } = statusesOf(invoice, receipt('2026-11-02', '348.00'));
    expect(problems).toEqual([]);
    expect(statuses.map(({ parts }) => parts)).toEqual([
      [
        { rate: '20.00', amount: '306.00' },
        { rate: '5.50', amount: '42.00' },
      ],
    ]);
    expect(checkLifecycleMessage(statuses[0]!.message)).toEqual([]);
    expect(statuses[0]!.message.acknowledgements![0]).toMatchObject({
      phase: '23',
      setAt: '2026-11-02T00:00:00Z',
      invoices: [{ invoiceNumber: 'FA2026-000123', receivedAt: DEPOSITED, status: '212', statusCode: '47' }],
    });
    expect(statuses[0]!.message.recipients!.map(({ role }) => role)).toEqual(['BY', 'DFH']);
  });

  it('the rest after a partial payment is the second receipt alone', () => {
    const { statuses } = statusesOf(invoice, receipt('2026-10-20', '100.00'), receipt('2026-11-02', '248.00'));
    expect(statuses.map(({ parts }) => parts.map(({ amount }) => amount))).toEqual([
      ['87.93', '12.07'],
      ['218.07', '29.93'],
    ]);
  });

  it('money given back is negative with its reason', () => {
    const { statuses, problems } = statusesOf(
      invoice,
      receipt('2026-10-20', '348.00'),
      receipt('2026-11-02', '-48.00', 'Trop-perçu'),
    );
    expect(problems).toEqual([]);
    const detail = statuses[1]!.message.acknowledgements![0]!.invoices![0]!.details![0]!;
    expect(detail.notes).toEqual([{ content: ['Trop-perçu'] }]);
    expect(detail.characteristics!.map(({ amount }) => amount!.amount)).toEqual(['-42.21', '-5.79']);
    expect(checkLifecycleMessage(statuses[1]!.message)).toEqual([]);
  });

  it('the same receipts give the same messages, and a further one leaves the earlier as they were', () => {
    const first = receipt('2026-10-20', '100.00');
    const once = statusesOf(invoice, first);
    const more = statusesOf(invoice, first, first);
    expect(statusesOf(invoice, first)).toEqual(once);
    expect(more.statuses[0]).toEqual(once.statuses[0]);
    expect(more.statuses[1]!.message.id).not.toBe(more.statuses[0]!.message.id);
  });

  it('any receipts add up to the cent, by receipt and by rate', () => {
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 34_799 }), { maxLength: 8 });
    fc.assert(
      fc.property(cuts, (points) => {
        const ends = [...points.sort((a, b) => a - b), 34_800];
        const cash = ends.map((end, index) =>
          receipt('2026-11-02', formatMinor(BigInt(end - (ends[index - 1] ?? 0)), 'EUR')),
        );
        const { statuses } = statusesOf(invoice, ...cash);
        const byRate = new Map<string, bigint>();
        statuses.forEach(({ parts }, index) => {
          let sum = 0n;
          for (const { rate, amount } of parts) {
            const minor = parseMinor(amount, 'EUR');
            sum += minor;
            byRate.set(rate, (byRate.get(rate) ?? 0n) + minor);
          }
          expect(sum).toBe(parseMinor(cash[index]!.amount, 'EUR'));
        });
        expect(Object.fromEntries(byRate)).toEqual({ '20.00': 30_600n, '5.50': 4_200n });
      }),
      { numRuns: 60 },
    );
  });

  it('one receipt after the other gives what all at once give', () => {
    const cash = [
      receipt('2026-10-20', '100.00'),
      receipt('2026-11-02', '-20.00', 'Geste'),
      receipt('2026-11-03', '1.01'),
    ];
    const all = statusesOf(invoice, ...cash).statuses;
    const before: (typeof all)[number]['parts'][] = [];
    cash.forEach((line, index) => {
      const { statuses } = furtherCashStatus({ invoice, line, before, ordinal: index + 1, deposited: DEPOSITED });
      expect(statuses).toEqual([all[index]]);
      before.push(statuses[0]!.parts);
    });
    const more = { invoice, line: receipt('2026-11-04', '300.00'), before, ordinal: 4, deposited: DEPOSITED };
    expect(rules(furtherCashStatus(more))).toEqual(['cash-above-invoice']);
  });

  it('a final invoice is asked for what its deposits left', () => {
    const deposits = [{ number: 'AC1', date: '2026-09-01', amount: '148.00' }];
    const final = exampleInvoice({ deposits });
    expect(rules(statusesOf(final, receipt('2026-11-02', '201.00')))).toEqual(['cash-above-invoice']);
    const { statuses } = statusesOf(final, receipt('2026-11-02', '200.00'));
    expect(statuses[0]!.parts.map(({ amount }) => amount)).toEqual(['175.86', '24.14']);
  });

  it('a credit note is paid out: negative with a reason', () => {
    const note = exampleInvoice({
      typeCode: '381',
      precedingInvoices: [{ number: 'FA1', date: '2026-09-01' }],
    });
    const { statuses, problems } = statusesOf(note, receipt('2026-11-02', '-348.00', 'Avoir'));
    expect(problems).toEqual([]);
    expect(statuses[0]!.parts.map(({ amount }) => amount)).toEqual(['-306.00', '-42.00']);
    expect(rules(statusesOf(note, receipt('2026-11-02', '10.00')))).toEqual(['cash-below-zero']);
  });

  it('an exempt part is reported at rate 0 beside the taxed one', () => {
    const [line] = EXAMPLE_DRAFT.lines;
    const mixed = exampleInvoice({
      lines: [line!, { name: 'Formation', quantity: '1', price: '94.00', vatRate: '0', vatCategory: 'E' }],
      vatExemption: { text: 'art. 261-4-4 a' },
    });
    const { statuses, problems } = statusesOf(mixed, receipt('2026-11-02', '400.00'));
    expect(problems).toEqual([]);
    expect(statuses[0]!.parts).toEqual([
      { rate: '20.00', amount: '306.00' },
      { rate: '0.00', amount: '94.00' },
    ]);
  });
});

describe('receipts that are no status 212', () => {
  const paid = receipt('2026-11-02', '348.00');

  it.each([
    ['goods', exampleInvoice({ operation: 'goods' })],
    ['the option for debits', exampleInvoice({ vatOnDebits: true })],
    [
      'reverse charge',
      exampleInvoice({ lines: [{ name: 'A', quantity: '1', price: '1', vatRate: '0', vatCategory: 'AE' }] }),
    ],
    [
      'the franchise',
      exampleInvoice({
        vatExemption: 'franchise',
        lines: [{ name: 'A', quantity: '1', price: '1', vatRate: '0', vatCategory: 'E' }],
      }),
    ],
    ['VAT already in e-reporting', exampleInvoice({ frame: 'S7' })],
  ])('%s is excluded, which is no fault', (_name, invoice) => {
    const result = statusesOf(invoice, paid);
    expect(result).toMatchObject({ statuses: [], problems: [] });
    expect(result.excluded).toEqual(expect.any(String));
  });

  it('a deposit is reported even for goods and with the option for debits', () => {
    const deposit = exampleInvoice({ typeCode: '386', operation: 'goods', vatOnDebits: true });
    expect(statusesOf(deposit, paid).statuses).toHaveLength(1);
  });

  it('a mixed frame needs BT-8', () => {
    expect(statusesOf(exampleInvoice({ operation: 'mixed', vatOnDebits: false }), paid).statuses).toHaveLength(1);
    const { vatOnDebits: _none, ...draft } = EXAMPLE_DRAFT;
    const untold = exampleInvoice({ ...draft, operation: 'mixed' });
    const { valueAddedTaxPointDateCode: _code, ...rest } = untold;
    expect(rules(statusesOf(rest, paid))).toEqual(['status-not-reportable']);
  });

  it.each([
    ['the split by VAT rate (BG-23)', 'vatBreakdown', undefined],
    ["the seller's SIREN (BT-30)", 'seller.legalRegistrationIdentifier', undefined],
    ["the buyer's SIREN (BT-47)", 'buyer.legalRegistrationIdentifier', undefined],
    ["the buyer's electronic address (BT-49)", 'buyer.electronicAddress', undefined],
    ['the invoicing frame (BT-23)', 'processControl.businessProcessType', undefined],
    ['the total with VAT (BT-112)', 'documentTotals.invoiceTotalAmountWithVat', undefined],
  ])('an invoice without %s is not reportable and says so', (term, path, value) => {
    const { statuses, problems } = statusesOf(changed(exampleInvoice(), path, value), paid);
    expect(statuses).toEqual([]);
    expect(problems[0]!.message).toMatch(/^FA2026-000123 is not reportable, missing /);
    expect(problems[0]!.message).toContain(term);
  });

  it('a split that does not add up is not reportable', () => {
    const broken = changed(exampleInvoice(), 'vatBreakdown.0.vatCategoryTaxAmount', '50.99');
    expect(statusesOf(broken, paid).problems[0]!.message).toContain('does not add up');
  });

  it.each([
    ['another currency', [{ ...paid, currency: 'USD' }], ['cash-currency']],
    ['receipts out of order', [receipt('2026-11-02', '1.00'), receipt('2026-11-01', '1.00')], ['cash-order']],
    ['more than the invoice', [receipt('2026-11-02', '348.01')], ['cash-above-invoice']],
    ['more given back than came in', [receipt('2026-11-02', '-1.00', 'x')], ['cash-below-zero']],
    ['money given back without a reason', [paid, receipt('2026-11-03', '-1.00')], ['cash-reason']],
    ['nothing', [receipt('2026-11-02', '0.00')], ['cash-zero']],
  ])('%s is refused, and nothing is written', (_name, cash, expected) => {
    const result = statusesOf(exampleInvoice(), ...cash);
    expect(rules(result)).toEqual(expected);
    expect(result.statuses).toEqual([]);
  });
});

describe('reading receipts', () => {
  it('reads days and instants', () => {
    const text =
      '{"date":"2026-11-02","amount":"1.00","currency":"EUR"}\n\n{"date":"2026-11-02T10:00:00+01:00","amount":"-1.00","currency":"EUR","reason":" Erreur "}\n';
    expect(readCashLines(text)).toEqual({
      cash: [receipt('2026-11-02', '1.00'), receipt('2026-11-02T09:00:00Z', '-1.00', 'Erreur')],
      problems: [],
    });
  });

  it.each([
    ['no JSON', 'x'],
    ['a list', '[]'],
    ['an unknown key', '{"date":"2026-11-02","amount":"1.00","currency":"EUR","fee":"1"}'],
    ['an amount as a number', '{"date":"2026-11-02","amount":1,"currency":"EUR"}'],
    ['a third decimal', '{"date":"2026-11-02","amount":"1.005","currency":"EUR"}'],
    ['a day that does not exist', '{"date":"2026-02-31","amount":"1.00","currency":"EUR"}'],
    ['a currency that does not exist', '{"date":"2026-11-02","amount":"1.00","currency":"EUX"}'],
    ['no currency', '{"date":"2026-11-02","amount":"1.00"}'],
  ])('%s is a problem that names its line', (_name, line) => {
    const { cash, problems } = readCashLines(`\n${line}`);
    expect(cash).toEqual([]);
    expect(problems).toEqual([expect.objectContaining({ severity: 'fatal', rule: 'cash-line', location: 'line 2' })]);
  });
});
