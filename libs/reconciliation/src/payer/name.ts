import { normaliseText } from '../text/normalise.js';
import { LEGAL_FORMS, NAME_FILLERS } from '../text/vocabulary.js';

/**
 * The words of a name that tell it apart: no legal forms, no fillers, at least two letters.
 * A name made of nothing else keeps its words, so that `"LA SOCIETE"` is still a name.
 */
export function nameWords(name: string): string[] {
  const text = normaliseText(name);
  // A point stands inside a word (`S.A.R.L`), anything else between two.
  const lettered = letteredWords(text.includes('.') ? text.replaceAll('.', '') : text);
  const own = lettered.filter((word) => !LEGAL_FORMS.has(word));
  const telling = own.filter((word) => word.length >= 2 && !NAME_FILLERS.has(word));
  return telling.length > 0 ? telling : own;
}

/**
 * The words as they are where one letter stands for two: `MUELLER` and `MULLER` are both `MULLER`, as banks and people
 * write `Müller`; `AARHUS` is `ARHUS`. In `BANQUE`, `RUE` and `NOUER` the second letter is a vowel of its own, and stays.
 * The same list if none of them changes.
 */
export function foldName(words: readonly string[]): readonly string[] {
  return words.some((word) => DIGRAPH.test(word)) ? words.map((word) => word.replace(DIGRAPHS, '')) : words;
}

/** A name as it is written and, where that is another, folded: what its words are looked up by. */
export function spellings(words: readonly string[]): readonly (readonly string[])[] {
  const folded = foldName(words);
  return folded === words ? [words] : [words, folded];
}

/**
 * The second letter of each pair: before a consonant, not after another vowel, and of `GUE` only before two consonants
 * (`GUENTHER`, not `GUERIN`); `AE` also before `U` (`BAEUMER`).
 */
const DIGRAPH =
  /(?<=(?<![AEIOUQG])[AOU])E(?=[^AEIOU])|(?<=GU)E(?=[^AEIOU]{2})|(?<=(?<![AEIOU])A)E(?=U)|(?<=(?<![AEIOU])A)A(?=[^AEIOU])/;
const DIGRAPHS = new RegExp(DIGRAPH, 'g');

/** The runs of letters and digits that have a letter. Cut by hand: a book's customers are read before the first line. */
function letteredWords(text: string): string[] {
  const words: string[] = [];
  let start = -1;
  let lettered = false;
  for (let at = 0; at <= text.length; at++) {
    const code = at < text.length ? text.charCodeAt(at) : 0;
    const letter = code >= 65 && code <= 90;
    if (letter || (code >= 48 && code <= 57)) {
      if (start < 0) start = at;
      lettered ||= letter;
    } else if (start >= 0) {
      if (lettered) words.push(text.slice(start, at));
      start = -1;
      lettered = false;
    }
  }
  return words;
}

/** How well a printed name fits a customer's; `none` if it doesn't. */
export type NameFit = 'exact' | 'contained' | 'partial' | 'none';

/**
 * Compares the telling words of a name field with those of customers.
 *
 * `exact`: the same words in any order. `contained`: every word of a customer's name of two or more words is there,
 * with others around it. `partial`: every printed word is a word of the customer or its beginning (names cut by the
 * bank, first word abbreviated), and the longest of them has at least four letters.
 */
export function nameFitter(printed: readonly string[]): (customer: readonly string[]) => NameFit {
  const given = new Set(printed);
  const longest = Math.max(...printed.map((word) => word.length));
  return (customer) => {
    if (printed.length === 0 || customer.length === 0) return 'none';
    if (customer.every((word) => given.has(word))) {
      const size = new Set(customer).size;
      if (size === given.size) return 'exact';
      return size >= 2 ? 'contained' : 'none';
    }
    const beginsOne = (word: string): boolean =>
      customer.some((full) => full === word || (word.length >= 2 && full.startsWith(word)));
    return longest >= 4 && printed.every(beginsOne) ? 'partial' : 'none';
  };
}

/**
 * Finds a customer's name inside a label that holds more than a name: its words side by side in either order.
 * One-word names count only from five letters; the last word may be cut where the label ends.
 */
export function nameInLabel(label: readonly string[], customer: readonly string[]): NameFit {
  const size = customer.length;
  if (size === 0 || (size === 1 && customer[0]!.length < 5)) return 'none';
  if (!label.some((word) => mayBegin(word, customer[0]!) || mayBegin(word, customer[size - 1]!))) return 'none';
  const reversed = [...customer].reverse();
  for (let start = 0; start + size <= label.length; start++) {
    if (isTurned(customer, label, start)) return 'contained';
  }
  return cutInLabel(label, customer) || cutInLabel(label, reversed) ? 'partial' : 'none';
}

/** The words of the name side by side from a place on, in its order or turned round (`SILVA DA NICOLAS`, `NICOLAS DA SILVA`). */
function isTurned(customer: readonly string[], label: readonly string[], start: number): boolean {
  const size = customer.length;
  if (customer.every((word, index) => label[start + size - 1 - index] === word)) return true;
  const from = customer.indexOf(label[start]!);
  return from >= 0 && customer.every((_, index) => label[start + index] === customer[(from + index) % size]);
}

/** True if the word is the first of a name or abbreviates it. */
function mayBegin(word: string, first: string): boolean {
  return word === first || (word.length === 4 && first.startsWith(word));
}

/** The first word abbreviated to four letters, or the name cut after at least one whole word. */
function cutInLabel(label: readonly string[], customer: readonly string[]): boolean {
  if (customer.length < 2) return false;
  for (let start = 0; start < label.length; start++) {
    const first = label[start]!;
    const abbreviated = first.length === 4 && customer[0]!.length > 4 && customer[0]!.startsWith(first);
    if (!abbreviated && first !== customer[0]) continue;
    let index = 1;
    while (index < customer.length && label[start + index] === customer[index]) index += 1;
    if (index === customer.length) return true;
    const next = label[start + index];
    // Two letters are the beginning of too many words, unless the label is cut there.
    const least = start + index === label.length - 1 ? 2 : 3;
    if (!abbreviated && next !== undefined && next.length >= least && customer[index]!.startsWith(next)) return true;
  }
  return false;
}

/** Stands between words of a label that are no neighbours. */
export const BREAK = '|';

/** Among so many words of a label whole names are looked for. */
export const MOST_NAMING = 12;
const LONGEST_NAME = 4;

/** The runs of one to four words that may be a name among the first words of a label. */
export function namesWithin(words: readonly string[]): string[][] {
  const first = words.slice(0, MOST_NAMING);
  const names: string[][] = [];
  for (let from = 0; from < first.length; from++) {
    for (let to = from + 1; to <= Math.min(first.length, from + LONGEST_NAME) && first[to - 1] !== BREAK; to++)
      names.push(first.slice(from, to));
  }
  return names;
}
