import type { Invoice } from '../model/index.js';
import { CTC_FR_PACK, isFrenchReformInvoice } from './ctc-fr/ctc-fr.pack.js';
import { CODE_RULES } from './en16931/code.rules.js';
import { LINE_RULES } from './en16931/line.rules.js';
import { PRESENCE_RULES } from './en16931/presence.rules.js';
import { TOTAL_RULES } from './en16931/total.rules.js';
import { VAT_CATEGORY_RULES } from './en16931/vat-category.rules.js';
import { PLAUSIBILITY_PACK } from './plausibility/plausibility.pack.js';
import type { RulePack } from './rule.js';

/** The core rules of EN 16931-1 as the artefacts 1.3.16 test them. */
export const EN16931_PACK: RulePack = {
  id: 'en16931',
  title: { en: 'EN 16931 core invoice', fr: 'Facture de base EN 16931' },
  version: '1.3.16',
  // The day the standard was published: earlier artefacts are not kept, all invoices are checked by these.
  validFrom: '2017-06-28',
  rules: [...PRESENCE_RULES, ...LINE_RULES, ...TOTAL_RULES, ...VAT_CATEGORY_RULES, ...CODE_RULES],
};

/** Every pack, oldest version first. */
export function rulePacks(): readonly RulePack[] {
  return [EN16931_PACK, CTC_FR_PACK, PLAUSIBILITY_PACK];
}

/** The packs that follow from the document: the core always, the French ones for an invoice of the French reform. */
export function packsFor(invoice: Invoice): readonly RulePack[] {
  return [EN16931_PACK, ...(isFrenchReformInvoice(invoice) ? [CTC_FR_PACK] : []), PLAUSIBILITY_PACK];
}
