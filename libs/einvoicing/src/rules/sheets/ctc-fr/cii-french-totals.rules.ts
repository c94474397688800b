import type { XmlElement } from '../../../xml/xml-tree.js';
import { same } from '../arithmetic.js';
import { about, type Predicate, type RuleGroup } from '../sheet-rule.js';
import { all, collapse, first, has, numberAt } from '../xml-path.js';
import { at, french, type FrenchTest } from './french-sheet.js';
import * as is from './french-predicates.js';
import { isFrame } from './cii-grouped.rules.js';

const ROOT = 'rsm:CrossIndustryInvoice';
const INVOICE = at(ROOT);
const TRANSACTION = 'rsm:SupplyChainTradeTransaction';
const AGREEMENT = `${TRANSACTION}/ram:ApplicableHeaderTradeAgreement`;
const SETTLEMENT = `${TRANSACTION}/ram:ApplicableHeaderTradeSettlement`;
const TOTALS = `${SETTLEMENT}/ram:SpecifiedTradeSettlementHeaderMonetarySummation`;
const LINES = `${TRANSACTION}/ram:IncludedSupplyChainTradeLineItem`;
const LINE = `${ROOT}/${LINES}`;
const OF_LINE = `${LINE}/ram:SpecifiedLineTradeSettlement`;
const PRODUCT = `${LINE}/ram:SpecifiedTradeProduct/ram:ApplicableProductCharacteristic`;
const SUBTYPE = 'ram:AssociatedDocumentLineDocument/ram:LineStatusReasonCode';

const REFERENCE = 'ram:AdditionalReferencedDocument';
const referencesTo = (element: XmlElement, scheme: string): XmlElement[] =>
  all(element, REFERENCE).filter((one) => is.someReads(one, 'ram:ReferenceTypeCode', scheme));
const isOnce = about(
  REFERENCE,
  (element) => referencesTo(element, 'AFL').length <= 1 && referencesTo(element, 'AVV').length <= 1,
);

/** Identifiers of references of both schemes below elements. */
const identified =
  (path: string): RuleGroup['on'] =>
  (document) =>
    (document.contains(REFERENCE) ? at(path)(document) : []).flatMap((element) =>
      ['AFL', 'AVV'].flatMap((scheme) =>
        referencesTo(element, scheme).flatMap((reference) => all(reference, 'ram:IssuerAssignedID')),
      ),
    );

const OBJECTS: readonly RuleGroup[] = [
  french(at(PRODUCT), ['BR-FR-27', (one) => has(one, 'ram:Description', 'ram:TypeCode')], ['BR-FR-28', hasOneValue]),
  french(at(`${PRODUCT}/ram:Description`, `${PRODUCT}/ram:TypeCode`), ['BR-FR-27', is.isFilled]),
  french(at(`${ROOT}/${AGREEMENT}`), ['BR-FR-29', isOnce]),
  french(identified(`${ROOT}/${AGREEMENT}`), ['BR-FR-29', is.isFilled, 1]),
  french(at(LINE), ['BR-FR-30', isOnce]),
  french(identified(LINE), ['BR-FR-30', is.isFilled, 1]),
];

function hasOneValue(attribute: XmlElement): boolean {
  const hasValue = has(attribute, 'ram:Value');
  if (hasValue) return !has(attribute, 'ram:ValueMeasure');
  return all(attribute, 'ram:ValueMeasure').some((value) => (value.attributes.get('unitCode') ?? '') !== '');
}

const typeOf = (invoice: XmlElement): string => is.textAt(invoice, 'rsm:ExchangedDocument/ram:TypeCode');
const frameOf = (invoice: XmlElement): string =>
  is.textAt(invoice, 'rsm:ExchangedDocumentContext/ram:BusinessProcessSpecifiedDocumentContextParameter/ram:ID');
const isPaid = (invoice: XmlElement): boolean => is.PAID_FRAMES.has(frameOf(invoice));
const PREVIOUS = 'ram:InvoiceReferencedDocument';
const isDated = (reference: XmlElement): boolean =>
  has(reference, 'ram:IssuerAssignedID') && has(reference, 'ram:FormattedIssueDateTime/qdt:DateTimeString');
const DUE = `${SETTLEMENT}/ram:SpecifiedTradePaymentTerms/ram:DueDateDateTime/udt:DateTimeString`;
const isInGroup = (invoice: XmlElement): boolean =>
  all(invoice, `${AGREEMENT}/ram:SellerTradeParty/ram:GlobalID`).some((id) => id.attributes.get('schemeID') === '0231');

/** A line that counts is a DETAIL or does not say what it is. */
const namesPrevious = (line: XmlElement): boolean =>
  (has(line, SUBTYPE) && !is.someReads(line, SUBTYPE, 'DETAIL')) ||
  all(line, `ram:SpecifiedLineTradeSettlement/${PREVIOUS}`).some(isDated);

/** With several due dates the last one counts: an instalment may have been due before. */
function isDueAfterIssue(invoice: XmlElement): boolean {
  const dates = all(invoice, DUE).map(({ text }) => text);
  if (dates.every((date) => date === '')) return true;
  if (is.DEPOSITS.has(typeOf(invoice)) || isPaid(invoice)) return true;
  const issued = first(invoice, 'rsm:ExchangedDocument/ram:IssueDateTime/udt:DateTimeString')?.text;
  return issued !== undefined && dates.some((date) => date >= issued);
}

