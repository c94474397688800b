import { codes } from '../../codes/code-list.js';
import type { Invoice, InvoiceLine } from '../../model/index.js';
import { rateKey, type InvoiceFacts } from '../facts.js';
import { ruleForEach, type BilingualText, type Rule } from '../rule.js';
import { frameEndsWith } from './french-terms.js';

const CATEGORIES = codes('S E AE K G O Z');
const RATES = codes('0 0.9 1.05 1.75 2.1 5.5 7 8.5 9.2 9.6 10 13 19.6 20 20.6');

type Numbers = Iterable<readonly [location: string, text: string | undefined]>;

function* amounts(facts: InvoiceFacts): Numbers {
  for (const [term, key] of TOTALS) yield [`/${term}`, facts.invoice.documentTotals?.[key]];
  for (const [path, entry] of facts.allowances)
    yield* [
      [`${path}/BT-92`, entry.amount],
      [`${path}/BT-93`, entry.baseAmount],
    ] as const;
  for (const [path, entry] of facts.charges)
    yield* [
      [`${path}/BT-99`, entry.amount],
      [`${path}/BT-100`, entry.baseAmount],
    ] as const;
  for (const [path, bucket] of facts.breakdown) {
    yield [`${path}/BT-116`, bucket.vatCategoryTaxableAmount];
    yield [`${path}/BT-117`, bucket.vatCategoryTaxAmount];
  }
  for (const [path, line] of facts.lines) yield [`${path}/BT-131`, line.netAmount];
  for (const [path, entry] of facts.lineAllowances)
    yield* [
      [`${path}/BT-136`, entry.amount],
      [`${path}/BT-137`, entry.baseAmount],
    ] as const;
  for (const [path, entry] of facts.lineCharges)
    yield* [
      [`${path}/BT-141`, entry.amount],
      [`${path}/BT-142`, entry.baseAmount],
    ] as const;
}

const TOTALS = [
  ['BT-106', 'sumOfInvoiceLineNetAmount'],
  ['BT-107', 'sumOfAllowancesOnDocumentLevel'],
  ['BT-108', 'sumOfChargesOnDocumentLevel'],
  ['BT-109', 'invoiceTotalAmountWithoutVat'],
  ['BT-110', 'invoiceTotalVatAmount'],
  ['BT-111', 'invoiceTotalVatAmountInAccountingCurrency'],
  ['BT-112', 'invoiceTotalAmountWithVat'],
  ['BT-113', 'paidAmount'],
  ['BT-114', 'roundingAmount'],
  ['BT-115', 'amountDueForPayment'],
] as const satisfies readonly (readonly [string, keyof NonNullable<Invoice['documentTotals']>])[];

function* quantities({ lines }: InvoiceFacts): Numbers {
  for (const [path, line] of lines) {
    yield [`${path}/BT-129`, line.invoicedQuantity];
    yield [`${path}/BT-149`, line.priceDetails?.itemPriceBaseQuantity];
  }
}

function* prices({ lines }: InvoiceFacts): Numbers {
  for (const [path, { priceDetails }] of lines) {
    yield [`${path}/BT-146`, priceDetails?.itemNetPrice];
    yield [`${path}/BT-147`, priceDetails?.itemPriceDiscount];
    yield [`${path}/BT-148`, priceDetails?.itemGrossPrice];
  }
}

function* rates({ taxed, breakdown }: InvoiceFacts): Numbers {
  for (const [path, entry] of taxed) yield [`${path}/${RATE_TERM[entry.kind]}`, entry.rate];
  for (const [path, bucket] of breakdown) yield [`${path}/BT-119`, bucket.vatCategoryRate];
}

const RATE_TERM = { line: 'BT-152', allowance: 'BT-96', charge: 'BT-103' } as const;
const CATEGORY_TERM = { line: 'BT-151', allowance: 'BT-95', charge: 'BT-102' } as const;

/** All categories; `''` where one is missing beside a rate, which only lines that group or explain others may do. */
function* categories({ taxed, breakdown, lines }: InvoiceFacts): Numbers {
  const bare = new Set(lines.filter(([, line]) => isGrouping(line)).map(([path]) => path));
  for (const [path, { kind, category, rate }] of taxed) {
    const isMissing = category === undefined && rate !== undefined && !bare.has(path);
    yield [`${path}/${CATEGORY_TERM[kind]}`, isMissing ? '' : category];
  }
  for (const [path, bucket] of breakdown) yield [`${path}/BT-118`, bucket.vatCategoryCode ?? ''];
}

