import {
  decimal,
  decimalOrZero,
  equal,
  isFilled,
  nearlyEqual,
  type InvoiceFacts,
  type Placed,
  type Taxed,
} from '../facts.js';
import { rule, ruleForEach, type BilingualText, type Rule } from '../rule.js';
import { vatOf } from './total.rules.js';

/** What sets one VAT category apart; the ten rules of a family follow from it. */
interface Category {
  readonly code: string;
  /** Rules are named `<prefix>-01`… */
  readonly prefix: string;
  readonly name: BilingualText;
  /** Which rates it may carry. */
  readonly rate: 'positive' | 'zero' | 'zero-or-more' | 'none';
  /** Official sheets compare the base exactly, else let it be off by less than 1.00; for UBL they are lenient on S too. */
  readonly exactBase: boolean;
  /** Exemption reason in its breakdown. */
  readonly reason: 'required' | 'forbidden';
  /** Whose tax identifiers it needs (or, for O, excludes). */
  readonly parties: (facts: InvoiceFacts) => boolean;
  readonly partiesText: BilingualText;
}

const anySellerTax = ({ sellerTax }: InvoiceFacts): boolean =>
  sellerTax.vat || sellerTax.registration || sellerTax.representative;
const sellerVat = ({ sellerTax }: InvoiceFacts): boolean => sellerTax.vat || sellerTax.representative;
const buyerVat = ({ invoice }: InvoiceFacts): boolean => isFilled(invoice.buyer?.vatIdentifier);

const ANY_SELLER_TAX: BilingualText = {
  en: 'the seller VAT identifier (BT-31), tax registration (BT-32) or representative VAT identifier (BT-63)',
  fr: 'le numéro de TVA du vendeur (BT-31), son numéro fiscal (BT-32) ou celui de son représentant (BT-63)',
};

const CATEGORIES: readonly Category[] = [
  {
    code: 'S',
    prefix: 'BR-S',
    exactBase: true,
    name: { en: 'Standard rated', fr: 'Taux normal ou réduit' },
    rate: 'positive',
    reason: 'forbidden',
    parties: anySellerTax,
    partiesText: ANY_SELLER_TAX,
  },
  {
    code: 'Z',
    prefix: 'BR-Z',
    exactBase: false,
    name: { en: 'Zero rated', fr: 'Taux zéro' },
    rate: 'zero',
    reason: 'forbidden',
    parties: anySellerTax,
    partiesText: ANY_SELLER_TAX,
  },
  {
    code: 'E',
    prefix: 'BR-E',
    exactBase: false,
    name: { en: 'Exempt', fr: 'Exonéré' },
    rate: 'zero',
    reason: 'required',
    parties: anySellerTax,
    partiesText: ANY_SELLER_TAX,
  },
  {
    code: 'AE',
    prefix: 'BR-AE',
    exactBase: false,
    name: { en: 'Reverse charge', fr: 'Autoliquidation' },
    rate: 'zero',
    reason: 'required',
    parties: (f) => anySellerTax(f) && (buyerVat(f) || isFilled(f.invoice.buyer?.legalRegistrationIdentifier?.value)),
    partiesText: {
      en: `${ANY_SELLER_TAX.en}, and the buyer VAT identifier (BT-48) or legal registration (BT-47)`,
      fr: `${ANY_SELLER_TAX.fr}, et le numéro de TVA (BT-48) ou l'identifiant légal (BT-47) de l'acheteur`,
    },
  },
  {
    code: 'K',
    prefix: 'BR-IC',
    exactBase: false,
    name: { en: 'Intra-community supply', fr: 'Livraison intracommunautaire' },
    rate: 'zero',
    reason: 'required',
    parties: (f) => sellerVat(f) && buyerVat(f),
    partiesText: {
      en: 'the seller (BT-31) or representative (BT-63) VAT identifier and the buyer VAT identifier (BT-48)',
      fr: 'le numéro de TVA du vendeur (BT-31) ou de son représentant (BT-63) et celui de l’acheteur (BT-48)',
    },
  },
  {
    code: 'G',
    prefix: 'BR-G',
    exactBase: false,
    name: { en: 'Export outside the EU', fr: 'Exportation hors UE' },
    rate: 'zero',
    reason: 'required',
    parties: sellerVat,
    partiesText: {
      en: 'the seller (BT-31) or representative (BT-63) VAT identifier',
      fr: 'le numéro de TVA du vendeur (BT-31) ou de son représentant (BT-63)',
    },
  },
  {
    code: 'O',
    prefix: 'BR-O',
    exactBase: true,
    name: { en: 'Not subject to VAT', fr: 'Hors champ de la TVA' },
    rate: 'none',
    reason: 'required',
    parties: (f) => !sellerVat(f) && !buyerVat(f),
    partiesText: {
      en: 'no VAT identifier of seller (BT-31), representative (BT-63) or buyer (BT-48)',
      fr: 'aucun numéro de TVA du vendeur (BT-31), du représentant (BT-63) ni de l’acheteur (BT-48)',
    },
  },
  {
    code: 'L',
    prefix: 'BR-AF',
    exactBase: true,
    name: { en: 'IGIC (Canary Islands)', fr: 'IGIC (Canaries)' },
    rate: 'zero-or-more',
    reason: 'forbidden',
    parties: anySellerTax,
    partiesText: ANY_SELLER_TAX,
  },
  {
    code: 'M',
    prefix: 'BR-AG',
    exactBase: true,
    name: { en: 'IPSI (Ceuta, Melilla)', fr: 'IPSI (Ceuta, Melilla)' },
    rate: 'zero-or-more',
    reason: 'forbidden',
    parties: anySellerTax,
    partiesText: ANY_SELLER_TAX,
  },
];

