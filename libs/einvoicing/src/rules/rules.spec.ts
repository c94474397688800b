import { describe, expect, it } from '@jest/globals';
import type { Invoice } from '../model/index.js';
import { changed, invoiceOfCategory, richInvoice } from '../testing/rich-invoice.js';
import { exampleInvoice } from '../testing/example.js';
import { CODES, DOCUMENT, FAMILIES, familyCases, LINES, TOTALS, type Case } from '../testing/rule-cases.js';
import { checkInvoice } from './check-invoice.js';
import { rulePacks } from './packs.js';

const FRENCH: readonly Case[] = [
  ['BR-FR-01', 'invoiceNumber', 'F'.repeat(36)],
  ['BR-FR-02', 'precedingInvoiceReferences.0.reference', 'FA 1'],
  ['BR-FR-03', 'invoiceIssueDate', '1999-12-31'],
  ['BR-FR-04', 'invoiceTypeCode', '383'],
  ['BR-FR-05', 'notes', []],
  ['BR-FR-06', 'notes.1.subjectCode', 'PMT'],
  ['BR-FR-08', 'processControl.businessProcessType', 'A1'],
  ['BR-FR-09', 'seller.identifiers.0.value', '40483304800022'],
  ['BR-FR-10', 'seller.legalRegistrationIdentifier'],
  ['BR-FR-11', 'buyer.legalRegistrationIdentifier'],
  ['BR-FR-12', 'buyer.electronicAddress'],
  ['BR-FR-13', 'seller.electronicAddress'],
  ['BR-FR-15', 'lines.0.vatInformation.invoicedItemVatCategoryCode', 'L'],
  ['BR-FR-16', 'lines.0.vatInformation.invoicedItemVatRate', '19.00'],
  ['BR-FR-17', 'additionalSupportingDocuments.0.description', 'Bon'],
  [
    'BR-FR-18',
    'additionalSupportingDocuments',
    [
      { reference: '1', description: 'LISIBLE' },
      { reference: '2', description: 'LISIBLE' },
    ],
  ],
  ['BR-FR-20', 'notes.3.note', 'B3B'],
  ['BR-FR-21', 'buyer.electronicAddress.value', '111111111'],
  ['BR-FR-23', 'seller.electronicAddress.value', '732829320 A'],
  ['BR-FR-24', 'seller.identifiers.0', { value: 'A B', scheme: '0224' }],
  ['BR-FR-25', 'seller.electronicAddress.value', '7'.repeat(126)],
  ['BR-FR-26', 'seller.identifiers.0', { value: 'A'.repeat(101), scheme: '0224' }],
  ['BR-FR-27', 'lines.0.itemInformation.attributes.0.name'],
  ['BR-FR-28', 'lines.0.itemInformation.attributes.0.value'],
  ['BR-FR-31', 'notes.0', { subjectCode: 'BAR', note: 'B2C' }],
  ['BR-FR-32', 'buyer.legalRegistrationIdentifier.value', '40483304'],
  ['BR-FR-CO-03', 'invoiceTypeCode', '262'],
  ['BR-FR-CO-07', 'paymentDueDate', '2026-10-04'],
  ['BR-FR-CO-09', 'processControl.businessProcessType', 'S2'],
  [
    'BR-FR-CO-10',
    'seller.identifiers',
    [
      { value: '1', scheme: '0088' },
      { value: '2', scheme: '0088' },
    ],
  ],
  ['BR-FR-CO-12', 'invoiceCurrencyCode', 'USD'],
  ['BR-FR-CO-14', 'seller.identifiers.0', { value: '404833048', scheme: '0231' }],
  ['BR-FR-DEC-01', 'documentTotals.paidAmount', '1.234'],
  ['BR-FR-DEC-02', 'lines.0.invoicedQuantity', '1.00001'],
  ['BR-FR-DEC-03', 'lines.0.priceDetails.itemNetPrice', '1.0000001'],
  ['BR-FR-DEC-04', 'vatBreakdown.0.vatCategoryRate', '120.00'],
];

const PLAUSIBILITY: readonly Case[] = [
  ['number-form', 'lines.0.netAmount', '1,5'],
  ['date-form', 'paymentDueDate', '2026-02-30'],
  ['siren-check-digit', 'seller.legalRegistrationIdentifier.value', '732829321'],
  ['siret-check-digit', 'seller.identifiers.0.value', '73282932000075'],
  ['vat-number-shape', 'seller.vatIdentifier', 'FR45732829320'],
  [
    'iban-check-digits',
    'paymentInstructions.creditTransfers.0.paymentAccountIdentifier',
    'FR7630006000011234567890188',
  ],
  ['vat-exact', 'vatBreakdown.0.vatCategoryTaxAmount', '50.41'],
  ['note-placeholder', 'notes.0.note', 'N/A'],
  ['legal-information-placeholder', 'seller.additionalLegalInformation', '.'],
  ['paid-more-than-total', 'documentTotals.paidAmount', '99999.00'],
];

const rulesBroken = (invoice: Invoice): string[] =>
  checkInvoice(invoice, { rules: ['en16931', 'ctc-fr', 'plausibility'] }).map((problem) => problem.rule);

describe('breaking one term breaks its rule', () => {
  const sound = richInvoice();

  it('the invoice the cases start from breaks none', () =>
    expect(checkInvoice(sound, { rules: ['en16931', 'ctc-fr', 'plausibility'] })).toEqual([]));

  // As objects: Jest hands a callback to a test that takes more arguments than its row has.
  const cases = [...DOCUMENT, ...LINES, ...TOTALS, ...CODES, ...FRENCH, ...PLAUSIBILITY].map(([rule, path, value]) => ({
    rule,
    path,
    value,
  }));
  it.each(cases)('$rule: $path', ({ rule, path, value }) => {
    expect(rulesBroken(changed(sound, path, value))).toContain(rule);
  });
});

