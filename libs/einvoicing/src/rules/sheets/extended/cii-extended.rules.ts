import type { Decimal } from '../../../arithmetic/decimal.js';
import { DELIVERY_TERMS, TAX_KINDS } from '../../../codes/attribute.codes.js';
import { IDENTIFIER_SCHEMES } from '../../../codes/identifier.codes.js';
import { REFERENCE_QUALIFIERS } from '../../../codes/reference.codes.js';
import { ALLOWANCE_REASONS, CHARGE_REASONS } from '../../../codes/vat.codes.js';
import type { XmlElement } from '../../../xml/xml-tree.js';
import { isCharge, isVat } from '../cii/cii-contexts.js';
import { inList } from '../code-predicates.js';
import { LinesByNumber } from '../ctc-fr/grouped-lines.js';
import { anywhere, at, type Finder } from '../finders.js';
import type { SheetDocument } from '../sheet-document.js';
import type { Predicate, RuleGroup } from '../sheet-rule.js';
import { all, cents, collapse, first, has, hasAttribute, normal, number, numberAt, reads } from '../xml-path.js';
import { sum, ZERO } from '../../../arithmetic/decimal.js';
import { extended, EXTENDED_ATTACHMENTS, EXTENDED_SCHEMES, LINE_TYPES } from './extended-sheet.js';
import {
  FAMILIES,
  countOf,
  isBaseOfParts,
  isVatOfBaseAndParts,
  near,
  taxKey,
  totalOf,
  type ExtendedTerms,
  type Part,
  type Parts,
  type TaxKey,
} from './extended-sums.js';

const ROOT = 'rsm:CrossIndustryInvoice';
const SETTLEMENT = 'ram:ApplicableHeaderTradeSettlement';
const HEADER = `${ROOT}/rsm:SupplyChainTradeTransaction/${SETTLEMENT}`;
const LINES = anywhere('ram:IncludedSupplyChainTradeLineItem');
const SUBTYPE = 'ram:AssociatedDocumentLineDocument/ram:LineStatusReasonCode';
const PARENT = 'ram:AssociatedDocumentLineDocument/ram:ParentLineID';
const NUMBER = 'ram:AssociatedDocumentLineDocument/ram:LineID';
const LINE_AMOUNT =
  'ram:SpecifiedLineTradeSettlement/ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount';
const ENTRIES = 'ram:SpecifiedTradeAllowanceCharge';

const isCounted = (line: XmlElement): boolean => !has(line, SUBTYPE) || reads(line, SUBTYPE, 'DETAIL');

function keyOf(tax: XmlElement | undefined): TaxKey {
  if (!tax) return taxKey(undefined, undefined);
  const reason = (name: string): string => normal(first(tax, `ram:${name}`));
  return taxKey(
    first(tax, 'ram:CategoryCode'),
    first(tax, 'ram:RateApplicablePercent'),
    reason('ExemptionReasonCode'),
    reason('ExemptionReason'),
  );
}

function partsOf(document: SheetDocument): Parts {
  const header = (path: string): XmlElement[] => at(HEADER)(document).flatMap((one) => all(one, path));
  const part = (entry: XmlElement, amount: string, tax: string): Part => ({
    amount: numberAt(entry, amount),
    tax: keyOf(first(entry, tax)),
  });
  const entries = (charge: boolean): Part[] =>
    header(ENTRIES)
      .filter((entry) => isCharge(entry) === charge)
      .map((entry) => part(entry, 'ram:ActualAmount', 'ram:CategoryTradeTax'));
  const logistics = header('ram:SpecifiedLogisticsServiceCharge').map((entry) =>
    part(entry, 'ram:AppliedAmount', 'ram:AppliedTradeTax'),
  );
  return {
    lines: LINES(document)
      .filter(isCounted)
      .map((line) => part(line, LINE_AMOUNT, 'ram:SpecifiedLineTradeSettlement/ram:ApplicableTradeTax')),
    allowances: entries(false),
    charges: [...entries(true), ...logistics],
  };
}

const TERMS: ExtendedTerms = {
  parts: partsOf,
  bucket: (tax) => ({
    ...keyOf(tax),
    base: numberAt(tax, 'ram:BasisAmount'),
    vat: numberAt(tax, 'ram:CalculatedAmount'),
  }),
};

type SumRule = (totals: XmlElement, parts: Parts, document: SheetDocument) => boolean;
const onParts =
  (holds: SumRule): Predicate =>
  (totals, document) =>
    holds(totals, document.fact(partsOf), document);

