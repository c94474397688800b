import type { OutputCharset } from './encode-text.js';

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
/** Letters whose plain form Unicode does not know: they have no accent to take off. */
const PLAIN_LETTERS = new Map(
  Object.entries({
    Ł: 'L',
    ł: 'l',
    Đ: 'D',
    đ: 'd',
    Ħ: 'H',
    ħ: 'h',
    ı: 'i',
    Ŧ: 'T',
    ŧ: 't',
    Ŋ: 'N',
    ŋ: 'n',
    ẞ: 'SS',
  }).concat(Object.entries({ Œ: 'OE', œ: 'oe', '€': 'EUR', '™': '(TM)', Š: 'S', š: 's', Ž: 'Z', ž: 'z', Ÿ: 'Y' })),
);
const CACHE_LIMIT = 20_000;

/** How texts become fit for a format. */
export interface PlainTextOptions {
  readonly charset: OutputCharset;
  /** Signs that mean something in the format and what stands for them: `{'|': '/'}`. */
  readonly replace?: Readonly<Record<string, string>>;
}

/**
 * Makes texts fit one field of one line: line breaks, tabs and control characters become a blank, NUL and invisible
 * characters go, typographic signs take their plain form, emoji become `?`, and letters the charset lacks their base
 * letter or `?`. Remembers what it has seen, since account and customer names repeat.
 */
export class PlainText {
  private readonly seen = new Map<string, string>();
  private readonly plain: RegExp;
  private readonly replace: readonly (readonly [string, string])[];

  constructor(private readonly options: PlainTextOptions) {
    this.replace = Object.entries(options.replace ?? {});
    // Texts that stay as they are in every charset: ASCII and the letters of ISO 8859-1, less what has a meaning.
    const meant = this.replace.map(([sign]) => sign);
    const signs = Array.from({ length: 94 }, (_, i) => String.fromCharCode(0x21 + i)).filter((s) => !meant.includes(s));
    const set = `${signs.map(escaped).join('')}§«°»À-ÿ`;
    this.plain = new RegExp(`^[${set}](?:[ ${set}]*[${set}])?$`);
  }

  /** The text as it stands in the file. The result of a text that is fit already is the text itself. */
  clean(text: string): string {
    if (text === '' || this.plain.test(text)) return text;
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
    const { charset } = this.options;
    if (charset !== 'utf-8') plain = inCharset(plain, charsetOf(charset));
    // Last: the base letter of a wide `｜` is a separator too.
    for (const [sign, replacement] of this.replace) plain = plain.replaceAll(sign, replacement);
    return plain.trim();
  }
}

/** The longest beginning of `text` of at most `bytes` bytes in the charset; never half a character, never a mark `…`. */
export function cutToBytes(text: string, bytes: number, charset: OutputCharset): string {
  if (charset !== 'utf-8' || text.length * 4 <= bytes)
    return text.length <= bytes ? text : text.slice(0, bytes).trimEnd();
  let size = 0;
  let end = 0;
  for (const character of text) {
    const code = character.codePointAt(0)!;
    size += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (size > bytes) return text.slice(0, end).trimEnd();
    end += character.length;
  }
  return text;
}

const CHARSETS = new Map<string, ReadonlySet<string>>();

/** The printable characters of a single-byte charset. */
function charsetOf(charset: string): ReadonlySet<string> {
  const known = CHARSETS.get(charset);
  if (known !== undefined) return known;
  const high = Uint8Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => byte >= 0x20 && byte !== 0x7f);
  // `stream`: without it Node 20 turns 0x80-0x9F of windows-1252 into control characters.
  const text = new TextDecoder(charset).decode(high, { stream: true });
  const set = new Set([...text].filter((character) => !/[\p{Cc}\uFFFD]/u.test(character)));
  CHARSETS.set(charset, set);
  return set;
}

function inCharset(text: string, charset: ReadonlySet<string>): string {
  let kept = '';
  for (const character of text) kept += charset.has(character) ? character : substitute(character, charset);
  return kept;
}

function substitute(character: string, charset: ReadonlySet<string>): string {
  const base = PLAIN_LETTERS.get(character) ?? character.normalize('NFKD').replace(/\p{M}/gu, '');
  return base !== '' && [...base].every((each) => charset.has(each)) ? base : '?';
}

function escaped(sign: string): string {
  return /[\\\]^-]/.test(sign) ? `\\${sign}` : sign;
}
