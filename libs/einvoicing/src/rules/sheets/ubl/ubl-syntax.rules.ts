import type { XmlElement } from '../../../xml/xml-tree.js';
import type { SheetDocument } from '../sheet-document.js';
import type { Predicate, RuleGroup, SheetRule } from '../sheet-rule.js';
import { judge, named } from '../sheet-rule.js';
import { all, decimalsIn, has } from '../xml-path.js';
import { BUYER, entries, INVOICE, LINES, SELLER, values } from './ubl-contexts.js';
import { ublRestrictions } from './ubl-restrictions.js';

const atMostOne =
  (path: string): Predicate =>
  (element) =>
    all(element, path).length <= 1;

/** Tax registrations of a party whose scheme is VAT, or is another, with an identifier. */
function registrations(party: XmlElement, path: string, vat: boolean): XmlElement[] {
  return all(party, `${path}/cac:PartyTaxScheme`)
    .filter((scheme) => all(scheme, 'cac:TaxScheme/cbc:ID').some((id) => (id.text.toUpperCase() === 'VAT') === vat))
    .flatMap((scheme) => all(scheme, 'cbc:CompanyID'));
}

const distinct = (document: SheetDocument, name: string): number =>
  new Set(document.named(name).map((element) => element.text)).size;

/** The payee bears another name than the seller; without both names the sheet's comparison does not hold either. */
function isNotSeller(payee: XmlElement): boolean {
  const names = values(payee, 'cac:PartyName/cbc:Name');
  const seller = payee.parent ? values(payee.parent, `${SELLER}/cac:PartyLegalEntity/cbc:RegistrationName`) : [];
  return names.some((name) => seller.some((other) => other !== name));
}

const DOCUMENT = judge(INVOICE, {
  'UBL-SR-01': atMostOne('cac:ContractDocumentReference/cbc:ID'),
  'UBL-SR-02': atMostOne('cac:ReceiptDocumentReference/cbc:ID'),
  'UBL-SR-03': atMostOne('cac:DespatchDocumentReference/cbc:ID'),
  'UBL-SR-04': (invoice) =>
    all(invoice, 'cac:AdditionalDocumentReference')
      .filter((reference) => values(reference, 'cbc:DocumentTypeCode').includes('130'))
      .flatMap((reference) => all(reference, 'cbc:ID')).length <= 1,
  'UBL-SR-05': atMostOne('cac:PaymentTerms/cbc:Note'),
  'UBL-SR-08': atMostOne('cac:InvoicePeriod'),
  'UBL-SR-09': atMostOne(`${SELLER}/cac:PartyLegalEntity/cbc:RegistrationName`),
  'UBL-SR-10': atMostOne(`${SELLER}/cac:PartyName/cbc:Name`),
  'UBL-SR-11': atMostOne(`${SELLER}/cac:PartyLegalEntity/cbc:CompanyID`),
  'UBL-SR-12': (invoice) => registrations(invoice, SELLER, true).length <= 1,
  'UBL-SR-13': (invoice) => registrations(invoice, SELLER, false).length <= 1,
  'UBL-SR-14': atMostOne(`${SELLER}/cac:PartyLegalEntity/cbc:CompanyLegalForm`),
  'UBL-SR-15': atMostOne(`${BUYER}/cac:PartyLegalEntity/cbc:RegistrationName`),
  'UBL-SR-16': atMostOne(`${BUYER}/cac:PartyIdentification/cbc:ID`),
  'UBL-SR-17': atMostOne(`${BUYER}/cac:PartyLegalEntity/cbc:CompanyID`),
  'UBL-SR-18': (invoice) => registrations(invoice, BUYER, true).length <= 1,
  'UBL-SR-24': atMostOne('cac:Delivery'),
  'UBL-SR-29': (_invoice, document) =>
    document
      .namedBelow('cac:PartyIdentification', 'cbc:ID')
      .filter((id) => id.attributes.get('schemeID')?.toUpperCase() === 'SEPA').length <= 1,
  'UBL-SR-39': atMostOne('cac:ProjectReference/cbc:ID'),
  'UBL-SR-40': atMostOne(`${BUYER}/cac:PartyName/cbc:Name`),
  'UBL-SR-44': (_invoice, document) => distinct(document, 'cbc:PaymentID') <= 1,
  'UBL-SR-45': atMostOne('cac:PaymentMeans/cbc:PaymentDueDate'),
  'UBL-SR-46': (invoice) =>
    all(invoice, 'cac:PaymentMeans/cbc:PaymentMeansCode').filter((code) => code.attributes.has('name')).length <= 1,
  'UBL-SR-47': (_invoice, document) => distinct(document, 'cbc:PaymentMeansCode') <= 1,
  'UBL-SR-49': atMostOne('cac:InvoicePeriod/cbc:DescriptionCode'),
  'UBL-SR-54': atMostOne('cac:PaymentMeans/cac:CardAccount'),
  'UBL-SR-55': atMostOne('cac:PaymentMeans/cac:PaymentMandate'),
  'UBL-SR-56': atMostOne('cac:OriginatorDocumentReference/cbc:ID'),
});