const SUMS: Readonly<Record<string, SumRule>> = {
  'CO-10': (totals, { lines }, document) =>
    near(numberAt(totals, 'ram:LineTotalAmount'), totalOf(lines), LINES(document).length),
  'CO-11': (totals, { allowances }) =>
    (allowances.length === 0 && !has(totals, 'ram:AllowanceTotalAmount')) ||
    near(numberAt(totals, 'ram:AllowanceTotalAmount'), totalOf(allowances), allowances.length),
  'CO-12': (totals, { charges }, document) =>
    (!at(`${HEADER}/${ENTRIES}`)(document).some((entry) => isCharge(entry) === true) &&
      !has(totals, 'ram:ChargeTotalAmount')) ||
    near(numberAt(totals, 'ram:ChargeTotalAmount'), totalOf(charges), charges.length),
  'CO-13': (totals, parts) =>
    near(
      numberAt(totals, 'ram:TaxBasisTotalAmount'),
      totalOf(parts.lines).minus(totalOf(parts.allowances)).plus(totalOf(parts.charges)),
      countOf(parts),
    ),
  'CO-15': (totals, parts) => {
    const currency = totals.parent && first(totals.parent, 'ram:InvoiceCurrencyCode')?.text;
    const taxes = all(totals, 'ram:TaxTotalAmount').filter((tax) => tax.attributes.get('currencyID') === currency);
    const [net, vat] = [numberAt(totals, 'ram:TaxBasisTotalAmount'), number(taxes[0])];
    return (
      taxes.length === 1 && near(numberAt(totals, 'ram:GrandTotalAmount'), net && vat && net.plus(vat), countOf(parts))
    );
  },
};

const inCategory = (taxes: readonly XmlElement[], code: string): boolean =>
  taxes.some((tax) => reads(tax, 'ram:CategoryCode', code));

/** A category has an entry of the breakdown if, and only if, something is of it. */
const isBrokenDown =
  (code: string): Predicate =>
  (_invoice, document) => {
    const used =
      inCategory(document.namedBelow('ram:SpecifiedLineTradeSettlement', 'ram:ApplicableTradeTax'), code) ||
      inCategory(document.named('ram:CategoryTradeTax'), code);
    return used === inCategory(document.namedBelow(SETTLEMENT, 'ram:ApplicableTradeTax'), code);
  };

const buckets =
  (code: string): Finder =>
  (document) =>
    document
      .namedBelow(SETTLEMENT, 'ram:ApplicableTradeTax')
      .filter((tax) => reads(tax, 'ram:CategoryCode', code) && isVat(tax));

const linesByNumber = (document: SheetDocument): LinesByNumber =>
  new LinesByNumber(LINES(document), NUMBER, (line) => all(line, PARENT));
const childrenOf = (line: XmlElement, document: SheetDocument, ...types: readonly string[]): XmlElement[] =>
  document
    .fact(linesByNumber)
    .below(first(line, NUMBER)?.text ?? '')
    .filter((child) => reads(child, SUBTYPE, ...types));
const isGroupWithAmount = (line: XmlElement): boolean => reads(line, SUBTYPE, 'GROUP') && has(line, LINE_AMOUNT);

const GROUPING = extended(
  LINES,
  [
    'BR-FREXT-05',
    (line) => {
      const type = first(line, SUBTYPE)?.text;
      return type === undefined || LINE_TYPES.has(type);
    },
  ],
  ['BR-FREXT-06', (line) => normal(first(line, PARENT)) === '' || normal(first(line, SUBTYPE)) !== ''],
  [
    'BR-FREXT-08',
    (line, document) => {
      if (!isGroupWithAmount(line)) return true;
      const amounts = childrenOf(line, document, 'GROUP', 'DETAIL').map((child) => numberAt(child, LINE_AMOUNT));
      return numberAt(line, LINE_AMOUNT)?.equals(cents(sum(amounts.map((one) => one ?? ZERO)))) ?? false;
    },
  ],
  [
    'BR-FREXT-11',
    (line, document) => {
      if (normal(first(line, PARENT)) === '') return true;
      const own = first(line, NUMBER)?.text;
      return (
        own !== undefined &&
        document
          .fact(linesByNumber)
          .above(line)
          .some((parent) => first(parent, NUMBER)?.text !== own)
      );
    },
  ],
  [
    'BR-FREXT-12',
    (line, document) =>
      !isGroupWithAmount(line) || childrenOf(line, document, 'GROUP').every((child) => has(child, LINE_AMOUNT)),
  ],
);

