import type { Decision } from '@lettrage/domain';
import type { Channel } from './scenario.js';
import type { Truth } from './truth.js';

/** Figures of one slice of the lines; definitions in `docs/matching.md`. Counts, and amounts in minor units. */
export interface Figures {
  readonly lines: number;
  readonly credits: number;
  readonly decidable: number;
  readonly autos: number;
  readonly correct: number;
  /** Correct automatic decisions on credit lines: what the straight-through rate counts. */
  readonly straight: number;
  readonly onDecidable: number;
  /** Correct by allocation on a line that is not labelled decidable. */
  readonly lucky: number;
  readonly wrong: number;
  /** Wrong on lines labelled none, side-data or ambiguous: the worst kind. */
  readonly wrongWithoutAnswer: number;
  /** Lines that pay an item but were said to pay none. */
  readonly dismissed: number;
  readonly moneyAuto: bigint;
  readonly moneyCorrect: bigint;
  readonly moneyDue: bigint;
  readonly invoices: number;
  readonly invoicesSettled: number;
  readonly reviewed: number;
  readonly top1: number;
  readonly top3: number;
  readonly reviewedDecidable: number;
  readonly top1Decidable: number;
  readonly top3Decidable: number;
  readonly keystrokes: number;
  /** Lines whose category is known, and those that got it with what they need. */
  readonly categories: number;
  readonly categoriesRight: number;
  /** Returns of payments that were posted before, and those that reopen exactly the right items. */
  readonly returns: number;
  readonly returnsRight: number;
}

/** A decision with its truth. */
export interface Pair {
  readonly truth: Truth;
  readonly decision: Decision;
}

/** The score of a run, with its wrong decisions so that they can be looked at. */
export interface Score {
  readonly all: Figures;
  readonly byScenario: ReadonlyMap<string, Figures>;
  readonly byChannel: ReadonlyMap<Channel, Figures>;
  readonly wrong: readonly Pair[];
  readonly pairs: readonly Pair[];
}

type Allocations = Truth['allocations'];

/** Scores public decisions against the truth, line by line in the same order; `known` are the references of history. */
export function score(decisions: readonly Decision[], truths: readonly Truth[], known: ReadonlySet<string>): Score {
  const pairs = truths.map((truth, index) => ({ truth, decision: decisions[index]! }));
  const posted = new Set(known);
  for (const { decision } of pairs) if (decision.decision === 'auto') posted.add(decision.transaction);
  const groups = <K>(key: (truth: Truth) => K): Map<K, Figures> => {
    const map = new Map<K, Pair[]>();
    for (const pair of pairs) map.set(key(pair.truth), [...(map.get(key(pair.truth)) ?? []), pair]);
    return new Map([...map].map(([name, list]) => [name, figures(list, posted)]));
  };
  return {
    all: figures(pairs, posted),
    byScenario: groups((truth) => truth.scenario),
    byChannel: groups((truth) => truth.channel),
    wrong: pairs.filter(isWrong),
    pairs,
  };
}

/** Adds the figures of several runs. */
export function sumOfFigures(list: readonly Figures[]): Figures {
  const [first, ...rest] = list;
  return rest.reduce((sum, one) => {
    const keys = Object.keys(sum) as (keyof Figures)[];
    const add = (key: keyof Figures): number | bigint => {
      const [a, b] = [sum[key], one[key]];
      return typeof a === 'bigint' ? a + (b as bigint) : a + (b as number);
    };
    return Object.fromEntries(keys.map((key) => [key, add(key)])) as unknown as Figures;
  }, first!);
}

const UNANSWERED: ReadonlySet<string> = new Set(['none', 'side-data', 'ambiguous']);

function figures(pairs: readonly Pair[], posted: ReadonlySet<string>): Figures {
  const autos = pairs.filter(({ decision }) => decision.decision === 'auto');
  const correct = autos.filter((pair) => !isWrong(pair));
  const credits = pairs.filter(({ truth }) => truth.amount > 0n);
  const paying = pairs.filter(({ truth }) => truth.allocations.length > 0);
  const reviewed = paying.filter(({ decision }) => decision.decision === 'review');
  const isDecidable = ({ truth }: Pair): boolean => truth.label === 'decidable';
  const at = (list: readonly Pair[], most: number): number =>
    list.filter((pair) => proposedAt(pair) >= 0 && proposedAt(pair) < most).length;
  const categorised = pairs.filter(({ truth }) => truth.category !== undefined && truth.label !== 'decidable');
  const returns = pairs.filter(({ truth }) => truth.reverses?.every(({ transaction }) => posted.has(transaction)));
  return {
    lines: pairs.length,
    credits: credits.length,
    decidable: credits.filter(isDecidable).length,
    autos: autos.length,
    correct: correct.length,
    straight: correct.filter(({ truth }) => truth.amount > 0n).length,
    onDecidable: correct.filter((pair) => pair.truth.amount > 0n && isDecidable(pair)).length,
    lucky: correct.filter((pair) => !isDecidable(pair)).length,
    wrong: autos.length - correct.length,
    wrongWithoutAnswer: autos.filter((pair) => isWrong(pair) && UNANSWERED.has(pair.truth.label)).length,
    dismissed: paying.filter(({ decision, truth }) => decision.decision === 'none' && truth.label !== 'side-data')
      .length,
    moneyAuto: money(autos),
    moneyCorrect: money(correct),
    moneyDue: money(paying),
    invoices: invoices(paying),
    invoicesSettled: invoices(correct),
    reviewed: reviewed.length,
    top1: at(reviewed, 1),
    top3: at(reviewed, 3),
    reviewedDecidable: reviewed.filter(isDecidable).length,
    top1Decidable: at(reviewed.filter(isDecidable), 1),
    top3Decidable: at(reviewed.filter(isDecidable), 3),
    keystrokes: pairs.reduce((sum, pair) => sum + keystrokesOf(pair), 0),
    categories: categorised.length,
    categoriesRight: categorised.filter(isCategorised).length,
    returns: returns.length,
    returnsRight: returns.filter(reopensRight).length,
  };
}