const GROUPS: readonly RuleGroup[] = [
  judge(LINES, {
    'UBL-SR-34': atMostOne('cbc:Note'),
    'UBL-SR-35': atMostOne('cac:OrderLineReference/cbc:LineID'),
    'UBL-SR-36': atMostOne('cac:InvoicePeriod'),
    'UBL-SR-37': atMostOne('cac:Price/cac:AllowanceCharge/cbc:Amount'),
    'UBL-SR-48': (line) => all(line, 'cac:Item/cac:ClassifiedTaxCategory').length === 1,
    'UBL-SR-50': atMostOne('cac:Item/cbc:Description'),
    'UBL-SR-52': atMostOne('cac:DocumentReference'),
  }),
  judge(named('cac:PayeeParty'), {
    'UBL-SR-19': (payee) => all(payee, 'cac:PartyName/cbc:Name').length <= 1 && isNotSeller(payee),
    'UBL-SR-20': (payee) =>
      all(payee, 'cac:PartyIdentification/cbc:ID').filter(
        (id) => id.attributes.get('schemeID')?.toUpperCase() !== 'SEPA',
      ).length <= 1 && isNotSeller(payee),
    'UBL-SR-21': (payee) => all(payee, 'cac:PartyLegalEntity/cbc:CompanyID').length <= 1 && isNotSeller(payee),
  }),
  judge(named('cac:TaxRepresentativeParty'), {
    'UBL-SR-22': atMostOne('cac:PartyName/cbc:Name'),
    'UBL-SR-23': atMostOne('cac:PartyTaxScheme/cbc:CompanyID'),
  }),
  judge(named('cac:BillingReference'), {
    'UBL-SR-06': atMostOne('cac:InvoiceDocumentReference'),
    'UBL-SR-07': (reference) => has(reference, 'cac:InvoiceDocumentReference/cbc:ID'),
  }),
  judge(named('cac:PaymentMeans'), {
    'UBL-SR-26': atMostOne('cbc:PaymentID'),
    'UBL-SR-27': atMostOne('cbc:PaymentMeansCode'),
    'UBL-SR-28': atMostOne('cac:PaymentMandate/cbc:ID'),
  }),
  judge(named('cac:Delivery'), { 'UBL-SR-25': atMostOne('cac:DeliveryParty/cac:PartyName/cbc:Name') }),
  judge(entries(false), { 'UBL-SR-30': atMostOne('cbc:AllowanceChargeReason') }),
  judge(entries(true), { 'UBL-SR-31': atMostOne('cbc:AllowanceChargeReason') }),
  judge(named('cac:TaxSubtotal'), { 'UBL-SR-32': atMostOne('cac:TaxCategory/cbc:TaxExemptionReason') }),
  judge(named('cac:AdditionalDocumentReference'), {
    'UBL-SR-33': atMostOne('cbc:DocumentDescription'),
    'UBL-SR-43': isReferenceOfKnownUse,
  }),
  judge(
    (document) => document.named('cac:Party').filter(({ parent }) => parent?.name === 'cac:AccountingSupplierParty'),
    { 'UBL-SR-42': (party) => all(party, 'cac:PartyTaxScheme').length <= 2 },
  ),
  judge(named('cac:PostalAddress', 'cac:Address'), { 'UBL-SR-51': atMostOne('cac:AddressLine') }),
  judge(named('cac:PartyTaxScheme'), {
    'UBL-SR-53': (scheme) => has(scheme, 'cac:TaxScheme/cbc:ID') && has(scheme, 'cbc:CompanyID'),
  }),
  judge(amounts, { 'UBL-DT-01': (amount) => decimalsIn(amount.text) <= 2 }),
  judge(named('cbc:EmbeddedDocumentBinaryObject'), {
    'UBL-DT-06': (object) => object.attributes.has('mimeCode'),
    'UBL-DT-07': (object) => object.attributes.has('filename'),
  }),
];

