import type { Evidence } from '@lettrage/domain';
import { openOf, type Unit } from '../book/unit.js';
import type { WorkingBook } from '../book/working-book.js';
import {
  discountOf,
  explainAmount,
  sumOf,
  type AmountContext,
  type AmountKind,
  type Explained,
} from '../explain/explain.js';
import { subsetsOf } from '../explain/subset.js';
import { numberSlip } from '../explain/typo.js';
import { amountKey } from '../keys/item-keys.js';
import type { ReadLine } from '../line/read-line.js';
import type { PayerLevel, Payers } from '../payer/identify.js';
import { SEVERAL_WORDS } from '../text/vocabulary.js';
import type { Found, FoundReferences, ReferenceRank } from './found.js';
import type { Waiting } from './waiting.js';

/** One way to explain a line, with all that speaks for it. */
export interface Hypothesis extends Explained {
  /** Customer that owns the items; absent where they belong to several. */
  readonly customer?: string;
  readonly customers: readonly string[];
  /** The weakest reference among the positive items. */
  readonly rank: ReferenceRank;
  /** The weakest payer mark among the customers. */
  readonly payer: PayerLevel;
  readonly slip?: 'typo' | 'truncated';
  /** A month in the text is the issue month of every item. */
  readonly month: boolean;
  /** Found by adding up items, not by naming them. */
  readonly subset?: { readonly unique: boolean; readonly of: number };
  /** Items of the set that the text doesn't name though it names others. */
  readonly completed: boolean;
  readonly found: readonly Found[];
}

/** Everything known about a line when explanations are sought. */
export interface Situation {
  readonly read: ReadLine;
  readonly book: WorkingBook;
  readonly found: FoundReferences;
  readonly payers: Payers;
  readonly waiting: Waiting;
  readonly amount: AmountContext;
}

/** More items of one customer than this are not searched for sums. */
export const LARGEST_POOL = 20;
const LARGEST_SUBSET = 6;
/** More open items of one customer than this are not tried one by one for residuals. */
const MOST_UNITS = 400;
/** Items of one amount, whosever they are, that are looked at: more than these cannot all be shown. */
const MOST_OF_AMOUNT = 20;

/** All explanations worth looking at, without repetition, in a fixed order. */
export function hypotheses(situation: Situation): Hypothesis[] {
  const all = [...byReference(situation), ...byPayer(situation)];
  // Where whole numbers explain the amount, sums and strangers' items could not stand against them: not looked for.
  if (!all.some(({ rank, kind }) => rank >= 4 && (kind === 'exact' || kind === 'netted'))) {
    all.push(...bySum(situation), ...byAmountAlone(situation));
  }
  const known = new Map<string, Hypothesis>();
  for (const hypothesis of all) {
    const key = signature(hypothesis);
    const other = known.get(key);
    if (!other || hypothesis.rank > other.rank || (hypothesis.subset === undefined && other.subset !== undefined))
      known.set(key, hypothesis);
  }
  return [...known.values()];
}

/** Identity of what would be posted. */
export function signature(explained: Explained): string {
  const rows = explained.allocations.map(
    ({ item, amount, adjustment }) => `${item}=${amount}${adjustment ? `${adjustment.kind}${adjustment.amount}` : ''}`,
  );
  return `${rows.sort().join(';')}|${explained.onAccount}`;
}

/** Sets of named items, strongest names first, family by family; then each named item alone. */
function byReference(situation: Situation): Hypothesis[] {
  const families = new Map<string, Found[]>();
  for (const found of situation.found.open.values()) {
    const family = found.unit.customer.groupId ?? found.unit.customer.id;
    families.set(family, [...(families.get(family) ?? []), found]);
  }
  const result: Hypothesis[] = [];
  for (const family of families.values()) {
    for (const set of namedSets(family)) result.push(...explainSet(situation, set));
    if (family.length > 1) for (const found of family.slice(0, 30)) result.push(...explainSet(situation, [found]));
    const strong = family.filter(({ rank, optional }) => rank >= 4 && !optional);
    result.push(...completions(situation, strong));
  }
  return [...result, ...acrossFamilies(situation)];
}

/** A factor or a common paymaster names items of several customers: all of them together, to the cent. */
function acrossFamilies(situation: Situation): Hypothesis[] {
  const whole = [...situation.found.open.values()].filter(({ rank, optional }) => rank >= 4 && !optional);
  const customers = new Set(whole.map(({ unit }) => unit.customer.groupId ?? unit.customer.id));
  return customers.size < 2 ? [] : explainSet(situation, whole).filter(({ kind }) => kind === 'exact');
}

