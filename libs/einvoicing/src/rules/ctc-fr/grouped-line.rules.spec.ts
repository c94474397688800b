import { describe, expect, it } from '@jest/globals';
import type { Invoice, InvoiceLine } from '../../model/index.js';
import { exampleInvoice } from '../../testing/example.js';
import { changed, richInvoice } from '../../testing/rich-invoice.js';
import { checkInvoice } from '../check-invoice.js';
import { GROUPED_LINE_RULES } from './grouped-line.rules.js';

const seller = (siren: string): NonNullable<InvoiceLine['itemSeller']> => ({
  name: `Vendeur ${siren}`,
  legalRegistrationIdentifier: { value: siren, scheme: '0002' },
  postalAddress: { countryCode: 'FR' },
});

function part(number: string, siren: string, index: number): InvoiceLine[] {
  const base = exampleInvoice().lines![0]!;
  const shared = { objectIdentifier: { value: number, scheme: 'AFL' }, itemSeller: seller(siren) };
  return [
    {
      ...base,
      ...shared,
      identifier: `${index}`,
      lineSubtypeCode: 'GROUP',
      furtherObjectIdentifiers: [{ value: 'S1', scheme: 'AVV' }],
      netAmount: '100.00',
      vatAmount: '20.00',
      amountWithVat: '120.00',
    },
    ...['60.00', '40.00'].map((netAmount, position) => ({
      ...base,
      ...shared,
      identifier: `${index}.${position + 1}`,
      parentLineIdentifier: `${index}`,
      lineSubtypeCode: 'DETAIL',
      netAmount,
      vatInformation: { ...base.vatInformation, vatExemptionReasonText: `#${number}# TVA` },
    })),
  ];
}

/** An invoice for two sellers, the first of them the seller of the whole. */
function ofTwoSellers(): Invoice {
  const base = exampleInvoice();
  return {
    ...base,
    processControl: { ...base.processControl, businessProcessType: 'S8' },
    lines: [...part(base.invoiceNumber!, '732829320', 1), ...part('V2', '404833048', 2)],
    vatBreakdown: [base.invoiceNumber!, 'V2'].map((number) => ({
      vatCategoryCode: 'S',
      vatCategoryRate: '20.00',
      vatCategoryTaxableAmount: '100.00',
      vatCategoryTaxAmount: '20.00',
      vatExemptionReasonText: `#${number}# TVA`,
    })),
  };
}

const twoWay = (): Invoice =>
  changed(changed(ofTwoSellers(), 'processControl.businessProcessType', 'S9'), 'invoiceTypeCode', '389');

const grouped = (invoice: Invoice): string[] =>
  checkInvoice(invoice, { rules: ['ctc-fr'] })
    .map((problem) => problem.rule)
    .filter((rule) => /^BR-FR-(MV|BD)/.test(rule));

const CASES: readonly (readonly [rule: string, count: number, invoice: Invoice])[] = [
  ['BR-FR-MV-01', 1, changed(ofTwoSellers(), 'lines.1.lineSubtypeCode', ' ')],
  [
    'BR-FR-MV-02',
    1,
    { ...ofTwoSellers(), lines: ofTwoSellers().lines!.filter((one) => one.lineSubtypeCode !== 'GROUP') },
  ],
  ['BR-FR-MV-03', 1, changed(ofTwoSellers(), 'lines.0.itemSeller.name', undefined)],
  ['BR-FR-MV-03', 1, changed(ofTwoSellers(), 'lines.0.itemSeller.postalAddress', undefined)],
  ['BR-FR-MV-03', 1, changed(ofTwoSellers(), 'lines.3.furtherObjectIdentifiers.0.value', 'M8')],
  ['BR-FR-MV-03', 2, changed(ofTwoSellers(), 'vatAccountingCurrencyCode', 'USD')],
  ['BR-FR-MV-05', 1, changed(ofTwoSellers(), 'lines.1.netAmount', '60.03')],
  ['BR-FR-MV-06', 1, changed(ofTwoSellers(), 'lines.4.itemSeller', seller('732829320'))],
  ['BR-FR-MV-07', 1, changed(ofTwoSellers(), 'lines.5.objectIdentifier', { value: 'V3', scheme: 'AFL' })],
  ['BR-FR-MV-08', 1, changed(ofTwoSellers(), 'lines.2.vatInformation.vatExemptionReasonText', 'TVA')],
  ['BR-FR-MV-09', 1, changed(ofTwoSellers(), 'vatBreakdown.1.vatCategoryTaxAmount', '20.02')],
  ['BR-FR-MV-10', 1, changed(ofTwoSellers(), 'lines.0.amountWithVat', '120.03')],
  ['BR-FR-MV-11', 1, changed(ofTwoSellers(), 'invoiceNumber', 'F9')],
  ['BR-FR-MV-12', 1, changed(ofTwoSellers(), 'lines.3.objectIdentifier.value', ofTwoSellers().invoiceNumber)],
  ['BR-FR-MV-13', 1, changed(ofTwoSellers(), 'invoiceTypeCode', '389')],
  ['BR-FR-MV-14', 4, changed(ofTwoSellers(), 'invoiceTypeCode', '384')],
  [
    'BR-FR-MV-14',
    3,
    changed(changed(ofTwoSellers(), 'invoiceTypeCode', '381'), 'lines.0.precedingInvoiceReferences', [
      { reference: 'F1' },
    ]),
  ],
  ['BR-FR-BD-14', 4, changed(twoWay(), 'invoiceTypeCode', '261')],
  ['BR-FR-MV-03', 1, changed(twoWay(), 'lines.0.itemSeller.name', undefined)],
  ['BR-FR-BD-02', 1, changed(twoWay(), 'lines.3.itemSeller', seller('111111111'))],
  // Neither two parts nor one of the seller.
  ['BR-FR-BD-02', 2, changed(twoWay(), 'lines.0.lineSubtypeCode', 'DETAIL')],
  ['BR-FR-BD-13', 1, changed(twoWay(), 'invoiceTypeCode', '380')],
];

