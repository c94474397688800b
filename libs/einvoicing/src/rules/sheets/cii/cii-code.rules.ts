import {
  ATTACHMENT_TYPES,
  CII_COUNTRIES,
  CURRENCIES,
  DOCUMENT_TYPES,
  PAYMENT_MEANS,
} from '../../../codes/document.codes.js';
import { ELECTRONIC_ADDRESS_SCHEMES, IDENTIFIER_SCHEMES } from '../../../codes/identifier.codes.js';
import { ITEM_CLASSIFICATIONS, NOTE_SUBJECTS, REFERENCE_QUALIFIERS } from '../../../codes/reference.codes.js';
import { UNITS } from '../../../codes/unit.codes.js';
import { ALLOWANCE_REASONS, CHARGE_REASONS, VAT_CATEGORIES, VAT_EXEMPTION_REASONS } from '../../../codes/vat.codes.js';
import type { XmlElement } from '../../../xml/xml-tree.js';
import { attributeInList, carrying, inList } from '../code-predicates.js';
import type { RuleGroup } from '../sheet-rule.js';
import { below, judge, named } from '../sheet-rule.js';
import { all, collapse } from '../xml-path.js';
import { isCharge } from './cii-contexts.js';

const schemeInList = (list: ReadonlySet<string>) => attributeInList('schemeID', list);

/** Where identifiers have a rule of their own. */
const ELSEWHERE = ['ram:SpecifiedTradeProduct', 'ram:ShipToTradeParty'];

function isWithin(element: XmlElement, names: readonly string[]): boolean {
  for (let above = element.parent; above; above = above.parent) if (names.includes(above.name)) return true;
  return false;
}

const reasonCodes =
  (charge: boolean): RuleGroup['on'] =>
  (document) =>
    document
      .named('ram:SpecifiedTradeAllowanceCharge')
      .filter((entry) => isCharge(entry) === charge)
      .flatMap((entry) => all(entry, 'ram:ReasonCode'));

/** Code lists, as the CII sheet of EN 16931 judges them: each code wherever it stands. */
export const CII_CODES: readonly RuleGroup[] = [
  judge(below(['rsm:ExchangedDocument'], 'ram:TypeCode'), { 'BR-CL-01': inList(DOCUMENT_TYPES) }),
  judge((document) => document.named('ram:TaxTotalAmount').filter(carrying('currencyID')), {
    'BR-CL-03': attributeInList('currencyID', CURRENCIES),
  }),
  judge(named('ram:InvoiceCurrencyCode'), { 'BR-CL-04': inList(CURRENCIES) }),
  judge(named('ram:TaxCurrencyCode'), { 'BR-CL-05': inList(CURRENCIES) }),
  judge(named('ram:DueDateTypeCode'), { 'BR-CL-06': inList(new Set(['5', '29', '72'])) }),
  judge(named('ram:ReferenceTypeCode'), { 'BR-CL-07': inList(REFERENCE_QUALIFIERS) }),
  judge(named('ram:SubjectCode'), { 'BR-CL-08': inList(NOTE_SUBJECTS) }),
  judge(
    (document) =>
      document.named('ram:GlobalID').filter((id) => id.attributes.has('schemeID') && !isWithin(id, ELSEWHERE)),
    { 'BR-CL-10': schemeInList(IDENTIFIER_SCHEMES) },
  ),
  judge(
    (document) =>
      document
        .named('ram:ID')
        .filter((id) => id.attributes.has('schemeID') && id.parent?.name !== 'ram:SpecifiedTaxRegistration'),
    { 'BR-CL-11': schemeInList(IDENTIFIER_SCHEMES) },
  ),
  judge((document) => document.named('ram:ClassCode').filter(carrying('listID')), {
    'BR-CL-13': attributeInList('listID', ITEM_CLASSIFICATIONS),
  }),
  judge(named('ram:CountryID'), { 'BR-CL-14': inList(CII_COUNTRIES) }),
  judge(below(['ram:OriginTradeCountry'], 'ram:ID'), { 'BR-CL-15': inList(CII_COUNTRIES) }),
  judge(below(['ram:SpecifiedTradeSettlementPaymentMeans'], 'ram:TypeCode'), { 'BR-CL-16': inList(PAYMENT_MEANS) }),
  judge(below(['ram:CategoryTradeTax'], 'ram:CategoryCode'), { 'BR-CL-17': inList(VAT_CATEGORIES) }),
  judge(below(['ram:ApplicableTradeTax'], 'ram:CategoryCode'), { 'BR-CL-18': inList(VAT_CATEGORIES) }),
  judge(reasonCodes(false), { 'BR-CL-19': inList(ALLOWANCE_REASONS) }),
  judge(reasonCodes(true), { 'BR-CL-20': inList(CHARGE_REASONS) }),
  judge((document) => document.namedBelow('ram:SpecifiedTradeProduct', 'ram:GlobalID').filter(carrying('schemeID')), {
    'BR-CL-21': schemeInList(IDENTIFIER_SCHEMES),
  }),
  judge(named('ram:ExemptionReasonCode'), {
    'BR-CL-22': (code) => VAT_EXEMPTION_REASONS.has(collapse(code.text).toUpperCase()),
  }),
  judge(
    (document) =>
      ['ram:BasisQuantity', 'ram:BilledQuantity'].flatMap((name) => document.named(name)).filter(carrying('unitCode')),
    { 'BR-CL-23': attributeInList('unitCode', UNITS) },
  ),
  judge((document) => document.named('ram:AttachmentBinaryObject').filter(carrying('mimeCode')), {
    'BR-CL-24': (object) => ATTACHMENT_TYPES.has(object.attributes.get('mimeCode')!),
  }),
  judge((document) => document.namedBelow('ram:URIUniversalCommunication', 'ram:URIID').filter(carrying('schemeID')), {
    'BR-CL-25': schemeInList(ELECTRONIC_ADDRESS_SCHEMES),
  }),
  judge(
    (document) =>
      document
        .namedBelow('ram:ShipToTradeParty', 'ram:GlobalID')
        .filter(
          (id) => id.attributes.has('schemeID') && id.parent?.parent?.name === 'ram:ApplicableHeaderTradeDelivery',
        ),
    { 'BR-CL-26': schemeInList(IDENTIFIER_SCHEMES) },
  ),
];
