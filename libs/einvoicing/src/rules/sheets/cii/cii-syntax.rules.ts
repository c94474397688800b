import type { XmlElement } from '../../../xml/xml-tree.js';
import type { SheetDocument } from '../sheet-document.js';
import type { Predicate, RuleGroup, SheetRule } from '../sheet-rule.js';
import { about, below, judge, named, warn } from '../sheet-rule.js';
import { all, has, normal, truth } from '../xml-path.js';
import { atPath, DELIVERY, AGREEMENT, INVOICE, LINE, SETTLEMENT, TRANSACTION } from './cii-contexts.js';
import { RESTRICTED, type Row } from './cii-restricted-elements.js';
import { CII_DATA_TYPES } from './cii-data-type.rules.js';

/** Where a context of the table stands: the sheet judges it there only. */
const PLACES: Readonly<Record<string, string>> = {
  'rsm:ExchangedDocumentContext': 'rsm:ExchangedDocumentContext',
  'rsm:ExchangedDocument': 'rsm:ExchangedDocument',
  'ram:AssociatedDocumentLineDocument': `${TRANSACTION}/${LINE}/ram:AssociatedDocumentLineDocument`,
  [LINE]: `${TRANSACTION}/${LINE}`,
  'ram:SpecifiedTradeProduct': `${TRANSACTION}/${LINE}/ram:SpecifiedTradeProduct`,
  'ram:SpecifiedLineTradeAgreement': `${TRANSACTION}/${LINE}/ram:SpecifiedLineTradeAgreement`,
  'ram:SpecifiedLineTradeDelivery': `${TRANSACTION}/${LINE}/ram:SpecifiedLineTradeDelivery`,
  'ram:SpecifiedLineTradeSettlement': `${TRANSACTION}/${LINE}/ram:SpecifiedLineTradeSettlement`,
  'ram:ApplicableHeaderTradeAgreement': AGREEMENT,
  'ram:ApplicableHeaderTradeDelivery': DELIVERY,
  'ram:ApplicableHeaderTradeSettlement': SETTLEMENT,
  'ram:SpecifiedTradeSettlementHeaderMonetarySummation': `${SETTLEMENT}/ram:SpecifiedTradeSettlementHeaderMonetarySummation`,
};

const place = (context: string): RuleGroup['on'] => atPath(PLACES[context]!);
const prefixed = (step: string): string => (step.includes(':') ? step : `ram:${step}`);

function rowRules([start, parents, names]: Row): SheetRule[] {
  const above = parents === '' ? [] : parents.split('/').map(prefixed);
  let next = start;
  return names
    .trim()
    .split(/\s+/)
    .flatMap((name): SheetRule[] => {
      const number = next++;
      if (name === '-') return [];
      const path = [...above, ...name.split('/').map(prefixed)].join('/');
      return [
        {
          id: `CII-SR-${String(number).padStart(3, '0')}`,
          severity: 'warning',
          text: {
            en: `${path} is outside the core of the standard: a receiver may not read it.`,
            fr: `${path} est hors du cœur de la norme : un destinataire peut ne pas le lire.`,
          },
          holds: about(prefixed(name.split('/').at(-1)!), (element) => !has(element, path)),
        },
      ];
    });
}

/**
 * Groups of the table. A context whose document has none of the names of its rows is passed over at once: nearly every
 * line of nearly every invoice is.
 */
function tableGroup([context, rows]: [string, readonly Row[]]): RuleGroup {
  const rules = rows.flatMap(rowRules);
  const leaves = new Set(
    rows.flatMap(([, , names]) => names.trim().split(/\s+/)).map((name) => prefixed(name.split('/').at(-1)!)),
  );
  const on = place(context);
  const isPossible = (element: XmlElement, depth = 0): boolean =>
    element.children.some((child) => leaves.has(child.name) || (depth < 2 && isPossible(child, depth + 1)));
  return {
    on: (document: SheetDocument) => [...on(document)].filter((element) => isPossible(element)),
    rules,
  };
}

const count = (element: XmlElement, path: string): number => all(element, path).length;
const atMostOne =
  (path: string): Predicate =>
  (element) =>
    count(element, path) <= 1;

/** An identifier of a party is private or global, not both. */
const oneIdentifier =
  (party: string): Predicate =>
  (element) =>
    !(has(element, `${party}/ram:ID`) && has(element, `${party}/ram:GlobalID`));

/** Of two elements of a group, one. */
const oneOf =
  (path: string, one: string, other: string): Predicate =>
  (element) =>
    !(has(element, `${path}/${one}`) && has(element, `${path}/${other}`));

/** References of a type below an element. */
function references(element: XmlElement, type: string): XmlElement[] {
  return all(element, 'ram:AdditionalReferencedDocument').filter((reference) =>
    all(reference, 'ram:TypeCode').some((code) => normal(code) === type),
  );
}

