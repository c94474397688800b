import { describe, expect, it } from '@jest/globals';
import type { Invoice } from '../model/index.js';
import { changed, invoiceOfCategory, richInvoice } from '../testing/rich-invoice.js';
import { exampleInvoice } from '../testing/example.js';
import { checkInvoice } from './check-invoice.js';
import { rulePacks } from './packs.js';

/** Rule, path of the term to change, and what breaks it; absent: the term is removed. */
type Case = readonly [rule: string, path: string, value?: unknown];

const DOCUMENT: readonly Case[] = [
  ['BR-01', 'processControl.specificationIdentifier'],
  ['BR-02', 'invoiceNumber'],
  ['BR-03', 'invoiceIssueDate'],
  ['BR-04', 'invoiceTypeCode'],
  ['BR-05', 'invoiceCurrencyCode'],
  ['BR-06', 'seller.name'],
  ['BR-07', 'buyer.name', ' '],
  ['BR-08', 'seller.postalAddress'],
  ['BR-09', 'seller.postalAddress.countryCode'],
  ['BR-10', 'buyer.postalAddress'],
  ['BR-11', 'buyer.postalAddress.countryCode'],
  ['BR-12', 'documentTotals.sumOfInvoiceLineNetAmount'],
  ['BR-13', 'documentTotals.invoiceTotalAmountWithoutVat'],
  ['BR-14', 'documentTotals.invoiceTotalAmountWithVat'],
  ['BR-15', 'documentTotals.amountDueForPayment'],
  ['BR-16', 'lines', []],
  ['BR-17', 'payee.name', 'Atelier du Rhône SARL'],
  ['BR-18', 'sellerTaxRepresentative.name'],
  ['BR-19', 'sellerTaxRepresentative.postalAddress'],
  ['BR-20', 'sellerTaxRepresentative.postalAddress.countryCode'],
  ['BR-29', 'deliveryInformation.invoicingPeriod.endDate', '2026-08-31'],
  ['BR-49', 'paymentInstructions.paymentMeansTypeCode'],
  ['BR-50', 'paymentInstructions.creditTransfers.0.paymentAccountIdentifier'],
  ['BR-51', 'paymentInstructions.paymentCardInformation.primaryAccountNumber', '4970123412341234'],
  ['BR-52', 'additionalSupportingDocuments.0.reference'],
  ['BR-53', 'vatAccountingCurrencyCode', 'SEK'],
  ['BR-55', 'precedingInvoiceReferences.0.reference'],
  ['BR-56', 'sellerTaxRepresentative.vatIdentifier'],
  ['BR-57', 'deliveryInformation.deliverToAddress.countryCode'],
  ['BR-61', 'paymentInstructions.creditTransfers'],
  ['BR-62', 'seller.electronicAddress.scheme'],
  ['BR-63', 'buyer.electronicAddress.scheme'],
  ['BR-CO-03', 'valueAddedTaxPointDate', '2026-10-05'],
  ['BR-CO-09', 'seller.vatIdentifier', '44732829320'],
  ['BR-CO-19', 'deliveryInformation.invoicingPeriod', {}],
  ['BR-CO-25', 'paymentDueDate'],
  ['BR-CO-26', 'seller', { name: 'X', postalAddress: { countryCode: 'FR' } }],
];

