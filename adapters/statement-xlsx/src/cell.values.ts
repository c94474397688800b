import { addDays, parseDay, type Day } from '@lettrage/adapter-sdk';

/** Digits a spreadsheet shows of a number; what it stores behind them is the error of its binary fraction. */
const SHOWN_DIGITS = 15;
const NUMBER = /^([-+]?)(\d*)(?:\.(\d*))?(?:[eE]([-+]?\d{1,3}))?$/;
const EPOCH_1900 = parseDay('1899-12-30');
const EPOCH_1904 = parseDay('1904-01-01');
/** 31 December 9999. */
const LAST_SERIAL = 2_958_465;

/**
 * The decimal text of a number as a sheet stores it. Nothing is rounded but the error of the binary fraction: a text of
 * more than 15 significant digits (`1234.5599999999999`) becomes the number a person sees (`1234.56`). Undefined for
 * what is no number.
 */
export function exactNumber(stored: string): string | undefined {
  const found = NUMBER.exec(stored.trim());
  if (!found || (found[2] === '' && (found[3] ?? '') === '')) return undefined;
  const [, sign, whole = '', fraction = '', exponent = '0'] = found;
  let digits = (whole + fraction).replace(/^0+(?=\d)/, '');
  // Value = digits × 10^-scale.
  let scale = fraction.length - Number(exponent);
  if (digits.length > SHOWN_DIGITS) {
    const surplus = digits.length - SHOWN_DIGITS;
    const rounded = (BigInt(digits) + 5n * 10n ** BigInt(surplus - 1)) / 10n ** BigInt(surplus);
    digits = rounded.toString();
    scale -= surplus;
  }
  while (scale > 0 && digits.endsWith('0') && digits.length > 1) {
    digits = digits.slice(0, -1);
    scale--;
  }
  if (scale < 0) digits += digits === '0' ? '' : '0'.repeat(-scale);
  if (digits.length > 40 || scale > 40) return undefined;
  const text = scale <= 0 ? digits : withPoint(digits, scale);
  return sign === '-' && /[1-9]/.test(text) ? `-${text}` : text;
}

function withPoint(digits: string, scale: number): string {
  const padded = digits.padStart(scale + 1, '0');
  return `${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
}

/**
 * The day of a serial number, times left out. The 1900 system counts a 29 February 1900 that was none, so numbers up to
 * it are one too high. Undefined for what is no day.
 */
export function serialDay(stored: string, from1904: boolean): Day | undefined {
  const number = exactNumber(stored);
  if (number === undefined || number.startsWith('-')) return undefined;
  const serial = Number(number.split('.')[0]);
  if (serial > LAST_SERIAL) return undefined;
  if (from1904) return addDays(EPOCH_1904, serial);
  if (serial === 0 || serial === 60) return undefined;
  return addDays(EPOCH_1900, serial < 60 ? serial + 1 : serial);
}

const BUILT_IN_DAYS = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 57, 58]);

/** True if a number format shows a day (not a mere time). */
export function showsDay(id: number, code: string | undefined): boolean {
  if (code === undefined) return BUILT_IN_DAYS.has(id);
  // Quoted and escaped letters and what stands in brackets (colours, conditions, locales) are not part of the pattern.
  const pattern = code.replace(/"[^"]*"|\\.|\[[^\]]*\]|_./g, '').toLowerCase();
  return /[dyj]|m{3}|a{4}/.test(pattern) && !/general|standard|0|#/.test(pattern.replace(/\.0+/g, ''));
}

/** Column index of a cell reference: `A1` 0, `AA7` 26; undefined if it is none. */
export function columnOf(reference: string): number | undefined {
  const letters = /^([A-Z]{1,3})\d+$/.exec(reference)?.[1];
  if (letters === undefined) return undefined;
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}