const USERS = [
  { kind: 'line', suffixes: ['02', '05'], terms: ['BT-151', 'BT-152'], name: { en: 'line', fr: 'ligne' } },
  {
    kind: 'allowance',
    suffixes: ['03', '06'],
    terms: ['BT-95', 'BT-96'],
    name: { en: 'document allowance', fr: 'remise de document' },
  },
  {
    kind: 'charge',
    suffixes: ['04', '07'],
    terms: ['BT-102', 'BT-103'],
    name: { en: 'document charge', fr: 'charge de document' },
  },
] as const;

const ratedPerRate = (category: Category): boolean => category.rate === 'positive' || category.rate === 'zero-or-more';

/** -01: what is used is broken down; rated categories once per rate, the others exactly once. */
function breakdownRule(category: Category): Rule {
  const perRate = ratedPerRate(category);
  const text = {
    en: `An invoice that uses ${category.name.en} (${category.code}) has ${perRate ? 'at least' : 'exactly'} one VAT breakdown (BG-23) of it.`,
    fr: `Une facture qui emploie ${category.name.fr} (${category.code}) en porte ${perRate ? 'au moins' : 'exactement'} une ventilation (BG-23).`,
  };
  return rule(`${category.prefix}-01`, ['BG-23', 'BT-151', 'BT-95', 'BT-102', 'BT-118'], text, (facts) => {
    const entries = facts.breakdownOf(category.code).length;
    const used = facts.categoriesUsed.has(category.code);
    // Nothing to compare with in a profile without lines (BASIC WL, MINIMUM).
    if (facts.lines.length === 0) return undefined;
    if (perRate) return !used || entries > 0;
    return entries === (used ? 1 : 0);
  });
}

/** -02, -03, -04: tax identifiers of the parties. -05, -06, -07: the rate. */
function userRules(category: Category): Rule[] {
  return USERS.flatMap((user) => {
    const members = (term: string) =>
      function* (facts: InvoiceFacts): Iterable<Placed<Taxed>> {
        for (const [path, taxed] of facts.taxed) {
          if (taxed.kind === user.kind && taxed.category === category.code) yield [`${path}/${term}`, taxed];
        }
      };
    const who = `${user.name.en} with ${category.name.en} (${category.code})`;
    const qui = `${user.name.fr} en ${category.name.fr} (${category.code})`;
    return [
      ruleForEach(
        `${category.prefix}-${user.suffixes[0]}`,
        [user.terms[0], 'BT-31', 'BT-32', 'BT-63', 'BT-48', 'BT-47'],
        {
          en: `An invoice with a ${who} has ${category.partiesText.en}.`,
          fr: `Une facture avec une ${qui} porte ${category.partiesText.fr}.`,
        },
        members(user.terms[0]),
        (_taxed, facts) => category.parties(facts),
      ),
      ruleForEach(
        `${category.prefix}-${user.suffixes[1]}`,
        [user.terms[1], user.terms[0]],
        rateText(category, who, qui, user.terms[1]),
        members(user.terms[1]),
        (taxed) => rateHolds(category, taxed.rate),
      ),
    ];
  });
}

