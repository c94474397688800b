import { hashedOn, hashOfKind, type KeyFilter } from './key-filter.js';

const NUM = hashOfKind('num:');
const DIG = hashOfKind('dig:');
const YEAR = hashOfKind('ys:');
const SEQUENCE = hashOfKind('seq:');
const REFERENCE = hashOfKind('ref:');
const ORDER = hashOfKind('order:');
const ZERO = 48;
const COLON = 58;

/**
 * Holds the bytes of a book's numbers and references against the keys that were asked for, without making a text of
 * them: of a million items few are named. It may say yes of a key nobody asked for, and never says no of one that was:
 * the rules are those of `numberShape` and `eachItemKey`, and what they do with unusual numbers is left to them.
 */
export class KeyProbe {
  /** Where the first two runs of digits begin and end. */
  private readonly runs = new Int32Array(4);

  constructor(private readonly asked: KeyFilter) {}

  /** False if no key of the invoice number in `bytes` from `start` to `end` was asked for. */
  mayHoldNumber(bytes: Uint8Array, start: number, end: number): boolean {
    const { asked, runs } = this;
    let [all, digits, count] = [NUM, DIG, 0];
    let [lettered, digitRuns, kind, firstIsDigits, groups] = [false, 0, GAP, false, 0];
    for (let at = start; at < end; at++) {
      const byte = bytes[at]!;
      if (byte < 0x20 || byte > 0x7e) return true;
      const letter = upper(byte);
      const now = kindOf(letter);
      if (now !== kind && now !== GAP) {
        if (groups === 0) firstIsDigits = now === DIGITS;
        groups += 1;
        if (now === DIGITS) {
          if (digitRuns === 2) return true;
          runs[digitRuns * 2] = at;
          digitRuns += 1;
        }
      }
      kind = now;
      if (now === GAP) continue;
      all = hashedOn(all, letter);
      if (now === LETTERS) lettered = true;
      else {
        digits = hashedOn(digits, byte);
        runs[digitRuns * 2 - 1] = at + 1;
        count += 1;
      }
    }
    if (asked.mayHoldHash(all) || (lettered && count >= 4 && asked.mayHoldHash(digits))) return true;
    if (digitRuns === 0) return false;
    return digitRuns === 1 ? this.oneRun(bytes) : this.twoRuns(bytes, firstIsDigits, groups);
  }

  /** False if the key of the reference in `bytes` was not asked for. */
  mayHoldReference(kind: 'ref:' | 'order:', bytes: Uint8Array, start: number, end: number): boolean {
    let hash = kind === 'ref:' ? REFERENCE : ORDER;
    for (let at = start; at < end; at++) {
      const byte = bytes[at]!;
      if (byte < 0x20 || byte > 0x7e) return true;
      const letter = upper(byte);
      if (kindOf(letter) !== GAP) hash = hashedOn(hash, letter);
    }
    return this.asked.mayHoldHash(hash);
  }

  /** `2026000123` is a year and a running number, any other run of digits a running number. */
  private oneRun(bytes: Uint8Array): boolean {
    const [from, to] = [this.runs[0]!, this.runs[1]!];
    const glued = to - from >= 7 && bytes[from] === ZERO + 2 && bytes[from + 1] === ZERO;
    return glued ? this.holdsYear(bytes, from + 2, from + 4, to) : this.holdsRunning(SEQUENCE, bytes, from, to);
  }

  /** The year is the first of four digits that may be one, or two digits straight after the series; see `numberShape`. */
  private twoRuns(bytes: Uint8Array, firstIsDigits: boolean, groups: number): boolean {
    const [a, aEnd, b, bEnd] = this.runs as unknown as [number, number, number, number];
    if (isYear(bytes, a, aEnd)) return this.holdsYear(bytes, aEnd - 2, b, bEnd);
    if (isYear(bytes, b, bEnd)) return this.holdsYear(bytes, bEnd - 2, a, aEnd);
    // Digits before digits, two and two, and series in several words: left to the rules themselves.
    if (aEnd - a === 2 && (firstIsDigits || groups > 3)) return true;
    if (aEnd - a === 2) return this.holdsYear(bytes, a, b, bEnd);
    if (bEnd - b === 2 && aEnd - a >= 3) {
      const year = bytes[b] === ZERO + 2 || bytes[b] === ZERO + 3;
      return year ? this.holdsYear(bytes, b, a, aEnd) : this.holdsRunning(SEQUENCE, bytes, a, aEnd);
    }
    return this.holdsRunning(SEQUENCE, bytes, b, bEnd);
  }

  /** The keys of a running number and of its year, whose two digits stand at `year`. */
  private holdsYear(bytes: Uint8Array, year: number, from: number, to: number): boolean {
    const hash = hashedOn(hashedOn(hashedOn(YEAR, bytes[year]!), bytes[year + 1]!), COLON);
    return this.holdsRunning(hash, bytes, from, to) || this.holdsRunning(SEQUENCE, bytes, from, to);
  }

  /** The key that goes on with digits without leading zeros. */
  private holdsRunning(seed: number, bytes: Uint8Array, from: number, to: number): boolean {
    let at = from;
    while (at < to - 1 && bytes[at] === ZERO) at += 1;
    let hash = seed;
    for (; at < to; at++) hash = hashedOn(hash, bytes[at]!);
    return this.asked.mayHoldHash(hash);
  }
}

const GAP = 0;
const LETTERS = 1;
const DIGITS = 2;

function upper(byte: number): number {
  return byte >= 97 && byte <= 122 ? byte - 32 : byte;
}

function kindOf(letter: number): number {
  if (letter >= ZERO && letter < COLON) return DIGITS;
  return letter >= 65 && letter <= 90 ? LETTERS : GAP;
}

/** Four digits, 19xx or 20xx. */
function isYear(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from !== 4) return false;
  const [first, second] = [bytes[from]! - ZERO, bytes[from + 1]! - ZERO];
  return (first === 1 && second === 9) || (first === 2 && second === 0);
}
