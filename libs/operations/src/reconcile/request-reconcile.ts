import { wantLane, type CompanyTransaction } from '@lettrage/persistence';

/** Background work of a company, by kind of lane; each has one lane a company. */
export const LANE = {
  reconcile: 'reconcile',
  project: 'project',
  deliver: 'deliver',
  sync: 'sync',
  export: 'export',
} as const;

/** Asks, in the transaction that brought new lines or items, that they be matched. */
export function requestReconcile(tx: CompanyTransaction): Promise<void> {
  return wantLane(tx, LANE.reconcile);
}

/** Asks, in the transaction that wrote events, that entries and deliveries be made of them. */
export async function requestProjections(tx: CompanyTransaction): Promise<void> {
  await wantLane(tx, LANE.project);
  await wantLane(tx, LANE.deliver);
}
