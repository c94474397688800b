import { hypotheses } from './candidates.js';
import type { Hypothesis, Situation } from './hypothesis.js';
import { logOdds } from './score.js';

/** A hypothesis with its standing. */
export interface Ranked {
  readonly hypothesis: Hypothesis;
  readonly odds: number;
  readonly firstDue: string;
}

/** All explanations of a line, the likeliest first. */
export function rank(situation: Situation): Ranked[] {
  const ranked = hypotheses(situation).map((hypothesis) => ({
    hypothesis,
    odds: logOdds(hypothesis, situation),
    firstDue: firstDue(hypothesis),
  }));
  return ranked.sort((a, b) => b.odds - a.odds || (a.firstDue < b.firstDue ? -1 : 1));
}

/** Among equals the item due first is proposed first, then the lower number: a fixed order. */
export function firstDue(hypothesis: Hypothesis): string {
  let first: string | undefined;
  for (const { dueDate, number, customer } of hypothesis.units) {
    // Where days differ nothing else is asked for: a number is put together from its bytes.
    if (first !== undefined && !first.startsWith(dueDate) && first < dueDate) continue;
    const key = `${dueDate}${number}${customer.id}`;
    if (first === undefined || key < first) first = key;
  }
  return first ?? '';
}
