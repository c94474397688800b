/**
 * Text as banks print it, made comparable: upper case, no accents, no damaged charsets.
 * Everything here runs in linear time on any input.
 */

/** Longest text of one field that is read for references; the rest can only repeat what a payer would write. */
export const TEXT_LIMIT = 20_000;

/** UTF-8 that was read as Latin-1, for the letters French and German names use. */
const DAMAGED: readonly (readonly [RegExp, string])[] = [
  [/Ã[©¨ª«\u0089\u0088]/g, 'E'],
  [/Ã[\u00a0¢¤\u0080]/g, 'A'],
  [/Ã[§\u0087]/g, 'C'],
  [/Ã[´¶\u0094]/g, 'O'],
  [/Ã[¹»¼\u009c]/g, 'U'],
  [/Ã[®¯]/g, 'I'],
  [/Â/g, ''],
];

/** Upper case, accents removed, ligatures opened, `€` as `EUR`, line breaks as blanks. Digits and separators stay. */
export function normaliseText(text: string): string {
  let cut = text.length > TEXT_LIMIT ? text.slice(0, TEXT_LIMIT) : text;
  if (cut.includes('+')) cut = cut.replace(GLUED_MARK, ' ');
  if (PLAIN.test(cut)) return cut.toUpperCase();
  for (const [damaged, letter] of DAMAGED) cut = cut.replace(damaged, letter);
  return cut
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[œŒ]/g, 'OE')
    .replace(/[æÆ]/g, 'AE')
    .replace(/[øØ]/g, 'O')
    .replace(/[łŁ]/g, 'L')
    .replace(/[đĐðÐ]/g, 'D')
    .replace(/[þÞ]/g, 'TH')
    .replace(/ẞ/g, 'SS')
    .replace(/[–—−]/g, '-')
    .replace(/€/g, ' EUR ')
    .replace(/\s/g, ' ')
    .toUpperCase();
}

const PLAIN = /^[\x20-\x7e]*$/;

/** German banks fill lines of 27 letters: `RE 000938ABWA+LANG` is `RE 000938 ABWA+LANG` (DK-MT940, field 86). */
const GLUED_MARK = /(?<=[A-Za-z0-9])(?=(?:EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE)\+)/g;

/** A number, reference or code without anything but letters and digits: `"FA2026-000 123"` → `"FA2026000123"`. */
export function compactReference(text: string): string {
  return normaliseText(text).replace(/[^A-Z0-9]/g, '');
}

/** Digits without leading zeros; `"0"` stays. */
export function stripZeros(digits: string): string {
  return digits.replace(/^0+(?=\d)/, '');
}

/** A run of letters or of digits in a text, with what stands before it. */
export interface Atom {
  readonly text: string;
  readonly digits: boolean;
  /** Characters between the atom before and this one; `''` if they touch. */
  readonly gap: string;
  /** Position in the normalised text. */
  readonly at: number;
  /** Set where the atom is part of a date, an amount or a phone number: it is no reference. */
  readonly mask?: 'date' | 'amount' | 'phone';
}

const MONTH_WORD =
  '(?:JANVIER|FEVRIER|MARS|AVRIL|MAI|JUIN|JUILLET|AOUT|SEPTEMBRE|OCTOBRE|NOVEMBRE|DECEMBRE|JAN|FEV|AVR|JUIL|SEPT|OCT|NOV|DEC)';
