import { matchAll } from '../../match-all.js';
import { publicDecision } from '../../public-decision.js';
import { isWrong, type Pair } from '../score.js';
import { ANYTHING, generateStress, type Trade } from './stress.js';

/** What was posted over stress worlds. */
export interface StressScore {
  readonly lines: number;
  readonly autos: number;
  readonly wrong: readonly (Pair & { readonly seed: number; readonly text: string })[];
  /** Of the wrong ones, those on a label that shows a name and no digit: nobody could have known. */
  readonly nameOnly: number;
}

const SIZES = [20, 60, 300, 1500, 5000];

/** Runs the engine over the stress worlds of these seeds, of twenty items to five thousand. */
export function scoreStress(seeds: readonly number[], trade: Trade = ANYTHING): StressScore {
  const wrong: (Pair & { seed: number; text: string })[] = [];
  let [lines, autos] = [0, 0];
  for (const seed of seeds) {
    const { truth, ...input } = generateStress(seed, SIZES[seed % SIZES.length]!, trade);
    const pairs = matchAll(input).map((decision, at) => ({ truth: truth[at]!, decision: publicDecision(decision) }));
    lines += pairs.length;
    pairs.forEach((pair, at) => {
      if (pair.decision.decision !== 'auto') return;
      autos += 1;
      const { remittance = '', counterparty } = input.lines[at]!;
      if (isWrong(pair) && !isSwapped(pair, pairs))
        wrong.push({ ...pair, seed, text: counterparty ? `${counterparty.name} | ${remittance}` : remittance });
    });
  }
  const bare = wrong.filter(({ text, decision }) => !/\d/.test(text) && decision.rule?.startsWith('payer') === true);
  return { lines, autos, wrong, nameOnly: bare.length };
}

/** The second of two equal payments was posted where the first waits: the same money on the same item. */
function isSwapped({ truth, decision }: Pair, pairs: readonly Pair[]): boolean {
  const numbers = (list: readonly { readonly invoice: string }[] = []): string =>
    list.map(({ invoice }) => invoice).join();
  if (truth.allocations.length > 0) return false;
  return pairs.some(
    (other) =>
      other.decision.decision !== 'auto' &&
      other.truth.amount === truth.amount &&
      numbers(other.truth.allocations) === numbers(decision.allocations),
  );
}
