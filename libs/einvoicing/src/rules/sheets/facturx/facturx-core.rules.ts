import type { XmlElement } from '../../../xml/xml-tree.js';
import { AGREEMENT, atPath, breakdown, isOfCategory, SETTLEMENT } from '../cii/cii-contexts.js';
import { ENTRY_RULES, specialBreakdown } from '../cii/cii-total.rules.js';
import { judge, named, type RuleGroup, type SheetRule } from '../sheet-rule.js';
import { all, collapse, first, has, normal } from '../xml-path.js';

const ACCOUNT = 'ram:PayeePartyCreditorFinancialAccount';

const DOCUMENT = 'ram:AdditionalReferencedDocument';
/** Codes of types by the element they are of; the sheet lets one be left empty, and asks it of documents of lines alone. */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  'ram:ApplicableTradeTax': ['VAT', ''],
  'ram:CategoryTradeTax': ['VAT', ''],
  [DOCUMENT]: ['50', '130', '916', ''],
};
const TYPE_LISTED: SheetRule = {
  id: 'FX-SCH-A-000023',
  severity: 'fatal',
  holds: ({ text, parent }) =>
    (parent?.name === DOCUMENT && parent.parent?.name !== 'ram:SpecifiedLineTradeSettlement') ||
    (TYPES[parent?.name ?? '']?.includes(collapse(text)) ?? true),
  found: ({ text }) => collapse(text),
  text: {
    en: 'The type of a tax is VAT, that of a document of a line 50, 130 or 916.',
    fr: "Le type d'une taxe est VAT, celui d'un document de ligne 50, 130 ou 916.",
  },
};

/** The sheet of CII asks it of an account that is there; those of Factur-X of each transfer, and one account alone. */
const TRANSFERS = judge(named('ram:SpecifiedTradeSettlementPaymentMeans'), {
  'BR-61': (means) => {
    const isTransfer = all(means, 'ram:TypeCode').some((code) => ['30', '58'].includes(normal(code)));
    return !isTransfer || has(means, `${ACCOUNT}/ram:IBANID`) !== has(means, `${ACCOUNT}/ram:ProprietaryID`);
  },
});

/** Forms of days: `205`, with the time, is one of references in EXTENDED alone. */
const dayForm = (name: string, ...formats: readonly string[]): RuleGroup => ({
  on: named(name),
  rules: [
    {
      id: 'FX-SCH-A-000022',
      severity: 'fatal',
      holds: ({ attributes }) => ['', ...formats].includes(collapse(attributes.get('format'))),
      found: ({ attributes }) => attributes.get('format'),
      text: {
        en: `The format of a day is ${formats.join(' or ')}.`,
        fr: `Le format d'une date est ${formats.join(' ou ')}.`,
      },
    },
  ],
});

/** The seller has one registration of a scheme at most. */
const registrations = (number: string, scheme: string, term: string): SheetRule => ({
  id: `FX-SCH-A-${number}`,
  severity: 'fatal',
  holds: (seller) =>
    all(seller, 'ram:SpecifiedTaxRegistration').filter((registration) =>
      all(registration, 'ram:ID').some((id) => id.attributes.get('schemeID') === scheme),
    ).length <= 1,
  text: {
    en: `The seller has one tax registration of the scheme ${scheme} (${term}) at most.`,
    fr: `Le vendeur a au plus un identifiant fiscal de schéma ${scheme} (${term}).`,
  },
});

const ONE_TAX_TOTAL: SheetRule = {
  id: 'FX-SCH-A-000042',
  severity: 'fatal',
  holds: (totals) => {
    const currency = currencyOf(totals);
    return (
      all(totals, 'ram:TaxTotalAmount').filter(({ attributes }) => attributes.get('currencyID') === currency).length <=
      1
    );
  },
  text: {
    en: 'The VAT total (BT-110) stands once in the currency of the invoice.',
    fr: 'Le total de TVA (BT-110) figure une fois dans la devise de la facture.',
  },
};

function currencyOf({ parent }: XmlElement): string | undefined {
  return parent && first(parent, 'ram:InvoiceCurrencyCode')?.text;
}

/** What the sheets of all profiles ask beyond their schemas. */
const ALL_PROFILES: readonly RuleGroup[] = [
  dayForm('udt:DateTimeString', '102'),
  {
    on: atPath(`${AGREEMENT}/ram:SellerTradeParty`),
    rules: [registrations('000033', 'VA', 'BT-31'), registrations('000034', 'FC', 'BT-32')],
  },
  { on: atPath(`${SETTLEMENT}/ram:SpecifiedTradeSettlementHeaderMonetarySummation`), rules: [ONE_TAX_TOTAL] },
];
const PLAIN_REFERENCES = dayForm('qdt:DateTimeString', '102');

/** Beyond the rules of the core: MINIMUM and EXTENDED. */
export const FACTURX_MINIMUM: readonly RuleGroup[] = [...ALL_PROFILES, PLAIN_REFERENCES];
export const FACTURX_EXTENDED: readonly RuleGroup[] = [...ALL_PROFILES, dayForm('qdt:DateTimeString', '102', '205')];
/** Beyond or in the place of the rules of the core: BASIC WL and BASIC. */
export const FACTURX_BASIC: readonly RuleGroup[] = [
  ...FACTURX_MINIMUM,
  judge(specialBreakdown, ENTRY_RULES),
  TRANSFERS,
];

/** Rules of the core that the sheet of Factur-X EN 16931 has in words of its own. */
export const FACTURX_CORE: readonly RuleGroup[] = [
  ...FACTURX_MINIMUM,
  judge(breakdown, {
    'BR-47': (tax) => has(tax, 'ram:CategoryCode'),
    'BR-48': (tax) => has(tax, 'ram:RateApplicablePercent') || isOfCategory(tax, 'O'),
  }),
  { on: named('ram:TypeCode'), rules: [TYPE_LISTED] },
  TRANSFERS,
];
