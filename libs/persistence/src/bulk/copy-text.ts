/** A value of a row to be copied. Objects are written as JSON, Dates as instants; undefined is NULL. */
export type CopyValue = string | bigint | number | boolean | Date | Uint8Array | object | null | undefined;

const SPECIAL = /[\\\t\n\r]/;
const SPECIALS = /[\\\t\n\r]/g;
const ESCAPED: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** A row in the text format of COPY, with its line feed. */
export function copyRow(values: readonly CopyValue[]): string {
  let row = '';
  for (let i = 0; i < values.length; i++) row += (i === 0 ? '' : '\t') + copyValue(values[i]);
  return `${row}\n`;
}

/** One value in the text format of COPY. NUL, which no PostgreSQL text can hold, is left out. */
export function copyValue(value: CopyValue): string {
  if (value === null || value === undefined) return '\\N';
  if (typeof value === 'string') return escaped(value);
  if (typeof value !== 'object') return String(value);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return `\\\\x${Buffer.from(value).toString('hex')}`;
  return escaped(jsonText(value));
}

/** JSON writes NUL as an escape, which jsonb refuses: leave it out, but not a backslash that only precedes `u0000`. */
function jsonText(value: object): string {
  const text = JSON.stringify(value);
  return text.includes('\\u0000')
    ? text.replace(/\\(u0000|.)/g, (whole, rest: string) => (rest === 'u0000' ? '' : whole))
    : text;
}

function escaped(text: string): string {
  const clean = text.includes('\u0000') ? text.replaceAll('\u0000', '') : text;
  return SPECIAL.test(clean) ? clean.replace(SPECIALS, (c) => ESCAPED[c] ?? c) : clean;
}
