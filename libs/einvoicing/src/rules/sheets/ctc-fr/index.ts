import type { RuleGroup } from '../sheet-rule.js';
import { CII_FRENCH } from './cii-french.rules.js';
import { CII_FRENCH_TOTALS } from './cii-french-totals.rules.js';
import { CII_GROUPED } from './cii-grouped.rules.js';
import { UBL_FRENCH } from './ubl-french.rules.js';
import { UBL_FRENCH_TOTALS } from './ubl-french-totals.rules.js';
import { UBL_GROUPED } from './ubl-grouped.rules.js';

/** The French rules (BR-FR) on each syntax, element by element, an element that is there but empty told from none. */
export const FRENCH_SHEETS: Readonly<Record<'cii' | 'ubl', readonly RuleGroup[]>> = {
  cii: [...CII_FRENCH, ...CII_FRENCH_TOTALS, ...CII_GROUPED],
  ubl: [...UBL_FRENCH, ...UBL_FRENCH_TOTALS, ...UBL_GROUPED],
};
