import type { Scenario } from '../scenario.js';
import { NO_ITEM } from './no-item.js';
import { PAYERS } from './payers.js';
import { REFERENCES } from './references.js';
import { RESIDUALS } from './residuals.js';
import { SEVERAL } from './several.js';
import { SIDE_DATA } from './side-data.js';

/** The catalogue of the matching benchmark: what payers write and what is right. Weights are relative. */
export const SCENARIOS: readonly Scenario[] = [
  ...REFERENCES,
  ...SEVERAL,
  ...RESIDUALS,
  ...PAYERS,
  ...SIDE_DATA,
  ...NO_ITEM,
];
