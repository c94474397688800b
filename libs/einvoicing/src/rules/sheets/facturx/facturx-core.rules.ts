import { judge, named, type RuleGroup, type SheetRule } from '../sheet-rule.js';
import { all, collapse, has, normal } from '../xml-path.js';
import { breakdown, isOfCategory } from '../cii/cii-contexts.js';

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

/** Rules of the core that the sheet of Factur-X EN 16931 has in words of its own. */
export const FACTURX_CORE: readonly RuleGroup[] = [
  judge(breakdown, {
    'BR-47': (tax) => has(tax, 'ram:CategoryCode'),
    'BR-48': (tax) => has(tax, 'ram:RateApplicablePercent') || isOfCategory(tax, 'O'),
  }),
  { on: named('ram:TypeCode'), rules: [TYPE_LISTED] },
  judge(named('ram:SpecifiedTradeSettlementPaymentMeans'), {
    // The sheet of CII asks it of an account that is there; this one of each transfer, and one account alone.
    'BR-61': (means) => {
      const isTransfer = all(means, 'ram:TypeCode').some((code) => ['30', '58'].includes(normal(code)));
      return !isTransfer || has(means, `${ACCOUNT}/ram:IBANID`) !== has(means, `${ACCOUNT}/ram:ProprietaryID`);
    },
  }),
];
