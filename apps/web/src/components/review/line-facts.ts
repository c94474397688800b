import { decimalsIn, toMinor } from '../../format/amount.js';
import type { Choice, Line } from '../../api/transactions.js';

/** A line waits for a decision. */
export function isOpen(line: Line): boolean {
  return line.state === 'new' || line.state === 'proposed' || line.state === 'held';
}

/** What a person would call the line: its payer, else its text. */
export function nameOf(line: Line): string | undefined {
  return line.counterparty?.name ?? line.remittance;
}

/** What of the line is still to be given out: all of it, or the rest of a payment that settles items already. */
export function availableOf(line: Line): string {
  return line.payment?.onAccount ?? line.amount;
}

/**
 * What a decision that was taken back had paid, to be applied again. Undefined where nothing was, or where several
 * decisions were taken back and their sum is more than there is.
 */
export function formerChoice(line: Line): Extract<Choice, { kind: 'custom' }> | undefined {
  const { payment } = line;
  if (line.decision || !payment?.customer || payment.allocations.length === 0) return undefined;
  if (payment.allocations.some(({ undone }) => !undone)) return undefined;
  const byItem = new Map(payment.allocations.map((allocation) => [allocation.itemId, allocation]));
  const decimals = decimalsIn(line.amount);
  const sum = [...byItem.values()].reduce((total, { amount }) => total + toMinor(amount, decimals), 0n);
  const whole = toMinor(availableOf(line), decimals);
  if (whole > 0n ? sum > whole : sum < whole) return undefined;
  return {
    kind: 'custom',
    customerId: payment.customer.id,
    allocations: [...byItem.values()].map(({ itemId, amount, adjustment }) => ({
      itemId,
      amount,
      ...(adjustment ? { adjustment } : {}),
    })),
  };
}

/** What Enter does with a line: the proposal, its category, or what was taken back; nothing where nothing is proposed. */
export function proposalOf(line: Line): Choice | undefined {
  if (line.state === 'proposed' && line.decision) return { kind: 'proposal' };
  return isOpen(line) && line.state !== 'held' ? formerChoice(line) : undefined;
}
