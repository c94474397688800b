import type { AllocationInput, CreditInput, DecidedOn, DecisionCommand, HeldBack } from '@lettrage/billing';
import { parseMinor, type Decision } from '@lettrage/domain';
import { ENGINE_VERSION, publicDecision, type Explanation } from '@lettrage/reconciliation';
import type { JudgedDecision } from './decide-page.js';

/** What a decision names in its own words, by the ids the books know. */
export interface BookIds {
  /** Bank line id by its reference. */
  readonly transactions: ReadonlyMap<string, string>;
  /** Customer id by code. */
  readonly customers: ReadonlyMap<string, string>;
  /** Ids of the slice's items that are credit on account: payments, not items. */
  readonly credits: ReadonlySet<string>;
  /** Currency of the books. */
  readonly currency: string;
}

/** Allocations still standing, by "transaction reference, item number", oldest first: what a return reopens. */
export type Standing = ReadonlyMap<string, readonly { readonly id: string; readonly amount: bigint }[]>;

/**
 * Puts an engine decision into billing's words. A line the engine can say nothing about has no command: it stays as it
 * is, with its reason.
 */
export function commandOf(
  { line, sources, accounts }: JudgedDecision,
  heldBack: HeldBack | undefined,
  ids: BookIds,
  standing: Standing,
): DecisionCommand | undefined {
  const transactionId = ids.transactions.get(line.transaction);
  if (transactionId === undefined) return undefined;
  const decision: Decision = publicDecision(line);
  const base = {
    transactionId,
    decision,
    engine: ENGINE_VERSION,
    ...(sources.length > 0 && { sources }),
    ...(heldBack && { heldBack }),
  };
  if (line.reverses !== undefined && line.reverses.length > 0) {
    return {
      ...base,
      kind: 'return',
      basedOn: [],
      reverses: line.reverses.flatMap((reverse) => reopened(reverse, ids.currency, standing)),
    };
  }
  if (line.decision === 'none')
    return { ...base, kind: 'set-aside', basedOn: [], category: line.category ?? 'other', ...accounts };
  if (line.best === undefined) return undefined;
  // In the order of the public decision, so that a person can take one by its index.
  const alternatives = line.rivals.map((rival) => payment(rival, ids));
  return { ...base, kind: 'pay', ...payment(line.best, ids), alternatives };
}

function payment(
  best: Explanation,
  ids: BookIds,
): { customerId?: string; allocations: AllocationInput[]; credits: CreditInput[]; basedOn: DecidedOn[] } {
  const customerId = best.customer === undefined ? undefined : ids.customers.get(best.customer);
  const allocations = best.allocations.filter((allocation) => !ids.credits.has(allocation.item));
  const credits = best.allocations.filter((allocation) => ids.credits.has(allocation.item));
  return {
    ...(customerId === undefined ? {} : { customerId }),
    allocations: allocations.map((allocation) => ({
      itemId: allocation.item,
      amount: allocation.amount,
      ...(allocation.adjustment === undefined ? {} : { adjustment: allocation.adjustment }),
    })),
    // Credit on account stands in the book as a negative item; billing takes the amount used, positive.
    credits: credits.map((allocation) => ({ paymentId: allocation.item, amount: -allocation.amount })),
    basedOn: best.allocations.map((allocation) => ({
      id: allocation.item,
      open: ids.credits.has(allocation.item) ? -allocation.openBefore : allocation.openBefore,
    })),
  };
}

function reopened(
  reverse: { readonly transaction: string; readonly invoice: string; readonly amount: string },
  currency: string,
  standing: Standing,
): { allocationId: string; amount: bigint }[] {
  let left = parseMinor(reverse.amount, currency);
  const taken: { allocationId: string; amount: bigint }[] = [];
  for (const allocation of standing.get(`${reverse.transaction} ${reverse.invoice}`) ?? []) {
    if (left <= 0n) break;
    const amount = allocation.amount < left ? allocation.amount : left;
    taken.push({ allocationId: allocation.id, amount });
    left -= amount;
  }
  return taken;
}
