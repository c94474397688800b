import type { XmlElement } from '../../../xml/xml-tree.js';
import type { SheetDocument } from '../sheet-document.js';
import type { Predicate, RuleGroup } from '../sheet-rule.js';
import { about, judge, named, warn } from '../sheet-rule.js';
import { all, has } from '../xml-path.js';
import { at } from '../finders.js';
import { atPath, INVOICE, LINE, TRANSACTION } from './cii-contexts.js';

/** Elements of the aggregate namespace whose name ends so. */
function ending(suffix: string, but: readonly string[] = []): RuleGroup['on'] {
  return (document) =>
    document
      .names()
      .filter((name) => name.startsWith('ram:') && name.endsWith(suffix) && !but.includes(name))
      .flatMap((name) => document.named(name));
}

/** Rules that an attribute is not used, numbered on from the first. */
function attributes(start: number, names: string): Record<string, Predicate> {
  return numbered(start, names, (name) => about(`@${name}`, (element) => !element.attributes.has(name)));
}

/** Rules that a child is not used, numbered on from the first. */
function children(start: number, names: string): Record<string, Predicate> {
  return numbered(start, names, (name) => {
    const steps = name.split('/').map((step) => (step.includes(':') ? step : `ram:${step}`));
    const path = steps.join('/');
    return about(steps.at(-1)!, (element) => !has(element, path));
  });
}

function numbered(start: number, names: string, rule: (name: string) => Predicate): Record<string, Predicate> {
  const rules = names
    .trim()
    .split(/\s+/)
    .map((name, index) => [`CII-DT-${String(start + index).padStart(3, '0')}`, name] as const);
  return Object.fromEntries(rules.filter(([, name]) => name !== '-').map(([id, name]) => [id, rule(name)]));
}

const typeOf = (reference: XmlElement): string[] => all(reference, 'ram:TypeCode').map((type) => type.text);
const isAdditional = (reference: XmlElement): boolean => reference.name === 'ram:AdditionalReferencedDocument';

/** A child that only a reference of certain types may have. */
const onlyFor = (child: string, types: readonly string[]): Predicate =>
  about(
    child,
    (reference) =>
      !has(reference, child) || (isAdditional(reference) && typeOf(reference).some((type) => types.includes(type))),
  );

const REFERENCES = judge(ending('ReferencedDocument'), {
  'CII-DT-015': onlyFor('ram:URIID', ['916']),
  ...children(16, 'StatusCode CopyIndicator - GlobalID RevisionID'),
  'CII-DT-018': onlyFor('ram:TypeCode', ['50', '130', '916']),
  'CII-DT-021': onlyFor('ram:Name', ['916']),
  'CII-DT-022': onlyFor('ram:AttachmentBinaryObject', ['916']),
  ...children(23, 'Information - SectionName PreviousRevisionID - EffectiveSpecifiedPeriod IssuerTradeParty'),
  'CII-DT-024': onlyFor('ram:ReferenceTypeCode', ['130']),
  'CII-DT-027': (reference) =>
    !has(reference, 'ram:FormattedIssueDateTime') || reference.name === 'ram:InvoiceReferencedDocument',
  ...children(30, 'AttachedSpecifiedBinaryFile'),
});

function isInHeader(element: XmlElement): boolean {
  for (let above = element.parent; above; above = above.parent)
    if (above.name === 'ram:ApplicableHeaderTradeSettlement') return true;
  return false;
}

const headerOnly = (child: string): Predicate => about(child, (tax) => !has(tax, child) || isInHeader(tax));

/** What the sheet says of taxes in a place where the rest of the table does not reach. */
const ofBreakdownOnly = (child: string): Predicate =>
  about(child, (tax) => !has(tax, child) || tax.name === 'ram:ApplicableTradeTax');

const lineCategories = atPath(
  `${TRANSACTION}/${LINE}/ram:SpecifiedLineTradeSettlement/ram:ApplicableTradeTax/ram:CategoryCode`,
);

