import { describe, expect, it } from '@jest/globals';
import { checkInvoice } from '../rules/check-invoice.js';
import { EXAMPLE_DRAFT, exampleInvoice } from '../testing/example.js';
import { draftInvoice, frenchVatNumber } from './draft-invoice.js';

describe('drafting an invoice', () => {
  it('a French B2B draft passes the core, the French and the plausibility rules', () => {
    expect(checkInvoice(exampleInvoice(), { rules: ['en16931', 'ctc-fr', 'plausibility'] })).toEqual([]);
  });

  it('chooses schemes, mentions, treatment and the implied VAT number', () => {
    const invoice = exampleInvoice();
    expect(invoice.seller).toMatchObject({
      vatIdentifier: frenchVatNumber('732829320'),
      electronicAddress: { value: '732829320', scheme: '0225' },
      legalRegistrationIdentifier: { value: '732829320', scheme: '0002' },
    });
    expect(invoice.notes?.map((note) => note.subjectCode)).toEqual(['PMT', 'PMD', 'AAB', 'BAR']);
    expect(invoice.notes?.at(-1)?.note).toBe('B2B');
    expect(invoice.processControl?.businessProcessType).toBe('S1');
  });

  it('a final invoice after deposits is prepaid by their sum and names them', () => {
    const invoice = exampleInvoice({ deposits: [{ number: 'AC1', date: '2026-09-01', amount: '100.00' }] });
    expect(invoice.processControl?.businessProcessType).toBe('S4');
    expect(invoice.documentTotals).toMatchObject({
      invoiceTotalAmountWithVat: '348.00',
      paidAmount: '100.00',
      amountDueForPayment: '248.00',
    });
    expect(invoice.precedingInvoiceReferences).toEqual([{ reference: 'AC1', issueDate: '2026-09-01' }]);
    expect(checkInvoice(invoice)).toEqual([]);
  });

  it('a paid invoice takes the frame of paid invoices', () => {
    const invoice = exampleInvoice({ prepaid: '348.00' });
    expect(invoice.processControl?.businessProcessType).toBe('S2');
    expect(checkInvoice(invoice)).toEqual([]);
  });

  it('a credit note of a corrected invoice passes', () => {
    const invoice = exampleInvoice({
      typeCode: '381',
      precedingInvoices: [{ number: 'FA2026-000100', date: '2026-09-30' }],
    });
    expect(checkInvoice(invoice)).toEqual([]);
  });

  it('under the franchise there is no VAT number, category E with its reason, and the SIREN as tax registration', () => {
    const invoice = draftInvoice({
      ...EXAMPLE_DRAFT,
      vatExemption: 'franchise',
      lines: [{ name: 'Conseil', quantity: '1', price: '500', vatCategory: 'E' }],
    });
    expect(invoice.seller).toMatchObject({ taxRegistrationIdentifier: '732829320' });
    expect(invoice.seller?.vatIdentifier).toBeUndefined();
    expect(invoice.documentTotals).toMatchObject({ invoiceTotalVatAmount: '0.00', amountDueForPayment: '500.00' });
    expect(checkInvoice(invoice)).toEqual([]);
  });

  it.each([
    ['732829320', 'FR44732829320'],
    ['404833048', 'FR83404833048'],
  ])('the VAT number of SIREN %s is %s', (siren, vat) => expect(frenchVatNumber(siren)).toBe(vat));

  it('refuses to make a VAT number of what is no SIREN', () =>
    expect(() => frenchVatNumber('123456789')).toThrow(/not a SIREN/));
});