const isGrouping = ({ lineSubtypeCode: subtype }: InvoiceLine): boolean =>
  subtype === 'GROUP' || subtype === 'INFORMATION';

/** At most 19 digits in all, at most so many decimals. */
function number(
  id: string,
  reads: readonly string[],
  decimals: number,
  signed: boolean,
  what: BilingualText,
  found: (f: InvoiceFacts) => Numbers,
): Rule {
  const shape = new RegExp(`^${signed ? '-?' : ''}\\d{1,19}(\\.\\d{1,${decimals}})?$`);
  const text = {
    en: `${what.en} has at most 19 digits, ${decimals} of them decimals${signed ? '' : ', and is not negative'}.`,
    fr: `${what.fr} a au plus 19 chiffres dont ${decimals} décimales${signed ? '' : ' et ne peut être négatif'}.`,
  };
  return ruleForEach(
    id,
    reads,
    text,
    found,
    (value) => value === undefined || (shape.test(value) && value.replace('.', '').length <= 19) || value,
  );
}

/** Two-way self-billing (frame 9) alone may carry negative prices. */
const isTwoWay = (facts: InvoiceFacts): boolean => frameEndsWith(facts, '9');

const PRICE: BilingualText = { en: 'A price', fr: 'Un prix' };
const PRICE_TERMS = ['BT-146', 'BT-147', 'BT-148'];

/** Categories, rates and the form of numbers. */
export const FRENCH_NUMBER_RULES: readonly Rule[] = [
  ruleForEach(
    'BR-FR-15',
    ['BT-151', 'BT-95', 'BT-102', 'BT-118'],
    { en: 'A VAT category is S, E, AE, K, G, O or Z.', fr: 'Une catégorie de TVA est S, E, AE, K, G, O ou Z.' },
    categories,
    (category) => category === undefined || CATEGORIES.has(category) || category,
  ),
  ruleForEach(
    'BR-FR-15',
    ['BT-151', 'BT-95', 'BT-102', 'BT-118'],
    {
      en: 'The taxes L (IGIC) and M (IPSI) are not French.',
      fr: 'Les taxes L (IGIC) et M (IPSI) ne sont pas françaises.',
    },
    categories,
    (category) => (category !== 'L' && category !== 'M') || category,
  ),
  ruleForEach(
    'BR-FR-16',
    ['BT-152', 'BT-96', 'BT-103', 'BT-119'],
    {
      en: 'A VAT rate is one in force in France, with at most 2 decimals.',
      fr: 'Un taux de TVA est un taux en vigueur en France, avec 2 décimales au plus.',
    },
    rates,
    (rate) => rate === undefined || (RATES.has(rateKey(rate)) && /^\d+(\.\d{1,2})?$/.test(rate)) || rate,
  ),
  number(
    'BR-FR-DEC-01',
    TOTALS.map(([term]) => term),
    2,
    true,
    { en: 'An amount', fr: 'Un montant' },
    amounts,
  ),
  number('BR-FR-DEC-02', ['BT-129', 'BT-149'], 4, true, { en: 'A quantity', fr: 'Une quantité' }, quantities),
  number('BR-FR-DEC-03', PRICE_TERMS, 6, false, PRICE, (f) => (isTwoWay(f) ? [] : prices(f))),
  number('BR-FR-DEC-03', PRICE_TERMS, 6, true, PRICE, (f) => (isTwoWay(f) ? prices(f) : [])),
  ruleForEach(
    'BR-FR-DEC-04',
    ['BT-152', 'BT-96', 'BT-103', 'BT-119'],
    {
      en: 'A VAT rate has at most 4 digits, 2 of them decimals, and is not negative.',
      fr: 'Un taux de TVA a au plus 4 chiffres dont 2 décimales et ne peut être négatif.',
    },
    rates,
    (rate) => rate === undefined || (/^\d{1,4}(\.\d{1,2})?$/.test(rate) && rate.replace('.', '').length <= 4) || rate,
  ),
];