const COHERENCE: Readonly<Record<string, Predicate>> = {
  'BR-FR-CO-03': (invoice) =>
    typeOf(invoice) !== '262' ||
    [
      `${AGREEMENT}/ram:ContractReferencedDocument/ram:IssuerAssignedID`,
      `${SETTLEMENT}/ram:BillingSpecifiedPeriod/ram:StartDateTime/udt:DateTimeString`,
      `${SETTLEMENT}/ram:BillingSpecifiedPeriod/ram:EndDateTime/udt:DateTimeString`,
    ].every((path) => is.textAt(invoice, path) !== ''),
  'BR-FR-CO-04': (invoice) =>
    !is.CORRECTIVE.has(typeOf(invoice)) || all(invoice, `${SETTLEMENT}/${PREVIOUS}`).length === 1,
  'BR-FR-CO-05': (invoice) =>
    !is.CREDIT_NOTES.has(typeOf(invoice)) ||
    all(invoice, `${SETTLEMENT}/${PREVIOUS}`).some(isDated) ||
    all(invoice, LINES).every(namesPrevious),
  'BR-FR-CO-07': isDueAfterIssue,
  'BR-FR-CO-08': (invoice) => !is.FINAL_FRAMES.has(frameOf(invoice)) || !is.DEPOSITS.has(typeOf(invoice)),
  'BR-FR-CO-12': (invoice) => {
    const currency = first(invoice, `${SETTLEMENT}/ram:InvoiceCurrencyCode`)?.text ?? 'EUR';
    return (
      currency === 'EUR' ||
      (is.someReads(invoice, `${SETTLEMENT}/ram:TaxCurrencyCode`, 'EUR') &&
        all(invoice, `${TOTALS}/ram:TaxTotalAmount`).some(
          (tax) => tax.attributes.get('currencyID') === 'EUR' && tax.text !== '',
        ))
    );
  },
  'BR-FR-CO-14': (invoice) =>
    !isInGroup(invoice) ||
    all(invoice, 'rsm:ExchangedDocument/ram:IncludedNote').some(
      (note) =>
        is.someReads(note, 'ram:SubjectCode', 'TXD') && is.someReads(note, 'ram:Content', 'MEMBRE_ASSUJETTI_UNIQUE'),
    ),
  'BR-FR-CO-15': (invoice) =>
    !isInGroup(invoice) ||
    is.textOfScheme(
      invoice,
      `${AGREEMENT}/ram:SellerTaxRepresentativeTradeParty/ram:SpecifiedTaxRegistration/ram:ID`,
      'VA',
    ) !== '',
};

/** What a paid invoice must tell: paid in full, nothing due, and when. */
const PAID: readonly Predicate[] = [
  (invoice) =>
    same(numberAt(invoice, `${TOTALS}/ram:TotalPrepaidAmount`), numberAt(invoice, `${TOTALS}/ram:GrandTotalAmount`)),
  (invoice) => numberAt(invoice, `${TOTALS}/ram:DuePayableAmount`)?.isZero() ?? false,
  (invoice) => is.textAt(invoice, DUE) !== '',
];

const inTotals = (...names: string[]): string[] => names.map((name) => `${ROOT}/${TOTALS}/ram:${name}`);

const NUMBERS: readonly RuleGroup[] = [
  french(
    at(
      `${ROOT}/${SETTLEMENT}/ram:SpecifiedTradeAllowanceCharge/ram:ActualAmount`,
      `${ROOT}/${SETTLEMENT}/ram:SpecifiedTradeAllowanceCharge/ram:BasisAmount`,
      ...inTotals('LineTotalAmount', 'AllowanceTotalAmount', 'ChargeTotalAmount', 'TaxBasisTotalAmount'),
      ...inTotals('TaxTotalAmount', 'GrandTotalAmount', 'TotalPrepaidAmount', 'RoundingAmount', 'DuePayableAmount'),
      `${ROOT}/${SETTLEMENT}/ram:ApplicableTradeTax/ram:BasisAmount`,
      `${ROOT}/${SETTLEMENT}/ram:ApplicableTradeTax/ram:CalculatedAmount`,
      `${OF_LINE}/ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount`,
      `${OF_LINE}/ram:SpecifiedTradeAllowanceCharge/ram:ActualAmount`,
      `${OF_LINE}/ram:SpecifiedTradeAllowanceCharge/ram:BasisAmount`,
    ),
    ['BR-FR-DEC-01', is.amount],
  ),
  french(
    at(
      `${LINE}/ram:SpecifiedLineTradeDelivery/ram:BilledQuantity`,
      `${LINE}/ram:SpecifiedLineTradeAgreement/ram:NetPriceProductTradePrice/ram:BasisQuantity`,
    ),
    ['BR-FR-DEC-02', is.quantity],
  ),
  french(
    at(
      `${LINE}/ram:SpecifiedLineTradeAgreement/ram:NetPriceProductTradePrice/ram:ChargeAmount`,
      `${LINE}/ram:SpecifiedLineTradeAgreement/ram:GrossPriceProductTradePrice/ram:AppliedTradeAllowanceCharge/ram:ActualAmount`,
      `${LINE}/ram:SpecifiedLineTradeAgreement/ram:GrossPriceProductTradePrice/ram:ChargeAmount`,
    ),
    // Self-billing both ways (frame 9) alone may carry negative prices.
    ['BR-FR-DEC-03', ({ text }, document) => (isFrame(document, '9') ? is.isSignedPrice : is.isPrice)(collapse(text))],
  ),
];

/** Objects, coherence of the terms, and the form of numbers, as the French sheet judges them in CII. */
export const CII_FRENCH_TOTALS: readonly RuleGroup[] = [
  ...OBJECTS,
  french(INVOICE, ...Object.entries(COHERENCE)),
  french(
    INVOICE,
    ...PAID.map((holds, index): FrenchTest => [
      'BR-FR-CO-09',
      (invoice, document) => !isPaid(invoice) || holds(invoice, document),
      index,
    ]),
  ),
  ...NUMBERS,
];