const LINES: readonly Case[] = [
  ['BR-21', 'lines.0.identifier'],
  ['BR-22', 'lines.1.invoicedQuantity'],
  ['BR-23', 'lines.0.invoicedQuantityUnitOfMeasureCode'],
  ['BR-24', 'lines.0.netAmount'],
  ['BR-25', 'lines.0.itemInformation.name'],
  ['BR-26', 'lines.0.priceDetails.itemNetPrice'],
  ['BR-27', 'lines.0.priceDetails.itemNetPrice', '-1'],
  ['BR-28', 'lines.0.priceDetails.itemGrossPrice', '-1'],
  ['BR-30', 'lines.0.period.endDate', '2026-08-31'],
  ['BR-31', 'documentLevelAllowances.0.amount'],
  ['BR-32', 'documentLevelAllowances.0.vatCategoryCode'],
  ['BR-33', 'documentLevelAllowances.0', { amount: '2.00', vatCategoryCode: 'S', vatRate: '20.00' }],
  ['BR-CO-21', 'documentLevelAllowances.0', { amount: '2.00', vatCategoryCode: 'S', vatRate: '20.00' }],
  ['BR-36', 'documentLevelCharges.0.amount'],
  ['BR-37', 'documentLevelCharges.0.vatCategoryCode'],
  ['BR-38', 'documentLevelCharges.0', { amount: '1.00', vatCategoryCode: 'S', vatRate: '20.00' }],
  ['BR-CO-22', 'documentLevelCharges.0', { amount: '1.00', vatCategoryCode: 'S', vatRate: '20.00' }],
  ['BR-41', 'lines.0.allowances.0.amount'],
  ['BR-42', 'lines.0.allowances.0', { amount: '5.00' }],
  ['BR-CO-23', 'lines.0.allowances.0', { amount: '5.00' }],
  ['BR-43', 'lines.0.charges.0.amount'],
  ['BR-44', 'lines.0.charges.0', { amount: '3.00' }],
  ['BR-CO-24', 'lines.0.charges.0', { amount: '3.00' }],
  ['BR-54', 'lines.0.itemInformation.attributes.0.value'],
  ['BR-64', 'lines.0.itemInformation.standardIdentifier.scheme'],
  ['BR-65', 'lines.0.itemInformation.classificationIdentifiers.0.scheme'],
  ['BR-CO-04', 'lines.0.vatInformation.invoicedItemVatCategoryCode'],
  ['BR-CO-20', 'lines.0.period', {}],
];

const TOTALS: readonly Case[] = [
  ['BR-45', 'vatBreakdown.0.vatCategoryTaxableAmount'],
  ['BR-46', 'vatBreakdown.0.vatCategoryTaxAmount'],
  ['BR-47', 'vatBreakdown.0.vatCategoryCode'],
  ['BR-48', 'vatBreakdown.0.vatCategoryRate'],
  ['BR-CO-10', 'documentTotals.sumOfInvoiceLineNetAmount', '292.82'],
  ['BR-CO-11', 'documentTotals.sumOfAllowancesOnDocumentLevel'],
  ['BR-CO-12', 'documentTotals.sumOfChargesOnDocumentLevel', '1.01'],
  ['BR-CO-13', 'documentTotals.invoiceTotalAmountWithoutVat', '291.82'],
  ['BR-CO-14', 'documentTotals.invoiceTotalVatAmount', '52.60'],
  ['BR-CO-15', 'documentTotals.invoiceTotalAmountWithVat', '1.00'],
  ['BR-CO-16', 'documentTotals.paidAmount', '0.01'],
  ['BR-CO-17', 'vatBreakdown.0.vatCategoryTaxAmount', '49.40'],
  ['BR-CO-18', 'vatBreakdown', []],
  ['BR-DEC-01', 'documentLevelAllowances.0.amount', '2.000'],
  ['BR-DEC-02', 'documentLevelAllowances.0.baseAmount', '2.000'],
  ['BR-DEC-05', 'documentLevelCharges.0.amount', '2.000'],
  ['BR-DEC-06', 'documentLevelCharges.0.baseAmount', '2.000'],
  ['BR-DEC-09', 'documentTotals.sumOfInvoiceLineNetAmount', '2.000'],
  ['BR-DEC-10', 'documentTotals.sumOfAllowancesOnDocumentLevel', '2.000'],
  ['BR-DEC-11', 'documentTotals.sumOfChargesOnDocumentLevel', '2.000'],
  ['BR-DEC-12', 'documentTotals.invoiceTotalAmountWithoutVat', '2.000'],
  ['BR-DEC-13', 'documentTotals.invoiceTotalVatAmount', '2.000'],
  ['BR-DEC-14', 'documentTotals.invoiceTotalAmountWithVat', '2.000'],
  ['BR-DEC-15', 'documentTotals.invoiceTotalVatAmountInAccountingCurrency', '2.000'],
  ['BR-DEC-16', 'documentTotals.paidAmount', '2.000'],
  ['BR-DEC-17', 'documentTotals.roundingAmount', '2.000'],
  ['BR-DEC-18', 'documentTotals.amountDueForPayment', '2.000'],
  ['BR-DEC-19', 'vatBreakdown.0.vatCategoryTaxableAmount', '2.000'],
  ['BR-DEC-20', 'vatBreakdown.0.vatCategoryTaxAmount', '2.000'],
  ['BR-DEC-23', 'lines.0.netAmount', '2.000'],
  ['BR-DEC-24', 'lines.0.allowances.0.amount', '2.000'],
  ['BR-DEC-25', 'lines.0.allowances.0.baseAmount', '2.000'],
  ['BR-DEC-27', 'lines.0.charges.0.amount', '2.000'],
  ['BR-DEC-28', 'lines.0.charges.0.baseAmount', '2.000'],
];

