import { decimalOrZero, rateKey, type InvoiceFacts, type Taxed } from '../facts.js';
import type { Decimal } from '../../arithmetic/decimal.js';
import { ZERO } from '../../arithmetic/decimal.js';
import type { AllowanceOrCharge, Invoice, InvoiceLine, VatBreakdown } from '../../model/index.js';
import { rule, ruleForEach, type BilingualText, type Rule, type RulePack } from '../rule.js';

/** Sums of an invoice in EXTENDED: grouping lines add nothing, each amount may be off by a cent. */
interface Sums {
  readonly lines: readonly InvoiceLine[];
  readonly lineSum: Decimal;
  readonly allowances: readonly AllowanceOrCharge[];
  readonly allowanceSum: Decimal;
  readonly charges: readonly AllowanceOrCharge[];
  readonly chargeSum: Decimal;
}

function sumsOf({ documentLevelAllowances, documentLevelCharges, lines: all }: Invoice): Sums {
  const lines = (all ?? []).filter(isDetail);
  const [allowances, charges] = [documentLevelAllowances ?? [], documentLevelCharges ?? []];
  return {
    lines,
    lineSum: total(lines.map((line) => line.netAmount)),
    allowances,
    allowanceSum: total(allowances.map((entry) => entry.amount)),
    charges,
    chargeSum: total(charges.map((entry) => entry.amount)),
  };
}

function isDetail({ lineSubtypeCode }: InvoiceLine): boolean {
  return lineSubtypeCode === undefined || lineSubtypeCode === 'DETAIL';
}

function total(amounts: readonly (string | undefined)[]): Decimal {
  return amounts.reduce((sum, amount) => sum.plus(decimalOrZero(amount)), ZERO);
}

/** True if an amount is the expected one but for a cent per amount summed. */
function near(actual: string | undefined, expected: Decimal, count: number): true | string {
  const difference = decimalOrZero(actual).minus(expected).abs();
  return difference.lessThanOrEqualTo(0.01 * count) || `${actual ?? '0.00'} ≠ ${expected.toFixed(2)}`;
}

type Holds = (invoice: Invoice, sums: Sums) => true | string | undefined;

const sumRule = (id: string, reads: readonly string[], text: BilingualText, holds: Holds): Rule =>
  rule(id, reads, text, ({ invoice }) => (invoice.documentTotals ? holds(invoice, sumsOf(invoice)) : undefined));

const TOTALS: readonly Rule[] = [
  sumRule(
    'BR-FXEXT-CO-10',
    ['BT-106', 'BT-131'],
    {
      en: 'The sum of the lines (BT-106) is Σ BT-131 of the DETAIL lines, within a cent per line.',
      fr: 'La somme des lignes (BT-106) est Σ BT-131 des lignes DETAIL, à un centime près par ligne.',
    },
    ({ documentTotals }, { lineSum, lines }) => near(documentTotals?.sumOfInvoiceLineNetAmount, lineSum, lines.length),
  ),
  sumRule(
    'BR-FXEXT-CO-11',
    ['BT-107', 'BT-92'],
    {
      en: 'The sum of the allowances (BT-107) is Σ BT-92, within a cent per allowance.',
      fr: 'La somme des remises (BT-107) est Σ BT-92, à un centime près par remise.',
    },
    ({ documentTotals }, { allowanceSum, allowances }) =>
      near(documentTotals?.sumOfAllowancesOnDocumentLevel, allowanceSum, allowances.length),
  ),
  sumRule(
    'BR-FXEXT-CO-12',
    ['BT-108', 'BT-99'],
    {
      en: 'The sum of the charges (BT-108) is Σ BT-99, within a cent per charge.',
      fr: 'La somme des charges (BT-108) est Σ BT-99, à un centime près par charge.',
    },
    ({ documentTotals }, { chargeSum, charges }) =>
      near(documentTotals?.sumOfChargesOnDocumentLevel, chargeSum, charges.length),
  ),
  sumRule(
    'BR-FXEXT-CO-13',
    ['BT-109', 'BT-131', 'BT-92', 'BT-99'],
    {
      en: 'The total without VAT (BT-109) is Σ BT-131 − Σ BT-92 + Σ BT-99, within a cent per amount.',
      fr: 'Le total HT (BT-109) est Σ BT-131 − Σ BT-92 + Σ BT-99, à un centime près par montant.',
    },
    ({ documentTotals }, { lineSum, allowanceSum, chargeSum, lines, allowances, charges }) =>
      near(
        documentTotals?.invoiceTotalAmountWithoutVat,
        lineSum.minus(allowanceSum).plus(chargeSum),
        lines.length + allowances.length + charges.length,
      ),
  ),
  sumRule(
    'BR-FXEXT-CO-15',
    ['BT-112', 'BT-109', 'BT-110'],
    {
      en: 'The total with VAT (BT-112) is BT-109 + BT-110, within a cent per amount.',
      fr: 'Le total TTC (BT-112) est BT-109 + BT-110, à un centime près par montant.',
    },
    ({ documentTotals }, { lines, allowances, charges }) =>
      near(
        documentTotals?.invoiceTotalAmountWithVat,
        total([documentTotals?.invoiceTotalAmountWithoutVat, documentTotals?.invoiceTotalVatAmount]),
        lines.length + allowances.length + charges.length,
      ),
  ),
];

