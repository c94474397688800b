import { verifyChain } from '@lettrage/billing';
import { readEvents, SqlBillingStore, verifyStoredInvariants, type Violation } from '@lettrage/persistence';
import type { OperationsContext } from '../context.js';

/** What `lettrage verify` found for one company. */
export interface VerifyReport {
  readonly companyId: string;
  readonly events: number;
  readonly violations: readonly Violation[];
}

/** Proves every stored invariant with SQL that shares nothing with the application, and the event chain with its key. */
export async function verifyCompany(context: OperationsContext, companyId: string): Promise<VerifyReport> {
  return context.database.withCompany(companyId, async (tx) => {
    const stored = await verifyStoredInvariants(tx);
    const head = await new SqlBillingStore(tx).lockHead();
    const chain = await verifyChain(readEvents(tx), { key: context.eventKey, companyId, head });
    const broken: Violation[] = chain.firstBad
      ? [{ invariant: 'I6', subject: `event ${chain.firstBad.position}`, detail: chain.firstBad.why }]
      : [];
    return { companyId, events: Number(chain.count), violations: [...stored, ...broken] };
  });
}
