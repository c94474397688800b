import { BillingRefusal, StaleBooks, type Billing } from '@lettrage/billing';
import { keysOf } from '@lettrage/reconciliation';
import {
  ReconcileStore,
  SqlBook,
  type CompanyTransaction,
  type LineToDecide,
  type RecordedCandidate,
} from '@lettrage/persistence';

/**
 * Payments another system recorded are seen at the bank: a line of the same amount and currency, within days of it,
 * whose payer or references point to the same customer, confirms the payment and creates no second. Only where exactly
 * one line and one payment belong together; anything else is left to the matching and a person.
 */
export async function recordedPairs(
  tx: CompanyTransaction,
  lines: readonly LineToDecide[],
): Promise<RecordedCandidate[]> {
  const waiting = await new ReconcileStore(tx).recordedPayments(lines);
  if (waiting.length === 0) return [];
  const candidates = [...new Map(waiting.map(({ line }) => [line.id, line])).values()];
  const keysOfLines = keysOf(candidates.map((line) => line.line));
  const slice = await new SqlBook(tx).slice(keysOfLines);
  const keys = new Map(keysOfLines.lines.map((line) => [line.transaction, line]));
  const pairs = waiting.filter(({ line, customerCode, settledKeys }) => {
    const wanted = keys.get(line.line.ref)!;
    const payer = wanted.customers.some((key) => slice.hits.get(key)?.ids.includes(customerCode));
    return payer || wanted.items.some((key) => settledKeys.includes(key));
  });
  return pairs.filter(
    (pair) =>
      pairs.filter((other) => other.line.id === pair.line.id || other.paymentId === pair.paymentId).length === 1,
  );
}

/**
 * Confirms the payments that {@link recordedPairs} found. What another run confirmed or decided meanwhile is left alone.
 *
 * @returns ids of the lines that confirmed a payment
 */
export async function confirmRecorded(
  tx: CompanyTransaction,
  billing: Billing,
  lines: readonly LineToDecide[],
): Promise<Set<string>> {
  const confirmed = new Set<string>();
  for (const { line, paymentId } of await recordedPairs(tx, lines)) {
    try {
      await billing.confirmPayment({ transactionId: line.id, paymentId, by: 'engine' });
      confirmed.add(line.id);
    } catch (error) {
      if (!(error instanceof BillingRefusal) && !(error instanceof StaleBooks)) throw error;
    }
  }
  return confirmed;
}
