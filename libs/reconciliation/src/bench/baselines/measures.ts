import { divideRounded, type Day, type OpenItem } from '@lettrage/domain';

/** The agreed discount of an item that is wholly open, within its date; 0 otherwise. Minor units. */
export function agreedDiscountOf({ discount, total, open }: OpenItem, day: Day): bigint {
  if (!discount || day > discount.until || open !== total) return 0n;
  const [whole, fraction = ''] = discount.percent.split('.');
  return divideRounded(total * BigInt(`${whole}${fraction}`), 100n * 10n ** BigInt(fraction.length));
}

/** The best similarity (1 − edits ÷ length) of a number with a stretch of equal length in the text. */
export function editSimilarity(text: string, number: string): number {
  const [haystack, needle] = [text.toUpperCase(), number.toUpperCase()];
  if (haystack.includes(needle)) return 1;
  let best = 0;
  for (let at = 0; at + needle.length <= haystack.length; at++) {
    if (at > 0 && haystack[at - 1] !== ' ' && haystack[at - 1] !== '/') continue;
    best = Math.max(best, 1 - edits(haystack.slice(at, at + needle.length), needle) / needle.length);
  }
  return best;
}

/** Levenshtein distance. */
function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length]!;
}
