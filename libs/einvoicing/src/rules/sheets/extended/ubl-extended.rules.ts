import { sum, ZERO } from '../../../arithmetic/decimal.js';
import { ATTRIBUTE_CODES, DELIVERY_TERMS, TAX_KINDS } from '../../../codes/attribute.codes.js';
import { IDENTIFIER_SCHEMES } from '../../../codes/identifier.codes.js';
import { CHARGE_REASONS } from '../../../codes/vat.codes.js';
import type { XmlElement } from '../../../xml/xml-tree.js';
import { inList } from '../code-predicates.js';
import { LinesByNumber } from '../ctc-fr/grouped-lines.js';
import { anywhere, at, type Finder } from '../finders.js';
import type { SheetDocument } from '../sheet-document.js';
import type { Predicate, RuleGroup } from '../sheet-rule.js';
import { INVOICE, isCharge, isVat, LINES } from '../ubl/ubl-contexts.js';
import { all, cents, collapse, first, has, normal, number, numberAt, reads } from '../xml-path.js';
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

const NUMBER = 'cac:InvoiceDocumentReference/cbc:ID';
const SUBTYPE = 'cac:InvoiceDocumentReference/cbc:DocumentStatusCode';
const PARENT = 'cac:BillingReferenceLine/cbc:ID';
const AMOUNT = 'cbc:LineExtensionAmount';
const LINE_TAX = 'cac:Item/cac:ClassifiedTaxCategory';

/** What a line is stands in its reference to the invoice itself. */
const ownNumber = (document: SheetDocument): string | undefined => {
  const [invoice] = [...INVOICE(document)];
  return invoice && first(invoice, 'cbc:ID')?.text;
};
const ownReferences = (line: XmlElement, document: SheetDocument): XmlElement[] => {
  const own = document.fact(ownNumber);
  return own === undefined ? [] : all(line, 'cac:BillingReference').filter((one) => reads(one, NUMBER, own));
};
const isOfType = (line: XmlElement, document: SheetDocument, ...types: readonly string[]): boolean =>
  ownReferences(line, document).some((one) => reads(one, SUBTYPE, ...types));
const isCounted = (line: XmlElement, document: SheetDocument): boolean =>
  ownReferences(line, document).length === 0 || isOfType(line, document, 'DETAIL');
const countedLines = (document: SheetDocument): XmlElement[] =>
  [...LINES(document)].filter((line) => isCounted(line, document));

function keyOf(tax: XmlElement | undefined): TaxKey {
  if (!tax) return taxKey(undefined, undefined);
  const reason = (name: string): string => normal(first(tax, `cbc:${name}`));
  const key = taxKey(
    undefined,
    first(tax, 'cbc:Percent'),
    reason('TaxExemptionReasonCode'),
    reason('TaxExemptionReason'),
  );
  return { ...key, category: normal(first(tax, 'cbc:ID')) };
}

const headerEntries = (document: SheetDocument, charge: boolean): XmlElement[] =>
  at(
    'ubl:Invoice/cac:AllowanceCharge',
    'cn:CreditNote/cac:AllowanceCharge',
  )(document).filter((entry) => isCharge(entry) === charge);

function partsOf(document: SheetDocument): Parts {
  const part = (entry: XmlElement, amount: string, tax: string): Part => ({
    amount: numberAt(entry, amount),
    tax: keyOf(first(entry, tax)),
  });
  const entries = (charge: boolean): Part[] =>
    headerEntries(document, charge).map((entry) => part(entry, 'cbc:Amount', 'cac:TaxCategory'));
  return {
    lines: document
      .fact(countedLines)
      .filter((line) => has(line, AMOUNT))
      .map((line) => part(line, AMOUNT, LINE_TAX)),
    allowances: entries(false),
    charges: entries(true),
  };
}

const TERMS: ExtendedTerms = {
  parts: partsOf,
  bucket: (tax) => ({
    ...keyOf(tax),
    base: numberAt(tax.parent!, 'cbc:TaxableAmount'),
    vat: numberAt(tax.parent!, 'cbc:TaxAmount'),
  }),
};

type SumRule = (totals: XmlElement, parts: Parts, document: SheetDocument) => boolean;
const onParts =
  (holds: SumRule): Predicate =>
  (totals, document) =>
    holds(totals, document.fact(partsOf), document);

