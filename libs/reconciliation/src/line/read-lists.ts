import { stripZeros, type Atom } from '../text/normalise.js';
import { LIST_WORDS, RANGE_WORDS } from '../text/vocabulary.js';
import type { Mention, NumberContext } from './read-references.js';

const LIST_GAP = /^ ?[-/,+&; ] ?$/;
const LONGEST_RANGE = 50;
const LONGEST_LIST = 200;

/**
 * Reads what follows a number as an abbreviated list or a range: in `FA2026-00123/124/130` the tails replace the last
 * digits of the number before; in `FA123 A 127` every number between is meant. Nothing is claimed here: a key that no
 * open item has finds nothing, and the amount must still be explained to the cent.
 */
export function listKeysAfter(
  atoms: readonly Atom[],
  field: number,
  from: number,
  to: number,
  context: NumberContext,
): Mention[] {
  const prefix = atoms
    .slice(from, to)
    .map((atom) => atom.text)
    .join('');
  const mentions: Mention[] = [];
  let previous = atoms[to]!.text;
  // `FACT 2026 2058` is a year and a running number, no list of two.
  if (previous.length < 2 || /^(?:19|20)\d\d$/.test(previous)) return [];
  for (let at = to + 1; at < atoms.length && mentions.length < LONGEST_LIST; at++) {
    const range = !atoms[at]!.digits && RANGE_WORDS.has(atoms[at]!.text);
    const joined = !atoms[at]!.digits && LIST_WORDS.has(atoms[at]!.text);
    if (range || joined) at += 1;
    const atom = atoms[at];
    if (!atom?.digits || atom.mask || atom.text.length > previous.length || !closesWord(atoms, at)) break;
    if (!(range || joined) && !LIST_GAP.test(atom.gap)) break;
    if (beginsNumber(atoms, at, prefix) || isShare(atoms, at)) break;
    const next = previous.slice(0, previous.length - atom.text.length) + atom.text;
    const mention = { field, from: at, to: at, context, credit: false };
    if (range || atom.gap.includes('-')) {
      for (const number of between(previous, next)) {
        mentions.push({ ...mention, from: -1, to: -1, ...listed(prefix, number), optional: !range });
      }
    }
    mentions.push({ ...mention, ...listed(prefix, next) });
    previous = next;
  }
  return mentions;
}

/** `FA2026-00123 1/3`: apart from the number, the first of three parts and no tail. */
function isShare(atoms: readonly Atom[], at: number): boolean {
  const [part, parts] = [atoms[at]!, atoms[at + 1]];
  if (!/^ +$/.test(part.gap) || parts?.gap !== '/' || !parts.digits || atoms[at + 2]?.gap === '/') return false;
  const [which, of] = [part.text, parts.text].map((text) => (text.length <= 2 ? Number.parseInt(text, 10) : 0));
  return which! >= 1 && which! <= of! && of! >= 2 && of! <= MOST_SHARES;
}

/** A price is paid in so many parts, one a month. */
const MOST_SHARES = 12;

/** `2026-03461, 2026-04184, 2026-`: where numbers begin with their year, a year begins the next one and is no tail. */
function beginsNumber(atoms: readonly Atom[], at: number, prefix: string): boolean {
  const { text } = atoms[at]!;
  const year = /(?:19|20)\d\d$/.exec(prefix)?.[0];
  if (year === undefined || !/^(?:19|20)\d\d$/.test(text)) return false;
  if (Math.abs(Number.parseInt(text, 10) - Number.parseInt(year, 10)) > 1) return false;
  return at + 1 >= atoms.length || /^[-/._]/.test(atoms[at + 1]!.gap);
}

function listed(prefix: string, digits: string): Pick<Mention, 'keys' | 'text'> {
  const text = prefix + digits;
  const keys = [{ key: `num:${text}`, form: 'list' as const }];
  if (prefix === '' || /^F[A-Z]*$/.test(prefix)) keys.push({ key: `seq:${stripZeros(digits)}`, form: 'list' as const });
  if (/^[A-Z]{0,5}20\d\d$/.test(prefix))
    keys.push({ key: `ys:${prefix.slice(-2)}:${stripZeros(digits)}`, form: 'list' as const });
  return { keys, text };
}

/** The numbers strictly between two of equal length, none if they descend or are too far apart. */
function between(first: string, last: string): string[] {
  const [low, high] = [BigInt(first), BigInt(last)];
  if (high <= low || high - low > BigInt(LONGEST_RANGE)) return [];
  const numbers: string[] = [];
  for (let number = low + 1n; number < high; number++) numbers.push(number.toString().padStart(first.length, '0'));
  return numbers;
}

function closesWord(atoms: readonly Atom[], at: number): boolean {
  return at + 1 >= atoms.length || atoms[at + 1]!.gap !== '';
}