const CODES: readonly Case[] = [
  ['BR-CL-01', 'invoiceTypeCode', '999'],
  ['BR-CL-04', 'invoiceCurrencyCode', 'EURO'],
  ['BR-CL-05', 'vatAccountingCurrencyCode', 'XYZ'],
  ['BR-CL-06', 'valueAddedTaxPointDateCode', '72'],
  ['BR-CL-07', 'lines.0.objectIdentifier.scheme', '???'],
  ['BR-CL-08', 'notes.0.subjectCode', 'ZZ9'],
  ['BR-CL-10', 'seller.identifiers.0.scheme', '9999'],
  ['BR-CL-11', 'buyer.legalRegistrationIdentifier.scheme', '9999'],
  ['BR-CL-13', 'lines.0.itemInformation.classificationIdentifiers.0.scheme', '???'],
  ['BR-CL-14', 'buyer.postalAddress.countryCode', 'FRA'],
  ['BR-CL-15', 'lines.0.itemInformation.countryOfOrigin', 'EN'],
  ['BR-CL-16', 'paymentInstructions.paymentMeansTypeCode', '999'],
  ['BR-CL-17', 'vatBreakdown.0.vatCategoryCode', 'X'],
  ['BR-CL-18', 'lines.0.vatInformation.invoicedItemVatCategoryCode', 'X'],
  ['BR-CL-19', 'documentLevelAllowances.0.reasonCode', 'FC'],
  ['BR-CL-20', 'lines.0.charges.0.reasonCode', '95'],
  ['BR-CL-21', 'lines.0.itemInformation.standardIdentifier.scheme', '9999'],
  ['BR-CL-22', 'vatBreakdown.0.vatExemptionReasonCode', 'VATEX-XX'],
  ['BR-CL-23', 'lines.0.invoicedQuantityUnitOfMeasureCode', 'piece'],
  ['BR-CL-24', 'additionalSupportingDocuments.0.attachedDocument.mimeCode', 'text/html'],
  ['BR-CL-25', 'buyer.electronicAddress.scheme', '0000'],
  ['BR-CL-26', 'deliveryInformation.deliverToLocationIdentifier.scheme', '0000'],
];

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

const FAMILIES = [
  ['BR-S', 'S'],
  ['BR-Z', 'Z'],
  ['BR-E', 'E'],
  ['BR-AE', 'AE'],
  ['BR-IC', 'K'],
  ['BR-G', 'G'],
  ['BR-O', 'O'],
  ['BR-AF', 'L'],
  ['BR-AG', 'M'],
] as const;

function familyCases(prefix: string, code: string): [string, Invoice][] {
  const sound = invoiceOfCategory(code);
  const withoutParties = changed(
    changed(changed(sound, 'seller.vatIdentifier', undefined), 'seller.taxRegistrationIdentifier', undefined),
    'sellerTaxRepresentative',
    undefined,
  );
  const wrongParties = code === 'O' ? changed(sound, 'seller.vatIdentifier', 'FR44732829320') : withoutParties;
  const wrongRate = { S: '0', L: '-1', M: '-1' }[code] ?? '20';
  const reason = { vatExemptionReasonText: undefined, vatExemptionReasonCode: undefined };
  const rated = ['S', 'L', 'M'].includes(code) || code === 'Z';
  const wrongReason = rated ? { vatExemptionReasonText: 'non' } : reason;
  return [
    [`${prefix}-01`, changed(sound, 'vatBreakdown', [])],
    [`${prefix}-02`, wrongParties],
    [`${prefix}-03`, wrongParties],
    [`${prefix}-04`, wrongParties],
    [`${prefix}-05`, changed(sound, 'lines.0.vatInformation.invoicedItemVatRate', wrongRate)],
    [`${prefix}-06`, changed(sound, 'documentLevelAllowances.0.vatRate', wrongRate)],
    [`${prefix}-07`, changed(sound, 'documentLevelCharges.0.vatRate', wrongRate)],
    [`${prefix}-08`, changed(sound, 'vatBreakdown.0.vatCategoryTaxableAmount', '1.00')],
    [`${prefix}-09`, changed(sound, 'vatBreakdown.0.vatCategoryTaxAmount', '1.00')],
    [`${prefix}-10`, changed(sound, 'vatBreakdown.0', { ...sound.vatBreakdown![0], ...wrongReason })],
  ];
}

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