const SUMS: Readonly<Record<string, SumRule>> = {
  'CO-10': (totals, { lines }) =>
    near(round(numberAt(totals, 'cbc:LineExtensionAmount')), totalOf(lines), lines.length),
  'CO-11': (totals, { allowances }) =>
    (allowances.length === 0 && !has(totals, 'cbc:AllowanceTotalAmount')) ||
    near(numberAt(totals, 'cbc:AllowanceTotalAmount'), totalOf(allowances), allowances.length),
  'CO-12': (totals, { charges }) =>
    (charges.length === 0 && !has(totals, 'cbc:ChargeTotalAmount')) ||
    near(numberAt(totals, 'cbc:ChargeTotalAmount'), totalOf(charges), charges.length),
  'CO-13': (totals, parts) =>
    near(
      round(numberAt(totals, 'cbc:TaxExclusiveAmount')),
      totalOf(parts.lines).minus(totalOf(parts.allowances)).plus(totalOf(parts.charges)),
      countOf(parts),
    ),
  'CO-15': (totals, parts) => {
    const currency = totals.parent && first(totals.parent, 'cbc:DocumentCurrencyCode')?.text;
    const taxes = totals.parent ? all(totals.parent, 'cac:TaxTotal/cbc:TaxAmount') : [];
    const tax = taxes.find((one) => one.attributes.get('currencyID') === currency);
    if (!tax) return true;
    const [net, vat] = [numberAt(totals, 'cbc:TaxExclusiveAmount'), number(tax)];
    return near(numberAt(totals, 'cbc:TaxInclusiveAmount'), net && vat && net.plus(vat), countOf(parts));
  },
};

const round = (amount: ReturnType<typeof number>): ReturnType<typeof number> => amount && cents(amount);

const buckets =
  (code: string): Finder =>
  (document) =>
    anywhere(
      'cac:TaxCategory',
      'cac:TaxSubtotal',
      'cac:TaxTotal',
    )(document).filter(
      (tax) => tax.parent!.parent!.parent === document.root && keyOf(tax).category === code && isVat(tax),
    );

/** A category has an entry of the breakdown if, and only if, something is of it. */
const isBrokenDown =
  (code: string): Predicate =>
  (invoice, document) => {
    const isOf = (tax: XmlElement): boolean => keyOf(tax).category === code;
    const used =
      all(invoice, 'cac:AllowanceCharge/cac:TaxCategory').some(isOf) ||
      document.fact(countedLines).some((line) => all(line, LINE_TAX).some(isOf));
    return used === all(invoice, 'cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory').some(isOf);
  };

const linesByNumber = (document: SheetDocument): LinesByNumber =>
  new LinesByNumber([...LINES(document)], 'cbc:ID', (line) => parentsOf(line, document));
const parentsOf = (line: XmlElement, document: SheetDocument): XmlElement[] =>
  ownReferences(line, document).flatMap((one) => all(one, PARENT));
const childrenOf = (line: XmlElement, document: SheetDocument, ...types: readonly string[]): XmlElement[] =>
  document
    .fact(linesByNumber)
    .below(first(line, 'cbc:ID')?.text ?? '')
    .filter((child) => isOfType(child, document, ...types));
const isGroupWithAmount = (line: XmlElement, document: SheetDocument): boolean =>
  has(line, AMOUNT) && isOfType(line, document, 'GROUP');
const tellsType = (line: XmlElement, document: SheetDocument): boolean =>
  ownReferences(line, document).some((one) => has(one, SUBTYPE));

const GROUPING = extended(
  LINES,
  [
    'BR-FREXT-05',
    (line, document) =>
      !tellsType(line, document) || LINE_TYPES.has(normal(first(line, `cac:BillingReference/${SUBTYPE}`))),
  ],
  ['BR-FREXT-06', (line, document) => parentsOf(line, document).length === 0 || tellsType(line, document)],
  [
    'BR-FREXT-08',
    (line, document) => {
      if (!isGroupWithAmount(line, document)) return true;
      const amounts = childrenOf(line, document, 'GROUP', 'DETAIL').map((child) => numberAt(child, AMOUNT));
      return numberAt(line, AMOUNT)?.equals(cents(sum(amounts.map((one) => one ?? ZERO)))) ?? false;
    },
  ],
  [
    'BR-FREXT-11',
    (line, document) => {
      if (parentsOf(line, document).length === 0) return true;
      const own = first(line, 'cbc:ID')?.text;
      return (
        own !== undefined &&
        document
          .fact(linesByNumber)
          .above(line)
          .some((parent) => first(parent, 'cbc:ID')?.text !== own)
      );
    },
  ],
  [
    'BR-FREXT-12',
    (line, document) =>
      !isGroupWithAmount(line, document) || childrenOf(line, document, 'GROUP').every((child) => has(child, AMOUNT)),
  ],
);

/** What is asked of a line that counts, whether an invoice or a credit note has it. */
const onCounted =
  (holds: (line: XmlElement) => boolean): Predicate =>
  (line, document) =>
    !isCounted(line, document) || holds(line);
const quantity = (line: XmlElement): XmlElement | undefined =>
  first(line, 'cbc:InvoicedQuantity') ?? first(line, 'cbc:CreditedQuantity');

