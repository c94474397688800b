import type { Layout } from '../layout.js';
import { agiris } from './agiris.layout.js';
import { bob50, sage50Swiss } from './bob50.layout.js';
import { cegid, cegidTra } from './cegid.layout.js';
import { charlemagne, iSuiteExpert } from './charlemagne.layout.js';
import { coala, openConcerto } from './coala.layout.js';
import { cogilog } from './cogilog.layout.js';
import { csv } from './csv.layout.js';
import { datev } from './datev.layout.js';
import { ebp } from './ebp.layout.js';
import { gestimum3, gestimum5 } from './gestimum.layout.js';
import { ldCompta10, ldCompta9 } from './ldcompta.layout.js';
import { quickBooks, xero } from './online.layout.js';
import { quadra } from './quadra.layout.js';
import { sage100 } from './sage100.layout.js';
import { winfic } from './winfic.layout.js';
import { ximport } from './ximport.layout.js';

/** Every format of this adapter, by id. */
export const LAYOUTS: readonly Layout[] = [
  agiris,
  bob50,
  cegid,
  quadra,
  cegidTra,
  charlemagne,
  coala,
  cogilog,
  csv,
  datev,
  ebp,
  gestimum3,
  gestimum5,
  iSuiteExpert,
  ldCompta9,
  ldCompta10,
  openConcerto,
  quickBooks,
  sage100,
  sage50Swiss,
  winfic,
  xero,
  ximport,
];
