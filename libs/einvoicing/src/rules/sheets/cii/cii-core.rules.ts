import { CII_COUNTRIES } from '../../../codes/document.codes.js';
import type { XmlElement } from '../../../xml/xml-tree.js';
import type { SheetDocument } from '../sheet-document.js';
import type { RuleGroup } from '../sheet-rule.js';
import { below, judge, named, warn } from '../sheet-rule.js';
import { all, collapse, decimalsAtMost, filled, first, has, hasAttribute, normal, numberAt } from '../xml-path.js';
import {
  AGREEMENT,
  atPath,
  DELIVERY,
  entries,
  hasRegistration,
  INVOICE,
  isVat,
  LINE,
  LINE_AMOUNT,
  SETTLEMENT,
} from './cii-contexts.js';

const seller = `${AGREEMENT}/ram:SellerTradeParty`;
const buyer = `${AGREEMENT}/ram:BuyerTradeParty`;

const DOCUMENT = judge(INVOICE, {
  'BR-01': (invoice) =>
    filled(invoice, 'rsm:ExchangedDocumentContext/ram:GuidelineSpecifiedDocumentContextParameter/ram:ID'),
  'BR-02': (invoice) => filled(invoice, 'rsm:ExchangedDocument/ram:ID'),
  'BR-03': (invoice) =>
    all(invoice, 'rsm:ExchangedDocument/ram:IssueDateTime/udt:DateTimeString').some(
      (day) => day.attributes.get('format') === '102' && normal(day) !== '',
    ),
  'BR-04': (invoice) => filled(invoice, 'rsm:ExchangedDocument/ram:TypeCode'),
  'BR-05': (invoice) => filled(invoice, `${SETTLEMENT}/ram:InvoiceCurrencyCode`),
  'BR-06': (invoice) => filled(invoice, `${seller}/ram:Name`),
  'BR-07': (invoice) => filled(invoice, `${buyer}/ram:Name`),
  'BR-08': (invoice) => has(invoice, `${seller}/ram:PostalTradeAddress`),
  'BR-09': (invoice) => filled(invoice, `${seller}/ram:PostalTradeAddress/ram:CountryID`),
  'BR-10': (invoice) => has(invoice, `${buyer}/ram:PostalTradeAddress`),
  'BR-11': (invoice) => filled(invoice, `${buyer}/ram:PostalTradeAddress/ram:CountryID`),
  'BR-16': (_invoice, document) => document.named(LINE).length > 0,
  'BR-62': (invoice) => isAddressWithScheme(first(invoice, seller)),
  'BR-63': (invoice) => isAddressWithScheme(first(invoice, buyer)),
});

/** The sheet gave this test up; EXTENDED keeps it, and who is paid late wishes it had been there. */
const TERMS = warn(INVOICE, { 'BR-CO-25': (_invoice, document) => !isPositive(document) || hasTerms(document) });

/** The first electronic address of a party has a scheme. */
function isAddressWithScheme(party: XmlElement | undefined): boolean {
  const address = party && first(party, 'ram:URIUniversalCommunication');
  return !address || collapse(first(address, 'ram:URIID')?.attributes.get('schemeID')) !== '';
}

function isPositive(document: SheetDocument): boolean {
  const [due] = document.named('ram:DuePayableAmount');
  return (due && numberAt(due.parent!, 'ram:DuePayableAmount')?.greaterThan(0)) ?? false;
}

function hasTerms(document: SheetDocument): boolean {
  return document
    .named('ram:SpecifiedTradePaymentTerms')
    .some((terms) => has(terms, 'ram:DueDateDateTime', 'ram:Description'));
}

const PARTIES: readonly RuleGroup[] = [
  judge(named('ram:SellerTradeParty'), {
    'BR-CO-26': (party) =>
      has(party, 'ram:ID', 'ram:GlobalID', 'ram:SpecifiedLegalOrganization/ram:ID') || hasRegistration(party, 'VA'),
  }),
  judge(named('ram:PayeeTradeParty'), { 'BR-17': isPayeeNamedAndOther }),
  judge(named('ram:SellerTaxRepresentativeTradeParty'), {
    'BR-18': (party) => filled(party, 'ram:Name'),
    'BR-19': (party) => has(party, 'ram:PostalTradeAddress'),
    'BR-20': (party) => filled(party, 'ram:PostalTradeAddress/ram:CountryID'),
    'BR-56': (party) =>
      all(party, 'ram:SpecifiedTaxRegistration/ram:ID').some(
        (id) => id.attributes.get('schemeID') === 'VA' && normal(id) !== '',
      ),
  }),
  judge(
    (document) =>
      document
        .namedBelow('ram:SpecifiedTaxRegistration', 'ram:ID')
        .filter((id) => id.attributes.get('schemeID') === 'VA'),
    { 'BR-CO-09': (id) => CII_COUNTRIES.has(id.text.slice(0, 2)) || id.text.startsWith('EL') },
  ),
  judge(atPath(DELIVERY), {
    'BR-57': (delivery) =>
      !has(delivery, 'ram:ShipToTradeParty/ram:PostalTradeAddress') ||
      filled(delivery, 'ram:ShipToTradeParty/ram:PostalTradeAddress/ram:CountryID'),
  }),
];