function rateText(category: Category, who: string, qui: string, term: string): BilingualText {
  const [en, fr] = {
    positive: ['is greater than 0', 'est supérieur à 0'],
    zero: ['is 0', 'est 0'],
    'zero-or-more': ['is 0 or greater', 'est 0 ou plus'],
    none: ['is absent', 'est absent'],
  }[category.rate] as [string, string];
  return { en: `The VAT rate (${term}) of a ${who} ${en}.`, fr: `Le taux de TVA (${term}) d'une ${qui} ${fr}.` };
}

function rateHolds(category: Category, rate: string | undefined): boolean | string {
  if (category.rate === 'none') return rate === undefined || rate;
  const value = decimal(rate);
  if (value === undefined) return false;
  const holds = { positive: value.greaterThan(0), zero: value.isZero(), 'zero-or-more': value.greaterThanOrEqualTo(0) }[
    category.rate
  ];
  return holds || (rate ?? '');
}

/** -08 taxable amount, -09 VAT, -10 reason, of each breakdown entry of the category. */
function amountRules(category: Category): Rule[] {
  const perRate = ratedPerRate(category);
  const entries = (term: string) => (facts: InvoiceFacts) =>
    facts.breakdownOf(category.code).map(([path, bucket]) => [`${path}/${term}`, bucket] as const);
  const { en, fr } = category.name;
  const rules = [
    ruleForEach(
      `${category.prefix}-08`,
      ['BT-116', 'BT-131', 'BT-92', 'BT-99', 'BT-119'],
      {
        en: `The taxable amount (BT-116) of ${en} is Σ lines − allowances + charges of the category${perRate ? ' and rate' : ''}.`,
        fr: `La base (BT-116) ${fr} est Σ lignes − remises + charges de la catégorie${perRate ? ' et du taux' : ''}.`,
      },
      entries('BT-116'),
      (bucket, facts) => {
        if (bucket.vatCategoryTaxableAmount === undefined || facts.lines.length === 0) return undefined;
        const base = perRate
          ? facts.baseOf(category.code, bucket.vatCategoryRate)
          : facts.baseOfCategory(category.code);
        const tolerant = !category.exactBase || (category.code === 'S' && facts.options.syntax === 'ubl');
        return tolerant
          ? nearlyEqual(bucket.vatCategoryTaxableAmount, base)
          : equal(bucket.vatCategoryTaxableAmount, base);
      },
    ),
    ruleForEach(
      `${category.prefix}-09`,
      ['BT-117', 'BT-116', 'BT-119'],
      perRate
        ? {
            en: `VAT (BT-117) of ${en} is taxable amount × rate (a difference below 1.00 passes).`,
            fr: `La TVA (BT-117) ${fr} est base × taux (un écart inférieur à 1,00 passe).`,
          }
        : { en: `VAT (BT-117) of ${en} is 0.`, fr: `La TVA (BT-117) ${fr} est 0.` },
      entries('BT-117'),
      (bucket) => {
        if (bucket.vatCategoryTaxAmount === undefined) return undefined;
        if (perRate)
          return nearlyEqual(
            bucket.vatCategoryTaxAmount,
            vatOf(bucket.vatCategoryTaxableAmount, bucket.vatCategoryRate),
          );
        return decimalOrZero(bucket.vatCategoryTaxAmount).isZero() || bucket.vatCategoryTaxAmount;
      },
    ),
    ruleForEach(
      `${category.prefix}-10`,
      ['BT-120', 'BT-121'],
      category.reason === 'required'
        ? {
            en: `The breakdown of ${en} has an exemption reason (BT-120) or its code (BT-121).`,
            fr: `La ventilation ${fr} porte un motif d'exonération (BT-120) ou son code (BT-121).`,
          }
        : {
            en: `The breakdown of ${en} has no exemption reason (BT-120, BT-121).`,
            fr: `La ventilation ${fr} ne porte pas de motif d'exonération (BT-120, BT-121).`,
          },
      entries('BT-120'),
      (bucket) =>
        (isFilled(bucket.vatExemptionReasonText) || isFilled(bucket.vatExemptionReasonCode)) ===
        (category.reason === 'required'),
    ),
  ];
  // The sheets leave BR-AF-09 and BR-AG-09 to BR-CO-17.
  return rules.filter((entry) => entry.id !== 'BR-AF-09' && entry.id !== 'BR-AG-09');
}

