import { divideRounded, type Evidence } from '@lettrage/domain';
import type { Habits } from '../book/habits.js';
import { openOf, type Unit } from '../book/unit.js';
import { explainAmount, lessResidual, type Explained } from '../explain/explain.js';
import { says } from '../line/read-line.js';
import { DISCOUNT_WORDS } from '../text/vocabulary.js';
import { hypothesisOf, signature, type Hypothesis, type Situation } from './hypothesis.js';
import type { Ranked } from './rank.js';

/**
 * The proposals for a line that a person decides: a shortfall is offered in every way it may be booked, as the customer
 * is used to keep it back first. Nothing of this is asked before a line is posted by itself.
 */
export function forReview(ranked: readonly Ranked[], situation: Situation): Ranked[] {
  const [best, ...rest] = ranked;
  if (!best) return [];
  const habits = habitsFor(best.hypothesis, situation);
  const offers = otherWays(best.hypothesis, situation).map((hypothesis) => ({
    ...best,
    hypothesis,
    odds: best.odds - 0.7,
  }));
  const usual = offers.filter(({ hypothesis }) => hypothesis.kind === habits?.keeps?.kind);
  const others = offers.filter((one) => !usual.includes(one));
  return unlike([...usual.map((one) => ({ ...one, odds: best.odds + 0.1 })), best, ...others, ...rest]);
}

/** What the customer is used to do, where a proposal follows it. */
export function habitEvidence(hypothesis: Hypothesis, situation: Situation): Evidence[] {
  const habits = habitsFor(hypothesis, situation);
  if (habits?.keeps?.kind === hypothesis.kind)
    return [{ kind: 'habit', detail: `the customer has kept the like back ${habits.keeps.times} times` }];
  if (!habits?.oldestFirst || hypothesis.rank > 1 || !isOldest(hypothesis, situation)) return [];
  return [{ kind: 'habit', detail: `the customer has paid its oldest item first ${habits.oldestFirst.times} times` }];
}

function isOldest({ units, customer }: Hypothesis, { book, read, amount }: Situation): boolean {
  const [unit] = units;
  if (!unit || units.length > 1 || customer === undefined) return false;
  return book
    .openUnits(customer, read.line.currency, amount.day)
    .every((other) => openOf(other) <= 0n || other.dueDate >= unit.dueDate);
}

function habitsFor({ customer }: Hypothesis, { book }: Situation): Habits | undefined {
  return customer === undefined ? undefined : book.habitsOf(customer);
}

/** What a payment that is short of one item may be besides a part of it: a discount, a fee, or a part without the credit. */
function otherWays(best: Hypothesis, situation: Situation): Hypothesis[] {
  const asked = best.units.filter((unit) => openOf(unit) > 0n);
  const [unit] = asked;
  if (!unit || asked.length > 1) return [];
  const explained: Explained[] = [];
  const difference = openOf(unit) - situation.amount.amount;
  if (best.kind === 'partial' && best.onAccount === 0n) {
    if (isDiscount(unit, difference, situation)) explained.push(...lessResidual(unit, 'discount', difference));
    if (difference <= situation.amount.config.maximumBankFee)
      explained.push(...lessResidual(unit, 'bank-fee', difference));
  }
  if (best.kind === 'netted') explained.push(...explainAmount([unit], [], situation.amount));
  return explained.map((one) => hypothesisOf(situation, one));
}

/** Within the agreed percentage to a cent, whatever the day; or called a discount and no more than a tenth. */
function isDiscount(unit: Unit, difference: bigint, { read }: Situation): boolean {
  const said = says(read, DISCOUNT_WORDS);
  if (said && difference * 10n <= openOf(unit)) return true;
  const { discount } = unit.rows[0]!.source;
  if (!discount) return false;
  const [whole, fraction = ''] = discount.percent.split('.');
  const agreed = divideRounded(openOf(unit) * BigInt(`${whole}${fraction}`), 100n * 10n ** BigInt(fraction.length));
  return difference - agreed <= 1n && agreed - difference <= 1n;
}

/** The same bookings once, where they stand first. */
function unlike(ranked: readonly Ranked[]): Ranked[] {
  const known = new Set<string>();
  return ranked.filter(({ hypothesis }) => {
    const key = signature(hypothesis);
    return known.size < known.add(key).size;
  });
}
