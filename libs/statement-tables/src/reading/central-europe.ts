import { candidateTables } from './candidate-tables.js';
import { genericCandidates } from './recognise.js';

/** Letters of Polish and Czech words as windows-1252 misreads them; French and Italian have some of the second too. */
const POLISH = /\p{L}[¹³¿]|[¹³¿]\p{L}/u;
const CZECH = /[ìøùèïòÌØÈ]/;
/** A header stands within so many characters. */
const HEAD = 8_192;

/**
 * True if the start of a file whose bytes are no UTF-8 is meant as windows-1250 (Poland, Czechia): by signs that no
 * Western word holds, else by header words that are only read so. Both are the start as text, in either charset.
 */
export function isCentralEuropean(western: string, central: string): boolean {
  const start = western.slice(0, HEAD);
  if (POLISH.test(start)) return true;
  return CZECH.test(start) && headerScore(central.slice(0, HEAD)) > headerScore(start);
}

function headerScore(start: string): number {
  return genericCandidates(candidateTables(start, false))[0]?.found.score ?? 0;
}