describe('grouped lines', () => {
  it('an invoice for two sellers and one both ways break no rule', () => {
    expect(grouped(ofTwoSellers())).toEqual([]);
    expect(grouped(twoWay())).toEqual([]);
  });

  it('an invoice of another frame is not judged', () => {
    expect(grouped(exampleInvoice())).toEqual([]);
  });

  it.each(CASES)('%s is broken %d times', (rule, count, invoice) => {
    expect(grouped(invoice).filter((one) => one === rule)).toHaveLength(count);
  });

  it('a line that does not say what it is passes in CII alone', () => {
    const silent = changed(ofTwoSellers(), 'lines.1.lineSubtypeCode', undefined);
    const broken = (['cii', 'ubl'] as const).map((syntax) =>
      checkInvoice(silent, { rules: ['ctc-fr'], syntax }).some(({ rule }) => rule === 'BR-FR-MV-01'),
    );
    expect(broken).toEqual([false, true]);
  });

  it('each rule has a case', () => {
    const covered = new Set(CASES.map(([rule]) => rule));
    expect(GROUPED_LINE_RULES.map((one) => one.id).filter((rule) => !covered.has(rule))).toEqual([]);
  });
});

describe('objects and parties of the extension', () => {
  const broken = (invoice: Invoice): string[] =>
    checkInvoice(invoice, { rules: ['ctc-fr'] }).map((problem) => `${problem.rule} ${problem.location ?? ''}`);

  it('schemes AFL and AVV come once each and say something', () => {
    const twice = { ...richInvoice(), furtherInvoicedObjectIdentifiers: [{ value: 'X', scheme: 'AFL' }] };
    expect(broken(twice)).toEqual(['BR-FR-29 /BT-18']);
    expect(broken(changed(richInvoice(), 'invoicedObjectIdentifier.value', ' '))).toEqual(['BR-FR-29 /BT-18[1]']);
    const line = changed(richInvoice(), 'lines.0.furtherObjectIdentifiers', [{ value: 'X', scheme: 'AVV' }]);
    expect(broken(line)).toEqual(['BR-FR-30 /BG-25[1]/BT-128']);
  });

  it('identifiers and addresses of every party are judged', () => {
    const payer = {
      name: 'Payeur',
      identifiers: [{ value: '123', scheme: '0009' }],
      electronicAddress: { value: 'a b', scheme: '0225' },
    };
    expect(broken({ ...exampleInvoice(), payer })).toEqual(['BR-FR-09 /EXT-FR-FE-46[1]', 'BR-FR-23 /EXT-FR-FE-52']);
  });

  it('a credit note may name the preceding invoices in its lines', () => {
    const credit = changed(exampleInvoice(), 'invoiceTypeCode', '381');
    const reference = [{ reference: 'FA1', issueDate: '2026-09-01' }];
    const inLines = {
      ...credit,
      lines: credit.lines!.map((line) => ({ ...line, precedingInvoiceReferences: reference })),
    };
    expect(broken(credit)).toContain('BR-FR-CO-05 /BG-3');
    expect(broken(inLines)).toEqual([]);
  });

  it('each instalment is dated', () => {
    const paymentInstalments = [{ dueDate: '2026-10-06' }, { dueDate: '1926-10-06' }];
    expect(broken({ ...exampleInvoice(), paymentInstalments })).toEqual(['BR-FR-03 /BT-9[2]']);
  });
});
