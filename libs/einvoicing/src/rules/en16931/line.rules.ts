import type { AllowanceOrCharge, InvoiceLine } from '../../model/index.js';
import { decimal, isFilled, placed, type InvoiceFacts, type Placed } from '../facts.js';
import { ruleForEach, type BilingualText, type Rule } from '../rule.js';
import { ordered } from './presence.rules.js';

function onLines(
  id: string,
  term: string,
  en: string,
  fr: string,
  holds: (line: InvoiceLine) => boolean | string | undefined,
): Rule {
  const text: BilingualText = { en: `${en} (${term}).`, fr: `${fr} (${term}).` };
  return ruleForEach(id, [term], text, (facts) => at(facts.lines, term), holds);
}

/** The same members with the term added to their path. */
export function* at<T>(members: readonly Placed<T>[], term: string): Iterable<Placed<T>> {
  for (const [location, member] of members) yield [`${location}/${term}`, member];
}

const LINES: readonly Rule[] = [
  onLines('BR-21', 'BT-126', 'Each line has an identifier', 'Chaque ligne porte un identifiant', (line) =>
    isFilled(line.identifier),
  ),
  onLines('BR-22', 'BT-129', 'Each line has a quantity', 'Chaque ligne porte une quantité', (line) =>
    isFilled(line.invoicedQuantity),
  ),
  onLines(
    'BR-23',
    'BT-130',
    'The quantity of each line has a unit',
    'La quantité de chaque ligne porte une unité',
    (line) => isFilled(line.invoicedQuantityUnitOfMeasureCode),
  ),
  onLines('BR-24', 'BT-131', 'Each line has a net amount', 'Chaque ligne porte un montant net', (line) =>
    isFilled(line.netAmount),
  ),
  onLines('BR-25', 'BT-153', 'Each line has an item name', "Chaque ligne porte un nom d'article", (line) =>
    isFilled(line.itemInformation?.name),
  ),
  onLines('BR-26', 'BT-146', 'Each line has a net price', 'Chaque ligne porte un prix net', (line) =>
    isFilled(line.priceDetails?.itemNetPrice),
  ),
  onLines(
    'BR-27',
    'BT-146',
    'A net price is not negative: make the quantity negative',
    "Un prix net n'est pas négatif : rendre la quantité négative",
    (line) => notNegative(line.priceDetails?.itemNetPrice),
  ),
  onLines('BR-28', 'BT-148', 'A gross price is not negative', "Un prix brut n'est pas négatif", (line) =>
    notNegative(line.priceDetails?.itemGrossPrice),
  ),
  onLines(
    'BR-30',
    'BT-135',
    'A line period does not end before it starts',
    'Une période de ligne ne finit pas avant son début',
    (line) => ordered(line.period),
  ),
  onLines('BR-CO-04', 'BT-151', 'Each line has a VAT category', 'Chaque ligne porte une catégorie de TVA', (line) =>
    isFilled(line.vatInformation?.invoicedItemVatCategoryCode),
  ),
  onLines(
    'BR-CO-20',
    'BG-26',
    'A line period has a start or an end',
    'Une période de ligne a un début ou une fin',
    (line) => line.period && (isFilled(line.period.startDate) || isFilled(line.period.endDate)),
  ),
  onLines(
    'BR-64',
    'BT-157',
    'An item standard identifier has a scheme',
    "Un identifiant standard d'article porte un schéma",
    ({ itemInformation: item }) => item?.standardIdentifier && isFilled(item.standardIdentifier.scheme),
  ),
  ruleForEach(
    'BR-65',
    ['BT-158'],
    {
      en: 'Each item classification (BT-158) has a scheme.',
      fr: "Chaque classification d'article (BT-158) porte un schéma.",
    },
    (f) => f.lines.flatMap(([path, line]) => placed(`${path}/BT-158`, line.itemInformation?.classificationIdentifiers)),
    (entry) => isFilled(entry.scheme),
  ),
  ruleForEach(
    'BR-54',
    ['BT-160', 'BT-161'],
    {
      en: 'Each item attribute (BG-32) has a name (BT-160) and a value (BT-161).',
      fr: "Chaque attribut d'article (BG-32) porte un nom (BT-160) et une valeur (BT-161).",
    },
    (f) => f.lines.flatMap(([path, line]) => placed(`${path}/BG-32`, line.itemInformation?.attributes)),
    (entry) => isFilled(entry.name) && isFilled(entry.value),
  ),
];

