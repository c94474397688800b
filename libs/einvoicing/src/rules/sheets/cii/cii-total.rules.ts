import type { Decimal } from '../../../arithmetic/decimal.js';
import { sum, ZERO } from '../../../arithmetic/decimal.js';
import type { XmlElement } from '../../../xml/xml-tree.js';
import type { SheetDocument } from '../sheet-document.js';
import type { Predicate, RuleGroup } from '../sheet-rule.js';
import { judge, named } from '../sheet-rule.js';
import { isVatOfBase, same } from '../arithmetic.js';
import { all, cents, decimalsAtMost, first, has, number, numberAt } from '../xml-path.js';
import {
  atPath,
  breakdown,
  INVOICE,
  isCharge,
  isOfCategory,
  isVat,
  LINE,
  LINE_AMOUNT,
  SETTLEMENT,
} from './cii-contexts.js';

const TOTALS = 'ram:SpecifiedTradeSettlementHeaderMonetarySummation';

/** Sum of numbers; what is no number counts nothing. */
export function total(elements: readonly XmlElement[]): Decimal {
  return sum(elements.map((element) => number(element) ?? ZERO));
}

/** Σ of the lines by what holds them: the totals of a transaction are those of its own lines. */
function sumsOfLines(document: SheetDocument): ReadonlyMap<XmlElement, Decimal> {
  const sums = new Map<XmlElement, Decimal>();
  for (const line of document.named(LINE)) {
    if (line.parent) sums.set(line.parent, (sums.get(line.parent) ?? ZERO).plus(total(all(line, LINE_AMOUNT))));
  }
  return sums;
}

/** BT-106 = Σ BT-131. */
function isSumOfLines(totals: XmlElement, document: SheetDocument): boolean {
  const transaction = totals.parent?.parent;
  const expected = transaction && document.fact(sumsOfLines).get(transaction);
  return same(numberAt(totals, 'ram:LineTotalAmount'), cents(expected ?? ZERO));
}

const entriesOfHeader = atPath(`${SETTLEMENT}/ram:SpecifiedTradeAllowanceCharge`);

/** Allowances or charges of the header of an invoice. */
function headerEntries(document: SheetDocument, charge: boolean): XmlElement[] {
  return entriesOfHeader(document).filter((entry) => isCharge(entry) === charge);
}

function totalOfEntries(path: string, charge: boolean): Predicate {
  return (totals, document) => {
    const found = headerEntries(document, charge);
    if (!has(totals, path)) return found.length === 0;
    return same(
      numberAt(totals, path),
      cents(total(found.flatMap((entry) => all(entry, 'ram:ActualAmount').slice(0, 1)))),
    );
  };
}

/** BT-109 = BT-106 − BT-107 + BT-108. */
function isSumWithoutVat(totals: XmlElement): boolean {
  const lines = numberAt(totals, 'ram:LineTotalAmount');
  if (lines === undefined) return false;
  const allowances = numberAt(totals, 'ram:AllowanceTotalAmount') ?? ZERO;
  const charges = numberAt(totals, 'ram:ChargeTotalAmount') ?? ZERO;
  return same(numberAt(totals, 'ram:TaxBasisTotalAmount'), cents(lines.minus(allowances).plus(charges)));
}

/** BT-115 = BT-112 − BT-113 + BT-114. */
function isAmountDue(totals: XmlElement): boolean {
  const withVat = numberAt(totals, 'ram:GrandTotalAmount');
  if (withVat === undefined) return false;
  const paid = numberAt(totals, 'ram:TotalPrepaidAmount') ?? ZERO;
  const rounding = numberAt(totals, 'ram:RoundingAmount') ?? ZERO;
  return same(numberAt(totals, 'ram:DuePayableAmount'), withVat.minus(paid).plus(rounding));
}

/** BT-112 = BT-109 + BT-110 with one VAT total in the currency of the invoice; an invoice without VAT needs none. */
function isSumWithVat(invoice: XmlElement, document: SheetDocument): boolean {
  const [totals] = document.named(TOTALS);
  const without = totals && numberAt(totals, 'ram:TaxBasisTotalAmount');
  const withVat = totals && numberAt(totals, 'ram:GrandTotalAmount');
  return all(invoice, `${SETTLEMENT}/ram:InvoiceCurrencyCode`).every((currency) => {
    if (same(withVat, without)) return true;
    const taxes = all(invoice, `${SETTLEMENT}/${TOTALS}/ram:TaxTotalAmount`).filter(
      (amount) => amount.attributes.get('currencyID') === currency.text,
    );
    const tax = number(taxes[0]);
    return taxes.length === 1 && tax !== undefined && without !== undefined && same(withVat, cents(without.plus(tax)));
  });
}

/** BT-6 is another currency than BT-5, and a VAT total is given in it. */
function isAccountingTotalGiven(totals: XmlElement, document: SheetDocument): boolean {
  const ofInvoice = (path: string): string[] =>
    [...INVOICE(document)].flatMap((invoice) => all(invoice, `${SETTLEMENT}/${path}`)).map((found) => found.text);
  const accounting = ofInvoice('ram:TaxCurrencyCode');
  if (accounting.length === 0) return true;
  const given = all(totals, 'ram:TaxTotalAmount').map((amount) => amount.attributes.get('currencyID') ?? '');
  return (
    given.some((currency) => accounting.includes(currency)) &&
    !ofInvoice('ram:InvoiceCurrencyCode').some((currency) => accounting.includes(currency))
  );
}

