import { verifyChain } from '@lettrage/billing';
import { readSealedEvents, SqlBillingStore, verifyStoredInvariants, type Violation } from '@lettrage/persistence';
import type { OperationsContext } from '../context.js';
import { verifyAnchors } from './anchors.js';

/** What `lettrage verify` found for one company. */
export interface VerifyReport {
  readonly companyId: string;
  readonly events: number;
  /** Anchor files the log was compared with. */
  readonly anchors: number;
  readonly violations: readonly Violation[];
}

/**
 * Proves every stored invariant with SQL that shares nothing with the application, the event chain with its key, and its
 * length and head with the anchors written before.
 */
export async function verifyCompany(context: OperationsContext, companyId: string): Promise<VerifyReport> {
  return context.database.withCompany(companyId, async (tx) => {
    const stored = await verifyStoredInvariants(tx);
    const head = await new SqlBillingStore(tx).lockHead();
    const chain = await verifyChain(readSealedEvents(tx), { key: context.eventKey, companyId, head });
    const broken: Violation[] = chain.firstBad
      ? [{ invariant: 'I6', subject: `event ${chain.firstBad.position}`, detail: chain.firstBad.why }]
      : [];
    const anchored = await verifyAnchors(context, companyId, tx);
    const violations = [...stored, ...broken, ...anchored.violations];
    return { companyId, events: Number(chain.count), anchors: anchored.anchors, violations };
  });
}
