import { stripZeros } from '../text/normalise.js';
import { INVOICE_WORDS, LEGAL_FORMS, NAME_FILLERS } from '../text/vocabulary.js';
import { isBeginning } from './doubts.js';
import type { Hypothesis, Situation } from './hypothesis.js';

/** True if the last word of a label, outside the customer's name, may be the beginning of one of these words. */
export function endsInside(
  best: Hypothesis,
  { read, book }: Situation,
  words: readonly ReadonlySet<string>[],
): boolean {
  const last = /[A-Z0-9]+$/.exec(read.text)?.[0] ?? '';
  if (last === '1ER' || last === '1' || last === '1E') return true;
  if (last === '' || NAME_FILLERS.has(last) || LEGAL_FORMS.has(last)) return false;
  if (best.customers.some((customer) => book.nameOf(customer).some((word) => word.startsWith(last)))) return false;
  return words.some((set) => [...set].some((word) => word !== last && word.startsWith(last)));
}

/** `FACTURE N 0` and the item is 1407: the label ends in the first digits of another number. */
export function isCutInNumber(best: Hypothesis, text: string): boolean {
  const digits = CUT_NUMBER.exec(text)?.[1];
  if (digits === undefined || best.units.length > 1) return false;
  return !best.units.some(({ shape }) =>
    [shape.compact, shape.digits, shape.sequence ?? '', stripZeros(shape.sequence ?? '')].some((number) =>
      number.startsWith(digits),
    ),
  );
}

/** `… PMT C3` and the item is C577-3337: the label ends in another number of the same series, or in a month (`07-`). */
export function isCutInSeries(best: Hypothesis, { text, mentions, fields }: Situation['read']): boolean {
  const { units } = best;
  const before = /(?<![A-Z0-9])(\d{1,4})[-/]$/.exec(text)?.[1];
  if (before !== undefined) return !isBeginning(before, best);
  const [last, letters] = /(?<![A-Z0-9])([A-Z]{1,6})\d[A-Z0-9/.-]*$/.exec(text) ?? [];
  if (last === undefined || units.length > 1) return false;
  if (mentions.some(({ context, field, to }) => context === 'decoy' && field === 1 && to === fields[1]!.length - 1))
    return false;
  const number = last.replace(/[^A-Z0-9]/g, '');
  return units.some(
    ({ shape: { series, compact } }) =>
      series !== '' &&
      letters!.endsWith(series) &&
      (letters === series || INVOICE_WORDS.has(letters!.slice(0, -series.length))) &&
      !compact.startsWith(number.slice(letters!.length - series.length)),
  );
}

const CUT_NUMBER = /(?:FACTURES?|FACT|FAC|FCT|INVOICE|INV|RECHNUNG)[ .:]*(?:N(?:O|R|°|º)?)?[ .:]*(\d{1,3})$/;