function namedSets(family: readonly Found[]): Found[][] {
  const sets: Found[][] = [];
  for (const least of [4, 3, 2]) {
    for (const withOptional of [false, true]) {
      const set = family.filter(({ rank, optional }) => rank >= least && (withOptional || !optional));
      if (set.length > 0 && !sets.some((known) => known.length === set.length)) sets.push(set);
    }
  }
  return sets;
}

function explainSet(situation: Situation, set: readonly Found[]): Hypothesis[] {
  const units = set.map(({ unit }) => unit);
  const customers = new Set(units.map((unit) => unit.customer.id));
  const credits = [...customers].flatMap((customer) => creditsOf(situation, customer));
  return explainAmount(units, credits, situation.amount).map((explained) => hypothesis(situation, explained, {}));
}

/** The text names some items of a list that was cut: other items of the customer make up the rest, one if possible. */
function completions(situation: Situation, strong: readonly Found[]): Hypothesis[] {
  const units = strong.map(({ unit }) => unit);
  const customers = new Set(units.map((unit) => unit.customer.id));
  const rest = situation.amount.amount - sumOf(units);
  if (customers.size !== 1 || rest <= 0n) return [];
  const others = openUnits(situation, units[0]!.customer.id).filter(
    (unit) => openOf(unit) > 0n && !units.includes(unit),
  );
  if (others.length > LARGEST_POOL) return [];
  const search = subsetsOf(others.map(openOf), rest, 1, 4, 3);
  const unique = search.complete && search.solutions.length === 1;
  return search.solutions.flatMap((solution) => {
    const chosen = [...units, ...solution.map((index) => others[index]!)];
    const subset = { unique, of: others.length };
    return explainAmount(chosen, [], situation.amount).map((explained) => ({
      ...hypothesis(situation, explained, {}),
      completed: true,
      subset,
    }));
  });
}

/** Items of the likely payers and their families that have this amount, or nearly, or whose number has a slip. */
function byPayer(situation: Situation): Hypothesis[] {
  const result: Hypothesis[] = [];
  for (const customer of [...situation.payers.marks.keys()].sort()) {
    const units = openUnits(situation, customer);
    const credits = creditsOf(situation, customer);
    for (const unit of units.slice(0, MOST_UNITS)) {
      if (!isNear(unit, units.length, credits.length > 0, situation)) continue;
      const near = explainAmount([unit], credits, situation.amount).filter(
        ({ kind }) => kind !== 'over' && (kind !== 'partial' || units.length <= 3),
      );
      for (const explained of near) result.push(hypothesis(situation, explained, slipOf(situation, unit)));
    }
  }
  return result;
}

/** Cheap test before an explanation is built: could this item alone explain the amount? */
function isNear(
  unit: Unit,
  units: number,
  hasCredits: boolean,
  { amount: { amount, config, day } }: Situation,
): boolean {
  const open = openOf(unit);
  if (open <= 0n) return false;
  const difference = open - amount;
  if (difference === 0n || (hasCredits && difference > 0n)) return true;
  if (difference < 0n) return -difference <= config.maximumRounding;
  if (units <= 3 || difference <= config.maximumBankFee || unit.rows.length > 1) return true;
  return discountOf(unit, day) === difference;
}

function slipOf(situation: Situation, unit: Unit): { slip?: 'typo' | 'truncated' } {
  for (const text of situation.found.printed) {
    const slip = numberSlip(text, unit.shape);
    if (slip) return { slip };
  }
  return {};
}

/** Unlisted sums: two to six items of one identified payer, credits netted one at a time or all together. */
function bySum(situation: Situation): Hypothesis[] {
  const result: Hypothesis[] = [];
  for (const customer of [...situation.payers.marks.keys()].sort()) {
    if (situation.payers.marks.get(customer)!.level < 2 && situation.payers.definite.size > 0) continue;
    const units = openUnits(situation, customer).filter((unit) => openOf(unit) > 0n);
    const credits = creditsOf(situation, customer);
    if (units.length < 2) continue;
    const everything = units.length + credits.length > 1 ? [...units, ...credits] : [];
    if (sumOf(everything) === situation.amount.amount)
      result.push(...settleSum(situation, everything, { unique: true, of: units.length }));
    if (sumOf(units) === situation.amount.amount)
      result.push(...settleSum(situation, units, { unique: true, of: units.length }));
    if (units.length > LARGEST_POOL) continue;
    for (const netting of [[], ...credits.slice(0, 4).map((credit) => [credit])]) {
      const target = situation.amount.amount - sumOf(netting);
      const search = subsetsOf(units.map(openOf), target, 2, LARGEST_SUBSET, 3);
      const unique = search.complete && search.solutions.length === 1;
      for (const solution of search.solutions) {
        const chosen = [...solution.map((index) => units[index]!), ...netting];
        result.push(...settleSum(situation, chosen, { unique, of: units.length }));
      }
    }
  }
  return result;
}

