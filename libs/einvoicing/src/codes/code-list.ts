/** A closed code list written as blank-separated codes. */
export function codes(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
