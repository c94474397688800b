import type { XmlElement } from '../../../xml/xml-tree.js';
import { codes } from '../../../codes/code-list.js';
import { FRAMES } from '../../ctc-fr/document.rules.js';
import { all, attribute, collapse, first, normal } from '../xml-path.js';
import type { RuleGroup } from '../sheet-rule.js';
import { anywhere, at, french, having, SCHEME_GIVEN } from './french-sheet.js';
import * as is from './french-predicates.js';

const ROOT = 'rsm:CrossIndustryInvoice';
const INVOICE = at(ROOT);
const DOCUMENT = `${ROOT}/rsm:ExchangedDocument`;
const TRANSACTION = `${ROOT}/rsm:SupplyChainTradeTransaction`;
const AGREEMENT = 'rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeAgreement';
const SETTLEMENT = 'rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement';
const DELIVERY = 'rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeDelivery';
const LINE = `${TRANSACTION}/ram:IncludedSupplyChainTradeLineItem`;
const OF_LINE = `${LINE}/ram:SpecifiedLineTradeSettlement`;

const agreement = (path: string): string => `${ROOT}/${AGREEMENT}/${path}`;
const settlement = (path: string): string => `${ROOT}/${SETTLEMENT}/${path}`;

const PREVIOUS = 'ram:InvoiceReferencedDocument';
const ISSUE_DAY = 'ram:FormattedIssueDateTime/qdt:DateTimeString';