function settleSum(
  situation: Situation,
  units: readonly Unit[],
  subset: { unique: boolean; of: number },
): Hypothesis[] {
  return explainAmount(units, [], situation.amount).map((explained) => ({
    ...hypothesis(situation, explained, {}),
    subset,
  }));
}

/** Items anywhere in the book with exactly this amount. */
function byAmountAlone(situation: Situation): Hypothesis[] {
  const { read, book, amount } = situation;
  const payable: Unit[] = [];
  for (const unit of book.eachWithKey(amountKey(read.line.currency, amount.amount))) {
    if (openOf(unit) === amount.amount && unit.issueDate <= amount.day) payable.push(unit);
    if (payable.length === MOST_OF_AMOUNT) break;
  }
  return payable.flatMap((unit) =>
    explainAmount([unit], [], amount).map((explained) => hypothesis(situation, explained, slipOf(situation, unit))),
  );
}

function openUnits(situation: Situation, customer: string): Unit[] {
  return situation.book.openUnits(customer, situation.read.line.currency, situation.amount.day);
}

/** Credit notes and unused receipts of a customer, oldest first. */
export function creditsOf(situation: Situation, customer: string): Unit[] {
  return openUnits(situation, customer).filter((unit) => openOf(unit) < 0n);
}

function hypothesis(situation: Situation, explained: Explained, slip: { slip?: 'typo' | 'truncated' }): Hypothesis {
  const { found, payers } = situation;
  const customers = [...new Set(explained.units.map((unit) => unit.customer.id))];
  const named = explained.units.flatMap((unit) => found.open.get(unit) ?? []);
  const positive = explained.units.filter((unit) => openOf(unit) > 0n);
  const asked = positive.length > 0 ? positive : explained.units;
  const rank = Math.min(...asked.map((unit) => found.open.get(unit)?.rank ?? 0), 5) as ReferenceRank;
  return {
    ...explained,
    customers,
    ...(customers.length === 1 && { customer: customers[0]! }),
    rank: rank === 0 && slip.slip ? 1 : rank,
    payer: Math.min(...customers.map((customer) => payers.marks.get(customer)?.level ?? 0)) as PayerLevel,
    ...(rank === 0 && slip),
    month: positive.length > 0 && positive.every((unit) => isNamedMonth(unit, situation)),
    completed: false,
    found: named,
  };
}

/** The text names the month of issue, and the name of the customer is not made of it. */
function isNamedMonth({ issueDate, customer }: Unit, { read, book }: Situation): boolean {
  const [year, month] = [issueDate.slice(0, 4), Number(issueDate.slice(5, 7))];
  return read.months.some(
    (named) =>
      named.month === month &&
      (named.year === undefined || named.year === year) &&
      !book.nameOf(customer.id).includes(named.word),
  );
}

/** Readable evidence of a hypothesis. */
export function evidenceOf(hypothesis: Hypothesis, payers: Payers): Evidence[] {
  const evidence: Evidence[] = hypothesis.found.map(({ unit, text, form }) => ({
    kind: form,
    detail: `${unit.number} named as ${text}`,
  }));
  if (hypothesis.slip)
    evidence.push({
      kind: hypothesis.slip,
      detail: `a number in the text is ${hypothesis.units[0]!.number} with a slip`,
    });
  const amounts: Readonly<Record<AmountKind, string>> = {
    exact: 'open amounts add up to the amount received',
    netted: 'open amounts less credit add up to the amount received',
    discount: 'open amounts less the agreed discount, paid within its date',
    'bank-fee': 'open amount less a bank fee',
    exchange: 'open amount but for a difference of exchange',
    rounding: 'open amount but for a rounding difference',
    partial: 'less than the open amount',
    over: 'more than the open amount',
  };
  evidence.push({ kind: 'amount', detail: amounts[hypothesis.kind] });
  for (const customer of hypothesis.customers) {
    const mark = payers.marks.get(customer);
    if (mark) evidence.push(mark.evidence);
  }
  if (hypothesis.month) evidence.push({ kind: 'month', detail: 'the month named is the month of issue' });
  if (hypothesis.subset)
    evidence.push({
      kind: 'sum',
      detail: `${hypothesis.subset.unique ? 'the only' : 'one'} set among ${hypothesis.subset.of} open items`,
    });
  return evidence;
}

/** The text says that several items are paid. */
export function saysSeveral(read: ReadLine): boolean {
  return [...read.words].some((word) => SEVERAL_WORDS.has(word));
}
