import type { Hypothesis } from './hypothesis.js';

/** A number much longer than the items' own is the bank's or the payer's. */
export function isOfTheirLength(text: string, best: Hypothesis): boolean {
  return best.units.some(({ shape }) => text.length <= shape.compact.length + 2);
}

/** Digits alone, as many as the items' own numbers, where those are digits alone too. */
export function isOfTheirKind(text: string, best: Hypothesis): boolean {
  return (
    /^\d{3,}$/.test(text) && best.units.some(({ shape }) => shape.series === '' && shape.compact.length === text.length)
  );
}

/** `91/A` where the item is 1577/A: digits and letters in the same order, however many. */
export function isOfTheirMake(text: string, best: Hypothesis): boolean {
  const make = (number: string): string => number.replace(/\d+/g, '9');
  return /[A-Z]/.test(text) && best.units.some(({ shape }) => make(shape.compact) === make(text));
}

/** Letters of a series the items have, or digits that the text calls an invoice's and that are no year. */
export function looksLikeInvoice(text: string, called: boolean, series: ReadonlySet<string>): boolean {
  const digits = text.replace(/\D/g, '').length;
  const letters = /^[A-Z]*/.exec(text)![0];
  if (letters !== '') return series.has(letters) && digits >= 3;
  return called && digits >= 3 && !/^(?:19|20)\d\d$/.test(text);
}
