/** Stands where a slice ended before its full width: a blank in a text, nothing in a reference. */
export const SOFT = '\u0001';

/** Joins slices of one text: a full slice goes on in the next without a blank, a shorter one ends with {@link SOFT}. */
export function joinSlices(slices: readonly string[], width: number): string {
  if (slices.length <= 1) return slices[0] ?? '';
  let joined = '';
  for (const [index, slice] of slices.entries()) {
    joined += slice;
    if (index < slices.length - 1 && slice.length < width) joined += SOFT;
  }
  return joined;
}

/** Text that has other blanks than single spaces, or joints. */
const UNEVEN = /\u0001|\s\s|[^\S ]/;

/** The text for people. */
export function asText(joined: string): string {
  if (!UNEVEN.test(joined)) return joined.trim();
  const text = joined.replaceAll(SOFT, ' ').trim();
  return UNEVEN.test(text) ? text.replace(/\s+/g, ' ').trim() : text;
}

/** A reference: no blanks from the cutting. */
export function asReference(joined: string): string {
  return (joined.includes(SOFT) ? joined.replaceAll(SOFT, '') : joined).trim();
}
