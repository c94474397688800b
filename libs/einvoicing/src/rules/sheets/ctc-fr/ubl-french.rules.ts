import { codes } from '../../../codes/code-list.js';
import type { XmlElement } from '../../../xml/xml-tree.js';
import { FRAMES } from '../../ctc-fr/document.rules.js';
import type { RuleGroup } from '../sheet-rule.js';
import { all, attribute, collapse, first, has, normal } from '../xml-path.js';
import { anywhere, at, french, having, SCHEME_GIVEN, type Finder } from './french-sheet.js';
import * as is from './french-predicates.js';
import { countOf, noteOf, treatmentsOf } from './ubl-notes.js';

/** The same path in an invoice and in a credit note. */
export const header = (...paths: readonly string[]): string[] =>
  paths.flatMap((path) => [`ubl:Invoice/${path}`, `cn:CreditNote/${path}`]);
/** The same path in the lines of both. */
export const lines = (...paths: readonly string[]): string[] =>
  paths.flatMap((path) => [`ubl:Invoice/cac:InvoiceLine/${path}`, `cn:CreditNote/cac:CreditNoteLine/${path}`]);

export const INVOICE = at('ubl:Invoice', 'cn:CreditNote');
const PREVIOUS = 'cac:BillingReference/cac:InvoiceDocumentReference';

const NUMBERS_AND_DAYS: readonly RuleGroup[] = [
  french(
    at(...header('cbc:ID', `${PREVIOUS}/cbc:ID`), ...lines('cac:BillingReference/cac:DocumentReference/cbc:ID')),
    ['BR-FR-01', is.noLongerThan(35)],
    ['BR-FR-01', is.isInvoiceNumber, 1],
  ),
  // The sheet asks the form of a number of the objects of a line too (BT-128).
  french(at(...header('cbc:ID', `${PREVIOUS}/cbc:ID`), ...lines('cac:DocumentReference/cbc:ID')), [
    'BR-FR-02',
    is.isInvoiceNumber,
  ]),
  french(
    at(
      ...header('cbc:IssueDate', 'cbc:TaxPointDate', 'cbc:DueDate', `${PREVIOUS}/cbc:IssueDate`),
      ...header(
        'cac:Delivery/cbc:ActualDeliveryDate',
        'cac:InvoicePeriod/cbc:StartDate',
        'cac:InvoicePeriod/cbc:EndDate',
      ),
      ...lines('cac:DocumentReference/cbc:IssueDate', 'cac:Delivery/cbc:ActualDeliveryDate'),
      ...lines('cac:InvoicePeriod/cbc:StartDate', 'cac:InvoicePeriod/cbc:EndDate'),
    ),
    ['BR-FR-03', ({ text }) => is.isDayOfCentury(text)],
  ),
  french(
    at(
      'ubl:Invoice/cbc:InvoiceTypeCode',
      'cn:CreditNote/cbc:CreditNoteTypeCode',
      ...header(`${PREVIOUS}/cbc:DocumentTypeCode`),
      ...lines(`${PREVIOUS}/cbc:DocumentTypeCode`),
    ),
    ['BR-FR-04', is.isKnownType],
  ),
];

/** The sheet for UBL does not know B2CINT, that for CII does. */
const TREATMENTS = codes('B2B B2BINT B2C OUTOFSCOPE ARCHIVEONLY');
const DESCRIPTION = 'cbc:DocumentDescription';

const NOTES: readonly RuleGroup[] = [
  french(
    INVOICE,
    ...['PMT', 'PMD', 'AAB'].map(
      (code, index) => ['BR-FR-05', (one: XmlElement) => countOf(one, code) > 0, index] as const,
    ),
    ...['PMT', 'PMD', 'AAB', 'TXD'].map(
      (code, index) => ['BR-FR-06', (one: XmlElement) => countOf(one, code) <= 1, index] as const,
    ),
    ['BR-FR-08', (invoice) => FRAMES.has(is.textAt(invoice, 'cbc:ProfileID'))],
    ['BR-FR-20', (invoice) => noteOf(invoice, 'BAR') === '' || TREATMENTS.has(noteOf(invoice, 'BAR'))],
    ['BR-FR-31', (invoice) => treatmentsOf(invoice) <= 1],
    [
      'BR-FR-18',
      (invoice) =>
        all(invoice, 'cac:AdditionalDocumentReference').filter((one) => is.someReads(one, DESCRIPTION, 'LISIBLE'))
          .length <= 1,
    ],
  ),
  french(anywhere('cac:AdditionalDocumentReference'), [
    'BR-FR-17',
    (one) => !has(one, DESCRIPTION) || all(one, DESCRIPTION).some(({ text }) => is.ATTACHMENTS.has(text)),
  ]),
];

