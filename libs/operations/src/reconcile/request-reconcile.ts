import { wantLane, type CompanyTransaction } from '@lettrage/persistence';

/** Background work of a company, by lane kind; the lane of a kind has no key of its own. */
export const LANE = { reconcile: 'reconcile', journal: 'journal', deliver: 'deliver', sync: 'sync' } as const;

/** Asks, in the transaction that brought new lines or items, that they be matched. */
export async function requestReconcile(tx: CompanyTransaction): Promise<void> {
  await wantLane(tx, LANE.reconcile);
}