function isPayeeNamedAndOther(payee: XmlElement): boolean {
  if (!has(payee, 'ram:Name')) return false;
  const transaction = payee.parent?.parent;
  const sameAsSeller = (path: string): boolean => {
    if (!transaction) return false;
    const sellers = all(transaction, `ram:ApplicableHeaderTradeAgreement/ram:SellerTradeParty/${path}`);
    return all(payee, path).some((mine) => sellers.some((theirs) => theirs.text === mine.text));
  };
  return !['ram:Name', 'ram:ID', 'ram:SpecifiedLegalOrganization/ram:ID'].some(sameAsSeller);
}

const NET_PRICE = 'ram:SpecifiedLineTradeAgreement/ram:NetPriceProductTradePrice/ram:ChargeAmount';
const GROSS_PRICE = 'ram:SpecifiedLineTradeAgreement/ram:GrossPriceProductTradePrice/ram:ChargeAmount';
const QUANTITY = 'ram:SpecifiedLineTradeDelivery/ram:BilledQuantity';

const LINE_RULES: readonly RuleGroup[] = [
  judge(named(LINE), {
    'BR-21': (line) => filled(line, 'ram:AssociatedDocumentLineDocument/ram:LineID'),
    'BR-22': (line) => has(line, QUANTITY),
    'BR-23': (line) => hasAttribute(line, QUANTITY, 'unitCode'),
    'BR-24': (line) => has(line, LINE_AMOUNT),
    'BR-25': (line) => filled(line, 'ram:SpecifiedTradeProduct/ram:Name'),
    'BR-26': (line) => has(line, NET_PRICE),
    // A missing price is not "at least zero" either: both rules are broken then, as the sheet has it.
    'BR-27': (line) => numberAt(line, NET_PRICE)?.greaterThanOrEqualTo(0) ?? false,
    'BR-28': (line) => !has(line, GROSS_PRICE) || (numberAt(line, GROSS_PRICE)?.greaterThanOrEqualTo(0) ?? false),
    'BR-64': (line) => {
      const ids = all(line, 'ram:SpecifiedTradeProduct/ram:GlobalID');
      const schemes = ids.flatMap((id) => id.attributes.get('schemeID') ?? []);
      return ids.length === 0 || collapse(schemes[0]) !== '';
    },
    'BR-CO-04': (line) =>
      all(line, 'ram:SpecifiedLineTradeSettlement/ram:ApplicableTradeTax').some(
        (tax) => isVat(tax) && has(tax, 'ram:CategoryCode'),
      ),
    // The sheet asks for a breakdown on each line, not once per invoice.
    'BR-CO-18': (_line, document) => document.fact(hasBreakdown),
    'BR-DEC-23': (line) => decimalsAtMost(line, LINE_AMOUNT, 2),
  }),
  judge(named('ram:DesignatedProductClassification'), {
    'BR-65': (classification) => {
      const code = first(classification, 'ram:ClassCode');
      return !code || collapse(code.attributes.get('listID')) !== '';
    },
  }),
  judge(below(['ram:SpecifiedLineTradeSettlement'], 'ram:BillingSpecifiedPeriod'), {
    'BR-30': inOrder,
    'BR-CO-20': (period) => has(period, 'ram:StartDateTime', 'ram:EndDateTime'),
  }),
  judge(named('ram:ApplicableProductCharacteristic'), {
    'BR-54': (attribute) => has(attribute, 'ram:Description') && has(attribute, 'ram:Value'),
  }),
];

function hasBreakdown(document: SheetDocument): boolean {
  return document
    .named('rsm:SupplyChainTradeTransaction')
    .some((transaction) => has(transaction, 'ram:ApplicableHeaderTradeSettlement/ram:ApplicableTradeTax'));
}