const SELLER = 'cac:AccountingSupplierParty/cac:Party';
const BUYER = 'cac:AccountingCustomerParty/cac:Party';
/** Parties with a role of their own besides seller and buyer. */
const OTHERS = [
  'cac:PayeeParty',
  `${BUYER}/cac:AgentParty`,
  'cac:PaymentMeans/cac:PaymentMandate/cac:PayerParty',
  `${SELLER}/cac:AgentParty`,
  `${BUYER}/cac:ServiceProviderParty/cac:Party`,
  `${SELLER}/cac:ServiceProviderParty/cac:Party`,
];
const LEGAL = 'cac:PartyLegalEntity/cbc:CompanyID';
const IDENTIFIER = 'cac:PartyIdentification/cbc:ID';
const ADDRESSES = header(...[SELLER, BUYER, ...OTHERS].map((party) => `${party}/cbc:EndpointID`));

const hasSiret =
  (identifier: string, legal: string, mayLack: boolean) =>
  (party: XmlElement): boolean =>
    is.isSiretOf(
      all(party, identifier).find((id) => id.attributes.get('schemeID') === '0009'),
      is.textOfScheme(party, legal, '0002'),
      mayLack,
    );

/** Type of an invoice or of a credit note (BT-3), as written. */
export const typeOf = (invoice: XmlElement): string =>
  first(invoice, 'cbc:InvoiceTypeCode')?.text ?? is.textAt(invoice, 'cbc:CreditNoteTypeCode');
const startsWithSiren = (invoice: XmlElement, party: string): boolean =>
  is.textAt(invoice, `${party}/cbc:EndpointID`).startsWith(is.textOfScheme(invoice, `${party}/${LEGAL}`, '0002')) &&
  attribute(invoice, `${party}/cbc:EndpointID`, 'schemeID') === '0225';
const isB2B = (invoice: XmlElement): boolean => noteOf(invoice, 'BAR') === 'B2B';

const PARTIES: readonly RuleGroup[] = [
  french(at(...header(SELLER, BUYER)), ['BR-FR-09', hasSiret(IDENTIFIER, LEGAL, false)]),
  french(at(...header(...OTHERS)), ['BR-FR-09', hasSiret(IDENTIFIER, LEGAL, true)]),
  french(at(...header('cac:Delivery')), [
    'BR-FR-09',
    hasSiret('cac:DeliveryLocation/cbc:ID', `cac:DeliveryParty/${LEGAL}`, true),
  ]),
  french(anywhere('cac:PartyLegalEntity', 'cac:Party', 'cac:AccountingSupplierParty'), [
    'BR-FR-10',
    (entity) => /^\d{9}$/.test(collapse(is.textOfScheme(entity, 'cbc:CompanyID', '0002'))),
  ]),
  french(
    INVOICE,
    ['BR-FR-11', (one) => !isB2B(one) || /^\d{9}$/.test(collapse(is.textOfScheme(one, `${BUYER}/${LEGAL}`, '0002')))],
    ['BR-FR-12', (invoice) => normal(first(invoice, `${BUYER}/cbc:EndpointID`)) !== ''],
    ['BR-FR-13', (invoice) => normal(first(invoice, `${SELLER}/cbc:EndpointID`)) !== ''],
    ['BR-FR-21', (one) => !isB2B(one) || is.SELF_BILLED.has(typeOf(one)) || startsWithSiren(one, BUYER)],
    // Any treatment will do here, not B2B alone.
    [
      'BR-FR-22',
      (one) => noteOf(one, 'BAR') === '' || !is.SELF_BILLED.has(typeOf(one)) || startsWithSiren(one, SELLER),
    ],
  ),
  french(having(at(...ADDRESSES), 'schemeID', '0225'), ['BR-FR-23', is.isAddress]),
  french(at(...ADDRESSES), ['BR-FR-25', is.noLongerThan(125)]),
  french(
    having(at(...header(`${SELLER}/${IDENTIFIER}`, `${BUYER}/${IDENTIFIER}`)), 'schemeID', '0224'),
    ['BR-FR-24', is.isAddress],
    ['BR-FR-26', is.noLongerThan(100)],
  ),
  french(having(anywhere('cbc:CompanyID', 'cac:PartyLegalEntity'), 'schemeID', '0002'), ['BR-FR-32', is.isSiren]),
  french(having(anywhere('cbc:ID', 'cac:PartyIdentification'), 'schemeID', '0002', '0231'), [
    'BR-FR-32',
    is.isSiren,
    1,
  ]),
];