const TAXES: readonly RuleGroup[] = [
  judge(ending('TradeTax'), {
    'CII-DT-037': (tax) => !has(tax, 'ram:TypeCode') || typeOf(tax).includes('VAT'),
  }),
  warn(ending('TradeTax'), {
    ...children(38, 'CalculatedRate CalculationSequenceNumeric BasisQuantity'),
    'CII-DT-041': headerOnly('ram:BasisAmount'),
    ...children(42, 'UnitBasisAmount LineTotalBasisAmount AllowanceChargeBasisAmount'),
    ...children(49, 'CurrencyCode Jurisdiction CustomsDutyIndicator'),
    'CII-DT-052': ofBreakdownOnly('ram:ExemptionReasonCode'),
    ...children(53, 'TaxBasisAllowanceRate'),
    'CII-DT-054': headerOnly('ram:TaxPointDate'),
    ...children(55, 'Type InformationAmount CategoryName'),
    'CII-DT-058': headerOnly('ram:DueDateTypeCode'),
    'CII-DT-059': (tax) => !all(tax, 'ram:RateApplicablePercent').some((rate) => rate.attributes.has('format')),
    ...children(
      60,
      `SpecifiedTradeAccountingAccount ServiceSupplyTradeCountry BuyerRepayableTaxSpecifiedTradeAccountingAccount
       SellerPayableTaxSpecifiedTradeAccountingAccount SellerRefundableTaxSpecifiedTradeAccountingAccount
       BuyerDeductibleTaxSpecifiedTradeAccountingAccount BuyerNonDeductibleTaxSpecifiedTradeAccountingAccount
       PlaceApplicableTradeLocation`,
    ),
    'CII-DT-098': ofBreakdownOnly('ram:ExemptionReason'),
  }),
  warn(lineCategories, attributes(45, 'listID listAgencyID listVersionID listURI')),
];

const PERIODS = judge(named('ram:BillingSpecifiedPeriod'), {
  ...children(
    68,
    `StartDateTime/udt:DateTime DurationMeasure InclusiveIndicator Description EndDateTime/udt:DateTime CompleteDateTime
     OpenIndicator SeasonCode ID Name SequenceNumeric StartDateFlexibilityCode ContinuousIndicator PurposeCode`,
  ),
});

const ADDRESSES = judge(named('ram:PostalTradeAddress'), {
  ...children(
    82,
    `ID PostOfficeBox BuildingName - LineFour LineFive StreetName CitySubDivisionName CountryName CountrySubDivisionID
     AttentionOf CareOf BuildingNumber DepartmentName AdditionalStreetName`,
  ),
});

/** A unit belongs to a quantity only where lines have quantities with units. */
const isUnitExpected: Predicate = (quantity, document) =>
  !quantity.attributes.has('unitCode') || document.fact(hasBilledUnits);

const billedQuantities = atPath(`${TRANSACTION}/${LINE}/ram:SpecifiedLineTradeDelivery/ram:BilledQuantity`);

function hasBilledUnits(document: SheetDocument): boolean {
  return billedQuantities(document).some((quantity) => quantity.attributes.has('unitCode'));
}

const SCHEME_ATTRIBUTES = 'schemeName schemeAgencyName schemeDataURI schemeURI';

const ROOT = 'rsm:CrossIndustryInvoice';

/** Identifiers that have no scheme: BT-24, BT-1, BT-126, BT-155. */
const bareIdentifiers = at(
  `${ROOT}/rsm:ExchangedDocumentContext/ram:GuidelineSpecifiedDocumentContextParameter/ram:ID`,
  `${ROOT}/rsm:ExchangedDocument/ram:ID`,
  `${ROOT}/${TRANSACTION}/${LINE}/ram:AssociatedDocumentLineDocument/ram:LineID`,
  `${ROOT}/${TRANSACTION}/${LINE}/ram:SpecifiedTradeProduct/ram:SellerAssignedID`,
);

function otherIdentifiers(document: SheetDocument): XmlElement[] {
  const bare = new Set(bareIdentifiers(document));
  return [...ending('ID')(document)].filter((id) => !bare.has(id));
}

/** Data types: attributes and children that the standard does not use. */
export const CII_DATA_TYPES: readonly RuleGroup[] = [
  judge(INVOICE, attributes(13, 'languageID languageLocaleID')),
  judge(bareIdentifiers, attributes(1, `${SCHEME_ATTRIBUTES} schemeID schemeAgencyID schemeVersionID`)),
  judge(otherIdentifiers, attributes(101, SCHEME_ATTRIBUTES)),
  judge(named('ram:TypeCode'), attributes(8, 'name listURI')),
  REFERENCES,
  judge(ending('Amount', ['ram:TaxTotalAmount']), attributes(31, 'currencyID currencyCodeListVersionID')),
  judge(ending('Quantity'), {
    'CII-DT-033': isUnitExpected,
    ...attributes(34, 'unitCodeListID unitCodeListAgencyID unitCodeListAgencyName'),
  }),
  ...TAXES,
  PERIODS,
  ADDRESSES,
  judge((document) => document.named('udt:DateTimeString').filter((day) => day.attributes.get('format') === '102'), {
    'CII-DT-097': (day) => /^\s*\d{4}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\s*$/.test(day.text),
  }),
];
