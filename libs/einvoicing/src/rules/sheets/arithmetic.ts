import type { Decimal } from '../../arithmetic/decimal.js';
import { cents, whole } from './xml-path.js';

/** Equal numbers; a missing one equals nothing. */
export function same(one: Decimal | undefined, other: Decimal | undefined): boolean {
  return one !== undefined && other !== undefined && one.equals(other);
}

/** A VAT amount within 1.00 of base × rate; `strict` leaves exactly 1.00 out. */
export function isNear(tax: Decimal, base: Decimal, rate: Decimal, strict = true): boolean {
  const expected = cents(base.abs().times(rate).dividedBy(100));
  const difference = tax.abs().minus(expected).abs();
  return strict ? difference.lessThan(1) : difference.lessThanOrEqualTo(1);
}

/** BR-CO-17: BT-117 = BT-116 × BT-119, with the tolerance of the sheets. */
export function isVatOfBase(
  rate: Decimal | undefined,
  tax: Decimal | undefined,
  base: Decimal | undefined,
  strict: boolean,
): boolean {
  if (tax === undefined) return false;
  if (rate === undefined || whole(rate).isZero()) return whole(tax).isZero();
  return base !== undefined && isNear(tax, base, rate, strict);
}
