import type { Decimal } from '../../arithmetic/decimal.js';
import { decimalsWritten, isDecimal, round, sum } from '../../arithmetic/decimal.js';
import type { DocumentTotals } from '../../model/index.js';
import { decimalOrZero, equal, isFilled, nearlyEqual, type InvoiceFacts } from '../facts.js';
import { rule, ruleForEach, type BilingualText, type Rule } from '../rule.js';
import { at } from './line.rules.js';

type TotalKey = keyof DocumentTotals;

/** A total that must equal a sum, exactly. Not tested while the total itself is missing: presence is another rule. */
function totalEquals(
  id: string,
  reads: readonly string[],
  key: TotalKey,
  text: BilingualText,
  expected: (totals: DocumentTotals, facts: InvoiceFacts) => Decimal,
): Rule {
  return rule(id, reads, text, (facts) => {
    const totals = facts.invoice.documentTotals ?? {};
    return totals[key] === undefined ? undefined : equal(totals[key], expected(totals, facts));
  });
}

/** A total of allowances or charges: equal to their sum, absent only if there are none. */
function totalOfEntries(
  id: string,
  reads: readonly string[],
  key: TotalKey,
  text: BilingualText,
  entries: (facts: InvoiceFacts) => InvoiceFacts['allowances'],
): Rule {
  return rule(id, reads, text, (facts) => {
    const total = facts.invoice.documentTotals?.[key];
    if (total === undefined)
      return entries(facts).length === 0 ? true : `0 ≠ ${facts.sumOf(entries(facts)).toFixed(2)}`;
    return equal(total, facts.sumOf(entries(facts)));
  });
}

const SUMS: readonly Rule[] = [
  totalEquals(
    'BR-CO-10',
    ['BT-106', 'BT-131'],
    'sumOfInvoiceLineNetAmount',
    {
      en: 'The sum of lines (BT-106) is Σ line net amounts (BT-131).',
      fr: 'Le total des lignes (BT-106) est Σ montants nets (BT-131).',
    },
    (totals, facts) =>
      // A profile without lines has nothing to add up; BR-16 tells of their absence elsewhere.
      facts.lines.length === 0 ? decimalOrZero(totals.sumOfInvoiceLineNetAmount) : facts.sumOfLines,
  ),
  totalOfEntries(
    'BR-CO-11',
    ['BT-107', 'BT-92'],
    'sumOfAllowancesOnDocumentLevel',
    { en: 'The sum of document allowances (BT-107) is Σ BT-92.', fr: 'Le total des remises (BT-107) est Σ BT-92.' },
    (f) => f.allowances,
  ),
  totalOfEntries(
    'BR-CO-12',
    ['BT-108', 'BT-99'],
    'sumOfChargesOnDocumentLevel',
    { en: 'The sum of document charges (BT-108) is Σ BT-99.', fr: 'Le total des charges (BT-108) est Σ BT-99.' },
    (f) => f.charges,
  ),
  totalEquals(
    'BR-CO-13',
    ['BT-109', 'BT-106', 'BT-107', 'BT-108'],
    'invoiceTotalAmountWithoutVat',
    {
      en: 'The total without VAT (BT-109) is BT-106 − BT-107 + BT-108.',
      fr: 'Le total hors TVA (BT-109) est BT-106 − BT-107 + BT-108.',
    },
    (t) =>
      decimalOrZero(t.sumOfInvoiceLineNetAmount)
        .minus(decimalOrZero(t.sumOfAllowancesOnDocumentLevel))
        .plus(decimalOrZero(t.sumOfChargesOnDocumentLevel)),
  ),
  totalEquals(
    'BR-CO-14',
    ['BT-110', 'BT-117'],
    'invoiceTotalVatAmount',
    {
      en: 'The VAT total (BT-110) is Σ VAT of the breakdown (BT-117).',
      fr: 'Le total de TVA (BT-110) est Σ TVA de la ventilation (BT-117).',
    },
    (_totals, f) => sum(f.breakdown.map(([, bucket]) => decimalOrZero(bucket.vatCategoryTaxAmount))),
  ),
  totalEquals(
    'BR-CO-15',
    ['BT-112', 'BT-109', 'BT-110'],
    'invoiceTotalAmountWithVat',
    {
      en: 'The total with VAT (BT-112) is BT-109 + BT-110.',
      fr: 'Le total TVA comprise (BT-112) est BT-109 + BT-110.',
    },
    (t) => decimalOrZero(t.invoiceTotalAmountWithoutVat).plus(decimalOrZero(t.invoiceTotalVatAmount)),
  ),
  totalEquals(
    'BR-CO-16',
    ['BT-115', 'BT-112', 'BT-113', 'BT-114'],
    'amountDueForPayment',
    {
      en: 'The amount due (BT-115) is BT-112 − BT-113 + BT-114.',
      fr: 'Le montant à payer (BT-115) est BT-112 − BT-113 + BT-114.',
    },
    (t) =>
      decimalOrZero(t.invoiceTotalAmountWithVat)
        .minus(decimalOrZero(t.paidAmount))
        .plus(decimalOrZero(t.roundingAmount)),
  ),
];

