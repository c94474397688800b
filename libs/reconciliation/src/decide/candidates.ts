import { byReference } from './by-number.js';
import { byAmountAlone, byPayer, bySum, inParts } from './by-payer.js';
import { signature, type Hypothesis, type Situation } from './hypothesis.js';

/** All explanations worth looking at, without repetition, in a fixed order. */
export function hypotheses(situation: Situation): Hypothesis[] {
  const all = [...byReference(situation), ...byPayer(situation)];
  // Where whole numbers explain the amount, sums and strangers' items could not stand against them: not looked for.
  if (!all.some(({ rank, kind }) => rank >= 4 && (kind === 'exact' || kind === 'netted'))) {
    all.push(...bySum(situation), ...byAmountAlone(situation));
  }
  if (all.every(({ kind }) => kind === 'partial' || kind === 'over')) all.push(...inParts(situation));
  const known = new Map<string, Hypothesis>();
  for (const hypothesis of all) {
    const key = signature(hypothesis);
    const other = known.get(key);
    if (!other || hypothesis.rank > other.rank || (hypothesis.subset === undefined && other.subset !== undefined))
      known.set(key, hypothesis);
  }
  return [...known.values()];
}