/** Both ends given: the end is not before the start. Only days of format 102 are compared. */
function inOrder(period: XmlElement): boolean {
  if (!has(period, 'ram:StartDateTime') || !has(period, 'ram:EndDateTime')) return true;
  const day = (path: string): string | undefined =>
    all(period, `${path}/udt:DateTimeString`).find((found) => found.attributes.get('format') === '102')?.text;
  const [start, end] = [day('ram:StartDateTime'), day('ram:EndDateTime')];
  return start !== undefined && end !== undefined && end >= start;
}

const hasAmount = (entry: XmlElement): boolean => has(entry, 'ram:ActualAmount');
const hasReason = (entry: XmlElement): boolean => has(entry, 'ram:Reason', 'ram:ReasonCode');
const hasVatCategory = (entry: XmlElement): boolean =>
  all(entry, 'ram:CategoryTradeTax').some((tax) => isVat(tax) && has(tax, 'ram:CategoryCode'));
const amountDecimals = (entry: XmlElement): boolean => decimalsAtMost(entry, 'ram:ActualAmount', 2);
const baseDecimals = (entry: XmlElement): boolean => decimalsAtMost(entry, 'ram:BasisAmount', 2);
const HEADER = 'ram:ApplicableHeaderTradeSettlement';
const LINE_SETTLEMENT = 'ram:SpecifiedLineTradeSettlement';

const ENTRIES: readonly RuleGroup[] = [
  judge(entries(false, HEADER), {
    'BR-31': hasAmount,
    'BR-32': hasVatCategory,
    'BR-33': hasReason,
    'BR-CO-21': hasReason,
    'BR-DEC-01': amountDecimals,
    'BR-DEC-02': baseDecimals,
  }),
  judge(entries(true, HEADER), {
    'BR-36': hasAmount,
    'BR-37': hasVatCategory,
    'BR-38': hasReason,
    'BR-CO-22': hasReason,
    'BR-DEC-05': amountDecimals,
    'BR-DEC-06': baseDecimals,
  }),
  judge(entries(false, LINE_SETTLEMENT), {
    'BR-41': hasAmount,
    'BR-42': hasReason,
    'BR-CO-23': hasReason,
    'BR-DEC-24': amountDecimals,
    'BR-DEC-25': baseDecimals,
  }),
  judge(entries(true, LINE_SETTLEMENT), {
    'BR-43': hasAmount,
    'BR-44': hasReason,
    'BR-CO-24': hasReason,
    'BR-DEC-27': amountDecimals,
    'BR-DEC-28': baseDecimals,
  }),
];

const REST: readonly RuleGroup[] = [
  judge(named('ram:SpecifiedTradeSettlementPaymentMeans'), { 'BR-49': (means) => has(means, 'ram:TypeCode') }),
  judge(
    (document) =>
      document
        .namedBelow('ram:SpecifiedTradeSettlementPaymentMeans', 'ram:PayeePartyCreditorFinancialAccount')
        .filter(({ parent }) => all(parent!, 'ram:TypeCode').some((type) => ['30', '58'].includes(type.text))),
    {
      'BR-50': (account) => filled(account, 'ram:IBANID') || filled(account, 'ram:ProprietaryID'),
      'BR-61': (account) => has(account, 'ram:IBANID', 'ram:ProprietaryID'),
    },
  ),
  judge(named('ram:ApplicableTradeSettlementFinancialCard'), {
    'BR-51': (card) => normal(first(card, 'ram:ID')).length <= 10,
  }),
  judge(below(['ram:ApplicableHeaderTradeSettlement'], 'ram:BillingSpecifiedPeriod'), {
    'BR-29': inOrder,
    'BR-CO-19': (period) => has(period, 'ram:StartDateTime', 'ram:EndDateTime'),
  }),
  judge(named('ram:AdditionalReferencedDocument'), {
    'BR-52': (reference) => filled(reference, 'ram:IssuerAssignedID'),
  }),
  judge(atPath(`${SETTLEMENT}/ram:InvoiceReferencedDocument`), {
    'BR-55': (reference) => filled(reference, 'ram:IssuerAssignedID'),
  }),
];

/** Presence, periods, parties, payment and allowances, as the CII sheet of EN 16931 judges them. */
export const CII_CORE: readonly RuleGroup[] = [DOCUMENT, TERMS, ...PARTIES, ...LINE_RULES, ...ENTRIES, ...REST];
