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

/** One value in the text format of COPY. NUL, which no PostgreSQL text can hold, is left out; half a surrogate pair is replaced. */
export function copyValue(value: CopyValue): string {
  if (value === null || value === undefined) return '\\N';
  if (typeof value === 'string') return escaped(value);
  if (typeof value !== 'object') return String(value);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return `\\\\x${Buffer.from(value).toString('hex')}`;
  return escaped(jsonText(value));
}

/**
 * JSON writes NUL and half a surrogate pair as escapes, which jsonb refuses: the first is left out, the second replaced.
 * A backslash that only precedes such letters is left alone.
 */
function jsonText(value: object): string {
  const text = JSON.stringify(value);
  return /\\u(?:0000|d[89a-f])/.test(text)
    ? text.replace(/\\(u0000|ud[89a-f][0-9a-f]{2}|.)/g, (whole, rest: string) =>
        rest === 'u0000' ? '' : /^ud[89a-f]/.test(rest) ? '\ufffd' : whole,
      )
    : text;
}

const LONE_SURROGATES = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function escaped(text: string): string {
  const whole = text.includes('\u0000') ? text.replaceAll('\u0000', '') : text;
  const clean = /[\ud800-\udfff]/.test(whole) ? whole.replace(LONE_SURROGATES, '\ufffd') : whole;
  return SPECIAL.test(clean) ? clean.replace(SPECIALS, (c) => ESCAPED[c] ?? c) : clean;
}
