import type { Decision } from '@lettrage/domain';
import type { Channel, Truth } from './generate.js';

/** Figures of one slice of the lines; see the definitions in `docs` of the matching benchmark. */
export interface Figures {
  readonly lines: number;
  readonly decidable: number;
  readonly autos: number;
  readonly correct: number;
  /** Correct by allocation on a line labelled ambiguous or weak. */
  readonly lucky: number;
  readonly wrong: number;
  /** Wrong on lines labelled none, side-data or ambiguous: the worst kind. */
  readonly wrongWithoutAnswer: number;
  readonly reviewed: number;
  readonly top1: number;
  readonly top3: number;
  readonly keystrokes: number;
}

/** The score of a run, with its wrong decisions so that they can be looked at. */
export interface Score {
  readonly all: Figures;
  readonly byScenario: ReadonlyMap<string, Figures>;
  readonly byChannel: ReadonlyMap<Channel, Figures>;
  readonly wrong: readonly { readonly truth: Truth; readonly decision: Decision }[];
}

type Allocations = readonly {
  readonly invoice: string;
  readonly amount: string;
  readonly adjustment?: { readonly kind: string; readonly amount: string };
}[];

/** Scores public decisions against the truth, line by line in the same order. */
export function score(decisions: readonly Decision[], truths: readonly Truth[]): Score {
  const wrong: { truth: Truth; decision: Decision }[] = [];
  const pairs = truths.map((truth, index) => ({ truth, decision: decisions[index]! }));
  for (const pair of pairs) if (isWrong(pair)) wrong.push(pair);
  const groups = <K>(key: (truth: Truth) => K): Map<K, Figures> => {
    const map = new Map<K, Pair[]>();
    for (const pair of pairs) map.set(key(pair.truth), [...(map.get(key(pair.truth)) ?? []), pair]);
    return new Map([...map].map(([name, list]) => [name, figures(list)]));
  };
  return {
    all: figures(pairs),
    byScenario: groups((truth) => truth.scenario),
    byChannel: groups((truth) => truth.channel),
    wrong,
  };
}

interface Pair {
  readonly truth: Truth;
  readonly decision: Decision;
}

function figures(pairs: readonly Pair[]): Figures {
  const autos = pairs.filter(({ decision }) => decision.decision === 'auto');
  const correct = autos.filter((pair) => !isWrong(pair));
  const reviewed = pairs.filter(
    ({ decision, truth }) => decision.decision === 'review' && truth.allocations.length > 0,
  );
  const positions = reviewed.map(proposedAt);
  const unanswered = new Set(['none', 'side-data', 'ambiguous']);
  return {
    lines: pairs.length,
    decidable: pairs.filter(({ truth }) => truth.label === 'decidable').length,
    autos: autos.length,
    correct: correct.length,
    lucky: correct.filter(({ truth }) => truth.label !== 'decidable').length,
    wrong: autos.length - correct.length,
    wrongWithoutAnswer: autos.filter((pair) => isWrong(pair) && unanswered.has(pair.truth.label)).length,
    reviewed: reviewed.length,
    top1: positions.filter((position) => position === 0).length,
    top3: positions.filter((position) => position >= 0 && position < 3).length,
    keystrokes: pairs.reduce((sum, pair) => sum + keystrokesOf(pair), 0),
  };
}

/** Same invoices, same cash on each, same adjustments, same rest on account. */
function isWrong({ truth, decision }: Pair): boolean {
  if (decision.decision !== 'auto') return false;
  if (truth.customer === undefined) return true;
  const credit = decision.onAccount ?? '0.00';
  const onAccount = truth.onAccount === 0n ? credit !== '0.00' : credit.replace('.', '') !== String(truth.onAccount);
  return (
    onAccount ||
    (truth.onAccount > 0n && decision.customer !== truth.customer) ||
    !sameAllocations(decision.allocations ?? [], truth.allocations)
  );
}

function sameAllocations(a: Allocations, b: Allocations): boolean {
  const text = (list: Allocations): string =>
    list
      .map(
        ({ invoice, amount, adjustment }) =>
          `${invoice} ${amount} ${adjustment?.kind ?? ''} ${adjustment?.amount ?? ''}`,
      )
      .sort()
      .join('|');
  return text(a) === text(b);
}

function proposedAt({ truth, decision }: Pair): number {
  const proposals = [
    decision.allocations ?? [],
    ...(decision.alternatives ?? []).map(({ allocations }) => allocations),
  ];
  return proposals.findIndex((proposal) => sameAllocations(proposal, truth.allocations));
}

/** Correct auto 0, accept 1, second or third 2, dismiss 2, look up by hand 8, repair a wrong auto 25. */
function keystrokesOf(pair: Pair): number {
  if (pair.decision.decision === 'auto') return isWrong(pair) ? 25 : 0;
  if (pair.truth.allocations.length === 0) return pair.decision.decision === 'none' ? 0 : 2;
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
