import {
  ATTACHMENT_TYPES,
  COUNTRIES,
  CREDIT_NOTE_TYPES,
  CURRENCIES,
  PAYMENT_MEANS,
  UBL_INVOICE_TYPES,
} from '../../../codes/document.codes.js';
import { ELECTRONIC_ADDRESS_SCHEMES, IDENTIFIER_SCHEMES } from '../../../codes/identifier.codes.js';
import { ITEM_CLASSIFICATIONS, REFERENCE_QUALIFIERS } from '../../../codes/reference.codes.js';
import { UNITS } from '../../../codes/unit.codes.js';
import { ALLOWANCE_REASONS, CHARGE_REASONS, VAT_CATEGORIES, VAT_EXEMPTION_REASONS } from '../../../codes/vat.codes.js';
import type { XmlElement } from '../../../xml/xml-tree.js';
import { attributeInList, carrying, inList } from '../code-predicates.js';
import type { RuleGroup } from '../sheet-rule.js';
import { below, judge, named } from '../sheet-rule.js';
import { all, collapse } from '../xml-path.js';
import { entries } from './ubl-contexts.js';

const AMOUNTS = [
  'Amount',
  'BaseAmount',
  'PriceAmount',
  'TaxAmount',
  'TaxableAmount',
  'LineExtensionAmount',
  'TaxExclusiveAmount',
  'TaxInclusiveAmount',
  'AllowanceTotalAmount',
  'ChargeTotalAmount',
  'PrepaidAmount',
  'PayableRoundingAmount',
  'PayableAmount',
].map((name) => `cbc:${name}`);

/** Elements of a name and parent that carry an attribute. */
function carriers(parents: readonly string[], name: string, attribute: string): RuleGroup['on'] {
  return (document) => [...below(parents, name)(document)].filter(carrying(attribute));
}

const objectIdentifiers: RuleGroup['on'] = (document) =>
  [...below(['cac:AdditionalDocumentReference', 'cac:DocumentReference'], 'cbc:ID')(document)].filter(
    (id) =>
      id.attributes.has('schemeID') && all(id.parent!, 'cbc:DocumentTypeCode').some((type) => type.text === '130'),
  );

/** A SEPA creditor identifier stands among the identifiers of the seller or the payee. */
function isPartyScheme(id: XmlElement): boolean {
  const scheme = collapse(id.attributes.get('schemeID'));
  if (IDENTIFIER_SCHEMES.has(scheme)) return true;
  return scheme === 'SEPA' && isWithin(id, ['cac:AccountingSupplierParty', 'cac:PayeeParty']);
}

function isWithin(element: XmlElement, names: readonly string[]): boolean {
  for (let above = element.parent; above; above = above.parent) if (names.includes(above.name)) return true;
  return false;
}

const reasonCodes =
  (charge: boolean): RuleGroup['on'] =>
  (document) =>
    [...entries(charge)(document)].flatMap((entry) => all(entry, 'cbc:AllowanceChargeReasonCode'));

/** Code lists, as the UBL sheet of EN 16931 judges them: each code wherever it stands. */
export const UBL_CODES: readonly RuleGroup[] = [
  judge(named('cbc:InvoiceTypeCode'), { 'BR-CL-01': inList(UBL_INVOICE_TYPES) }),
  judge(named('cbc:CreditNoteTypeCode'), { 'BR-CL-01': inList(CREDIT_NOTE_TYPES) }),
  judge(named(...AMOUNTS), { 'BR-CL-03': attributeInList('currencyID', CURRENCIES) }),
  judge(named('cbc:DocumentCurrencyCode'), { 'BR-CL-04': inList(CURRENCIES) }),
  judge(named('cbc:TaxCurrencyCode'), { 'BR-CL-05': inList(CURRENCIES) }),
  judge(below(['cac:InvoicePeriod'], 'cbc:DescriptionCode'), { 'BR-CL-06': inList(new Set(['3', '35', '432'])) }),
  judge(objectIdentifiers, { 'BR-CL-07': attributeInList('schemeID', REFERENCE_QUALIFIERS) }),
  judge(carriers(['cac:PartyIdentification'], 'cbc:ID', 'schemeID'), { 'BR-CL-10': isPartyScheme }),
  judge(carriers(['cac:PartyLegalEntity'], 'cbc:CompanyID', 'schemeID'), {
    'BR-CL-11': attributeInList('schemeID', IDENTIFIER_SCHEMES),
  }),
  judge(carriers(['cac:CommodityClassification'], 'cbc:ItemClassificationCode', 'listID'), {
    'BR-CL-13': attributeInList('listID', ITEM_CLASSIFICATIONS),
  }),
  judge(below(['cac:Country'], 'cbc:IdentificationCode'), { 'BR-CL-14': inList(COUNTRIES) }),
  judge(below(['cac:OriginCountry'], 'cbc:IdentificationCode'), { 'BR-CL-15': inList(COUNTRIES) }),
  judge(below(['cac:PaymentMeans'], 'cbc:PaymentMeansCode'), { 'BR-CL-16': inList(PAYMENT_MEANS) }),
  judge(below(['cac:TaxCategory'], 'cbc:ID'), { 'BR-CL-17': inList(VAT_CATEGORIES) }),
  judge(below(['cac:ClassifiedTaxCategory'], 'cbc:ID'), { 'BR-CL-18': inList(VAT_CATEGORIES) }),
  judge(reasonCodes(false), { 'BR-CL-19': inList(ALLOWANCE_REASONS) }),
  judge(reasonCodes(true), { 'BR-CL-20': inList(CHARGE_REASONS) }),
  judge(carriers(['cac:StandardItemIdentification'], 'cbc:ID', 'schemeID'), {
    'BR-CL-21': attributeInList('schemeID', IDENTIFIER_SCHEMES),
  }),
  judge(named('cbc:TaxExemptionReasonCode'), {
    'BR-CL-22': (code) => VAT_EXEMPTION_REASONS.has(collapse(code.text).toUpperCase()),
  }),
  judge(
    (document) =>
      ['cbc:InvoicedQuantity', 'cbc:BaseQuantity', 'cbc:CreditedQuantity']
        .flatMap((name) => document.named(name))
        .filter(carrying('unitCode')),
    { 'BR-CL-23': attributeInList('unitCode', UNITS) },
  ),
  judge((document) => document.named('cbc:EmbeddedDocumentBinaryObject').filter(carrying('mimeCode')), {
    'BR-CL-24': (object) => ATTACHMENT_TYPES.has(object.attributes.get('mimeCode')!),
  }),
  judge((document) => document.named('cbc:EndpointID').filter(carrying('schemeID')), {
    'BR-CL-25': attributeInList('schemeID', ELECTRONIC_ADDRESS_SCHEMES),
  }),
  judge(carriers(['cac:DeliveryLocation'], 'cbc:ID', 'schemeID'), {
    'BR-CL-26': attributeInList('schemeID', IDENTIFIER_SCHEMES),
  }),
];
