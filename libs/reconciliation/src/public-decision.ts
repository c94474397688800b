import { formatMinor, type AdjustmentKind, type Decision, type ProposedAllocation } from '@lettrage/domain';
import type { Allocation, Explanation, LineDecision } from './model.js';

/** The public shape of a decision (interfaces: Decisions): decimal strings, no ids, absent keys left out. */
export function publicDecision(decision: LineDecision): Decision {
  const { best, currency } = decision;
  const shown = best && decision.decision !== 'none' ? best : undefined;
  const allocations = shown ? publicAllocations(shown.allocations, currency) : [];
  return {
    transaction: decision.transaction,
    decision: decision.decision,
    ...(shown?.customer !== undefined && { customer: shown.customer }),
    ...(shown && { allocations }),
    ...(shown &&
      (shown.onAccount !== 0n || decision.decision === 'auto') && {
        onAccount: formatMinor(shown.onAccount, currency),
      }),
    ...(decision.rule !== undefined && { rule: decision.rule }),
    confidence: decision.confidence,
    ...(decision.evidence.length > 0 && { evidence: decision.evidence }),
    ...(decision.rivals.length > 0 && {
      alternatives: decision.rivals.map((rival) => publicAlternative(rival, currency)),
    }),
    ...(decision.reason !== undefined && { reason: decision.reason }),
    ...(decision.category !== undefined && { category: decision.category }),
    ...(decision.needs !== undefined && { needs: decision.needs }),
    ...(decision.reverses !== undefined && { reverses: decision.reverses }),
  };
}

function publicAlternative(
  rival: Explanation & { readonly why: string },
  currency: string,
): NonNullable<Decision['alternatives']>[number] {
  return {
    allocations: publicAllocations(rival.allocations, currency),
    ...(rival.customer !== undefined && { customer: rival.customer }),
    confidence: rival.confidence,
    why: rival.why,
  };
}

/** Allocations by invoice number: the instalments of one item are added up, their adjustments too. */
export function publicAllocations(allocations: readonly Allocation[], currency: string): ProposedAllocation[] {
  const merged = new Map<string, { invoice: string; amount: bigint; kind?: AdjustmentKind; adjusted: bigint }>();
  for (const { invoice, customer, amount, adjustment } of allocations) {
    const key = `${customer}\u0000${invoice}`;
    const entry = merged.get(key) ?? { invoice, amount: 0n, adjusted: 0n };
    entry.amount += amount;
    if (adjustment) {
      entry.kind = adjustment.kind;
      entry.adjusted += adjustment.amount;
    }
    merged.set(key, entry);
  }
  return [...merged.values()].map(({ invoice, amount, kind, adjusted }) => ({
    invoice,
    amount: formatMinor(amount, currency),
    ...(kind && adjusted !== 0n && { adjustment: { kind, amount: formatMinor(adjusted, currency) } }),
  }));
}
