import { AmountError, isCurrency } from '@lettrage/domain';
import { readAmount, show, type AmountFormat } from '@lettrage/formats';

/** An amount as its cell writes it: a canonical decimal string, and the currency if the cell names one. */
export interface CellAmount {
  readonly text: string;
  readonly currency?: string;
}

const SYMBOLS: Readonly<Record<string, string>> = {
  '€': 'EUR',
  '£': 'GBP',
  $: 'USD',
  '¥': 'JPY',
  US$: 'USD',
  zł: 'PLN',
  Kč: 'CZK',
  EUROS: 'EUR',
  EURO: 'EUR',
};
const SYMBOL = '€|£|US\\$|\\$|¥|zł|Kč|[Ee]uros?|EUROS?|[A-Z]{3}';
const LEADING = new RegExp(`^([-+\\u2212]?)[\\s\\u00a0\\u202f]*(${SYMBOL})[\\s\\u00a0\\u202f]*(.+)$`);
const TRAILING = new RegExp(`^(.*?\\d[-+\\u2212]?)[\\s\\u00a0\\u202f]*(${SYMBOL})$`);
/** Words by which banks write the sign behind an amount. */
const MARKED = /^(.*\d)[\s\u00a0\u202f]*(CR|DR|CRDT|DBIT|C|D|H|S)\.?$/i;
const PAID = new Set(['DR', 'DBIT', 'D', 'S']);
/** Marks nobody sees, and the dashes that word processors and web pages put for a minus. */
const [SOFT_HYPHEN, FIRST_UNSEEN] = [0xad, 0x200b];
const UNSEEN = /[\u00ad\u200b\u200e\u200f\u2060\ufeff]/g;
const DASHES = /[\u2010-\u2013\ufe63\uff0d]/g;
/** What an amount holds that says which way the money went. */
const SIGNED = /[-(\u2010-\u2013\u2212\ufe63\uff0d]|\d\s*(?:DR|CR|DBIT|CRDT)\.?$/i;
const BRACKETED = /^\((.*)\)$/;
const ZERO = 48;
const NINE = 57;

/**
 * Reads the amount of a cell: signs before or after, brackets, `CR` and `DR`, a currency beside it, digits in groups as
 * `format` says. Nothing is rounded or guessed; throws {@link AmountError} on what does not fit.
 */
export function readCellAmount(cell: string, format: AmountFormat): CellAmount {
  const plain = plainAmount(cell, format.decimal === ',' ? 44 : 46);
  if (plain !== undefined) return { text: plain };
  const text = tidied(cell.trim());
  const bracketed = BRACKETED.exec(text)?.[1];
  if (bracketed !== undefined) return negated(readCellAmount(bracketed, format), cell);
  const leading = LEADING.exec(text);
  const trailing = leading ? null : TRAILING.exec(text);
  const name = leading?.[2] ?? trailing?.[2];
  const currency = name === undefined ? undefined : currencyNamed(name);
  if (currency !== undefined) {
    const bare = leading ? `${leading[1]}${leading[3]}` : trailing![1]!;
    return { text: markedAmount(bare, format), currency };
  }
  return { text: markedAmount(text, format) };
}

function tidied(text: string): string {
  let odd = false;
  for (let at = 0; at < text.length && !odd; at++) odd = isOdd(text.charCodeAt(at));
  return odd ? text.replace(UNSEEN, '').replace(DASHES, '-').trim() : text;
}

/** Looks like one of those signs: a soft hyphen, or far beyond the letters and blanks of amounts. */
function isOdd(code: number): boolean {
  return code === SOFT_HYPHEN || code >= FIRST_UNSEEN;
}

/** True for an amount that says which way the money went, be it out or in (`12.00 CR`). */
export function isSigned(cell: string): boolean {
  return SIGNED.test(cell);
}

/** The currency of a symbol or code, or undefined. */
export function currencyNamed(name: string): string | undefined {
  const code = SYMBOLS[name] ?? SYMBOLS[name.toUpperCase()] ?? name.toUpperCase();
  return isCurrency(code) ? code : undefined;
}

function markedAmount(text: string, format: AmountFormat): string {
  const marked = MARKED.exec(text);
  if (!marked) return readAmount(text, format);
  const amount = readAmount(marked[1]!, format);
  if (amount.startsWith('-')) throw new AmountError(`"${show(text)}" has a sign twice`, text);
  return PAID.has(marked[2]!.toUpperCase()) && /[1-9]/.test(amount) ? `-${amount}` : amount;
}

function negated(amount: CellAmount, cell: string): CellAmount {
  if (amount.text.startsWith('-')) throw new AmountError(`"${show(cell)}" has a sign twice`, cell);
  return /[1-9]/.test(amount.text) ? { ...amount, text: `-${amount.text}` } : amount;
}

/** Most cells: a sign, digits and one decimal sign. Undefined for any other, which takes the long way. */
function plainAmount(cell: string, decimal: number): string | undefined {
  const { length } = cell;
  if (length === 0 || length > 18) return undefined;
  let at = 0;
  const sign = cell.charCodeAt(0);
  if (sign === 45 || sign === 43) at = 1;
  const from = at;
  let point = -1;
  for (; at < length; at++) {
    const code = cell.charCodeAt(at);
    if (code >= ZERO && code <= NINE) continue;
    if (code !== decimal || point !== -1 || at === from) return undefined;
    point = at;
  }
  // A zero in front or a decimal sign at the end is left to the careful reading.
  if (point === length - 1 || at === from) return undefined;
  if (cell.charCodeAt(from) === ZERO && point !== from + 1) return undefined;
  const digits =
    point === -1 || decimal === 46 ? cell.slice(from) : `${cell.slice(from, point)}.${cell.slice(point + 1)}`;
  return sign === 45 && isSome(digits) ? `-${digits}` : digits;
}

function isSome(digits: string): boolean {
  const first = digits.charCodeAt(0);
  return first !== ZERO || /[1-9]/.test(digits);
}
