import { Lanes, type CompanyTransaction } from '@lettrage/persistence';

/** Background work of a company, by lane kind; a lane's key is the company's own except where it says so. */
export const LANE = { reconcile: 'reconcile', journal: 'journal', deliver: 'deliver', sync: 'sync' } as const;

/** Asks, in the transaction that brought new lines or items, that they be matched. */
export async function requestReconcile(tx: CompanyTransaction): Promise<void> {
  await Lanes.want(tx, LANE.reconcile, 'all');
}