const BREAKDOWN: readonly Rule[] = [
  ruleForEach(
    'BR-45',
    ['BT-116'],
    {
      en: 'Each VAT breakdown has a taxable amount (BT-116).',
      fr: 'Chaque ventilation de TVA porte une base (BT-116).',
    },
    (f) => at(f.breakdown, 'BT-116'),
    (bucket) => isFilled(bucket.vatCategoryTaxableAmount),
  ),
  ruleForEach(
    'BR-46',
    ['BT-117'],
    {
      en: 'Each VAT breakdown has a tax amount (BT-117).',
      fr: 'Chaque ventilation de TVA porte un montant de TVA (BT-117).',
    },
    (f) => at(f.breakdown, 'BT-117'),
    (bucket) => isFilled(bucket.vatCategoryTaxAmount),
  ),
  ruleForEach(
    'BR-47',
    ['BT-118'],
    {
      en: 'Each VAT breakdown has a category (BT-118).',
      fr: 'Chaque ventilation de TVA porte une catégorie (BT-118).',
    },
    (f) => at(f.breakdown, 'BT-118'),
    (bucket) => isFilled(bucket.vatCategoryCode),
  ),
  ruleForEach(
    'BR-48',
    ['BT-119', 'BT-118'],
    {
      en: 'Each VAT breakdown has a rate (BT-119), unless not subject to VAT (O).',
      fr: 'Chaque ventilation de TVA porte un taux (BT-119), sauf hors champ (O).',
    },
    (f) => at(f.breakdown, 'BT-119'),
    (bucket) => bucket.vatCategoryCode === 'O' || isFilled(bucket.vatCategoryRate),
  ),
  ruleForEach(
    'BR-CO-17',
    ['BT-117', 'BT-116', 'BT-119'],
    {
      en: 'VAT (BT-117) is taxable amount × rate ÷ 100, rounded to 2 decimals (a difference below 1.00 passes).',
      fr: 'La TVA (BT-117) est base × taux ÷ 100, arrondie à 2 décimales (un écart inférieur à 1,00 passe).',
    },
    (f) => at(f.breakdown, 'BT-117'),
    (bucket) =>
      bucket.vatCategoryTaxAmount === undefined || bucket.vatCategoryTaxableAmount === undefined
        ? undefined
        : nearlyEqual(bucket.vatCategoryTaxAmount, vatOf(bucket.vatCategoryTaxableAmount, bucket.vatCategoryRate)),
  ),
  rule(
    'BR-CO-18',
    ['BG-23'],
    {
      en: 'An invoice has at least one VAT breakdown (BG-23).',
      fr: 'Une facture porte au moins une ventilation de TVA (BG-23).',
    },
    (f) => f.breakdown.length > 0,
  ),
];

/** VAT of a base at a rate in percent, rounded once to cents. */
export function vatOf(base: string | undefined, rate: string | undefined): Decimal {
  return round(decimalOrZero(base).times(decimalOrZero(rate)).dividedBy(100), 2);
}