/** Rules that need more than one change to be broken. */
const COMBINED: readonly (readonly [rule: string, invoice: () => Invoice])[] = [
  [
    'BR-FR-22',
    () => changed(changed(richInvoice(), 'invoiceTypeCode', '389'), 'seller.electronicAddress.value', '111111111'),
  ],
  ['BR-FR-CO-04', () => changed(exampleInvoice(), 'invoiceTypeCode', '384')],
  ['BR-FR-CO-05', () => changed(exampleInvoice(), 'invoiceTypeCode', '381')],
  [
    'BR-FR-CO-08',
    () => changed(changed(richInvoice(), 'invoiceTypeCode', '386'), 'processControl.businessProcessType', 'S4'),
  ],
  ['BR-FR-CO-15', () => changed(exampleInvoice(), 'seller.identifiers', [{ value: '404833048', scheme: '0231' }])],
  [
    'credit-note-frame',
    () => changed(changed(richInvoice(), 'invoiceTypeCode', '381'), 'processControl.businessProcessType', 'S4'),
  ],
  ['BR-B-01', () => changed(richInvoice(), 'lines.0.vatInformation.invoicedItemVatCategoryCode', 'B')],
  ['BR-B-02', () => changed(richInvoice(), 'lines.0.vatInformation.invoicedItemVatCategoryCode', 'B')],
  ['BR-IC-11', () => changed(invoiceOfCategory('K'), 'deliveryInformation.actualDeliveryDate', undefined)],
  ['BR-IC-12', () => changed(invoiceOfCategory('K'), 'deliveryInformation.deliverToAddress', undefined)],
  [
    'BR-O-11',
    () =>
      changed(invoiceOfCategory('O'), 'vatBreakdown.1', {
        vatCategoryCode: 'S',
        vatCategoryRate: '20',
        vatCategoryTaxableAmount: '0.00',
        vatCategoryTaxAmount: '0.00',
      }),
  ],
  [
    'BR-O-12',
    () =>
      changed(invoiceOfCategory('O'), 'lines.0.vatInformation', {
        invoicedItemVatCategoryCode: 'S',
        invoicedItemVatRate: '20',
      }),
  ],
  ['BR-O-13', () => changed(invoiceOfCategory('O'), 'documentLevelAllowances.0.vatCategoryCode', 'S')],
  ['BR-O-14', () => changed(invoiceOfCategory('O'), 'documentLevelCharges.0.vatCategoryCode', 'S')],
];

it.each(COMBINED)('%s is broken', (rule, invoice) => expect(rulesBroken(invoice())).toContain(rule));

describe.each(FAMILIES)('family %s', (prefix, code) => {
  it('a sound invoice of the category breaks none of its rules', () => {
    const problems = checkInvoice(invoiceOfCategory(code), { rules: ['en16931'] });
    expect(problems).toEqual([]);
  });

  const known = new Set(rulePacks().flatMap((pack) => pack.rules.map((rule) => rule.id)));
  it.each(familyCases(prefix, code).filter(([rule]) => known.has(rule)))('%s is broken', (rule, invoice) => {
    expect(checkInvoice(invoice, { rules: ['en16931'] }).map((problem) => problem.rule)).toContain(rule);
  });
});

it('every rule of every pack has a case that breaks it', () => {
  const covered = new Set<string>([
    ...[...DOCUMENT, ...LINES, ...TOTALS, ...CODES, ...FRENCH, ...PLAUSIBILITY].map(([rule]) => rule),
    ...COMBINED.map(([rule]) => rule),
    ...FAMILIES.flatMap(([prefix, code]) => familyCases(prefix, code).map(([rule]) => rule)),
  ]);
  // Grouped lines and objects have cases of their own beside them.
  const all = rulePacks()
    .flatMap((pack) => pack.rules.map((rule) => rule.id))
    .filter((rule) => !/^BR-FR-(MV-|BD-|29|30)/.test(rule));
  expect(all.filter((rule) => !covered.has(rule))).toEqual([]);
});

describe('tolerances of the official sheets', () => {
  it('VAT off by less than 1.00 is a warning, off by 1.00 is fatal', () => {
    const sound = exampleInvoice();
    const near = checkInvoice(changed(sound, 'vatBreakdown.0.vatCategoryTaxAmount', '51.99'), {
      rules: ['en16931', 'plausibility'],
    });
    expect(
      near.filter((problem) => problem.rule !== 'BR-CO-14').map((problem) => [problem.rule, problem.severity]),
    ).toEqual([['vat-exact', 'warning']]);
    expect(rulesBroken(changed(sound, 'vatBreakdown.0.vatCategoryTaxAmount', '52.00'))).toEqual(
      expect.arrayContaining(['BR-CO-17', 'BR-S-09']),
    );
  });

  it('a rated base off by a cent is fatal in CII and passes in UBL', () => {
    const off = changed(exampleInvoice(), 'vatBreakdown.0.vatCategoryTaxableAmount', '255.01');
    const broken = (syntax: 'cii' | 'ubl') =>
      checkInvoice(off, { rules: ['en16931'], syntax }).map((problem) => problem.rule);
    expect(broken('cii')).toEqual(['BR-S-08']);
    expect(broken('ubl')).toEqual([]);
  });
});
