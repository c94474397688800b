import { parseMinor } from '@lettrage/domain';
import type { Unit } from '../book/unit.js';
import { isWithinWindow } from '../explain/exchange.js';
import { agreedDiscount } from '../explain/explain.js';
import { CHARGE_WORDS, DISCOUNT_WORDS, PARTIAL_WORDS } from '../text/vocabulary.js';
import type { Hypothesis, Situation } from './hypothesis.js';

/**
 * Why a fee or a few cents may be something else: an earlier shortfall that is still open, a discount taken late, the
 * text's own word that only a part is paid, or charges that the bank gives and that differ.
 */
export function doubtfulResidual(best: Hypothesis, { read, amount }: Situation): string | undefined {
  const says = (words: ReadonlySet<string>): boolean => [...read.words].some((word) => words.has(word));
  const residual = best.allocations.reduce((sum, { adjustment }) => sum + (adjustment?.amount ?? 0n), 0n);
  const { maximumBankFee, maximumRounding } = amount.config;
  const limit = maximumBankFee > maximumRounding ? maximumBankFee : maximumRounding;
  const rows = best.units.flatMap((unit) => unit.rows).filter((row) => row.open > 0n);
  const leftOver = rows.find(({ open, source }) => open <= limit && open < source.item.total);
  if (leftOver)
    return `${leftOver.source.item.number} has a small rest open from before: the difference may not be one amount`;
  if (best.units.some((unit) => agreedDiscount(unit) === residual) || (residual > 0n && says(DISCOUNT_WORDS)))
    return 'the difference is that of a discount taken late';
  if (best.kind === 'rounding') {
    return best.allocations.length < rows.length
      ? 'a few cents differ from an instalment, and later ones may settle them'
      : undefined;
  }
  if (says(PARTIAL_WORDS)) return 'the text speaks of a part payment, and the amount is short by what a fee may be';
  const stated = (read.line.charges ?? []).filter(({ currency }) => currency === read.line.currency);
  const charged = stated.some((charge) => parseMinor(charge.amount, charge.currency) === residual);
  if (charged || (stated.length === 0 && says(CHARGE_WORDS))) return undefined;
  return stated.length > 0
    ? 'the charges the bank states are not the difference'
    : 'a fee may have been taken, but neither the text nor the bank says so';
}

/** Words by which a payer says that it keeps a part back: a guarantee, or tax at the source. */
const WITHHOLDING =
  /(?<![A-Z])(?:RETENUE|RET GARANTIE|RG \d{1,2}(?: ?%| ?POUR ?CENT)|WITHHOLDING|WHT|QUELLENSTEUER)(?![A-Z])/;

/** The text says that a part is kept back, whatever it is. */
export function speaksOfWithholding({ text }: Situation['read']): boolean {
  return WITHHOLDING.test(text);
}

/** The text says that a part is kept back, and it is no more than a third: the rest stays open. */
export function isWithheld(best: Hypothesis, { read, amount }: Situation): boolean {
  const open = best.units.reduce((sum, unit) => sum + unit.open, 0n);
  return WITHHOLDING.test(read.text) && (open - amount.amount) * 3n <= open;
}

/** A difference of exchange is believed where invoice and payment both imply a rate inside the company's window. */
export function doubtfulExchange(best: Hypothesis, { read, amount }: Situation): string | undefined {
  const { foreign, config, currency, day } = amount;
  const windows = config.exchange ?? [];
  if (!foreign) return 'the difference is one of exchange, but the bank names no foreign amount';
  const name = foreign.currency;
  const [item, ...more] = best.units;
  if (!item || more.length > 0) return `paid in ${name}: a difference of exchange over several items is not told apart`;
  if (item.rows.length > 1 || item.open !== item.rows[0]!.source.item.total)
    return `paid in ${name}: a part of ${item.number} was paid before`;
  const inWindow =
    isWithinWindow(item.open, foreign, currency, item.issueDate, windows) &&
    isWithinWindow(read.amount, foreign, currency, day, windows);
  return inWindow ? undefined : `paid in ${name}, and the company accepts no such rate of exchange for these days`;
}

/** A payment little short of an item, or of its first instalments, or of one of them: a fee, a slip, or still owed. */
export function isLittleShort(unit: Unit, { amount, config }: Situation['amount']): boolean {
  const sums = unit.rows.map((_, index) => unit.rows.slice(0, index + 1).reduce((sum, { open }) => sum + open, 0n));
  return [...sums, ...unit.rows.map(({ open }) => open)].some((due) => {
    const missing = due - amount;
    const over = missing < 0n && -missing <= config.maximumRounding;
    return over || (missing > 0n && (missing <= config.maximumBankFee || missing * 20n <= amount));
  });
}
