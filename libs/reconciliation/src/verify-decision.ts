import { absolute, formatMinor } from '@lettrage/domain';
import type { LineDecision } from './model.js';

/**
 * What every automatic decision promises, whoever made it: amounts and the part on account add up to the transaction,
 * nothing is settled beyond what was open, adjustments do not turn an item round, no row is used twice.
 * Returns the broken promises as sentences; an empty list means the decision may be posted.
 */
export function brokenPromises(decision: LineDecision): string[] {
  if (decision.decision !== 'auto') return [];
  const { best, currency } = decision;
  if (!best) return ['an automatic decision says what it settles'];
  const broken: string[] = [];
  const sum = best.allocations.reduce((total, { amount }) => total + amount, best.onAccount);
  if (sum !== decision.amount) {
    broken.push(
      `allocations and on account add up to ${formatMinor(sum, currency)}, the transaction is ${formatMinor(decision.amount, currency)}`,
    );
  }
  if (best.onAccount < 0n || (best.onAccount > 0n && best.customer === undefined))
    broken.push('money on account is positive and has a customer');
  const seen = new Set<string>();
  for (const { item, invoice, amount, adjustment, openBefore } of best.allocations) {
    if (seen.has(item)) broken.push(`${invoice} is settled twice`);
    seen.add(item);
    const settled = amount + (adjustment?.amount ?? 0n);
    if (absolute(settled) > absolute(openBefore) || settled * openBefore <= 0n) {
      broken.push(
        `${invoice} has ${formatMinor(openBefore, currency)} open, ${formatMinor(settled, currency)} would be settled`,
      );
    }
  }
  return broken;
}
