import type { Day } from '@lettrage/domain';
import { openOf, type Unit } from '../book/unit.js';
import { discountOf, explainAmount, sumOf, type AmountContext } from '../explain/explain.js';
import { isUnlikelyByAccident, subsetsOf } from '../explain/subset.js';
import { amountKey } from '../keys/item-keys.js';
import {
  creditsOf,
  hypothesisOf,
  isBegun,
  LARGEST_POOL,
  openUnits,
  slipOf,
  type Hypothesis,
  type Situation,
} from './hypothesis.js';

const LARGEST_SUBSET = 6;
/** More open items of one customer than this are not tried one by one for residuals. */
const MOST_UNITS = 400;
/** Items of one amount, whosever they are, that are looked at: more than these cannot all be shown. */
const MOST_OF_AMOUNT = 20;

/** Items of the likely payers and their families that have this amount, or nearly, or whose number has a slip. */
export function byPayer(situation: Situation): Hypothesis[] {
  const result: Hypothesis[] = [];
  const near = nearnessTo(situation.amount);
  for (const customer of [...situation.payers.marks.keys()].sort()) {
    const units = openUnits(situation, customer);
    const credits = creditsOf(situation, customer);
    const tried = Math.min(units.length, MOST_UNITS);
    for (let at = 0; at < tried; at++) {
      const unit = units[at]!;
      if (!isNear(unit, units.length, credits.length > 0, near)) continue;
      for (const explained of explainAmount([unit], credits, situation.amount)) {
        const { kind } = explained;
        if (kind === 'over' || (kind === 'partial' && units.length > 3)) continue;
        result.push(hypothesisOf(situation, explained, slipOf(situation, unit)));
      }
    }
  }
  return result;
}

/** What an item's open amount is held against: to work with differences of all of them would be most of the work. */
interface Nearness {
  readonly amount: bigint;
  readonly day: Day;
  /** The amount less the largest rounding difference, and with the largest bank fee. */
  readonly least: bigint;
  readonly most: bigint;
}

function nearnessTo({ amount, day, config }: AmountContext): Nearness {
  return { amount, day, least: amount - config.maximumRounding, most: amount + config.maximumBankFee };
}

/** Cheap test before an explanation is built: could this item alone explain the amount? */
function isNear(unit: Unit, units: number, hasCredits: boolean, { amount, day, least, most }: Nearness): boolean {
  const open = openOf(unit);
  if (open <= 0n) return false;
  if (open === amount) return true;
  if (open < amount) return open >= least;
  if (hasCredits || units <= 3 || open <= most || unit.rows.length > 1) return true;
  const discount = discountOf(unit, day);
  return discount !== 0n && discount === open - amount;
}

/** Items of one payer that are offered one by one where nothing explains the amount. */
const MOST_PARTS = 4;

/**
 * Where nothing explains the amount: a part of an item of the likely payer, those the cut text may name first, then the
 * oldest due; and the oldest due together. Only to be looked at by a person.
 */
export function inParts(situation: Situation): Hypothesis[] {
  const { amount, payers } = situation;
  const best = Math.max(0, ...[...payers.marks.values()].map(({ level }) => level));
  const customers = [...payers.marks].filter(([, { level }]) => level === best).map(([customer]) => customer);
  if (best === 0 || customers.length > MOST_PARTS) return [];
  return customers.sort().flatMap((customer) => {
    const units = openUnits(situation, customer).filter((unit) => openOf(unit) > 0n);
    units.sort((a, b) => (a.dueDate < b.dueDate ? -1 : a.dueDate > b.dueDate ? 1 : 0));
    const larger = units.filter((unit) => openOf(unit) > amount.amount);
    const begun = larger.filter((unit) => isBegun(situation, unit));
    const single = [...begun, ...larger.filter((unit) => !begun.includes(unit))].slice(0, MOST_PARTS);
    const sets = units.length > 1 && larger.length === 0 ? [units] : [];
    return [...single.map((unit) => [unit]), ...sets].flatMap((set) =>
      explainAmount(set, [], amount)
        .filter(({ kind }) => kind === 'partial')
        .map((explained) => hypothesisOf(situation, explained)),
    );
  });
}

/** Unlisted sums: two to six items of one identified payer, credits netted one at a time or all together. */
export function bySum(situation: Situation): Hypothesis[] {
  const result: Hypothesis[] = [];
  for (const customer of [...situation.payers.marks.keys()].sort()) {
    if (situation.payers.marks.get(customer)!.level < 2 && situation.payers.definite.size > 0) continue;
    const units = openUnits(situation, customer).filter((unit) => openOf(unit) > 0n);
    const credits = creditsOf(situation, customer);
    if (units.length < 2) continue;
    const everything = units.length + credits.length > 1 ? [...units, ...credits] : [];
    if (sumOf(everything) === situation.amount.amount)
      result.push(...settleSum(situation, everything, { unique: true, telling: false, of: units.length }));
    if (sumOf(units) === situation.amount.amount)
      result.push(...settleSum(situation, units, { unique: true, telling: false, of: units.length }));
    if (units.length > LARGEST_POOL) continue;
    for (const netting of [[], ...credits.slice(0, 4).map((credit) => [credit])]) {
      const target = situation.amount.amount - sumOf(netting);
      const amounts = units.map(openOf);
      const search = subsetsOf(amounts, target, 2, LARGEST_SUBSET, 3);
      const unique = search.complete && search.solutions.length === 1;
      const telling = unique && netting.length === 0 && isUnlikelyByAccident(amounts, target, 2, LARGEST_SUBSET);
      for (const solution of search.solutions) {
        const chosen = [...solution.map((index) => units[index]!), ...netting];
        result.push(...settleSum(situation, chosen, { unique, telling, of: units.length }));
      }
    }
  }
  return result;
}

function settleSum(
  situation: Situation,
  units: readonly Unit[],
  subset: NonNullable<Hypothesis['subset']>,
): Hypothesis[] {
  return explainAmount(units, [], situation.amount).map((explained) => ({
    ...hypothesisOf(situation, explained),
    subset,
  }));
}

/** Items anywhere in the book with exactly this amount. */
export function byAmountAlone(situation: Situation): Hypothesis[] {
  const { read, book, amount } = situation;
  const payable: Unit[] = [];
  for (const unit of book.eachWithKey(amountKey(read.line.currency, amount.amount))) {
    if (openOf(unit) === amount.amount && unit.issueDate <= amount.day) payable.push(unit);
    if (payable.length === MOST_OF_AMOUNT) break;
  }
  return payable.flatMap((unit) =>
    explainAmount([unit], [], amount).map((explained) => hypothesisOf(situation, explained, slipOf(situation, unit))),
  );
}
