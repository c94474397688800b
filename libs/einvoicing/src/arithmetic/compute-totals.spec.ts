import { describe, expect, it } from '@jest/globals';
import type { AllowanceOrCharge, Invoice, InvoiceLine } from '../model/index.js';
import { computeTotals } from './compute-totals.js';

const line = (quantity: string, price: string, rate = '20.00', more: Partial<InvoiceLine> = {}): InvoiceLine => ({
  invoicedQuantity: quantity,
  priceDetails: { itemNetPrice: price },
  vatInformation: { invoicedItemVatCategoryCode: 'S', invoicedItemVatRate: rate },
  ...more,
});
const invoice = (lines: InvoiceLine[], more: Partial<Invoice> = {}): Invoice => ({
  invoiceCurrencyCode: 'EUR',
  lines,
  ...more,
});
const vat = (computed: Invoice) =>
  computed.vatBreakdown?.map((bucket) => [
    bucket.vatCategoryRate,
    bucket.vatCategoryTaxableAmount,
    bucket.vatCategoryTaxAmount,
  ]);

describe('line net amount', () => {
  it.each([
    ['price × quantity', line('3', '0.335'), '1.01'],
    ['half away from zero', line('1', '0.125'), '0.13'],
    ['half away from zero, negative', line('-1', '0.125'), '-0.13'],
    [
      'price for a base quantity',
      line('140', '0', '20', { priceDetails: { itemNetPrice: '1234.5', itemPriceBaseQuantity: '100' } }),
      '1728.30',
    ],
    [
      'a third that never ends is rounded once',
      line('1', '0', '20', { priceDetails: { itemNetPrice: '10', itemPriceBaseQuantity: '3' } }),
      '3.33',
    ],
    [
      'gross price less discount',
      line('2', '0', '20', { priceDetails: { itemGrossPrice: '10', itemPriceDiscount: '1.5' } }),
      '17.00',
    ],
    [
      'allowances and charges',
      line('10', '10', '20', { allowances: [{ percentage: '10' }], charges: [{ amount: '3.00' }] }),
      '93.00',
    ],
  ])('%s', (_name, given, net) => {
    expect(computeTotals(invoice([given])).lines?.[0]?.netAmount).toBe(net);
  });
});

describe('VAT', () => {
  it('is computed once per rate on the sum, not line by line', () => {
    // Three lines of 0.03 at 20 %: 0.018 for the sum, three times 0.01 line by line.
    expect(vat(computeTotals(invoice([line('1', '0.03'), line('1', '0.03'), line('1', '0.03')])))).toEqual([
      ['20.00', '0.09', '0.02'],
    ]);
  });

  it('rounds half away from zero on both sides of zero', () => {
    expect(vat(computeTotals(invoice([line('1', '2.50', '5')])))).toEqual([['5', '2.50', '0.13']]);
    expect(vat(computeTotals(invoice([line('-1', '2.50', '5')])))).toEqual([['5', '-2.50', '-0.13']]);
  });

  it('takes 20, 20.0 and 20.00 for one rate', () => {
    expect(
      vat(computeTotals(invoice([line('1', '1', '20'), line('1', '1', '20.0'), line('1', '1', '20.00')]))),
    ).toEqual([['20', '3.00', '0.60']]);
  });

  it('spreads document allowances and charges over their own buckets', () => {
    const entry = (amount: string, vatRate: string): AllowanceOrCharge => ({ amount, vatCategoryCode: 'S', vatRate });
    const computed = computeTotals(
      invoice([line('1', '100', '20'), line('1', '50', '5.5')], {
        documentLevelAllowances: [entry('10.00', '20')],
        documentLevelCharges: [entry('5.00', '5.5')],
      }),
    );
    expect(vat(computed)).toEqual([
      ['20', '90.00', '18.00'],
      ['5.5', '55.00', '3.03'],
    ]);
    expect(computed.documentTotals).toEqual({
      sumOfInvoiceLineNetAmount: '150.00',
      sumOfAllowancesOnDocumentLevel: '10.00',
      sumOfChargesOnDocumentLevel: '5.00',
      invoiceTotalAmountWithoutVat: '145.00',
      invoiceTotalVatAmount: '21.03',
      invoiceTotalAmountWithVat: '166.03',
      amountDueForPayment: '166.03',
    });
  });

  it('keeps a given exemption reason and knows the codes that follow from the category', () => {
    const exempt = (code: string): InvoiceLine =>
      line('1', '10', '0', { vatInformation: { invoicedItemVatCategoryCode: code, invoicedItemVatRate: '0' } });
    const given = [{ vatCategoryCode: 'E', vatCategoryRate: '0.00', vatExemptionReasonText: 'art. 261' }];
    const computed = computeTotals(invoice([exempt('E'), exempt('AE')], { vatBreakdown: given }));
    expect(computed.vatBreakdown).toMatchObject([
      { vatExemptionReasonText: 'art. 261' },
      { vatExemptionReasonCode: 'VATEX-EU-AE' },
    ]);
  });
});

describe('amount due', () => {
  it('is the total less what is paid, plus the rounding, which changes nothing else', () => {
    const computed = computeTotals(
      invoice([line('1', '100.02')], { documentTotals: { paidAmount: '20.00', roundingAmount: '-0.02' } }),
    );
    expect(computed.documentTotals).toMatchObject({
      invoiceTotalAmountWithVat: '120.02',
      paidAmount: '20.00',
      amountDueForPayment: '100.00',
    });
  });

  it('has the decimals of the currency', () => {
    const computed = computeTotals(invoice([line('3', '100.5')], { invoiceCurrencyCode: 'JPY' }));
    expect(computed.documentTotals).toMatchObject({
      sumOfInvoiceLineNetAmount: '302',
      invoiceTotalVatAmount: '60',
      amountDueForPayment: '362',
    });
  });
});

it('leaves the given invoice as it is', () => {
  const given = invoice([line('1', '1')]);
  const before = structuredClone(given);
  computeTotals(given);
  expect(given).toEqual(before);
});
