import type { Decimal } from '../../arithmetic/decimal.js';
import { sum, ZERO } from '../../arithmetic/decimal.js';
import type { XmlElement } from '../../xml/xml-tree.js';
import type { SheetDocument } from './sheet-document.js';
import { all, cents, collapse, number, numberAt } from './xml-path.js';

/** Totals by their elements in CII and in UBL. */
const TERMS = {
  lines: ['ram:LineTotalAmount', 'cbc:LineExtensionAmount'],
  allowances: ['ram:AllowanceTotalAmount', 'cbc:AllowanceTotalAmount'],
  charges: ['ram:ChargeTotalAmount', 'cbc:ChargeTotalAmount'],
  net: ['ram:TaxBasisTotalAmount', 'cbc:TaxExclusiveAmount'],
  gross: ['ram:GrandTotalAmount', 'cbc:TaxInclusiveAmount'],
  paid: ['ram:TotalPrepaidAmount', 'cbc:PrepaidAmount'],
  rounding: ['ram:RoundingAmount', 'cbc:PayableRoundingAmount'],
  due: ['ram:DuePayableAmount', 'cbc:PayableAmount'],
} as const;
const TOTALS = ['ram:SpecifiedTradeSettlementHeaderMonetarySummation', 'cac:LegalMonetaryTotal'];

function amount(totals: XmlElement | undefined, term: keyof typeof TERMS): Decimal | undefined {
  return totals && TERMS[term].map((path) => numberAt(totals, path)).find((found) => found !== undefined);
}

const orNothing = (value: Decimal | undefined): Decimal => value ?? ZERO;
const totalOf = (elements: readonly XmlElement[]): Decimal => cents(sum(elements.map((one) => orNothing(number(one)))));
const totalsOf = (document: SheetDocument): XmlElement | undefined => TOTALS.flatMap((name) => document.named(name))[0];

/** The total of VAT in the currency of the invoice. */
function vatOf(document: SheetDocument): Decimal | undefined {
  const currency = [...document.named('ram:InvoiceCurrencyCode'), ...document.named('cbc:DocumentCurrencyCode')][0]
    ?.text;
  const taxes = [
    ...document.named('ram:TaxTotalAmount'),
    ...document.namedBelow('cac:TaxTotal', 'cbc:TaxAmount').filter(({ parent }) => parent?.parent === document.root),
  ];
  return number(taxes.find((tax) => tax.attributes.get('currencyID') === currency));
}

type Sums = (document: SheetDocument) => readonly [actual: Decimal | undefined, expected: Decimal];

const SUMS: Readonly<Record<string, Sums>> = {
  'BR-CO-10': (document) => [
    amount(totalsOf(document), 'lines'),
    totalOf([
      ...document.namedBelow('ram:SpecifiedTradeSettlementLineMonetarySummation', 'ram:LineTotalAmount'),
      ...['cac:InvoiceLine', 'cac:CreditNoteLine'].flatMap((line) =>
        document.namedBelow(line, 'cbc:LineExtensionAmount'),
      ),
    ]),
  ],
  'BR-CO-13': (document) => {
    const totals = totalsOf(document);
    const lines = orNothing(amount(totals, 'lines'));
    const less = orNothing(amount(totals, 'allowances'));
    return [amount(totals, 'net'), lines.minus(less).plus(orNothing(amount(totals, 'charges')))];
  },
  'BR-CO-14': (document) => [
    vatOf(document),
    totalOf([
      ...document
        .namedBelow('ram:ApplicableHeaderTradeSettlement', 'ram:ApplicableTradeTax')
        .flatMap((tax) => all(tax, 'ram:CalculatedAmount')),
      ...document.namedBelow('cac:TaxSubtotal', 'cbc:TaxAmount'),
    ]),
  ],
  'BR-CO-15': (document) => {
    const totals = totalsOf(document);
    return [amount(totals, 'gross'), orNothing(amount(totals, 'net')).plus(orNothing(vatOf(document)))];
  },
  'BR-CO-16': (document) => {
    const totals = totalsOf(document);
    const unpaid = orNothing(amount(totals, 'gross')).minus(orNothing(amount(totals, 'paid')));
    return [amount(totals, 'due'), unpaid.plus(orNothing(amount(totals, 'rounding')))];
  },
};

/** Rules of code lists that look at an attribute. */
const CODES_IN: Readonly<Record<string, string>> = {
  'BR-CL-03': 'currencyID',
  'BR-CL-07': 'schemeID',
  'BR-CL-10': 'schemeID',
  'BR-CL-11': 'schemeID',
  'BR-CL-13': 'listID',
  'BR-CL-21': 'schemeID',
  'BR-CL-23': 'unitCode',
  'BR-CL-24': 'mimeCode',
  'BR-CL-25': 'schemeID',
  'BR-CL-26': 'schemeID',
};

/**
 * What a message should show of the place where a rule is broken: the total there and the one expected, or the code
 * nobody knows. Asked only of what is broken.
 */
export function foundAt(rule: string, element: XmlElement, document: SheetDocument): string | undefined {
  const sums = SUMS[rule];
  if (sums) {
    const [actual, expected] = sums(document);
    // Where they are equal the rule is broken by something else, such as a currency.
    return actual === undefined || actual.equals(expected)
      ? undefined
      : `${actual.toFixed(2)} ≠ ${expected.toFixed(2)}`;
  }
  if (!rule.startsWith('BR-CL-')) return undefined;
  const code = CODES_IN[rule] === undefined ? undefined : element.attributes.get(CODES_IN[rule]);
  const text = collapse(code ?? (element.children.length > 0 ? '' : element.text));
  return text === '' ? undefined : text.slice(0, 60);
}