/** Only the first eight characters are looked at, whatever the format says. */
const day = ({ text }: XmlElement): boolean =>
  is.isDayOfCentury(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}`);

const NUMBERS_AND_DAYS: readonly RuleGroup[] = [
  french(
    at(
      `${DOCUMENT}/ram:ID`,
      settlement(`${PREVIOUS}/ram:IssuerAssignedID`),
      `${OF_LINE}/${PREVIOUS}/ram:IssuerAssignedID`,
    ),
    ['BR-FR-01', is.noLongerThan(35)],
    ['BR-FR-02', is.isInvoiceNumber],
  ),
  french(
    at(
      `${DOCUMENT}/ram:IssueDateTime/udt:DateTimeString`,
      settlement('ram:ApplicableTradeTax/ram:TaxPointDate/udt:DateString'),
      settlement('ram:SpecifiedTradePaymentTerms/ram:DueDateDateTime/udt:DateTimeString'),
      settlement(`${PREVIOUS}/${ISSUE_DAY}`),
      `${ROOT}/${DELIVERY}/ram:ActualDeliverySupplyChainEvent/ram:OccurrenceDateTime/udt:DateTimeString`,
      settlement('ram:BillingSpecifiedPeriod/ram:StartDateTime/udt:DateTimeString'),
      settlement('ram:BillingSpecifiedPeriod/ram:EndDateTime/udt:DateTimeString'),
      `${OF_LINE}/${PREVIOUS}/${ISSUE_DAY}`,
      `${LINE}/ram:SpecifiedLineTradeDelivery/ram:ActualDeliverySupplyChainEvent/ram:OccurrenceDateTime/udt:DateTimeString`,
      `${OF_LINE}/ram:BillingSpecifiedPeriod/ram:StartDateTime/udt:DateTimeString`,
      `${OF_LINE}/ram:BillingSpecifiedPeriod/ram:EndDateTime/udt:DateTimeString`,
    ),
    ['BR-FR-03', day],
  ),
  french(
    at(`${DOCUMENT}/ram:TypeCode`, settlement(`${PREVIOUS}/ram:TypeCode`), `${OF_LINE}/${PREVIOUS}/ram:TypeCode`),
    ['BR-FR-04', is.isKnownType],
  ),
];

const FRAME = 'ram:BusinessProcessSpecifiedDocumentContextParameter/ram:ID';
const notesOf = (document: XmlElement, code: string): XmlElement[] =>
  all(document, 'ram:IncludedNote').filter((note) => is.someReads(note, 'ram:SubjectCode', code));
const TREATMENTS = codes('B2B B2BINT B2C B2CINT OUTOFSCOPE ARCHIVEONLY');

const NOTES: readonly RuleGroup[] = [
  french(
    at(DOCUMENT),
    ...['PMT', 'PMD', 'AAB'].map(
      (code, index) => ['BR-FR-05', (d: XmlElement) => notesOf(d, code).length > 0, index] as const,
    ),
    ...['PMT', 'PMD', 'AAB', 'TXD'].map(
      (code, index) => ['BR-FR-06', (d: XmlElement) => notesOf(d, code).length <= 1, index] as const,
    ),
    [
      'BR-FR-31',
      (document) =>
        notesOf(document, 'BAR').filter((note) => TREATMENTS.has(normal(first(note, 'ram:Content')))).length <= 1,
    ],
  ),
  french(at(`${ROOT}/rsm:ExchangedDocumentContext`), ['BR-FR-08', (context) => FRAMES.has(is.textAt(context, FRAME))]),
  french(
    (document) => at(DOCUMENT)(document).flatMap((one) => notesOf(one, 'BAR')),
    ['BR-FR-20', (note) => TREATMENTS.has(is.textAt(note, 'ram:Content'))],
  ),
  french(
    (document) =>
      at(agreement('ram:AdditionalReferencedDocument'))(document).filter((one) =>
        is.someReads(one, 'ram:TypeCode', '916'),
      ),
    [
      'BR-FR-17',
      (document) => {
        const code = normal(first(document, 'ram:Name'));
        return code === '' || is.ATTACHMENTS.has(code);
      },
    ],
  ),
  french(INVOICE, [
    'BR-FR-18',
    (invoice) =>
      all(invoice, `${AGREEMENT}/ram:AdditionalReferencedDocument`).filter((one) =>
        is.someReads(one, 'ram:Name', 'LISIBLE'),
      ).length <= 1,
  ]),
];

const LEGAL = 'ram:SpecifiedLegalOrganization/ram:ID';
const ADDRESS = 'ram:URIUniversalCommunication/ram:URIID';
const SELLER = agreement('ram:SellerTradeParty');
const BUYER = agreement('ram:BuyerTradeParty');
/** Parties with a role of their own besides seller and buyer. */
const OTHERS = [
  settlement('ram:PayeeTradeParty'),
  agreement('ram:BuyerAgentTradeParty'),
  settlement('ram:PayerTradeParty'),
  agreement('ram:SalesAgentTradeParty'),
  settlement('ram:InvoiceeTradeParty'),
  settlement('ram:InvoicerTradeParty'),
];
const PLACES = [
  `${ROOT}/${DELIVERY}/ram:ShipToTradeParty`,
  `${LINE}/ram:SpecifiedLineTradeDelivery/ram:ShipToTradeParty`,
];
const ADDRESSES = [SELLER, BUYER, ...OTHERS].map((party) => `${party}/${ADDRESS}`);

const hasSiret =
  (mayLack: boolean) =>
  (party: XmlElement): boolean =>
    is.isSiretOf(
      all(party, 'ram:GlobalID').find((id) => id.attributes.get('schemeID') === '0009'),
      is.textOfScheme(party, LEGAL, '0002'),
      mayLack,
    );

const isB2B = (invoice: XmlElement): boolean =>
  all(invoice, 'rsm:ExchangedDocument').some((document) =>
    notesOf(document, 'BAR').some((note) => is.someReads(note, 'ram:Content', 'B2B')),
  );
const typeOf = (invoice: XmlElement): string => is.textAt(invoice, 'rsm:ExchangedDocument/ram:TypeCode');
const startsWithSiren = (invoice: XmlElement, role: string): boolean => {
  const party = `${AGREEMENT}/ram:${role}TradeParty`;
  return (
    is.textAt(invoice, `${party}/${ADDRESS}`).startsWith(is.textAt(invoice, `${party}/${LEGAL}`)) &&
    attribute(invoice, `${party}/${ADDRESS}`, 'schemeID') === '0225'
  );
};
const legalOf = (invoice: XmlElement, role: string): string =>
  is.textOfScheme(invoice, `${AGREEMENT}/ram:${role}TradeParty/${LEGAL}`, '0002');

const PARTIES: readonly RuleGroup[] = [
  french(at(SELLER, BUYER), ['BR-FR-09', hasSiret(false)]),
  french(at(...OTHERS, ...PLACES), ['BR-FR-09', hasSiret(true)]),
  french(
    INVOICE,
    ['BR-FR-10', (invoice) => /^\d{9}$/.test(collapse(legalOf(invoice, 'Seller')))],
    ['BR-FR-11', (invoice) => !isB2B(invoice) || /^\d{9}$/.test(legalOf(invoice, 'Buyer'))],
    ['BR-FR-12', (invoice) => is.textAt(invoice, `${AGREEMENT}/ram:BuyerTradeParty/${ADDRESS}`) !== ''],
    ['BR-FR-13', (invoice) => is.textAt(invoice, `${AGREEMENT}/ram:SellerTradeParty/${ADDRESS}`) !== ''],
    [
      'BR-FR-21',
      (invoice) => !isB2B(invoice) || is.SELF_BILLED.has(typeOf(invoice)) || startsWithSiren(invoice, 'Buyer'),
    ],
    [
      'BR-FR-22',
      (invoice) => !isB2B(invoice) || !is.SELF_BILLED.has(typeOf(invoice)) || startsWithSiren(invoice, 'Seller'),
    ],
  ),
  french(having(at(...ADDRESSES), 'schemeID', '0225'), ['BR-FR-23', is.isAddress]),
  french(at(...ADDRESSES), ['BR-FR-25', is.noLongerThan(125)]),
  french(
    having(at(`${SELLER}/ram:GlobalID`, `${BUYER}/ram:GlobalID`), 'schemeID', '0224'),
    ['BR-FR-24', is.isAddress],
    ['BR-FR-26', is.noLongerThan(100)],
  ),
  french(having(anywhere('ram:ID', 'ram:SpecifiedLegalOrganization'), 'schemeID', '0002'), ['BR-FR-32', is.isSiren]),
  french(having(anywhere('ram:GlobalID'), 'schemeID', '0002', '0231'), ['BR-FR-32', is.isSiren, 1]),
  french(
    at(SELLER, BUYER, ...OTHERS, ...PLACES),
    ['BR-FR-CO-10', (party) => is.areSchemesGiven(all(party, 'ram:GlobalID')), SCHEME_GIVEN],
    ['BR-FR-CO-10', (party) => is.areSchemesUnique(all(party, 'ram:GlobalID'))],
  ),
];

const ENTRY_TAX = settlement('ram:SpecifiedTradeAllowanceCharge/ram:CategoryTradeTax');
const BUCKET = settlement('ram:ApplicableTradeTax');
const LINE_TAX = `${OF_LINE}/ram:ApplicableTradeTax`;
const category = (tax: XmlElement): XmlElement | undefined => first(tax, 'ram:CategoryCode');
const isGrouping = (tax: XmlElement): boolean => {
  const subtype = 'ram:AssociatedDocumentLineDocument/ram:LineStatusReasonCode';
  const line = tax.parent!.parent!;
  return is.someReads(line, subtype, 'GROUP') || is.someReads(line, subtype, 'INFORMATION');
};

const TAXES: readonly RuleGroup[] = [
  french(at(ENTRY_TAX, BUCKET), ['BR-FR-15', (tax) => is.isKnownCategory(category(tax))]),
  french(at(LINE_TAX), ['BR-FR-15', (tax) => is.isKnownCategory(category(tax)) || (!category(tax) && isGrouping(tax))]),
  french(
    at(ENTRY_TAX, BUCKET, LINE_TAX),
    ['BR-FR-15', (tax) => !is.isLocalTax(category(tax)), 1],
    [
      'BR-FR-16',
      (tax) => {
        const rate = is.textAt(tax, 'ram:RateApplicablePercent');
        return rate === '' || is.isKnownRate(rate);
      },
    ],
  ),
  french(at(...[ENTRY_TAX, BUCKET, LINE_TAX].map((tax) => `${tax}/ram:RateApplicablePercent`)), [
    'BR-FR-DEC-04',
    is.percent,
  ]),
];

/** Numbers, days, notes, parties and taxes, as the French sheet judges them in CII. */
export const CII_FRENCH: readonly RuleGroup[] = [...NUMBERS_AND_DAYS, ...NOTES, ...PARTIES, ...TAXES];
