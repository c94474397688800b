import type { NumberShape } from '../keys/number-shape.js';

/** Letters that scanners and hands confuse with digits. */
const CONFUSED: Readonly<Record<string, string>> = { O: '0', Q: '0', I: '1', L: '1', Z: '2', S: '5', B: '8', G: '6' };

/** How a printed number differs from an item's: one slip of the hand, missing last digits, or too much. */
export type NumberSlip = 'typo' | 'truncated' | undefined;

/**
 * Compares a number as printed (letters and digits only) with an item's. A slip is one wrong, lost, added or swapped
 * digit, or letters for digits (O/0, I/1, S/5, B/8), with the same series letters; truncated means the last one or two
 * digits are missing. Numbers with fewer than five digits are never taken for one another.
 */
export function numberSlip(printed: string, shape: NumberShape): NumberSlip {
  if (shape.digits.length < 5) return undefined;
  for (const [given, wanted] of [
    [printed, shape.compact],
    [printed, shape.digits],
  ] as const) {
    if (given === wanted || Math.abs(given.length - wanted.length) > 2) continue;
    const missing = wanted.length - given.length;
    // Of the running number enough must be left to say something: a year and two digits fit a hundred items.
    const left = (shape.sequence?.length ?? 0) - missing;
    if (missing >= 1 && missing <= 2 && given.length >= 5 && left > missing && wanted.startsWith(given))
      return 'truncated';
    if (isSlip(given, wanted, shape.series.length)) return 'typo';
  }
  return undefined;
}

function isSlip(given: string, wanted: string, seriesLength: number): boolean {
  if (Math.abs(given.length - wanted.length) > 1 || given.length < 5) return false;
  const head = wanted.slice(0, 0 + (/^\d/.test(wanted) ? 0 : seriesLength));
  if (!given.startsWith(head)) return false;
  const [a, b] = [unconfuse(given.slice(head.length)), unconfuse(wanted.slice(head.length))];
  return a === b || isOneEditApart(a, b);
}

function unconfuse(text: string): string {
  return text.replace(/[OQILZSBG]/g, (letter) => CONFUSED[letter]!);
}

/** One substitution, insertion, deletion or swap of neighbours apart. Linear. */
export function isOneEditApart(a: string, b: string): boolean {
  if (a === b) return false;
  const shorter = Math.min(a.length, b.length);
  if (Math.max(a.length, b.length) - shorter > 1) return false;
  let start = 0;
  while (start < shorter && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < shorter - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  if (a.length !== b.length) return start + end === shorter;
  const swapped = start + end === shorter - 2 && a[start] === b[start + 1] && a[start + 1] === b[start];
  return start + end === shorter - 1 || swapped;
}
