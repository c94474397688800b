/**
 * Lettering codes: A … Z, AA … ZZ, AAA …, as spreadsheets name their columns. Upper case marks a group at zero.
 */
export function nextCode(last: string | undefined): string {
  if (last === undefined || last === '') return 'A';
  if (!/^[A-Z]+$/.test(last)) throw new RangeError(`"${last}" is not a lettering code (expected A to Z)`);
  const kept = last.replace(/Z+$/, '');
  const rolled = 'A'.repeat(last.length - kept.length);
  if (kept === '') return `A${rolled}`;
  const next = String.fromCharCode(kept.charCodeAt(kept.length - 1) + 1);
  return kept.slice(0, -1) + next + rolled;
}
