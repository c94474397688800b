import type { XmlElement } from '../../../xml/xml-tree.js';
import { same } from '../arithmetic.js';
import type { Predicate, RuleGroup } from '../sheet-rule.js';
import { all, collapse, first, has, normal, numberAt } from '../xml-path.js';
import { anywhere, at, french, having, type Finder, type FrenchTest } from './french-sheet.js';
import * as is from './french-predicates.js';
import { header, INVOICE, lines, typeOf } from './ubl-french.rules.js';
import { isFrame } from './ubl-grouped.rules.js';
import { noteOf } from './ubl-notes.js';

const LINE = at('ubl:Invoice/cac:InvoiceLine', 'cn:CreditNote/cac:CreditNoteLine');
const PREVIOUS = 'cac:BillingReference/cac:InvoiceDocumentReference';
const ofScheme = (element: XmlElement, scheme: string): XmlElement[] =>
  all(element, 'cbc:ID').filter((id) => id.attributes.get('schemeID') === scheme);
const isOnce = (reference: XmlElement): boolean =>
  ofScheme(reference, 'AFL').length <= 1 && ofScheme(reference, 'AVV').length <= 1;

const OBJECTS: readonly RuleGroup[] = [
  french(at(...lines('cac:Item/cac:AdditionalItemProperty')), ['BR-FR-28', hasOneValue]),
  french(at(...header('cac:AdditionalDocumentReference')), ['BR-FR-29', isOnce]),
  french(having(at(...header('cac:AdditionalDocumentReference/cbc:ID')), 'schemeID', 'AFL', 'AVV'), [
    'BR-FR-29',
    is.isFilled,
    1,
  ]),
  french(at(...lines('cac:DocumentReference')), ['BR-FR-30', isOnce]),
  french(having(at(...lines('cac:DocumentReference/cbc:ID')), 'schemeID', 'AFL', 'AVV'), ['BR-FR-30', is.isFilled, 1]),
];

function hasOneValue(property: XmlElement): boolean {
  if (has(property, 'cbc:Value')) return !has(property, 'cbc:ValueQuantity');
  return all(property, 'cbc:ValueQuantity').some((value) => (value.attributes.get('unitCode') ?? '') !== '');
}

const frameOf = (invoice: XmlElement): string => is.textAt(invoice, 'cbc:ProfileID');
const isPaid = (invoice: XmlElement): boolean => is.PAID_FRAMES.has(frameOf(invoice));
const isDated = (reference: XmlElement): boolean => has(reference, 'cbc:ID') && has(reference, 'cbc:IssueDate');
const isInGroup = (invoice: XmlElement): boolean =>
  all(invoice, 'cac:AccountingSupplierParty/cac:Party/cac:PartyIdentification/cbc:ID').some(
    (id) => id.attributes.get('schemeID') === '0231',
  );

/** Lines that count, and those of them that name another invoice with its date. */
function namesPreviousInLines(note: XmlElement): boolean {
  const own = is.textAt(note, 'cbc:ID');
  const counting = all(note, 'cac:CreditNoteLine').filter((line) => {
    const about = all(line, PREVIOUS).filter((one) => is.someReads(one, 'cbc:ID', own));
    return about.length === 0 || about.some((one) => is.someReads(one, 'cbc:DocumentStatusCode', 'DETAIL'));
  });
  return counting.every((line) =>
    all(line, 'cac:BillingReference').some(
      (reference) =>
        all(reference, 'cac:InvoiceDocumentReference/cbc:ID').some(({ text }) => text !== own) &&
        all(reference, 'cac:InvoiceDocumentReference').some(isDated),
    ),
  );
}

/** As texts, which days of one form may be. */
function isDueAfterIssue(invoice: XmlElement): boolean {
  const issued = all(invoice, 'cbc:IssueDate');
  const isEarly = all(invoice, 'cbc:DueDate').some((due) => issued.some(({ text }) => due.text < text));
  return !isEarly || is.DEPOSITS.has(typeOf(invoice)) || isPaid(invoice);
}

const COHERENCE: Readonly<Record<string, Predicate>> = {
  'BR-FR-CO-04': (invoice) =>
    !is.CORRECTIVE.has(is.textAt(invoice, 'cbc:InvoiceTypeCode')) || all(invoice, 'cac:BillingReference').length === 1,
  'BR-FR-CO-07': isDueAfterIssue,
  'BR-FR-CO-08': (invoice) => !is.FINAL_FRAMES.has(frameOf(invoice)) || !is.DEPOSITS.has(typeOf(invoice)),
  'BR-FR-CO-12': (invoice) => {
    const currency = first(invoice, 'cbc:DocumentCurrencyCode')?.text ?? 'EUR';
    return (
      currency === 'EUR' ||
      (is.someReads(invoice, 'cbc:TaxCurrencyCode', 'EUR') &&
        all(invoice, 'cac:TaxTotal/cbc:TaxAmount').some(
          (tax) => tax.attributes.get('currencyID') === 'EUR' && tax.text !== '',
        ))
    );
  },
  'BR-FR-CO-14': (invoice) => !isInGroup(invoice) || noteOf(invoice, 'TXD') === 'MEMBRE_ASSUJETTI_UNIQUE',
  'BR-FR-CO-15': (invoice) =>
    !isInGroup(invoice) || is.textAt(invoice, 'cac:TaxRepresentativeParty/cac:PartyTaxScheme/cbc:CompanyID') !== '',
};

