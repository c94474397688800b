/** The answer of a subset search: the first solutions, and whether the search saw everything. */
export interface SubsetSearch {
  /** Indexes of the chosen amounts, ascending; at most `most` solutions. */
  readonly solutions: readonly (readonly number[])[];
  /** False where the search stopped early: then uniqueness is not proven. */
  readonly complete: boolean;
}

/** Steps after which a search gives up; about a millisecond. */
const BUDGET = 60_000;

/**
 * Subsets of positive amounts (minor units) that add up to `target` exactly, of `fewest` to `largest` members, up to
 * `most` of them. Deterministic: amounts are taken in descending order, branches that cannot reach the target are cut.
 */
export function subsetsOf(
  amounts: readonly bigint[],
  target: bigint,
  fewest: number,
  largest: number,
  most: number,
): SubsetSearch {
  const order = amounts
    .map((amount, index) => ({ amount, index }))
    .filter(({ amount }) => amount > 0n && amount <= target);
  order.sort((a, b) => (a.amount === b.amount ? a.index - b.index : a.amount > b.amount ? -1 : 1));
  const rest: bigint[] = new Array<bigint>(order.length + 1).fill(0n);
  for (let i = order.length - 1; i >= 0; i--) rest[i] = rest[i + 1]! + order[i]!.amount;
  const solutions: number[][] = [];
  const chosen: number[] = [];
  let steps = 0;
  const search = (from: number, left: bigint): void => {
    if (left === 0n) {
      if (chosen.length >= fewest) solutions.push([...chosen].sort((a, b) => a - b));
      return;
    }
    if (chosen.length === largest) return;
    for (let i = from; i < order.length && solutions.length < most; i++) {
      if (++steps > BUDGET || rest[i]! < left) return;
      if (order[i]!.amount > left) continue;
      chosen.push(order[i]!.index);
      search(i + 1, left - order[i]!.amount);
      chosen.pop();
    }
  };
  search(0, target);
  return { solutions, complete: steps <= BUDGET };
}

/** A sum that this many others like it would hit by accident once is no accident. */
const RARE = 2_000n;

/**
 * True if a set of `fewest` to `largest` of these amounts would hardly add up to `target` by accident: few sets over
 * many possible sums. Where the target is round only the round amounts count, and their common measure is the step.
 */
export function isUnlikelyByAccident(
  amounts: readonly bigint[],
  target: bigint,
  fewest: number,
  largest: number,
): boolean {
  const isRound = target % 100n === 0n;
  const pool = amounts.filter((amount) => amount <= target && (!isRound || amount % 100n === 0n));
  const step = isRound ? pool.reduce(commonMeasure, 0n) : 1n;
  const biggest = [...pool].sort((a, b) => (a > b ? -1 : a < b ? 1 : 0)).slice(0, largest);
  const width = biggest.reduce((sum, amount) => sum + amount, 0n);
  let sets = 0n;
  for (let size = fewest; size <= largest; size++) sets += choose(BigInt(pool.length), BigInt(size));
  return step > 0n && sets * step * RARE <= width;
}

function commonMeasure(a: bigint, b: bigint): bigint {
  return b === 0n ? a : commonMeasure(b, a % b);
}

/** Number of sets of `size` out of `of`. */
function choose(of: bigint, size: bigint): bigint {
  let count = 1n;
  for (let taken = 0n; taken < size; taken++) count = (count * (of - taken)) / (taken + 1n);
  return size > of ? 0n : count;
}
