import type { AdjustmentKind } from '@lettrage/domain';
import { numberShape } from '../keys/number-shape.js';
import type { KnownPayment } from './known-payment.js';

/** What a customer does again and again, with how often: it orders proposals and proves nothing. */
export interface Habits {
  /** It has paid its items in the order of their numbers. */
  readonly oldestFirst?: { readonly times: number };
  /** What it keeps back most often when it pays. */
  readonly keeps?: { readonly kind: AdjustmentKind; readonly times: number };
}

/** Fewer payments in a row show no order. */
const FEWEST_IN_ORDER = 3;
const FEWEST_KEPT = 2;

/** Habits in the confirmed payments of one customer, oldest first. */
export function habitsOf(payments: readonly KnownPayment[]): Habits {
  const received = payments.filter(({ amount, returned }) => amount > 0n && !returned);
  const times = inOrder(received);
  const keeps = keptBack(received);
  return { ...(times >= FEWEST_IN_ORDER && { oldestFirst: { times } }), ...(keeps && { keeps }) };
}

/** How often the next number came after the one before; 0 if it ever came before it. */
function inOrder(payments: readonly KnownPayment[]): number {
  const numbers = payments.flatMap(({ allocations }) =>
    allocations.length === 1 ? [numberShape(allocations[0]!.invoice)] : [],
  );
  let times = 0;
  for (let at = 1; at < numbers.length; at++) {
    const [before, after] = [numbers[at - 1]!, numbers[at]!];
    if (before.series !== after.series || before.compact.length !== after.compact.length) continue;
    if (after.compact < before.compact) return 0;
    if (after.compact > before.compact) times += 1;
  }
  return times;
}

/** What was taken off in at least half of the payments. */
function keptBack(payments: readonly KnownPayment[]): Habits['keeps'] {
  const counts = new Map<AdjustmentKind, number>();
  for (const { allocations } of payments) {
    for (const kind of new Set(allocations.flatMap(({ adjustment }) => (adjustment ? [adjustment.kind] : []))))
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([a, times], [b, others]) => others - times || (a < b ? -1 : 1));
  if (!most || most[1] < FEWEST_KEPT || most[1] * 2 < payments.length) return undefined;
  return { kind: most[0], times: most[1] };
}