type AmountsOf = (facts: InvoiceFacts) => Iterable<readonly [string, string | undefined]>;

function twoDecimals(id: string, term: string, amounts: AmountsOf): Rule {
  const text = { en: `${term} has at most 2 decimals.`, fr: `${term} a au plus 2 décimales.` };
  return ruleForEach(
    id,
    [term],
    text,
    amounts,
    (amount) => amount === undefined || !isDecimal(amount) || decimalsWritten(amount) <= 2 || amount,
  );
}

const ofTotal = (id: string, term: string, key: TotalKey): Rule =>
  twoDecimals(id, term, (f) => [[`/${term}`, f.invoice.documentTotals?.[key]]]);

function ofEach<T>(
  id: string,
  term: string,
  members: (f: InvoiceFacts) => Iterable<readonly [string, T]>,
  get: (member: T) => string | undefined,
): Rule {
  return twoDecimals(id, term, function* (facts) {
    for (const [path, member] of members(facts)) yield [`${path}/${term}`, get(member)];
  });
}

const DECIMALS: readonly Rule[] = [
  ofEach(
    'BR-DEC-01',
    'BT-92',
    (f) => f.allowances,
    (entry) => entry.amount,
  ),
  ofEach(
    'BR-DEC-02',
    'BT-93',
    (f) => f.allowances,
    (entry) => entry.baseAmount,
  ),
  ofEach(
    'BR-DEC-05',
    'BT-99',
    (f) => f.charges,
    (entry) => entry.amount,
  ),
  ofEach(
    'BR-DEC-06',
    'BT-100',
    (f) => f.charges,
    (entry) => entry.baseAmount,
  ),
  ofTotal('BR-DEC-09', 'BT-106', 'sumOfInvoiceLineNetAmount'),
  ofTotal('BR-DEC-10', 'BT-107', 'sumOfAllowancesOnDocumentLevel'),
  ofTotal('BR-DEC-11', 'BT-108', 'sumOfChargesOnDocumentLevel'),
  ofTotal('BR-DEC-12', 'BT-109', 'invoiceTotalAmountWithoutVat'),
  ofTotal('BR-DEC-13', 'BT-110', 'invoiceTotalVatAmount'),
  ofTotal('BR-DEC-14', 'BT-112', 'invoiceTotalAmountWithVat'),
  ofTotal('BR-DEC-15', 'BT-111', 'invoiceTotalVatAmountInAccountingCurrency'),
  ofTotal('BR-DEC-16', 'BT-113', 'paidAmount'),
  ofTotal('BR-DEC-17', 'BT-114', 'roundingAmount'),
  ofTotal('BR-DEC-18', 'BT-115', 'amountDueForPayment'),
  ofEach(
    'BR-DEC-19',
    'BT-116',
    (f) => f.breakdown,
    (bucket) => bucket.vatCategoryTaxableAmount,
  ),
  ofEach(
    'BR-DEC-20',
    'BT-117',
    (f) => f.breakdown,
    (bucket) => bucket.vatCategoryTaxAmount,
  ),
  ofEach(
    'BR-DEC-23',
    'BT-131',
    (f) => f.lines,
    (line) => line.netAmount,
  ),
  ofEach(
    'BR-DEC-24',
    'BT-136',
    (f) => f.lineAllowances,
    (entry) => entry.amount,
  ),
  ofEach(
    'BR-DEC-25',
    'BT-137',
    (f) => f.lineAllowances,
    (entry) => entry.baseAmount,
  ),
  ofEach(
    'BR-DEC-27',
    'BT-141',
    (f) => f.lineCharges,
    (entry) => entry.amount,
  ),
  ofEach(
    'BR-DEC-28',
    'BT-142',
    (f) => f.lineCharges,
    (entry) => entry.baseAmount,
  ),
];

/** Sums, the VAT breakdown and decimals. */
export const TOTAL_RULES: readonly Rule[] = [...SUMS, ...BREAKDOWN, ...DECIMALS];
