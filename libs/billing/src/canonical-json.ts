/**
 * JSON with one spelling: keys sorted by code unit at every level, no blanks, absent keys left out. The same value has
 * the same bytes on every machine and after a round trip through a database that forgets the order of keys.
 *
 * Throws a TypeError on what has no exact spelling here (a fraction, `undefined` in a list, a function).
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value))
      throw new TypeError(`${value} has no canonical form: amounts are text, numbers are whole`);
    return String(value);
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object') {
    const record = value as Record<string, unknown>;
    const keys = Object.keys(record)
      .filter((key) => record[key] !== undefined)
      .sort();
    return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalJson(record[key])}`).join(',')}}`;
  }
  throw new TypeError(`a ${typeof value} has no canonical form`);
}
