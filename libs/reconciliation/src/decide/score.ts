import { daysBetween } from '@lettrage/domain';
import type { AmountKind } from '../explain/explain.js';
import type { Hypothesis, Situation } from './hypothesis.js';

/**
 * Confidence as additive log-odds (natural logarithm), after Fellegi and Sunter: each kind of evidence adds how much
 * more often it is seen with a right explanation than with a wrong one. The sum becomes a probability by the logistic
 * function. It ranks proposals; nothing is posted on it alone.
 */
const PRIOR = -5;
const REFERENCE = [0, 4, 3, 5, 7, 9] as const;
const PAYER = [0, 1.5, 4, 5] as const;
const AMOUNT: Readonly<Record<AmountKind, number>> = {
  exact: 3.5,
  netted: 2.5,
  discount: 2.5,
  'bank-fee': 1.5,
  exchange: 1.5,
  rounding: 1.5,
  partial: -1.5,
  over: -4,
};

/** Log-odds that a hypothesis is right, before its rivals are known. */
export function logOdds(hypothesis: Hypothesis, situation: Situation): number {
  let odds = PRIOR + REFERENCE[rankFor(hypothesis)] + PAYER[hypothesis.payer] + AMOUNT[hypothesis.kind];
  if (hypothesis.payer < 2 && situation.payers.definite.size > 0) odds -= 3;
  if (hypothesis.month) odds += 1.5;
  if (hypothesis.completed && hypothesis.slip) odds += 2;
  if (hypothesis.begun) odds += 1.5;
  if (hypothesis.tail) odds += 2;
  if (hypothesis.subset) odds -= hypothesis.subset.telling ? 0 : hypothesis.subset.unique ? 0.5 : 2;
  let unused = 0;
  for (const { unit } of situation.found.whole) if (!hypothesis.units.includes(unit)) unused += 1;
  odds -= Math.min(unused, 3) * 2;
  odds -= datePenalty(hypothesis, situation);
  return odds;
}

/** A list that names some of the items speaks for the whole set, a little less than if it named all. */
function rankFor({ completed, found, rank }: Hypothesis): Hypothesis['rank'] {
  if (!completed || found.length === 0) return rank;
  return Math.max(0, Math.min(...found.map((one) => one.rank)) - 1) as Hypothesis['rank'];
}

/** Money long before an item is due or long after is a little less likely to be for it. */
function datePenalty(hypothesis: Hypothesis, situation: Situation): number {
  let furthest = 0;
  for (const { dueDate } of hypothesis.units) {
    furthest = Math.max(furthest, Math.abs(daysBetween(dueDate, situation.amount.day)));
  }
  return Math.min(1.5, furthest / 90);
}

/** Probability of log-odds, four decimals; never 0 or 1. */
export function probability(odds: number): number {
  const value = 1 / (1 + Math.exp(-odds));
  return Math.min(0.9999, Math.max(0.0001, Math.round(value * 10_000) / 10_000));
}
