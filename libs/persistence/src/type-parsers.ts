import pg from 'pg';

/**
 * How values come back on our pools, and only there: int8 as bigint (minor units, positions), date as `YYYY-MM-DD`,
 * numeric as text, timestamptz as Date, json parsed. pg's defaults give int8 as text and date as a Date at local midnight.
 */
const parsers = new Map<number, (text: string) => unknown>([
  [pg.types.builtins.INT8, (text) => BigInt(text)],
  [pg.types.builtins.DATE, (text) => text],
  [pg.types.builtins.NUMERIC, (text) => text],
  // Arrays of int8, date and numeric.
  [1016, (text) => elements(text, (value) => BigInt(value))],
  [1182, (text) => elements(text, (value) => value)],
  [1231, (text) => elements(text, (value) => value)],
]);

export const typeParsers: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    const own = format === 'binary' ? undefined : parsers.get(oid);
    return own ?? pg.types.getTypeParser(oid, format);
  },
};

/** One-dimensional arrays of values that need no quotes. */
function elements<T>(text: string, parse: (value: string) => T): (T | null)[] {
  const inner = text.slice(1, -1);
  return inner === '' ? [] : inner.split(',').map((value) => (value === 'NULL' ? null : parse(value)));
}
