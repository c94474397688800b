import { AmountError } from '@lettrage/domain';

/** How a file writes amounts. */
export interface AmountFormat {
  readonly decimal: '.' | ',';
  /** Characters between groups of three digits; `' '` stands for every kind of blank. Default none. */
  readonly thousands?: readonly string[];
}

/** XML and most interchange formats: a point, no groups. */
export const POINT: AmountFormat = { decimal: '.' };

/** French bank exports: comma, groups parted by a blank (also no-break). */
export const FRENCH: AmountFormat = { decimal: ',', thousands: [' '] };

const BLANKS = /[\u0020\u00a0\u2009\u202f]/g;
const SIGN = /^[+\-\u2212]/;
const PLAIN = /^\d{1,18}(?:\.\d{1,10})?$/;
const PLAIN_COMMA = /^\d{1,18}(?:,\d{1,10})?$/;
const GROUPED = /^\d{1,3}(?: \d{3}){1,5}(?:\.\d{1,10})?$/;
const OWN_SIGNS = /['’]/g;

/**
 * Reads an amount as its file writes it and gives the canonical decimal string (`"-1 234,5"` → `"-1234.5"`): digits,
 * a point, a leading `-`. Nothing is rounded and nothing guessed: what does not fit the format, down to a group of two
 * digits, throws {@link AmountError}. A sign may stand before or after.
 */
export function readAmount(text: string, format: AmountFormat = POINT): string {
  const trimmed = text.trim();
  if (format.decimal === '.' ? PLAIN.test(trimmed) : PLAIN_COMMA.test(trimmed))
    return stripZeros(trimmed.replace(',', '.'));
  let negative = false;
  let digits = trimmed;
  const sign = SIGN.exec(digits)?.[0];
  if (sign !== undefined) {
    negative = sign !== '+';
    digits = digits.slice(1).trimStart();
  } else if (/[-\u2212+]$/.test(digits)) {
    negative = !digits.endsWith('+');
    digits = digits.slice(0, -1).trimEnd();
  }
  const shaped = shape(digits, format);
  if (shaped === undefined || (!PLAIN.test(shaped) && !GROUPED.test(shaped))) {
    throw new AmountError(
      `"${show(text)}" is not an amount (expected digits with ${format.decimal === ',' ? 'a decimal comma' : 'a decimal point'})`,
      text,
    );
  }
  const canonical = stripZeros(shaped.replaceAll(' ', ''));
  return negative && /[1-9]/.test(canonical) ? `-${canonical}` : canonical;
}

/** Groups parted by one blank and a decimal point, or undefined where the text holds a character it must not. */
function shape(digits: string, format: AmountFormat): string | undefined {
  const thousands = format.thousands ?? [];
  if (digits.includes(' ') && !thousands.includes(' ')) return undefined;
  let text = thousands.includes(' ') ? digits.replace(BLANKS, ' ') : digits;
  for (const separator of thousands) {
    if (separator !== ' ' && (separator === "'" || text.includes(separator)))
      text = replaceIn(text, separator, format.decimal);
  }
  if (format.decimal === ',') {
    if (text.includes('.')) return undefined;
    text = text.replace(',', '.');
  }
  return text;
}

function replaceIn(text: string, separator: string, decimal: string): string {
  if (separator === decimal) return text;
  // After the decimal sign there are no groups; a separator there spoils the amount.
  const end = text.indexOf(decimal);
  const whole = end === -1 ? text : text.slice(0, end);
  const plain = separator === "'" ? whole.replace(OWN_SIGNS, ' ') : whole.replaceAll(separator, ' ');
  return plain + (end === -1 ? '' : text.slice(end));
}

/** `"007.5"` → `"7.5"`; decimals stay as written. */
function stripZeros(digits: string): string {
  return digits.length > 1 && digits.startsWith('0') ? digits.replace(/^0+(?=\d)/, '') : digits;
}

/** A value fit to stand in a message: no control characters, not longer than a line. */
export function show(text: string): string {
  const clean = text.replace(/[\p{Cc}\p{Cf}]/gu, ' ');
  return clean.length > 60 ? `${clean.slice(0, 57)}…` : clean;
}
