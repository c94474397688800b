import { describe, expect, it } from '@jest/globals';
import {
  formatMinor,
  parseMinor,
  payoutOf,
  type OpenItem,
  type PayoutItem,
  type PayoutReference,
} from '@lettrage/domain';
import { readAdvice } from '@lettrage/formats';
import { matchAll } from '@lettrage/reconciliation';
import fc from 'fast-check';
import { bankLine, openItem } from '../testing/company-fixture.js';
import { InvoiceFinder, type InvoiceFacts } from './invoice-finder.js';
import { payoutAdvice } from './payout-advice.js';

function charge(id: string, amount: string, fee: string, ...references: PayoutReference[]): PayoutItem {
  return { kind: 'charge', id, amount, fee, references };
}

const named = (key: string, value: string): PayoutReference => ({ key, value });

function payout(...items: PayoutItem[]) {
  return payoutOf({ provider: 'stripe', id: 'po_1', arrival: '2026-02-05', currency: 'EUR', items });
}

function facts(number: string, open: string, more: Partial<InvoiceFacts> = {}): InvoiceFacts {
  const minor = parseMinor(open, 'EUR');
  return { number, customer: 'C1', currency: 'EUR', open: minor, total: minor, externalIds: [], ...more };
}

/** Number of the invoice found, or the reason why none is. */
function find(finder: InvoiceFinder<InvoiceFacts>, ...references: PayoutReference[]): string {
  const found = finder.find(charge('ch_1', '120.00', '0.00', ...references), 'EUR');
  return 'invoice' in found ? found.invoice.number : found.reason;
}

describe('a charge is tied to its invoice', () => {
  const invoices = [
    facts('FA2026-000101', '120.00', { orderReference: 'CMD-7001', externalIds: ['pi_9'] }),
    facts('FA2026-000102', '80.00', { paymentReference: 'RF18539007547034' }),
    facts('77', '50.00'),
    facts('AV2026-00001', '-120.00'),
  ];
  const finder = new InvoiceFinder(invoices);

  it.each([
    ['its number in the metadata, however written', named('metadata.order_id', 'fa2026 000101'), 'FA2026-000101'],
    ['the order', named('order', 'CMD-7001'), 'FA2026-000101'],
    ['the payment reference', named('invoice', 'RF18 5390 0754 7034'), 'FA2026-000102'],
    ['the id the ERP keeps', named('payment', 'pi_9'), 'FA2026-000101'],
    [
      'one number in a text, whatever the amount',
      named('description', 'Payment for invoice FA2026-000102.'),
      'FA2026-000102',
    ],
  ])('by %s', (_how, reference, number) => {
    expect(find(finder, reference)).toBe(number);
  });

  it.each([
    ['a short number by chance', named('metadata.order_id', '77'), '"77" mentions 77, but the amounts differ'],
    [
      'metadata about something else',
      named('metadata.cart', 'FA2026-000102'),
      '"FA2026-000102" mentions FA2026-000102, but the amounts differ',
    ],
    ['part of a number', named('order', 'FA2026-00010'), 'nothing in it names an invoice that is known here'],
    ['a credit note', named('invoice', 'AV2026-00001'), 'nothing in it names an invoice that is known here'],
    [
      'several numbers in a text',
      named('description', 'FA2026-000102 and 77'),
      '"FA2026-000102 and 77" names several invoices',
    ],
  ])('not by %s', (_how, reference, reason) => {
    expect(find(finder, reference)).toBe(reason);
  });

  it('by the company’s own keys alone, in their order', () => {
    const own = new InvoiceFinder(invoices, ['metadata.facture', 'description']);
    expect(find(own, named('order', 'FA2026-000101'))).toContain('nothing in it names');
    expect(find(own, named('description', 'FA2026-000101'), named('metadata.facture', 'FA2026-000102'))).toBe(
      'FA2026-000102',
    );
  });

  it('never where two customers have the number and both amounts fit', () => {
    const twins = new InvoiceFinder([facts('F-1000', '120.00'), facts('F-1000', '120.00', { customer: 'C2' })]);
    expect(find(twins, named('invoice', 'F-1000'))).toBe('"F-1000" names several invoices');
  });
});

describe('the advice of a payout', () => {
  it('has the shape the matching reads, its total the net', async () => {
    const advice = payoutAdvice(
      payout(
        { ...charge('ch_1', '120.00', '2.00', named('metadata.order_id', 'FA2026-000101')), feeVat: '0.40' },
        { kind: 'refund', id: 'txn_r', amount: '-10.00', fee: '0.00', references: [named('invoice', 'FA2026-000101')] },
      ),
    );
    expect(advice).toMatchObject({ kind: 'payout', payer: 'Stripe', date: '2026-02-05', total: '107.60' });
    expect(advice.items.map(({ invoice, amount, fee, ref }) => [invoice, amount, fee, ref])).toEqual([
      ['FA2026-000101', '120.00', '2.40', 'ch_1'],
      [undefined, '-10.00', undefined, 'txn_r'],
    ]);
    const chunks = (async function* () {
      yield Buffer.from(`${JSON.stringify(advice)}\n`);
    })();
    expect((await readAdvice(chunks, { file: 'advice' })).problems).toEqual([]);
  });

  it('explains the bank line of any payout whose charges are open invoices, to the cent', () => {
    // More than the largest fees together: a payout of nothing never becomes a bank line.
    const cents = fc.integer({ min: 701, max: 90_000 });
    fc.assert(
      fc.property(
        fc.array(fc.record({ gross: cents, fee: fc.integer({ min: 0, max: 400 }) }), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 0, max: 300 }),
        (charges, own) => {
          const money = (minor: number): string => formatMinor(BigInt(minor), 'EUR');
          const number = (index: number): string => `FA2026-${String(index + 101).padStart(6, '0')}`;
          const po = payout(
            ...charges.map(({ gross, fee }, i) =>
              charge(`ch_${i}`, money(gross), money(fee), named('metadata.invoice', number(i))),
            ),
            { kind: 'fee', id: 'txn_f', amount: '0.00', fee: money(own), references: [] },
          );
          const items: OpenItem[] = charges.map(({ gross }, i) =>
            openItem({ number: number(i), total: money(gross), customer: `C${i}` }),
          );
          const line = bankLine('l1', '2026-02-06', po.net, 'STRIPE PAYOUT');
          const [decision] = matchAll({ items, lines: [line], advice: [payoutAdvice(po)] });
          expect(decision).toMatchObject({ decision: 'auto' });
          const { allocations } = decision!.best!;
          expect(allocations.map((one) => one.amount + (one.adjustment?.amount ?? 0n))).toEqual(
            charges.map(({ gross }) => BigInt(gross)),
          );
          expect(allocations.reduce((sum, { amount }) => sum + amount, 0n)).toBe(parseMinor(po.net, 'EUR'));
        },
      ),
      { numRuns: 40 },
    );
  });
});