const MEANS = 'ram:SpecifiedTradeSettlementPaymentMeans';
const ACCOUNT = 'ram:PayeePartyCreditorFinancialAccount';
const DISCOUNT = 'ram:GrossPriceProductTradePrice/ram:AppliedTradeAllowanceCharge';

/** A price has discounts only, each with its amount. */
function isDiscount(agreement: XmlElement): boolean {
  const indicators = all(agreement, `${DISCOUNT}/ram:ChargeIndicator`);
  const hasAmount = has(agreement, `${DISCOUNT}/ram:ActualAmount`);
  if (indicators.length === 0) return !hasAmount;
  return (
    hasAmount && indicators.some((indicator) => all(indicator, 'udt:Indicator').some((inner) => truth(inner) === false))
  );
}

const FATAL: readonly RuleGroup[] = [
  judge(place('rsm:ExchangedDocumentContext'), {
    'CII-SR-009': (context) => count(context, 'ram:GuidelineSpecifiedDocumentContextParameter') === 1,
    'CII-SR-010': (context) => count(context, 'ram:GuidelineSpecifiedDocumentContextParameter/ram:ID') === 1,
  }),
  judge(place('rsm:ExchangedDocument'), { 'CII-SR-014': (document) => count(document, 'ram:TypeCode') === 1 }),
  judge(place('ram:SpecifiedTradeProduct'), {
    'CII-SR-046': (product) => {
      const ids = all(product, 'ram:GlobalID');
      return ids.length === 0 || ids.some((id) => id.attributes.has('schemeID'));
    },
    'CII-SR-090': (product) =>
      !has(product, 'ram:OriginTradeCountry') || count(product, 'ram:OriginTradeCountry/ram:ID') === 1,
  }),
  judge(atPath(`${PLACES['ram:SpecifiedTradeProduct']!}/ram:ApplicableProductCharacteristic`), {
    'CII-SR-069': (attribute) => count(attribute, 'ram:Description') === 1,
    'CII-SR-072': (attribute) => count(attribute, 'ram:Value') === 1,
  }),
  judge(place('ram:SpecifiedLineTradeAgreement'), {
    'CII-SR-439': (agreement) => count(agreement, 'ram:NetPriceProductTradePrice/ram:ChargeAmount') === 1,
    'CII-SR-441': atMostOne('ram:NetPriceProductTradePrice/ram:ChargeAmount'),
  }),
  judge(below(['ram:GrossPriceProductTradePrice'], 'ram:AppliedTradeAllowanceCharge'), {
    'CII-SR-440': atMostOne('ram:ActualAmount'),
  }),
  judge(place('ram:ApplicableHeaderTradeAgreement'), {
    'CII-SR-455': atMostOne('ram:SellerTradeParty/ram:DefinedTradeContact'),
    'CII-SR-456': atMostOne('ram:BuyerTradeParty/ram:DefinedTradeContact'),
    'CII-SR-459': atMostOne('ram:SellerTradeParty/ram:URIUniversalCommunication'),
    'CII-SR-460': atMostOne('ram:BuyerTradeParty/ram:URIUniversalCommunication'),
  }),
  judge(place('ram:ApplicableHeaderTradeSettlement'), {
    'CII-SR-461': atMostOne('ram:ApplicableTradeTax/ram:TaxPointDate'),
    'CII-SR-462': (_settlement, document) =>
      new Set(document.namedBelow('ram:ApplicableTradeTax', 'ram:DueDateTypeCode').map((code) => code.text)).size <= 1,
    'CII-SR-470': (settlement) =>
      all(settlement, 'ram:SpecifiedTradeSettlementPaymentMeans').every(
        (means) => !isCreditTransfer(means) || has(means, `${ACCOUNT}/ram:IBANID`, `${ACCOUNT}/ram:ProprietaryID`),
      ),
  }),
  judge(INVOICE, {
    'CII-SR-467': (_invoice, document) => isOneValue(document.namedBelow(MEANS, 'ram:TypeCode')),
    'CII-SR-468': (_invoice, document) => isOneValue(document.namedBelow(MEANS, 'ram:Information')),
    'CII-SR-469': (_invoice, document) =>
      document.namedBelow('ram:ApplicableHeaderTradeSettlement', 'ram:PaymentReference').length <= 1,
  }),
  judge(named('ram:SpecifiedTradeAllowanceCharge'), {
    'CII-SR-463': (entry) => has(entry, 'ram:ChargeIndicator'),
    'CII-SR-471': atMostOne('ram:RateApplicablePercent'),
    'CII-SR-472': atMostOne('ram:CategoryTradeTax'),
    'CII-SR-473': atMostOne('ram:ActualAmount'),
  }),
  judge(place('ram:SpecifiedTradeSettlementHeaderMonetarySummation'), singleTotals()),
];

const isCreditTransfer = (means: XmlElement): boolean =>
  all(means, 'ram:TypeCode').some((type) => ['30', '58'].includes(normal(type)));