const OF_CREDIT_NOTES: Readonly<Record<string, Predicate>> = {
  'BR-FR-CO-03': (note) =>
    typeOf(note) !== '262' ||
    ['cac:ContractDocumentReference/cbc:ID', 'cac:InvoicePeriod/cbc:StartDate', 'cac:InvoicePeriod/cbc:EndDate'].every(
      (path) => is.textAt(note, path) !== '',
    ),
  'BR-FR-CO-05': (note) =>
    !is.CREDIT_NOTES.has(typeOf(note)) || all(note, PREVIOUS).some(isDated) || namesPreviousInLines(note),
};

const TOTALS = 'cac:LegalMonetaryTotal';
/** What a paid invoice must tell: paid in full, nothing due, and when. */
const PAID: readonly Predicate[] = [
  (invoice) =>
    same(numberAt(invoice, `${TOTALS}/cbc:PrepaidAmount`), numberAt(invoice, `${TOTALS}/cbc:TaxInclusiveAmount`)),
  (invoice) => numberAt(invoice, `${TOTALS}/cbc:PayableAmount`)?.isZero() ?? false,
  (invoice) => ['cbc:DueDate', 'cac:PaymentMeans/cbc:PaymentDueDate'].some((path) => is.textAt(invoice, path) !== ''),
];

const TOTAL_NAMES = `LineExtensionAmount AllowanceTotalAmount ChargeTotalAmount TaxExclusiveAmount TaxInclusiveAmount
  PrepaidAmount PayableRoundingAmount PayableAmount`.split(/\s+/);

const amounts: Finder = (document) => [
  ...at(...header('cac:AllowanceCharge/cbc:BaseAmount', 'cac:AllowanceCharge/cbc:Amount'))(document),
  ...TOTAL_NAMES.flatMap((name) => anywhere(`cbc:${name}`, TOTALS)(document)),
  ...anywhere('cbc:TaxAmount', 'cac:TaxTotal')(document),
  ...anywhere('cbc:TaxableAmount', 'cac:TaxSubtotal', 'cac:TaxTotal')(document),
  ...anywhere('cbc:TaxAmount', 'cac:TaxSubtotal', 'cac:TaxTotal')(document),
  ...at(...lines('cbc:LineExtensionAmount', 'cac:AllowanceCharge/cbc:Amount', 'cac:AllowanceCharge/cbc:BaseAmount'))(
    document,
  ),
];

/** The form of a price, if there is one; self-billing both ways (frame 9) alone may carry negative ones. */
const price =
  (path: string): Predicate =>
  (element, document) => {
    const text = path === '.' ? collapse(element.text) : normal(first(element, path));
    return text === '' || (isFrame(document, '9') ? is.isSignedPrice(text) : is.isPrice(text));
  };

const NUMBERS: readonly RuleGroup[] = [
  french(amounts, ['BR-FR-DEC-01', is.amount]),
  french(
    at('ubl:Invoice/cac:InvoiceLine/cbc:InvoicedQuantity', 'cn:CreditNote/cac:CreditNoteLine/cbc:CreditedQuantity'),
    ['BR-FR-DEC-02', is.quantity],
  ),
  french(
    LINE,
    [
      'BR-FR-DEC-02',
      (line) => {
        const text = normal(first(line, 'cac:Price/cbc:BaseQuantity'));
        return text === '' || is.isQuantity(text);
      },
    ],
    ['BR-FR-DEC-03', price('cac:Price/cbc:PriceAmount')],
  ),
  french(at(...lines('cac:Price/cac:AllowanceCharge')), ['BR-FR-DEC-03', price('cbc:Amount')]),
  french(at(...lines('cac:Price/cac:AllowanceCharge/cbc:BaseAmount')), ['BR-FR-DEC-03', price('.')]),
];

/** Objects, coherence of the terms, and the form of numbers, as the French sheet judges them in UBL. */
export const UBL_FRENCH_TOTALS: readonly RuleGroup[] = [
  ...OBJECTS,
  french(INVOICE, ...Object.entries(COHERENCE)),
  french(at('cn:CreditNote'), ...Object.entries(OF_CREDIT_NOTES)),
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
