import { byReference } from './by-number.js';
import { byAmountAlone, byPayer, bySum, inParts } from './by-payer.js';
import { signature, type Hypothesis, type Situation } from './hypothesis.js';

/** All explanations worth looking at, without repetition, in a fixed order. */
export function hypotheses(situation: Situation): Hypothesis[] {
  const all = [...byReference(situation), ...byPayer(situation)];
  // Where whole numbers explain the amount, sums and strangers' items could not stand against them: not looked for.
  if (!all.some(({ rank, kind }) => rank >= 4 && (kind === 'exact' || kind === 'netted'))) {
    all.push(...bySum(situation));
    // Nor are strangers' items where the payer is known and has one of this amount.
    if (!all.some(({ payer, kind }) => payer >= 2 && kind === 'exact')) all.push(...byAmountAlone(situation));
  }
  if (all.every(({ kind }) => kind === 'partial' || kind === 'over')) all.push(...inParts(situation));
  if (all.length < 2) return all;
  const known = new Map<string, Hypothesis>();
  for (const hypothesis of all) {
    const key = signature(hypothesis);
    const other = known.get(key);
    if (!other || isBetter(hypothesis, other)) known.set(key, hypothesis);
  }
  return [...known.values()];
}

/** Of two that would post the same, the one that explains it more closely. */
function isBetter(one: Hypothesis, other: Hypothesis): boolean {
  const loose = (kind: Hypothesis['kind']): boolean => kind === 'partial' || kind === 'over';
  if (loose(one.kind) !== loose(other.kind)) return loose(other.kind);
  return one.rank > other.rank || (one.subset === undefined && other.subset !== undefined);
}