/** Type 130 is the invoiced object, 50 the project of a credit note; anything else has neither type nor scheme. */
function isReferenceOfKnownUse(reference: XmlElement, document: SheetDocument): boolean {
  const types = values(reference, 'cbc:DocumentTypeCode');
  if (types.includes('130')) return true;
  if (document.root.local === 'CreditNote' && types.includes('50')) return true;
  return types.length === 0 && !all(reference, 'cbc:ID').some((id) => id.attributes.has('schemeID'));
}

/** Amounts but prices, and but the amounts of a price discount. */
function amounts(document: SheetDocument): XmlElement[] {
  return document
    .names()
    .filter((name) => name.endsWith('Amount') && !name.endsWith('PriceAmount'))
    .flatMap((name) => document.named(name))
    .filter(({ parent }) => !(parent?.name === 'cac:AllowanceCharge' && parent.parent?.name === 'cac:Price'));
}

/** Attributes the standard has no use for, with the rule that says so. */
const ATTRIBUTES: Readonly<Record<string, string>> = {
  '08': 'schemeName',
  '09': 'schemeAgencyName',
  '10': 'schemeDataURI',
  '11': 'schemeURI',
  '12': 'format',
  '13': 'unitCodeListIdentifier',
  '14': 'unitCodeListAgencyIdentifier',
  '15': 'unitCodeListAgencyName',
  '16': 'listAgencyName',
  '17': 'listName',
  '18': 'name',
  '19': 'languageID',
  '20': 'listURI',
  '21': 'listSchemeURI',
  '22': 'languageLocaleID',
  '23': 'uri',
  '24': 'currencyCodeListVersionID',
  '25': 'characterSetCode',
  '26': 'encodingCode',
  '27': 'schemeAgencyID',
  '28': 'listAgencyID',
};

function attributeRule([number, name]: [string, string]): SheetRule {
  return {
    id: `UBL-DT-${number}`,
    severity: 'warning',
    text: {
      en: `The attribute ${name} has no use in the standard and should be left out.`,
      fr: `L'attribut ${name} n'a pas d'usage dans la norme et devrait être omis.`,
    },
    holds: (_invoice, document) => {
      const allowed =
        name === 'name'
          ? document.named('cbc:PaymentMeansCode').filter((code) => code.attributes.has('name')).length
          : 0;
      return document.attributeCount(name) <= allowed;
    },
  };
}

/** How the standard uses UBL: what may stand once, data types, and what is outside the core (warnings). */
export const UBL_SYNTAX: readonly RuleGroup[] = [
  DOCUMENT,
  ...GROUPS,
  { on: INVOICE, rules: [...Object.entries(ATTRIBUTES).map(attributeRule), ...ublRestrictions()] },
];
