/**
 * Exact division of integers with one rounding rule for the whole house:
 * half away from zero, once, at the end of a calculation.
 */

/** Divides and rounds half away from zero: `divideRounded(25n, 10n) === 3n`, `divideRounded(-25n, 10n) === -3n`. */
export function divideRounded(numerator: bigint, denominator: bigint): bigint {
  if (denominator === 0n) throw new RangeError('division by zero');
  const negative = numerator < 0n !== denominator < 0n;
  const n = numerator < 0n ? -numerator : numerator;
  const d = denominator < 0n ? -denominator : denominator;
  const quotient = (n * 2n + d) / (d * 2n);
  return negative ? -quotient : quotient;
}

/**
 * Splits `total` in proportion to `weights` so that the parts add up to `total` exactly.
 *
 * Each part is "cumulated target less what was already given", so the last part takes the remainder and no part is
 * more than one minor unit from its exact share. Weights may be zero but must not add up to zero.
 */
export function splitInProportion(total: bigint, weights: readonly bigint[]): bigint[] {
  const sum = weights.reduce((a, b) => a + b, 0n);
  if (sum === 0n) throw new RangeError('weights add up to zero');
  let cumulated = 0n;
  let given = 0n;
  return weights.map((weight) => {
    cumulated += weight;
    const target = divideRounded(total * cumulated, sum);
    const part = target - given;
    given = target;
    return part;
  });
}