function money(pairs: readonly Pair[]): bigint {
  return pairs.reduce((sum, { truth }) => sum + (truth.amount < 0n ? -truth.amount : truth.amount), 0n);
}

function invoices(pairs: readonly Pair[]): number {
  return pairs.reduce((sum, { truth }) => sum + truth.allocations.length, 0);
}

function isCategorised({ truth, decision }: Pair): boolean {
  return decision.decision === 'none' && decision.category === truth.category && decision.needs === truth.needs;
}

function reopensRight({ truth, decision }: Pair): boolean {
  const text = (list: Decision['reverses'] = []): string =>
    list
      .map(({ transaction, invoice, amount }) => `${transaction} ${invoice} ${amount}`)
      .sort()
      .join('|');
  return text(decision.reverses) === text(truth.reverses);
}

/** Same invoices, same cash on each, same adjustments, same rest on account of the same customer. */
export function isWrong({ truth, decision }: Pair): boolean {
  if (decision.decision !== 'auto') return false;
  const credit = decision.onAccount ?? '0.00';
  const onAccount = truth.onAccount === 0n ? credit !== '0.00' : credit.replace('.', '') !== String(truth.onAccount);
  return (
    onAccount ||
    (truth.onAccount > 0n && decision.customer !== truth.customer) ||
    (truth.onAccount === 0n && truth.allocations.length === 0) ||
    !sameAllocations(decision.allocations ?? [], truth.allocations)
  );
}

function sameAllocations(a: Allocations, b: Allocations): boolean {
  return keyOf(a) === keyOf(b);
}

function keyOf(list: Allocations): string {
  return list
    .map(
      ({ invoice, amount, adjustment }) => `${invoice} ${amount} ${adjustment?.kind ?? ''} ${adjustment?.amount ?? ''}`,
    )
    .sort()
    .join('|');
}

/** Where the truth stands among the proposals: 0 is the first; −1 if it is missing. */
export function proposedAt({ truth, decision }: Pair): number {
  const proposals = [
    decision.allocations ?? [],
    ...(decision.alternatives ?? []).map(({ allocations }) => allocations),
  ];
  return proposals.findIndex((proposal) => sameAllocations(proposal, truth.allocations));
}

/** Correct auto 0, accept 1, second or third 2, dismiss 2, fetch the named file 2, look up by hand 8, repair 25. */
function keystrokesOf(pair: Pair): number {
  const { truth, decision } = pair;
  if (decision.decision === 'auto') return isWrong(pair) ? 25 : 0;
  if (truth.label === 'side-data' && decision.decision === 'none') return decision.needs === truth.needs ? 2 : 8;
  if (truth.allocations.length === 0) {
    if (truth.onAccount > 0n || truth.reverses)
      return decision.decision === 'none' && reopensRight(pair) && truth.reverses ? 0 : 2;
    return decision.decision === 'none' ? 0 : 2;
  }
  const position = proposedAt(pair);
  return position === 0 ? 1 : position > 0 && position < 3 ? 2 : 8;
}

/** One-sided 95 % lower bound of a success rate (Clopper–Pearson): the beta quantile 0.05 of (n − x, x + 1). */
export function lowerBound(trials: number, errors: number): number {
  if (trials === 0) return 0;
  let [low, high] = [0, 1];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (tail(trials, errors, 1 - middle) > 0.05) high = middle;
    else low = middle;
  }
  return low;
}

/** Probability of at most `errors` failures in `trials` with failure rate `rate`. */
function tail(trials: number, errors: number, rate: number): number {
  if (rate <= 0) return 1;
  let logTerm = trials * Math.log(1 - rate);
  let sum = Math.exp(logTerm);
  for (let k = 1; k <= errors; k++) {
    logTerm += Math.log((trials - k + 1) / k) + Math.log(rate) - Math.log(1 - rate);
    sum += Math.exp(logTerm);
  }
  return sum;
}
