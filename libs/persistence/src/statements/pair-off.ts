import { daysBetween, type Day } from '@lettrage/domain';

/** A line that may be another's double. `text`: all it says. Amounts are minor units. */
export interface SuspectLine {
  readonly id: string;
  readonly amount: bigint;
  readonly day: Day;
  readonly text: string;
  /** Of a known line: another format told it, so the days may differ; else they must not. */
  readonly far: boolean;
}

/** A new line and the known one it seems to repeat. */
export interface SuspectPair {
  readonly fresh: string;
  readonly other: string;
}

/** The same money may be booked so many days apart by two channels. */
const DAYS_APART = 3;
/** How much more alike the line that took a known one must be, so that the next is surely not its double. */
const CLEARLY = 0.34;

interface Likeness extends SuspectPair {
  readonly alike: number;
  readonly apart: number;
  readonly said: string;
}

/**
 * Pairs new lines with known ones of the same amount, one for one: the most alike first, then the nearest day. A new line
 * that is left over is money of its own where the known ones it could be were clearly somebody else's, or said exactly the
 * same (two equal payments, of which one was known); where the texts do not tell them apart it is suspected all the same:
 * a person is asked once too often rather than a double booked.
 */
export function pairOff(fresh: readonly SuspectLine[], others: readonly SuspectLine[]): SuspectPair[] {
  const pairs: SuspectPair[] = [];
  const known = byAmount(others);
  for (const [amount, group] of byAmount(fresh)) {
    const candidates = known.get(amount);
    if (candidates !== undefined) pairs.push(...pairGroup(group, candidates));
  }
  return pairs;
}

function pairGroup(fresh: readonly SuspectLine[], others: readonly SuspectLine[]): SuspectPair[] {
  const likenesses = fresh
    .flatMap((line) => others.flatMap((other) => likenessOf(line, other) ?? []))
    .sort((a, b) => b.alike - a.alike || a.apart - b.apart || (a.fresh < b.fresh ? -1 : 1));
  const taken = new Map<string, Likeness>();
  const paired = new Map<string, Likeness>();
  for (const likeness of likenesses) {
    if (taken.has(likeness.other) || paired.has(likeness.fresh)) continue;
    taken.set(likeness.other, likeness);
    paired.set(likeness.fresh, likeness);
  }
  for (const likeness of likenesses) {
    if (paired.has(likeness.fresh)) continue;
    if (!isClearlyAnother(likeness, taken.get(likeness.other)!)) paired.set(likeness.fresh, likeness);
  }
  return [...paired.values()].map(({ fresh: id, other }) => ({ fresh: id, other }));
}

function isClearlyAnother(left: Likeness, winner: Likeness): boolean {
  if (left.said === winner.said) return true;
  return winner.alike - left.alike >= CLEARLY || (winner.apart === 0 && left.apart > 0 && winner.alike >= left.alike);
}

function likenessOf(line: SuspectLine, other: SuspectLine): Likeness | undefined {
  const apart = Math.abs(daysBetween(line.day, other.day));
  if (apart > (other.far ? DAYS_APART : 0)) return undefined;
  const said = wordsOf(line.text);
  return { fresh: line.id, other: other.id, alike: alikeness(said, wordsOf(other.text)), apart, said: said.join(' ') };
}

/** Share of the shorter text's words that the longer one has too; a word cut short counts. */
function alikeness(a: readonly string[], b: readonly string[]): number {
  const [few, many] = a.length <= b.length ? [a, b] : [b, a];
  if (few.length === 0) return 0;
  const shared = few.filter((word) => many.some((other) => word.startsWith(other) || other.startsWith(word)));
  return shared.length / few.length;
}

function wordsOf(text: string): string[] {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase();
  return [...new Set(plain.split(/[^A-Z0-9]+/).filter((word) => word.length > 2))].sort();
}

function byAmount(lines: readonly SuspectLine[]): Map<bigint, SuspectLine[]> {
  const groups = new Map<bigint, SuspectLine[]>();
  for (const line of lines) {
    const group = groups.get(line.amount);
    if (group) group.push(line);
    else groups.set(line.amount, [line]);
  }
  return groups;
}
