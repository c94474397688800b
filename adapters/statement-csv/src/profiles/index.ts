import type { CsvProfile } from '../csv.profile.js';
import { banquePostale } from './banque-postale.profile.js';
import { bnpParibas } from './bnp-paribas.profile.js';
import { boursobank } from './boursobank.profile.js';
import { bpce } from './bpce.profile.js';
import { creditAgricole } from './credit-agricole.profile.js';
import { creditMutuel, creditMutuelSigned } from './credit-mutuel.profile.js';
import { fortuneo } from './fortuneo.profile.js';
import { qonto } from './qonto.profile.js';
import { revolut } from './revolut.profile.js';
import { societeGenerale } from './societe-generale.profile.js';

/** The layouts known by name; `generic` reads others by the words in their header. */
export const PROFILES: readonly CsvProfile[] = [
  banquePostale,
  bnpParibas,
  boursobank,
  bpce,
  creditAgricole,
  creditMutuel,
  creditMutuelSigned,
  fortuneo,
  qonto,
  revolut,
  societeGenerale,
];
