import { append } from '../book/slice-view.js';
import { openOf, type Unit } from '../book/unit.js';
import { explainAmount, sumOf } from '../explain/explain.js';
import { isUnlikelyByAccident, subsetsOf } from '../explain/subset.js';
import { compactReference } from '../text/normalise.js';
import type { Found } from './found.js';
import {
  creditsOf,
  hypothesisOf,
  LARGEST_POOL,
  openUnits,
  slipOf,
  type Hypothesis,
  type Situation,
} from './hypothesis.js';

/** Sets of named items, strongest names first, family by family; then each named item alone. */
export function byReference(situation: Situation): Hypothesis[] {
  const families = new Map<string, Found[]>();
  for (const found of situation.found.open.values()) {
    const family = found.unit.customer.groupId ?? found.unit.customer.id;
    append(families, family, found);
  }
  const result: Hypothesis[] = [];
  for (const family of families.values()) {
    for (const set of namedSets(family)) result.push(...explainSet(situation, set));
    result.push(...ranges(situation, family));
    if (family.length > 1) for (const found of family.slice(0, 30)) result.push(...explainSet(situation, [found]));
    const strong = family.filter(({ rank, optional }) => rank >= 4 && !optional);
    result.push(...completions(situation, strong));
  }
  if (families.size > 1) result.push(...acrossFamilies(situation));
  return result;
}

/** A factor or a common paymaster names items of several customers: all of them together, to the cent. */
function acrossFamilies(situation: Situation): Hypothesis[] {
  const whole = situation.found.whole.filter(({ form }) => form !== 'list');
  const customers = new Set(whole.map(({ unit }) => unit.customer.groupId ?? unit.customer.id));
  return customers.size < 2 ? [] : explainSet(situation, whole).filter(({ kind }) => kind === 'exact');
}

function namedSets(family: readonly Found[]): Found[][] {
  const [only] = family;
  if (only && family.length === 1) return only.rank >= 2 && !only.optional ? [[only]] : [];
  const sets: Found[][] = [];
  for (const least of [4, 3, 2]) {
    for (const withOptional of [false, true]) {
      const set = family.filter(({ rank, optional }) => rank >= least && (withOptional || !optional));
      if (set.some(({ optional }) => !optional) && !sets.some((known) => known.length === set.length)) sets.push(set);
    }
  }
  return sets;
}

function explainSet(situation: Situation, set: readonly Found[]): Hypothesis[] {
  const units = set.map(({ unit }) => unit);
  const explained = explainAmount(units, creditsOfAll(units, situation), situation.amount);
  return explained.map((one) => hypothesisOf(situation, one));
}

/** Credits of the customers whose items these are. Not asked for where the items alone explain the amount. */
function creditsOfAll(units: readonly Unit[], situation: Situation): readonly Unit[] {
  const [first] = units;
  if (!first || sumOf(units) === situation.amount.amount) return [];
  if (units.length === 1) return creditsOf(situation, first.customer.id);
  const customers = new Set(units.map((unit) => unit.customer.id));
  return [...customers].flatMap((customer) => creditsOf(situation, customer));
}

/** From one number to another ("FA123 A 140"): every open item of the customer and series between them, to the cent. */
function ranges(situation: Situation, family: readonly Found[]): Hypothesis[] {
  if (family.length < 2) return [];
  return [...situation.read.text.matchAll(RANGE)].flatMap((hit) => {
    const [from, to] = [compactReference(hit[1]!), compactReference(hit[2]!)];
    const first = family.find(({ text }) => text === from)?.unit;
    const last = family.find(({ text, unit }) => text.endsWith(to) && unit !== first)?.unit;
    if (!first || last?.customer.id !== first.customer.id || !isBefore(first, last)) return [];
    const between = openUnits(situation, first.customer.id).filter(
      (unit) =>
        openOf(unit) > 0n && (unit === first || unit === last || (isBefore(first, unit) && isBefore(unit, last))),
    );
    if (sumOf(between) !== situation.amount.amount) return [];
    return explainAmount(between, [], situation.amount).map((explained) => ({
      ...hypothesisOf(situation, explained),
      rank: 4 as const,
      ranged: true,
    }));
  });
}

const RANGE = /([A-Z0-9][A-Z0-9/.-]*\d) ?(?: A | AU | TO | BIS | JUSQU.? ?AU? |\.\.\.?|->) ?([A-Z0-9][A-Z0-9/.-]*\d)/g;

/** Earlier in one series: same letters, same length, lower year and number. */
function isBefore({ shape: a }: Unit, { shape: b }: Unit): boolean {
  return a.series === b.series && a.compact.length === b.compact.length && a.compact < b.compact;
}

/**
 * The text names some items of a list that was cut, or one of them with a slip: other items of the customer make up the
 * rest, one if possible.
 */
function completions(situation: Situation, strong: readonly Found[]): Hypothesis[] {
  const units = strong.map(({ unit }) => unit);
  const rest = situation.amount.amount - sumOf(units);
  if (units.length === 0 || rest <= 0n) return [];
  if (units.some((unit) => unit.customer.id !== units[0]!.customer.id)) return [];
  const others = openUnits(situation, units[0]!.customer.id).filter(
    (unit) => openOf(unit) > 0n && !units.includes(unit),
  );
  if (others.length > LARGEST_POOL) return [];
  const amounts = others.map(openOf);
  const search = subsetsOf(amounts, rest, 1, 4, 3);
  const unique = search.complete && search.solutions.length === 1;
  const telling = unique && isUnlikelyByAccident(amounts, rest, 1, 4);
  return search.solutions.flatMap((solution) => {
    const added = solution.map((index) => others[index]!);
    const slips = added.map((unit) => slipOf(situation, unit).slip);
    const slip = slips.every((one) => one !== undefined) ? { slip: slips[0]! } : {};
    const subset = { unique, telling, of: others.length };
    return explainAmount([...units, ...added], [], situation.amount).map((explained) => ({
      ...hypothesisOf(situation, explained),
      ...slip,
      completed: true,
      subset,
    }));
  });
}