/** Parties wherever the sheet finds them, each with the identifiers it may carry. */
const IDENTIFIED: readonly (readonly [on: Finder, identifier: string])[] = [
  [anywhere('cac:Party', 'cac:AccountingSupplierParty'), IDENTIFIER],
  [anywhere('cac:Party', 'cac:AccountingCustomerParty'), IDENTIFIER],
  [anywhere('cac:PayeeParty'), IDENTIFIER],
  [anywhere('cac:AgentParty', 'cac:Party', 'cac:AccountingCustomerParty'), IDENTIFIER],
  [anywhere('cac:PayerParty', 'cac:PaymentMandate', 'cac:PaymentMeans'), IDENTIFIER],
  [anywhere('cac:AgentParty', 'cac:Party', 'cac:AccountingSupplierParty'), IDENTIFIER],
  [anywhere('cac:Party', 'cac:ServiceProviderParty', 'cac:Party', 'cac:AccountingCustomerParty'), IDENTIFIER],
  [anywhere('cac:Party', 'cac:ServiceProviderParty', 'cac:Party', 'cac:AccountingSupplierParty'), IDENTIFIER],
  [at(...header('cac:Delivery/cac:DeliveryLocation'), ...lines('cac:Delivery/cac:DeliveryLocation')), 'cbc:ID'],
];

const SCHEMES: readonly RuleGroup[] = IDENTIFIED.map(([on, identifier]) =>
  french(
    on,
    ['BR-FR-CO-10', (party) => is.areSchemesGiven(all(party, identifier)), SCHEME_GIVEN],
    ['BR-FR-CO-10', (party) => is.areSchemesUnique(all(party, identifier))],
  ),
);

const ENTRY_TAX = anywhere('cac:TaxCategory', 'cac:AllowanceCharge');
const BUCKET = anywhere('cac:TaxCategory', 'cac:TaxSubtotal', 'cac:TaxTotal');
const LINE_TAX = anywhere('cac:ClassifiedTaxCategory', 'cac:Item');
const everyTax: Finder = (document) => [ENTRY_TAX, BUCKET, LINE_TAX].flatMap((on) => on(document));
/** Rates of the lines of credit notes are not looked at. */
const rated: Finder = (document) => [
  ...ENTRY_TAX(document),
  ...BUCKET(document),
  ...anywhere('cac:ClassifiedTaxCategory', 'cac:Item', 'cac:InvoiceLine')(document),
];
const category = (tax: XmlElement): XmlElement | undefined => first(tax, 'cbc:ID');

const TAXES: readonly RuleGroup[] = [
  french(
    everyTax,
    ['BR-FR-15', (tax) => !category(tax) || is.isKnownCategory(category(tax))],
    ['BR-FR-15', (tax) => !is.isLocalTax(category(tax)), 1],
  ),
  french(rated, ['BR-FR-16', (tax) => !has(tax, 'cbc:Percent') || is.isKnownRate(is.textAt(tax, 'cbc:Percent'))]),
  french((document) => everyTax(document).flatMap((tax) => all(tax, 'cbc:Percent')), ['BR-FR-DEC-04', is.percent]),
];

/** Numbers, days, notes, parties and taxes, as the French sheet judges them in UBL. */
export const UBL_FRENCH: readonly RuleGroup[] = [...NUMBERS_AND_DAYS, ...NOTES, ...PARTIES, ...SCHEMES, ...TAXES];
