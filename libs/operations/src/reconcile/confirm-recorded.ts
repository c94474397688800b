import type { Billing } from '@lettrage/billing';
import { keysOf } from '@lettrage/reconciliation';
import { ReconcileStore, SqlBook, type CompanyTransaction, type LineToDecide } from '@lettrage/persistence';

/**
 * Payments another system recorded are seen at the bank: a line of the same amount and currency, within days of it,
 * whose payer or references point to the same customer, confirms the payment and creates no second. Only where exactly
 * one line and one payment belong together; anything else is left to the matching and a person.
 *
 * @returns ids of the lines that confirmed a payment
 */
export async function confirmRecorded(tx: CompanyTransaction, billing: Billing, lines: readonly LineToDecide[]): Promise<Set<string>> {
  const store = new ReconcileStore(tx);
  const waiting = await store.recordedPayments(lines);
  if (waiting.length === 0) return new Set();
  const slice = await new SqlBook(tx).slice(keysOf(lines.map((line) => line.line)));
  const keys = new Map(keysOf(lines.map((line) => line.line)).lines.map((line) => [line.transaction, line]));
  const pairs = waiting.filter(({ line, customerCode, settledKeys }) => {
    const wanted = keys.get(line.line.ref)!;
    const payer = wanted.customers.some((key) => slice.hits.get(key)?.ids.includes(customerCode));
    return payer || wanted.items.some((key) => settledKeys.includes(key));
  });
  const unique = pairs.filter(
    (pair) => pairs.filter((other) => other.line.id === pair.line.id || other.paymentId === pair.paymentId).length === 1,
  );
  for (const { line, paymentId } of unique) await billing.confirmPayment({ transactionId: line.id, paymentId, by: 'engine' });
  return new Set(unique.map(({ line }) => line.id));
}