/** Lines that count, judged on the element that tells their number. */
const counted: Finder = (document) =>
  anywhere(
    'ram:AssociatedDocumentLineDocument',
    'ram:IncludedSupplyChainTradeLineItem',
  )(document).filter(({ parent }) => isCounted(parent!));
const ofLine =
  (holds: (line: XmlElement) => boolean) =>
  (element: XmlElement): boolean =>
    holds(element.parent!);
const QUANTITY = 'ram:SpecifiedLineTradeDelivery/ram:BilledQuantity';
const PRICE = 'ram:SpecifiedLineTradeAgreement/ram:NetPriceProductTradePrice/ram:ChargeAmount';

const chargeIndicators =
  (parent: string): Finder =>
  (document) =>
    anywhere('ram:ChargeIndicator', ENTRIES, parent)(document).filter((one) => reads(one, 'udt:Indicator', 'true'));
const isReasoned = ({ parent }: XmlElement): boolean => has(parent!, 'ram:Reason', 'ram:ReasonCode');

const LINE_RULES: readonly RuleGroup[] = [
  extended(
    counted,
    ['BR-FREXT-BR-22', ofLine((line) => has(line, QUANTITY))],
    ['BR-FREXT-BR-23', ofLine((line) => hasAttribute(line, QUANTITY, 'unitCode'))],
    ['BR-FREXT-BR-24', ofLine((line) => has(line, LINE_AMOUNT))],
    ['BR-FREXT-BR-26', ofLine((line) => has(line, PRICE))],
    [
      'BR-FREXT-CO-04',
      ofLine((line) =>
        all(line, 'ram:SpecifiedLineTradeSettlement/ram:ApplicableTradeTax').some(
          (tax) => isVat(tax) && has(tax, 'ram:CategoryCode'),
        ),
      ),
    ],
  ),
  extended(chargeIndicators(SETTLEMENT), ['BR-FREXT-BR-38', isReasoned]),
  extended(chargeIndicators('ram:SpecifiedLineTradeSettlement'), ['BR-FREXT-BR-44', isReasoned]),
  extended(
    anywhere('ram:ApplicableProductCharacteristic'),
    ['BR-FREXT-54-1', (one) => has(one, 'ram:Description', 'ram:TypeCode')],
    [
      'BR-FREXT-54-2',
      (one) =>
        has(one, 'ram:Value')
          ? !has(one, 'ram:ValueMeasure')
          : all(one, 'ram:ValueMeasure').some((value) => (value.attributes.get('unitCode') ?? '') !== ''),
    ],
  ),
  extended(
    at(`${ROOT}/rsm:SupplyChainTradeTransaction/ram:IncludedSupplyChainTradeLineItem/ram:SpecifiedLineTradeAgreement`),
    ['CII-FREXT-SR-439', (one) => all(one, 'ram:NetPriceProductTradePrice/ram:ChargeAmount').length <= 1],
  ),
];

const references: Finder = (document) =>
  document
    .names()
    .filter((name) => /^ram:\w+ReferencedDocument$/.test(name))
    .flatMap((name) => document.named(name));
const isNamed = ({ name }: XmlElement, ...kinds: readonly string[]): boolean =>
  kinds.some((kind) => name === `ram:${kind}ReferencedDocument`);
const scheme = ({ attributes }: XmlElement): string => collapse(attributes.get('schemeID'));
const carrying =
  (on: Finder, name: string): Finder =>
  (document) =>
    on(document).filter((one) => one.attributes.has(name));
const isBelow = (element: XmlElement, ...names: readonly string[]): boolean => {
  for (let one = element.parent; one; one = one.parent) if (names.includes(one.name)) return true;
  return false;
};
const reasonCodes =
  (charge: boolean, ...parents: readonly string[]): Finder =>
  (document) =>
    anywhere('ram:ReasonCode', ...parents)(document).filter(({ parent }) => isCharge(parent!) === charge);
const list = ({ attributes }: XmlElement): string | undefined => attributes.get('listID');