/** Kind, pattern, and what every text that fits holds one of: most texts hold none of it and are not searched. */
const MASKS: readonly (readonly [NonNullable<Atom['mask']>, RegExp, readonly string[]])[] = [
  [
    'date',
    /(?<![A-Z0-9])(?:0?[1-9]|[12]\d|3[01])[/.-](?:0?[1-9]|1[0-2])[/.-](?:20|19)?\d\d(?![A-Z0-9])/g,
    ['/', '.', '-'],
  ],
  ['date', /(?<![A-Z0-9])20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?![A-Z0-9])/g, ['-']],
  ['date', new RegExp(`(?<![A-Z0-9])\\d{1,2} ${MONTH_WORD} (?:20)?\\d\\d(?![A-Z0-9])`, 'g'), [' ']],
  [
    'date',
    /(?<=(?:^| )(?:DU|LE|AU|DATE|VALEUR) )(?:0[1-9]|[12]\d|3[01]) ?(?:0[1-9]|1[0-2]) ?(?:20)?[23]\d(?![A-Z0-9])/g,
    ['DU ', 'LE ', 'AU ', 'DATE ', 'VALEUR '],
  ],
  [
    'date',
    /(?<=(?:^| )(?:DU|LE|AU|DATE|VALEUR|AM|VOM|ECHEANCE|ECH) )(?:0[1-9]|[12]\d|3[01])[/.](?:0[1-9]|1[0-2])(?![A-Z0-9]|[/.-]\d)/g,
    ['/', '.'],
  ],
  [
    'phone',
    /(?<![A-Z0-9])(?:\+33 ?|0033 ?|0)[1-9](?:\d{8}|(?: \d\d){4}|(?:\.\d\d){4}|(?:-\d\d){4})(?![ .-]?\d)/g,
    ['0', '+33'],
  ],
  // Thousands are set apart throughout or not at all: `19769 200,40` is a number and an amount.
  ['amount', /(?<![A-Z0-9.,/-])(?:\d{1,3}(?:[ .]\d{3}){1,3}|\d{1,12})[.,]\d\d(?![\d/])(?: ?EUR)?/g, ['.', ',']],
  ['amount', /(?<![A-Z0-9.,/-])\d{1,9}(?:[.,]\d)? ?EUR(?![A-Z])/g, ['EUR']],
  ['amount', /(?:TOTAL|MONTANT|SOMME DE|EUR) ?:? ?\d{1,9}(?![\d/-])/g, ['TOTAL', 'MONTANT', 'SOMME', 'EUR']],
];

/** Cuts a normalised text into runs of letters and digits; dates, amounts and phone numbers are marked. */
export function atomsOf(text: string): Atom[] {
  if (text === '') return [];
  const masks = masksOf(text);
  const atoms: Atom[] = [];
  let end = 0;
  let next = 0;
  eachHit(RUN, text, (run, at) => {
    while (next < masks.length && masks[next]!.to <= at) next += 1;
    const digits = run.charCodeAt(0) < 58;
    const covered = digits && next < masks.length && masks[next]!.from <= at ? masks[next]!.mask : undefined;
    const gap = text.slice(end, at);
    atoms.push(covered ? { text: run, digits, gap, at, mask: covered } : { text: run, digits, gap, at });
    end = at + run.length;
  });
  return atoms;
}

const RUN = /[A-Z]+|\d+/g;

interface Mask {
  readonly from: number;
  readonly to: number;
  readonly mask: NonNullable<Atom['mask']>;
}

/** Dates, amounts and phone numbers of a text, in the order of their places; all of them hold digits. */
function masksOf(text: string): readonly Mask[] {
  if (!/\d/.test(text)) return NO_MASKS;
  const masks: Mask[] = [];
  for (const [mask, pattern, needs] of MASKS) {
    if (needs.some((part) => text.includes(part)))
      eachHit(pattern, text, (hit, from) => masks.push({ from, to: from + hit.length, mask }));
  }
  return masks.sort((a, b) => a.from - b.from);
}

const NO_MASKS: readonly Mask[] = [];

/** Gives every place where a global pattern fits. `matchAll` does the same but compiles a copy of the pattern each time. */
export function eachHit(pattern: RegExp, text: string, take: (hit: string, at: number) => void): void {
  pattern.lastIndex = 0;
  for (let hit = pattern.exec(text); hit; hit = pattern.exec(text)) take(hit[0], hit.index);
}