const LINE_RULES: readonly RuleGroup[] = [
  extended(
    LINES,
    ['BR-FREXT-22', onCounted((line) => quantity(line) !== undefined)],
    ['BR-FREXT-23', onCounted((line) => quantity(line)?.attributes.has('unitCode') ?? false)],
    ['BR-FREXT-24', onCounted((line) => has(line, AMOUNT))],
    ['BR-FREXT-26', onCounted((line) => has(line, 'cac:Price/cbc:PriceAmount'))],
    ['BR-FREXT-CO-04', onCounted((line) => all(line, LINE_TAX).some((tax) => isVat(tax) && has(tax, 'cbc:ID')))],
    [
      'UBL-FREXT-SR-48',
      (line, document) => {
        const taxes = all(line, LINE_TAX).length;
        // The sheet takes any reference to an invoice here for one that tells what the line is.
        const counts = !has(line, `cac:BillingReference/${NUMBER}`) || isOfType(line, document, 'DETAIL');
        return counts ? taxes === 1 : taxes <= 1;
      },
    ],
  ),
  extended(
    anywhere('cac:AdditionalItemProperty'),
    ['BR-FREXT-54-1', (one) => has(one, 'cbc:Name', 'cbc:NameCode')],
    [
      'BR-FREXT-54-2',
      (one) =>
        has(one, 'cbc:Value')
          ? !has(one, 'cbc:ValueQuantity')
          : all(one, 'cbc:ValueQuantity').some((value) => (value.attributes.get('unitCode') ?? '') !== ''),
    ],
  ),
];

const chargeCodes: Finder = (document) =>
  anywhere(
    'cbc:AllowanceChargeReasonCode',
    'cac:AllowanceCharge',
  )(document).filter(({ parent }) => isCharge(parent!) === true);
const list = ({ attributes }: XmlElement): string | undefined => attributes.get('listID');
const carrying =
  (on: Finder, name: string): Finder =>
  (document) =>
    on(document).filter((one) => one.attributes.has(name));

const CODES: readonly RuleGroup[] = [
  extended(carrying(anywhere('cbc:ID', 'cac:PartyIdentification'), 'schemeID'), [
    'BR-FREXT-CL-10',
    ({ attributes }) => {
      const scheme = collapse(attributes.get('schemeID'));
      return EXTENDED_SCHEMES.has(scheme) || IDENTIFIER_SCHEMES.has(scheme);
    },
  ]),
  extended(
    (document) => chargeCodes(document).filter((one) => (list(one) ?? '7161') === '7161'),
    ['BR-FREXT-CL-20', inList(CHARGE_REASONS)],
  ),
  extended(
    (document) => chargeCodes(document).filter((one) => list(one) === '5153'),
    ['BR-FREXT-CL-20-TAX', inList(TAX_KINDS)],
  ),
  extended(
    (document) => chargeCodes(document).filter((one) => ![undefined, '7161', '5153'].includes(list(one))),
    ['BR-FREXT-CL-20-LISTID', inList(new Set(['7161', '5153']))],
  ),
  extended(carrying(anywhere('cbc:EmbeddedDocumentBinaryObject'), 'mimeCode'), [
    'BR-FREXT-CL-24',
    ({ attributes }) => EXTENDED_ATTACHMENTS.has(attributes.get('mimeCode')!),
  ]),
  extended(anywhere('cbc:ID', 'cac:DeliveryTerms'), ['BR-FREXT-CL-27', inList(DELIVERY_TERMS)]),
  extended(
    (document) =>
      anywhere(
        'cbc:NameCode',
        'cac:AdditionalItemProperty',
        'cac:Item',
      )(document).filter(({ parent }) =>
        ['cac:InvoiceLine', 'cac:CreditNoteLine'].includes(parent!.parent!.parent?.name ?? ''),
      ),
    ['BR-FREXT-04', inList(ATTRIBUTE_CODES)],
  ),
];

/** What EXTENDED-CTC-FR asks in UBL in the place of rules of the core, or besides them. */
export const UBL_EXTENDED: readonly RuleGroup[] = [
  extended(
    anywhere('cac:LegalMonetaryTotal'),
    ...Object.entries(SUMS).map(([id, holds]) => [`BR-FREXT-${id}`, onParts(holds)] as const),
  ),
  extended(INVOICE, ...FAMILIES.map(([family, code]) => [`BR-FREXT-${family}-01`, isBrokenDown(code)] as const)),
  extended(anywhere('cbc:PayableAmount', 'cac:LegalMonetaryTotal'), [
    'BR-CO-25',
    (amount, document) =>
      !(number(amount)?.greaterThan(0) ?? false) ||
      document.contains('cbc:DueDate') ||
      document.namedBelow('cac:PaymentTerms', 'cbc:Note').length > 0,
  ]),
  ...FAMILIES.map(([family, code]) => extended(buckets(code), [`BR-FREXT-${family}-08`, isBaseOfParts(TERMS)])),
  extended(buckets('S'), ['BR-FREXT-S-09', isVatOfBaseAndParts(TERMS, false)]),
  GROUPING,
  ...LINE_RULES,
  ...CODES,
];
