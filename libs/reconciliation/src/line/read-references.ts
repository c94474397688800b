import { stripZeros, type Atom } from '../text/normalise.js';
import {
  CREDIT_NOTE_WORDS,
  DECOY_WORDS,
  FILLER_WORDS,
  INVOICE_WORDS,
  LIST_WORDS,
  OWN_REFERENCE_WORDS,
} from '../text/vocabulary.js';
import { yearSequenceKey } from '../keys/number-shape.js';
import { listKeysAfter } from './read-lists.js';

/** What the words before a number say it is. */
export type NumberContext = 'invoice' | 'neutral' | 'own-reference' | 'decoy';

/** How a key was read from the text, from the most to the least telling. */
export type MentionForm = 'reference' | 'number' | 'order' | 'list' | 'year-sequence' | 'sequence';

/** A key a stretch of text is looked up under; `sequence` is the running number as printed, with its zeros. */
export interface MentionKey {
  readonly key: string;
  readonly form: MentionForm;
  readonly sequence?: string;
}

/** A stretch of text that may name an item, and the keys under which the book would know it. */
export interface Mention {
  readonly keys: readonly MentionKey[];
  /** As printed, without separators. */
  readonly text: string;
  readonly field: number;
  /** Atom positions, `to` inclusive. */
  readonly from: number;
  readonly to: number;
  readonly context: NumberContext;
  /** The text calls it a credit note. */
  readonly credit: boolean;
  /** Between the ends of a hyphen that may be a range or a list. */
  readonly optional?: boolean;
}