const FAMILIES = [
  ['S', 'S'],
  ['Z', 'Z'],
  ['E', 'E'],
  ['AE', 'AE'],
  ['IC', 'K'],
  ['G', 'G'],
  ['O', 'O'],
  ['AF', 'L'],
  ['AG', 'M'],
] as const;

/** Taxable bases by category, and by rate where the category has several. */
function isOf(bucket: VatBreakdown, { category, rate }: Pick<Taxed, 'category' | 'rate'>): boolean {
  if (category !== bucket.vatCategoryCode) return false;
  const isRated = category === 'S' || category === 'L' || category === 'M';
  return !isRated || rateKey(rate ?? '0') === rateKey(bucket.vatCategoryRate ?? '0');
}

function base({ vatCategoryTaxableAmount: amount, ...bucket }: VatBreakdown, { invoice }: InvoiceFacts): true | string {
  const { lines, allowances, charges } = sumsOf(invoice);
  const ofEntry = ({ vatCategoryCode: category, vatRate: rate }: AllowanceOrCharge): boolean =>
    isOf(bucket, { ...(category === undefined ? {} : { category }), ...(rate === undefined ? {} : { rate }) });
  const inLines = lines.filter(({ vatInformation: vat }) => {
    const [category, rate] = [vat?.invoicedItemVatCategoryCode, vat?.invoicedItemVatRate];
    return isOf(bucket, { ...(category === undefined ? {} : { category }), ...(rate === undefined ? {} : { rate }) });
  });
  const [less, more] = [allowances.filter(ofEntry), charges.filter(ofEntry)];
  const expected = total(inLines.map((line) => line.netAmount))
    .minus(total(less.map((entry) => entry.amount)))
    .plus(total(more.map((entry) => entry.amount)));
  return near(amount, expected, inLines.length + less.length + more.length);
}

const BASES: readonly Rule[] = FAMILIES.map(([family, code]) =>
  ruleForEach(
    `BR-FXEXT-${family}-08`,
    ['BT-116', 'BT-131', 'BT-92', 'BT-99'],
    {
      en: `The taxable amount (BT-116) of category ${code} is that of its lines, allowances and charges, within a cent each.`,
      fr: `La base (BT-116) de la catégorie ${code} est celle de ses lignes, remises et charges, à un centime près chacune.`,
    },
    ({ breakdown }) => onlyTheOne(breakdown, code),
    base,
  ),
);

/** Where parts of an invoice for several sellers share a category, each entry tells of a part: the sum is not compared. */
function onlyTheOne(breakdown: InvoiceFacts['breakdown'], code: string): readonly (readonly [string, VatBreakdown])[] {
  const entries = breakdown.filter(([, bucket]) => bucket.vatCategoryCode === code);
  const parts = entries.filter(([, bucket]) => bucket.vatExemptionReasonText?.startsWith('#'));
  return parts.length > 0 ? [] : entries;
}

/** The sums of Factur-X EXTENDED and EXTENDED-CTC-FR, which replace those of the core. */
export const EXTENDED_PACK: RulePack = {
  id: 'extended',
  title: { en: 'Sums of EXTENDED and EXTENDED-CTC-FR', fr: 'Sommes d’EXTENDED et EXTENDED-CTC-FR' },
  version: '1.09.2',
  validFrom: '2017-06-28',
  rules: [...TOTALS, ...BASES],
};