const CODES: readonly RuleGroup[] = [
  extended(
    references,
    [
      'CII-EXT-DT-018',
      (one) =>
        !has(one, 'ram:TypeCode') ||
        (isNamed(one, 'Additional') && reads(one, 'ram:TypeCode', '50', '130', '916')) ||
        isNamed(one, 'Invoice'),
    ],
    [
      'CII-FREXT-DT-024',
      (one) =>
        !has(one, 'ram:ReferenceTypeCode') ||
        (isNamed(one, 'Additional') && reads(one, 'ram:TypeCode', '130')) ||
        isNamed(one, 'Contract'),
    ],
    [
      'CII-FREXTDT-027',
      (one) =>
        !has(one, 'ram:FormattedIssueDateTime') || isNamed(one, 'Invoice', 'Contract', 'BuyerOrder', 'DespatchAdvice'),
    ],
  ),
  extended(
    (document) =>
      carrying(
        anywhere('ram:GlobalID'),
        'schemeID',
      )(document).filter((id) => !isBelow(id, 'ram:SpecifiedTradeProduct', 'ram:ShipToTradeParty')),
    ['BR-FREXT-CL-10', (id) => EXTENDED_SCHEMES.has(scheme(id)) || IDENTIFIER_SCHEMES.has(scheme(id))],
  ),
  extended(reasonCodes(false, 'ram:AppliedTradeAllowanceCharge', 'ram:GrossPriceProductTradePrice'), [
    'BR-FREXT-CL-19-GP',
    inList(ALLOWANCE_REASONS),
  ]),
  extended(
    (document) => reasonCodes(true, ENTRIES)(document).filter((one) => (list(one) ?? '7161') === '7161'),
    ['BR-FREXT-CL-20', inList(CHARGE_REASONS)],
  ),
  extended(
    (document) => reasonCodes(true, ENTRIES)(document).filter((one) => list(one) === '5153'),
    ['BR-FREXT-CL-20-TAX', inList(TAX_KINDS)],
  ),
  extended(
    (document) =>
      reasonCodes(true, ENTRIES)(document).filter((one) => ![undefined, '7161', '5153'].includes(list(one))),
    ['BR-FREXT-CL-20-LISTID', inList(new Set(['7161', '5153']))],
  ),
  extended(carrying(anywhere('ram:AttachmentBinaryObject'), 'mimeCode'), [
    'BR-FREXT-CL-24',
    ({ attributes }) => EXTENDED_ATTACHMENTS.has(attributes.get('mimeCode')!),
  ]),
  extended(anywhere('ram:DeliveryTypeCode', 'ram:ApplicableTradeDeliveryTerms'), [
    'BR-FREXT-CL-27',
    inList(DELIVERY_TERMS),
  ]),
  extended(anywhere('ram:ReferenceTypeCode', 'ram:ContractReferencedDocument'), [
    'BR-EXT-CL-07',
    inList(REFERENCE_QUALIFIERS),
  ]),
];

/** A transfer (30, 58) names one account: an IBAN or another one. */
const TRANSFERS = extended(
  (document) =>
    document
      .named('ram:SpecifiedTradeSettlementPaymentMeans')
      .filter((means) => ['30', '58'].includes(normal(first(means, 'ram:TypeCode')))),
  [
    'BR-CO-27',
    (means) =>
      has(means, 'ram:PayeePartyCreditorFinancialAccount/ram:IBANID') !==
      has(means, 'ram:PayeePartyCreditorFinancialAccount/ram:ProprietaryID'),
  ],
);

const isPositive = (amount: Decimal | undefined): boolean => amount?.greaterThan(0) ?? false;

/** What EXTENDED-CTC-FR asks in CII in the place of rules of the core, or besides them. */
export const CII_EXTENDED: readonly RuleGroup[] = [
  extended(
    anywhere('ram:SpecifiedTradeSettlementHeaderMonetarySummation'),
    ...Object.entries(SUMS).map(([id, holds]) => [`BR-FREXT-${id}`, onParts(holds)] as const),
  ),
  extended(at(ROOT), ...FAMILIES.map(([family, code]) => [`BR-FREXT-${family}-01`, isBrokenDown(code)] as const), [
    'BR-CO-25',
    (_invoice, document) =>
      !isPositive(number(document.named('ram:DuePayableAmount')[0])) ||
      document
        .named('ram:SpecifiedTradePaymentTerms')
        .some((terms) => has(terms, 'ram:DueDateDateTime', 'ram:Description')),
  ]),
  ...FAMILIES.map(([family, code]) => extended(buckets(code), [`BR-FXEXT-${family}-08`, isBaseOfParts(TERMS)])),
  extended(buckets('S'), ['BR-FXEXT-S-09', isVatOfBaseAndParts(TERMS, true)]),
  GROUPING,
  ...LINE_RULES,
  ...CODES,
  TRANSFERS,
];
