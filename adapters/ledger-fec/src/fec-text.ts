import { encodeText } from '@lettrage/formats';

/** Texts that stay as they are in every charset: ASCII but `|`, and the letters and common signs of ISO 8859-1. */
const PLAIN = /^[!-{}~§«°»À-ÿ](?:[ -{}~§«°»À-ÿ]*[!-{}~§«°»À-ÿ])?$/;
const EMOJI =
  /\p{Extended_Pictographic}[\u{1F3FB}-\u{1F3FF}\uFE0F]*(?:\u200D\p{Extended_Pictographic}[\u{1F3FB}-\u{1F3FF}\uFE0F]*)*|\p{Regional_Indicator}{1,2}/gu;
const TYPOGRAPHY: readonly (readonly [RegExp, string])[] = [
  [/[\u2018\u2019\u201A\u2032]/g, "'"],
  [/[\u201C\u201D\u201E\u2033]/g, '"'],
  [/[\u2010-\u2015\u2212]/g, '-'],
  [/\u2026/g, '...'],
  [/[\u00A0\u2000-\u200A\u202F\u205F\u3000]/g, ' '],
  [/\u2022/g, '*'],
  [/[\u2190-\u21FF]/g, '>'],
];
/** Signs that are text in prose though Unicode counts them among the pictographs. */
const TEXT_SIGNS = /^[©®™]$/u;
const CACHE_LIMIT = 20_000;

/** Cleans texts for one charset; remembers what it has seen, since account and customer names repeat. */
export class TextCleaner {
  private readonly seen = new Map<string, string>();

  constructor(private readonly charset: 'iso-8859-15' | 'utf-8') {}

  /** The text as it stands in the file; see TEXT_RULE. */
  clean(text: string): string {
    if (text === '' || PLAIN.test(text)) return text;
    const known = this.seen.get(text);
    if (known !== undefined) return known;
    const cleaned = this.transliterate(text);
    if (this.seen.size >= CACHE_LIMIT) this.seen.clear();
    this.seen.set(text, cleaned);
    return cleaned;
  }

  private transliterate(text: string): string {
    let plain = text.normalize('NFC').replace(EMOJI, (sign) => (TEXT_SIGNS.test(sign) ? sign : '?'));
    for (const [signs, replacement] of TYPOGRAPHY) plain = plain.replace(signs, replacement);
    plain = plain
      .replace(/\r\n?|[\t\n\v\f\u0085\u2028\u2029]/g, ' ')
      .replace(/\0|\p{Cf}|\uFE0F/gu, '')
      .replace(/\p{Cc}/gu, ' ')
      .replace(/[\uFFFD\p{Cs}]/gu, '?');
    if (this.charset === 'iso-8859-15') {
      plain = new TextDecoder(this.charset).decode(encodeText(plain, this.charset).bytes);
    }
    // Last: the base letter of a wide `｜` is a separator too.
    return plain.replaceAll('|', '/').trim();
  }
}