/** One VAT total that is in another currency or has at most two decimals is enough for the sheet. */
function taxDecimals(currencyPath: string): Predicate {
  return (totals, document) => {
    const amounts = all(totals, 'ram:TaxTotalAmount');
    const currencies = [...INVOICE(document)]
      .flatMap((invoice) => all(invoice, `${SETTLEMENT}/${currencyPath}`))
      .map((found) => found.text);
    const isOther = (amount: XmlElement): boolean =>
      currencyPath === 'ram:TaxCurrencyCode'
        ? currencies.length === 0
        : !currencies.includes(amount.attributes.get('currencyID') ?? '');
    return (
      amounts.length === 0 ||
      amounts.some((amount) => {
        const value = number(amount);
        const inIt = currencies.includes(amount.attributes.get('currencyID') ?? '');
        return isOther(amount) || (inIt && value !== undefined && same(value, cents(value)));
      })
    );
  };
}

const upTo2 =
  (path: string): Predicate =>
  (element) =>
    decimalsAtMost(element, path, 2);

/** An entry of L, M or O: the sheet of CII judges them by their own rules alone. */
const isSpecial = (tax: XmlElement): boolean =>
  isVat(tax) &&
  ['L', 'M', 'O'].some((code) => isOfCategory(tax, code)) &&
  tax.parent?.parent?.name === 'rsm:SupplyChainTradeTransaction';

const plainBreakdown = (document: SheetDocument): XmlElement[] => breakdown(document).filter((tax) => !isSpecial(tax));
/** Entries of L, M and O, which the sheets of the small profiles of Factur-X judge like all others. */
export const specialBreakdown = (document: SheetDocument): XmlElement[] => breakdown(document).filter(isSpecial);

/** What an entry of the breakdown holds, and that its amounts agree. */
export const ENTRY_RULES: Readonly<Record<'BR-45' | 'BR-46' | 'BR-47' | 'BR-48' | 'BR-CO-17', Predicate>> = {
  'BR-45': (tax) => has(tax, 'ram:BasisAmount'),
  'BR-46': (tax) => has(tax, 'ram:CalculatedAmount'),
  'BR-47': (tax) => isVat(tax) && has(tax, 'ram:CategoryCode'),
  'BR-48': (tax) => isVat(tax) && (has(tax, 'ram:RateApplicablePercent') || isOfCategory(tax, 'O')),
  'BR-CO-17': (tax) =>
    isVatOfBase(
      isVat(tax) ? number(first(tax, 'ram:RateApplicablePercent')) : undefined,
      numberAt(tax, 'ram:CalculatedAmount'),
      numberAt(tax, 'ram:BasisAmount'),
      false,
    ),
};

/** Totals and VAT breakdown, as the CII sheet of EN 16931 judges them. */
export const CII_TOTALS: readonly RuleGroup[] = [
  judge(named(TOTALS), {
    'BR-12': (totals) => has(totals, 'ram:LineTotalAmount'),
    'BR-13': (totals) => has(totals, 'ram:TaxBasisTotalAmount'),
    'BR-14': (totals) => has(totals, 'ram:GrandTotalAmount'),
    'BR-15': (totals) => has(totals, 'ram:DuePayableAmount'),
    'BR-53': isAccountingTotalGiven,
    'BR-CO-10': isSumOfLines,
    'BR-CO-11': totalOfEntries('ram:AllowanceTotalAmount', false),
    'BR-CO-12': totalOfEntries('ram:ChargeTotalAmount', true),
    'BR-CO-13': isSumWithoutVat,
    'BR-CO-16': isAmountDue,
    'BR-DEC-09': upTo2('ram:LineTotalAmount'),
    'BR-DEC-10': upTo2('ram:AllowanceTotalAmount'),
    'BR-DEC-11': upTo2('ram:ChargeTotalAmount'),
    'BR-DEC-12': upTo2('ram:TaxBasisTotalAmount'),
    'BR-DEC-13': taxDecimals('ram:InvoiceCurrencyCode'),
    'BR-DEC-14': upTo2('ram:GrandTotalAmount'),
    'BR-DEC-15': taxDecimals('ram:TaxCurrencyCode'),
    'BR-DEC-16': upTo2('ram:TotalPrepaidAmount'),
    'BR-DEC-17': upTo2('ram:RoundingAmount'),
    'BR-DEC-18': upTo2('ram:DuePayableAmount'),
  }),
  judge(INVOICE, { 'BR-CO-15': isSumWithVat }),
  judge(mainVatTotals, {
    'BR-CO-14': (amount, document) => {
      const taxes = [...INVOICE(document)].flatMap((invoice) =>
        all(invoice, `${SETTLEMENT}/ram:ApplicableTradeTax/ram:CalculatedAmount`),
      );
      return same(number(amount), cents(total(taxes)));
    },
  }),
  judge(plainBreakdown, {
    'BR-45': ENTRY_RULES['BR-45'],
    'BR-46': ENTRY_RULES['BR-46'],
    'BR-47': ENTRY_RULES['BR-47'],
    'BR-48': ENTRY_RULES['BR-48'],
    // BT-7 and BT-8 exclude each other in the whole document; the sheet says so on each entry.
    'BR-CO-03': (_tax, document) =>
      document.named('ram:TaxPointDate').length === 0 || document.named('ram:DueDateTypeCode').length === 0,
    'BR-CO-17': ENTRY_RULES['BR-CO-17'],
    'BR-DEC-19': upTo2('ram:BasisAmount'),
    'BR-DEC-20': upTo2('ram:CalculatedAmount'),
  }),
];

/** VAT totals in the currency of the invoice. */
function mainVatTotals(document: SheetDocument): XmlElement[] {
  const currencies = [...INVOICE(document)]
    .flatMap((invoice) => all(invoice, `${SETTLEMENT}/ram:InvoiceCurrencyCode`))
    .map((found) => found.text);
  return document
    .namedBelow(TOTALS, 'ram:TaxTotalAmount')
    .filter((amount) => currencies.includes(amount.attributes.get('currencyID') ?? ''));
}