/** A number of up to this many runs of letters and digits is tried as one reference. */
const WINDOW = 9;
const JOIN = /^[ ]?[-/._:#°+]{0,3}[ ]?$/;
const LONGEST_REFERENCE = 35;
/** A field that may name more than this names nothing; the rest of it is not read. */
const MOST_MENTIONS = 4_000;

/** All stretches of a field's atoms that may name items. Linear in the number of atoms. */
export function readReferences(atoms: readonly Atom[], field: number): Mention[] {
  const mentions: Mention[] = [];
  const contexts: NumberContext[] = [];
  for (let from = 0; from < atoms.length; from++) {
    contexts.push(contextOf(atoms, from, contexts));
    if (mentions.length > MOST_MENTIONS) break;
    if (!startsWord(atoms, from)) continue;
    let compact = '';
    for (let to = from; to < Math.min(atoms.length, from + WINDOW); to++) {
      const atom = atoms[to]!;
      if (isMasked(atom) || (to > from && (!joins(atom.gap) || isPlainWord(atom)))) break;
      compact += atom.text;
      if (compact.length > LONGEST_REFERENCE) break;
      if (to + 1 < atoms.length && atoms[to + 1]!.gap === '') continue;
      const keys = keysOfWindow(atoms, from, to, compact, contexts[from]!);
      if (keys.length === 0) continue;
      const context = contexts[from]!;
      const credit = CREDIT_NOTE_WORDS.has(atoms[from]!.digits ? (atoms[from - 1]?.text ?? '') : atoms[from]!.text);
      mentions.push({ keys, text: compact, field, from, to, context, credit });
      if (atom.digits && !continuesNumber(atoms, from))
        mentions.push(...listKeysAfter(atoms, field, from, to, context));
    }
  }
  return mentions;
}

/** Most gaps are nothing or one blank. */
function joins(gap: string): boolean {
  return gap === '' || gap === ' ' || JOIN.test(gap);
}

/** `2026 VOTRE` is no reference: a word of its own that only leads to a number ends the one before it. */
function isPlainWord({ text, digits, gap }: Atom): boolean {
  if (digits || gap === '') return false;
  // `186 DU 29/01`, where `186-DU-29` may be one number.
  if (text.length < 4) return gap.trim() === '' && LINKING_WORDS.has(text);
  return FILLER_WORDS.has(text) || OWN_REFERENCE_WORDS.has(text) || DECOY_WORDS.has(text);
}

/** Short words between a number and what is said of it. */
const LINKING_WORDS: ReadonlySet<string> = new Set(['DU', 'DES', 'LE', 'LA', 'LES', 'ET', 'SUR', 'POUR']);

function isMasked(atom: Atom): boolean {
  return atom.mask === 'date' || atom.mask === 'amount';
}

/** Digits after digits are the tail of something that was read from its beginning. */
function continuesNumber(atoms: readonly Atom[], from: number): boolean {
  return from > 0 && atoms[from]!.digits && atoms[from - 1]!.digits;
}

/** A reference starts at a word boundary; digits may follow an invoice word without a gap (`F000123`). */
function startsWord(atoms: readonly Atom[], from: number): boolean {
  const atom = atoms[from]!;
  if (from === 0 || atom.gap !== '') return true;
  const before = atoms[from - 1]!;
  if (!atom.digits || (from > 1 && before.gap === '')) return false;
  return (
    INVOICE_WORDS.has(before.text) || (NUMBER_WORDS.has(before.text) && INVOICE_WORDS.has(atoms[from - 2]?.text ?? ''))
  );
}

/** `FACT N123`, `FACTURE NO123`. */
const NUMBER_WORDS: ReadonlySet<string> = new Set(['N', 'NO', 'NR', 'NUM']);

function keysOfWindow(
  atoms: readonly Atom[],
  from: number,
  to: number,
  compact: string,
  context: NumberContext,
): Mention['keys'] {
  let digitCount = 0;
  for (let at = from; at <= to; at++) if (atoms[at]!.digits) digitCount += atoms[at]!.text.length;
  if (digitCount === 0) return [];
  const keys: MentionKey[] = [];
  const single = from === to;
  const bare = digitCount === compact.length;
  if (compact.length >= 3 && digitCount >= 2) keys.push({ key: `num:${compact}`, form: 'number' });
  if (bare && digitCount >= 4) keys.push({ key: `dig:${compact}`, form: 'number' });
  if (compact.length >= 5) keys.push({ key: `ref:${compact}`, form: 'reference' });
  if (compact.length >= 4) keys.push({ key: `order:${compact}`, form: 'order' });
  if (to - from < LONGEST_YEAR_SEQUENCE) keys.push(...yearAndSequence(atoms.slice(from, to + 1)));
  if (
    single &&
    bare &&
    digitCount <= 9 &&
    !isFirstPart(atoms, to) &&
    (context === 'invoice' || (digitCount >= 3 && !/^(?:19|20)\d\d$/.test(compact)))
  ) {
    keys.push({ key: `seq:${stripZeros(compact)}`, form: 'sequence', sequence: compact });
  }
  const glued = single ? undefined : seriesAfterWord(atoms[from]!);
  if (glued !== undefined) keys.push({ key: `num:${compact.slice(glued)}`, form: 'number' });
  return keys;
}

/** `F26` of F26-30633 is no number 26: more digits are joined to it than a list would go on with. `12/2026` may be a 12. */
function isFirstPart(atoms: readonly Atom[], at: number): boolean {
  const next = atoms[at + 1];
  if (!next?.digits || !/^[-/._]$/.test(next.gap) || /^(?:19|20)\d\d$/.test(next.text)) return false;
  return next.text.length >= atoms[at]!.text.length + 2;
}

/** Where the series begins in `FACTUREFA2026`: the whole invoice word is cut off, never a part of one (`FACT` is no FAC and T). */
function seriesAfterWord({ text, digits }: Atom): number | undefined {
  if (digits || INVOICE_WORDS.has(text)) return undefined;
  const word = ['FACTURE', 'FACT', 'FAC', 'INV', 'REF'].find((start) => text.startsWith(start));
  return word !== undefined && text.length > word.length && text.length <= word.length + 4 ? word.length : undefined;
}

/** Letters, a year and a running number. */
const LONGEST_YEAR_SEQUENCE = 3;

/** `FA 2026 000123`, `000123/2026`, `2026/123`, `FA26-000123`, `FA2026123` → keys of year and running number. */
function yearAndSequence(window: readonly Atom[]): readonly MentionKey[] {
  const letters = window.filter((atom) => !atom.digits);
  const numbers = window.filter((atom) => atom.digits).map((atom) => atom.text);
  if (letters.length > 1 || (letters.length === 1 && (window[0]!.digits || letters[0]!.text.length > 5)))
    return NO_KEYS;
  // `BL 2026 000123` is a delivery note's; an invoice of a series BL is found by its whole number.
  if (letters.length === 1 && DECOY_WORDS.has(letters[0]!.text)) return NO_KEYS;
  if (numbers.length === 1 && letters.length === 1) {
    const glued = /^(20\d\d)(\d{1,6})$/.exec(numbers[0]!);
    return glued ? [yearKey(glued[1]!, glued[2]!)] : NO_KEYS;
  }
  if (numbers.length !== 2) return NO_KEYS;
  const [first, second] = numbers as [string, string];
  const keys: MentionKey[] = [];
  if (/^20\d\d$/.test(first)) keys.push(yearKey(first, second));
  // `VE-2084-2026`: a running number may look like a year.
  if (/^20\d\d$/.test(second) && first !== second) keys.push(yearKey(second, first));
  if (keys.length === 0 && letters.length === 1 && first.length === 2 && second.length >= 3)
    keys.push(yearKey(first, second));
  return keys;
}

const NO_KEYS: readonly MentionKey[] = [];

function yearKey(year: string, sequence: string): MentionKey {
  return { key: yearSequenceKey(year, sequence), form: 'year-sequence', sequence };
}

/** What the words before a number say it is; the numbers of a list inherit it from the first. */
function contextOf(atoms: readonly Atom[], at: number, known: readonly NumberContext[]): NumberContext {
  if (atoms[at]!.mask === 'phone') return 'decoy';
  for (let index = at - 1; index >= 0 && index >= at - 6; index--) {
    const word = atoms[index]!.text;
    if (atoms[index]!.digits) {
      if (!atoms[at]!.digits && index === at - 1 && atoms[at]!.gap !== '') return 'neutral';
      if (known[index] === 'decoy' && index === at - 1 && isOfAnotherMake(atoms, at)) return 'neutral';
      return atoms[index]!.mask ? 'neutral' : known[index]!;
    }
    if (DECOY_WORDS.has(word)) return 'decoy';
    // `BL FA2026-1`: short letters may be a series, which what stands before them still governs.
    if (INVOICE_WORDS.has(word)) return word.length < 4 && known[index] === 'decoy' ? 'decoy' : 'invoice';
    if (OWN_REFERENCE_WORDS.has(word)) return 'own-reference';
    if (!FILLER_WORDS.has(word) && !LIST_WORDS.has(word)) return 'neutral';
  }
  return 'neutral';
}

/** `BORDEREAU 7918 2026-02125`: a number put together after one that is not, and apart from it, is no second of its kind. */
function isOfAnotherMake(atoms: readonly Atom[], at: number): boolean {
  const next = atoms[at + 1];
  const [gap, before] = [atoms[at]!.gap, atoms[at - 1]!.gap];
  const longer = atoms[at]!.text.length - atoms[at - 1]!.text.length;
  if (/^ +$/.test(gap) && longer >= 2 && atoms[at]!.text.length >= 6 && !PUT_TOGETHER.test(before)) return true;
  return (
    gap.trim() === '' &&
    gap !== '' &&
    next?.digits === true &&
    PUT_TOGETHER.test(next.gap) &&
    !PUT_TOGETHER.test(before)
  );
}

const PUT_TOGETHER = /^[-/._]$/;