/** All elements say the same. */
function isOneValue(elements: readonly XmlElement[]): boolean {
  return new Set(elements.map((element) => normal(element))).size <= 1;
}

/** Each total stands once. */
function singleTotals(): Record<string, Predicate> {
  const names = `Line Charge Allowance TaxBasis Rounding Grand Information TotalPrepaid TotalDiscount TotalAllowanceCharge
    DuePayable RetailValueExcludingTaxInformation TotalDepositFeeInformation ProductValueExcludingTobaccoTaxInformation
    TotalRetailValueInformation GrossLineTotal NetLineTotal NetIncludingTaxesLineTotal`;
  const isTotal = new Set(['Line', 'Charge', 'Allowance', 'TaxBasis', 'Grand']);
  return Object.fromEntries(
    names
      .split(/\s+/)
      .map((name, index) => [
        `CII-SR-${477 + index}`,
        atMostOne(`ram:${name}${isTotal.has(name) ? 'Total' : ''}Amount`),
      ]),
  );
}

const WARNINGS: readonly RuleGroup[] = [
  warn(place('rsm:ExchangedDocumentContext'), {
    'CII-SR-003': atMostOne('ram:BusinessProcessSpecifiedDocumentContextParameter'),
  }),
  warn(atPath('rsm:ExchangedDocument/ram:IncludedNote'), { 'CII-SR-030': atMostOne('ram:Content') }),
  warn(place('ram:AssociatedDocumentLineDocument'), {
    'CII-SR-039': atMostOne('ram:IncludedNote'),
    'CII-SR-040': atMostOne('ram:IncludedNote/ram:Content'),
  }),
  warn(place('ram:SpecifiedLineTradeAgreement'), { 'CII-SR-119': isDiscount }),
  warn(place('ram:SpecifiedLineTradeSettlement'), {
    'CII-SR-454': (settlement) => count(settlement, 'ram:ApplicableTradeTax') === 1,
    'CII-SR-474': (settlement) => references(settlement, '130').length <= 1,
    'CII-SR-186': (settlement) =>
      !all(settlement, 'ram:SpecifiedTradeAllowanceCharge/ram:CalculationPercent').some((percent) =>
        percent.attributes.has('format'),
      ),
  }),
  warn(place('ram:ApplicableHeaderTradeAgreement'), {
    'CII-SR-450': oneIdentifier('ram:BuyerTradeParty'),
    'CII-SR-457': (agreement) => references(agreement, '50').length <= 1,
    'CII-SR-458': (agreement) => references(agreement, '130').length <= 1,
    'CII-SR-465': oneOf('ram:SellerTradeParty/ram:DefinedTradeContact', 'ram:PersonName', 'ram:DepartmentName'),
    'CII-SR-466': oneOf('ram:BuyerTradeParty/ram:DefinedTradeContact', 'ram:PersonName', 'ram:DepartmentName'),
    'CII-SR-475': (agreement) =>
      references(agreement, '916').flatMap((reference) => all(reference, 'ram:Name')).length <= 1,
    'CII-SR-476': (agreement) =>
      references(agreement, '916').flatMap((reference) => all(reference, 'ram:AttachmentBinaryObject')).length <= 1,
  }),
  warn(place('ram:ApplicableHeaderTradeDelivery'), { 'CII-SR-449': oneIdentifier('ram:ShipToTradeParty') }),
  warn(place('ram:ApplicableHeaderTradeSettlement'), {
    'CII-SR-451': oneIdentifier('ram:PayeeTradeParty'),
    'CII-SR-452': atMostOne('ram:SpecifiedTradePaymentTerms'),
    'CII-SR-453': atMostOne('ram:SpecifiedTradePaymentTerms/ram:Description'),
  }),
  warn(named(MEANS), {
    'CII-SR-464': (means) =>
      !has(means, 'ram:PayeeSpecifiedCreditorFinancialInstitution') ||
      !has(means, 'ram:PayerSpecifiedDebtorFinancialInstitution'),
  }),
  warn(INVOICE, { 'CII-SR-438': (invoice) => !has(invoice, 'ram:ValuationBreakdownStatement') }),
  warn(contextParameters, {
    // Two digits here, and only here.
    'CII-SR-04': (parameter) => !has(parameter, 'ram:Value'),
    'CII-SR-05': (parameter) => !has(parameter, 'ram:SpecifiedDocumentVersion'),
  }),
];

function contextParameters(document: SheetDocument): XmlElement[] {
  return [...named('rsm:ExchangedDocumentContext')(document)]
    .flatMap((context) => context.children)
    .filter(({ local }) => local.endsWith('DocumentContextParameter'));
}

/** How the standard uses CII: what may stand once, data types, and what is outside the core (warnings). */
export const CII_SYNTAX: readonly RuleGroup[] = [
  ...FATAL,
  ...WARNINGS,
  ...Object.entries(RESTRICTED).map(tableGroup),
  ...CII_DATA_TYPES,
];