function notNegative(price: string | undefined): boolean | string {
  return decimal(price)?.isNegative() && !decimal(price)?.isZero() ? (price ?? '') : true;
}

interface Family {
  readonly amount: string;
  readonly vat?: string;
  readonly reason: string;
  /** BR-CO-21…24 repeat what BR-33, 38, 42, 44 say: both identifiers are reported. */
  readonly conditional: string;
  readonly terms: readonly [amount: string, category: string, reason: string, code: string];
  readonly name: BilingualText;
  readonly members: (facts: InvoiceFacts) => readonly Placed<AllowanceOrCharge>[];
}

const FAMILIES: readonly Family[] = [
  {
    amount: 'BR-31',
    vat: 'BR-32',
    reason: 'BR-33',
    conditional: 'BR-CO-21',
    terms: ['BT-92', 'BT-95', 'BT-97', 'BT-98'],
    name: { en: 'document level allowance', fr: 'remise de document' },
    members: (f) => f.allowances,
  },
  {
    amount: 'BR-36',
    vat: 'BR-37',
    reason: 'BR-38',
    conditional: 'BR-CO-22',
    terms: ['BT-99', 'BT-102', 'BT-104', 'BT-105'],
    name: { en: 'document level charge', fr: 'charge de document' },
    members: (f) => f.charges,
  },
  {
    amount: 'BR-41',
    reason: 'BR-42',
    conditional: 'BR-CO-23',
    terms: ['BT-136', '', 'BT-139', 'BT-140'],
    name: { en: 'line allowance', fr: 'remise de ligne' },
    members: (f) => f.lineAllowances,
  },
  {
    amount: 'BR-43',
    reason: 'BR-44',
    conditional: 'BR-CO-24',
    terms: ['BT-141', '', 'BT-144', 'BT-145'],
    name: { en: 'line charge', fr: 'charge de ligne' },
    members: (f) => f.lineCharges,
  },
];

function familyRules(family: Family): Rule[] {
  const [amount, category, reason, code] = family.terms;
  const { en, fr } = family.name;
  const hasReason = (entry: AllowanceOrCharge): boolean => isFilled(entry.reason) || isFilled(entry.reasonCode);
  const reasonText = {
    en: `Each ${en} has a reason (${reason}) or a reason code (${code}).`,
    fr: `Chaque ${fr} porte un motif (${reason}) ou un code de motif (${code}).`,
  };
  const rules = [
    ruleForEach(
      family.amount,
      [amount],
      { en: `Each ${en} has an amount (${amount}).`, fr: `Chaque ${fr} porte un montant (${amount}).` },
      (f) => at(family.members(f), amount),
      (entry: AllowanceOrCharge) => isFilled(entry.amount),
    ),
    ruleForEach(family.reason, [reason, code], reasonText, (f) => at(family.members(f), reason), hasReason),
    ruleForEach(family.conditional, [reason, code], reasonText, (f) => at(family.members(f), reason), hasReason),
  ];
  if (family.vat !== undefined) {
    const text = {
      en: `Each ${en} has a VAT category (${category}).`,
      fr: `Chaque ${fr} porte une catégorie de TVA (${category}).`,
    };
    rules.push(
      ruleForEach(
        family.vat,
        [category],
        text,
        (f) => at(family.members(f), category),
        (entry: AllowanceOrCharge) => isFilled(entry.vatCategoryCode),
      ),
    );
  }
  return rules;
}

/** Terms of lines, allowances and charges. */
export const LINE_RULES: readonly Rule[] = [...LINES, ...FAMILIES.flatMap(familyRules)];