const INTRA_COMMUNITY: readonly Rule[] = [
  rule(
    'BR-IC-11',
    ['BT-72', 'BG-14'],
    {
      en: 'An intra-community supply has a delivery date (BT-72) or an invoicing period (BG-14).',
      fr: 'Une livraison intracommunautaire porte une date de livraison (BT-72) ou une période (BG-14).',
    },
    (f) => {
      const delivery = f.invoice.deliveryInformation;
      return (
        f.breakdownOf('K').length === 0 ||
        isFilled(delivery?.actualDeliveryDate) ||
        isFilled(delivery?.invoicingPeriod?.startDate) ||
        isFilled(delivery?.invoicingPeriod?.endDate)
      );
    },
  ),
  rule(
    'BR-IC-12',
    ['BT-80'],
    {
      en: 'An intra-community supply has the country of delivery (BT-80).',
      fr: 'Une livraison intracommunautaire porte le pays de livraison (BT-80).',
    },
    (f) => f.breakdownOf('K').length === 0 || isFilled(f.invoice.deliveryInformation?.deliverToAddress?.countryCode),
  ),
];

const onlyO = (suffix: string, term: string, kind: Taxed['kind'], en: string, fr: string): Rule =>
  ruleForEach(
    `BR-O-${suffix}`,
    [term, 'BT-118'],
    {
      en: `An invoice not subject to VAT (O) has no ${en} of another category.`,
      fr: `Une facture hors champ (O) n'a pas de ${fr} d'une autre catégorie.`,
    },
    function* (facts) {
      if (facts.breakdownOf('O').length === 0) return;
      for (const [path, taxed] of facts.taxed) if (taxed.kind === kind) yield [`${path}/${term}`, taxed] as const;
    },
    (taxed: Taxed) => taxed.category === undefined || taxed.category === 'O' || taxed.category,
  );

const NOT_SUBJECT: readonly Rule[] = [
  rule(
    'BR-O-11',
    ['BG-23'],
    {
      en: 'An invoice not subject to VAT (O) has no other VAT breakdown.',
      fr: "Une facture hors champ (O) n'a pas d'autre ventilation de TVA.",
    },
    (f) => f.breakdownOf('O').length === 0 || f.breakdown.length === f.breakdownOf('O').length,
  ),
  onlyO('12', 'BT-151', 'line', 'line', 'ligne'),
  onlyO('13', 'BT-95', 'allowance', 'document allowance', 'remise de document'),
  onlyO('14', 'BT-102', 'charge', 'document charge', 'charge de document'),
];

const SPLIT_PAYMENT: readonly Rule[] = [
  rule(
    'BR-B-01',
    ['BT-151', 'BT-40', 'BT-55'],
    {
      en: 'Split payment (B) stands on domestic Italian invoices only.',
      fr: 'Le paiement scindé (B) ne figure que sur des factures internes à l’Italie.',
    },
    (f) =>
      !usesSplitPayment(f) ||
      (f.invoice.seller?.postalAddress?.countryCode === 'IT' && f.invoice.buyer?.postalAddress?.countryCode === 'IT'),
  ),
  rule(
    'BR-B-02',
    ['BT-151'],
    {
      en: 'Split payment (B) and Standard rated (S) exclude each other.',
      fr: 'Le paiement scindé (B) et le taux normal (S) s’excluent.',
    },
    (f) => !usesSplitPayment(f) || !f.categoriesUsed.has('S'),
  ),
];

function usesSplitPayment(facts: InvoiceFacts): boolean {
  return facts.categoriesUsed.has('B') || facts.breakdownOf('B').length > 0;
}

/** BR-S, BR-Z, BR-E, BR-AE, BR-IC, BR-G, BR-O, BR-AF, BR-AG, BR-B. */
export const VAT_CATEGORY_RULES: readonly Rule[] = [
  ...CATEGORIES.flatMap((category) => [breakdownRule(category), ...userRules(category), ...amountRules(category)]),
  ...INTRA_COMMUNITY,
  ...NOT_SUBJECT,
  ...SPLIT_PAYMENT,
];
