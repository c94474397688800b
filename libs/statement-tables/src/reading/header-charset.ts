import { candidateTables } from './candidate-tables.js';
import { countryOfHeader } from './header-country.js';
import { CENTRAL_EUROPE } from './header-words.central-europe.js';
import { meaningsOf } from './header-words.js';
import { genericCandidates } from './recognise.js';

/** Letters of Polish and Czech words as windows-1252 misreads them; French and Italian have some of the second too. */
const POLISH = /\p{L}[¹³¿]|[¹³¿]\p{L}/u;
const CZECH = /[ìøùèïòÌØÈ]/;
/** What a header may be in that windows-1252 makes no words of, the usual ones first. */
const OTHERS = [
  'windows-1250',
  'windows-1251',
  'windows-1253',
  'iso-8859-2',
  'windows-1257',
  'windows-1254',
  'cp852',
  'cp850',
] as const;
/** Letters of ISO 8859-2 as windows-1250 misreads them: ą and ś beside letters, ť and Ś at the end of words. */
const ISO = /\p{L}[±¶»¦](?=[\p{L}\s;,|]|$)|(?<![\p{L}\d])[±¶]\p{L}/u;
/** Letters that only windows-1250 has where ISO 8859-2 has control characters. */
const OWN_OF_1250 = /[ŚŠŤŹŽśšťźž]/;
/** A header stands within so many characters. */
const HEAD = 8_192;

/**
 * The charset of the start of a file whose bytes are no UTF-8, where it is not windows-1252: the one in which its header
 * has more known words, or windows-1250 by signs that no Western word holds. `decode` gives the start as text.
 */
export function charsetOfHeader(decode: (charset: string) => string): string | undefined {
  const found = likelyCharset(decode);
  if (found !== 'windows-1250') return found;
  const text = decode(found).slice(0, HEAD);
  return ISO.test(text) && !OWN_OF_1250.test(text) ? 'iso-8859-2' : found;
}

function likelyCharset(decode: (charset: string) => string): string | undefined {
  const western = decode('windows-1252').slice(0, HEAD);
  const best = genericCandidates(candidateTables(western, false))[0];
  const understood = best?.row.cells.every((cell) => !/[^\0-\x7f]/.test(cell) || meaningsOf(cell).length > 0) ?? false;
  const whole = understood && best!.found.missing.length === 0;
  const country = whole ? countryOfHeader(best!.row.cells) : undefined;
  if (country !== undefined && CENTRAL_EUROPE.includes(country)) return 'windows-1250';
  if (whole && POLISH.test(western)) return 'windows-1250';
  if (whole && !CZECH.test(western)) return undefined;
  let found: { readonly charset: string; readonly score: number } | undefined;
  for (const charset of whole ? OTHERS.slice(0, 1) : OTHERS) {
    const score = genericCandidates(candidateTables(decode(charset).slice(0, HEAD), false))[0]?.found.score ?? 0;
    if (score > (found?.score ?? best?.found.score ?? 0)) found = { charset, score };
  }
  return found?.charset ?? (POLISH.test(western) ? 'windows-1250' : undefined);
}
