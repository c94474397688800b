import type { Decimal } from '../../../arithmetic/decimal.js';
import { sum, ZERO } from '../../../arithmetic/decimal.js';
import type { XmlElement } from '../../../xml/xml-tree.js';
import type { SheetDocument } from '../sheet-document.js';
import type { Predicate, RuleGroup } from '../sheet-rule.js';
import { below, judge, named } from '../sheet-rule.js';
import { isVatOfBase, same } from '../arithmetic.js';
import { all, cents, decimalsAtMost, first, has, number, numberAt } from '../xml-path.js';
import { DOCUMENT_NAMES, INVOICE, isCharge, LINE_NAMES, vatCategories } from './ubl-contexts.js';

/** Sum of the numbers of elements; what is no number counts nothing. */
export function total(elements: Iterable<XmlElement>): Decimal {
  return sum([...elements].map((element) => number(element) ?? ZERO));
}

const sumOfLines = (document: SheetDocument): Decimal =>
  cents(total(LINE_NAMES.flatMap((name) => document.namedBelow(name, 'cbc:LineExtensionAmount'))));

/** BR-CO-11 and BR-CO-12: the total equals the sum of its entries and is absent only if there are none. */
function totalOfEntries(path: string, charge: boolean): Predicate {
  return (totals) => {
    const found = all(totals.parent ?? totals, 'cac:AllowanceCharge').filter((entry) => isCharge(entry) === charge);
    if (!has(totals, path)) return found.length === 0;
    return same(numberAt(totals, path), cents(total(found.flatMap((entry) => all(entry, 'cbc:Amount')))));
  };
}

/** BT-109 = BT-106 − BT-107 + BT-108. */
function isSumWithoutVat(totals: XmlElement): boolean {
  const lines = numberAt(totals, 'cbc:LineExtensionAmount');
  if (lines === undefined) return false;
  const expected = lines
    .plus(optional(totals, 'cbc:ChargeTotalAmount'))
    .minus(optional(totals, 'cbc:AllowanceTotalAmount'));
  const plain = !has(totals, 'cbc:ChargeTotalAmount', 'cbc:AllowanceTotalAmount');
  return same(numberAt(totals, 'cbc:TaxExclusiveAmount'), plain ? lines : cents(expected));
}

/** BT-115 − BT-114 = BT-112 − BT-113. */
function isAmountDue(totals: XmlElement): boolean {
  const due = numberAt(totals, 'cbc:PayableAmount');
  const withVat = numberAt(totals, 'cbc:TaxInclusiveAmount');
  if (due === undefined || withVat === undefined) return false;
  const unrounded = has(totals, 'cbc:PayableRoundingAmount')
    ? cents(due.minus(optional(totals, 'cbc:PayableRoundingAmount')))
    : due;
  const unpaid = has(totals, 'cbc:PrepaidAmount')
    ? cents(withVat.minus(optional(totals, 'cbc:PrepaidAmount')))
    : withVat;
  return unrounded.equals(unpaid);
}

function optional(totals: XmlElement, path: string): Decimal {
  return numberAt(totals, path) ?? ZERO;
}

/** BT-112 = BT-109 + BT-110, with exactly one VAT total in the currency of the invoice. */
function isSumWithVat(invoice: XmlElement): boolean {
  return all(invoice, 'cbc:DocumentCurrencyCode').every((currency) => {
    const taxes = all(invoice, 'cac:TaxTotal/cbc:TaxAmount').filter(
      (amount) => amount.attributes.get('currencyID') === currency.text,
    );
    const without = numberAt(invoice, 'cac:LegalMonetaryTotal/cbc:TaxExclusiveAmount');
    const tax = number(taxes[0]);
    if (taxes.length !== 1 || without === undefined || tax === undefined) return false;
    return same(numberAt(invoice, 'cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount'), cents(without.plus(tax)));
  });
}

const upTo2 =
  (path: string): Predicate =>
  (element) =>
    decimalsAtMost(element, path, 2);

/** Totals and VAT breakdown, as the UBL sheet of EN 16931 judges them. */
export const UBL_TOTALS: readonly RuleGroup[] = [
  judge(named('cac:LegalMonetaryTotal'), {
    'BR-12': (totals) => has(totals, 'cbc:LineExtensionAmount'),
    'BR-13': (totals) => has(totals, 'cbc:TaxExclusiveAmount'),
    'BR-14': (totals) => has(totals, 'cbc:TaxInclusiveAmount'),
    'BR-15': (totals) => has(totals, 'cbc:PayableAmount'),
    'BR-CO-10': (totals, document) => same(numberAt(totals, 'cbc:LineExtensionAmount'), document.fact(sumOfLines)),
    'BR-CO-11': totalOfEntries('cbc:AllowanceTotalAmount', false),
    'BR-CO-12': totalOfEntries('cbc:ChargeTotalAmount', true),
    'BR-CO-13': isSumWithoutVat,
    'BR-CO-16': isAmountDue,
    'BR-DEC-09': upTo2('cbc:LineExtensionAmount'),
    'BR-DEC-10': upTo2('cbc:AllowanceTotalAmount'),
    'BR-DEC-11': upTo2('cbc:ChargeTotalAmount'),
    'BR-DEC-12': upTo2('cbc:TaxExclusiveAmount'),
    'BR-DEC-14': upTo2('cbc:TaxInclusiveAmount'),
    'BR-DEC-16': upTo2('cbc:PrepaidAmount'),
    'BR-DEC-17': upTo2('cbc:PayableRoundingAmount'),
    'BR-DEC-18': upTo2('cbc:PayableAmount'),
  }),
  judge(INVOICE, {
    'BR-CO-15': isSumWithVat,
    'BR-CO-18': (invoice) => has(invoice, 'cac:TaxTotal/cac:TaxSubtotal'),
  }),
  judge(below(DOCUMENT_NAMES, 'cac:TaxTotal'), {
    'BR-CO-14': (tax) =>
      !has(tax, 'cac:TaxSubtotal') ||
      same(numberAt(tax, 'cbc:TaxAmount'), cents(total(all(tax, 'cac:TaxSubtotal/cbc:TaxAmount')))),
  }),
  judge(below(['cac:TaxTotal'], 'cac:TaxSubtotal'), {
    'BR-45': (bucket) => has(bucket, 'cbc:TaxableAmount'),
    'BR-46': (bucket) => has(bucket, 'cbc:TaxAmount'),
    'BR-47': (bucket) => vatCategories(bucket, 'cac:TaxCategory').some((category) => has(category, 'cbc:ID')),
    'BR-48': (bucket) =>
      vatCategories(bucket, 'cac:TaxCategory').some(
        (category) => has(category, 'cbc:Percent') || first(category, 'cbc:ID')?.text.trim() === 'O',
      ),
    'BR-CO-17': (bucket) => {
      const category = vatCategories(bucket, 'cac:TaxCategory')[0];
      return isVatOfBase(
        category && numberAt(category, 'cbc:Percent'),
        numberAt(bucket, 'cbc:TaxAmount'),
        numberAt(bucket, 'cbc:TaxableAmount'),
        true,
      );
    },
    'BR-DEC-19': upTo2('cbc:TaxableAmount'),
    'BR-DEC-20': upTo2('cbc:TaxAmount'),
  }),
];
