import { verifyChain } from '@lettrage/billing';
import { JournalStore, verifyStoredInvariants, type Violation } from '@lettrage/persistence';
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
    const violations: Violation[] = [...(await verifyStoredInvariants(tx))];
    const chain = await verifyEvents(context, tx);
    return { companyId, events: chain.events, violations: [...violations, ...chain.violations] };
  });
}

async function verifyEvents(context: OperationsContext, tx: ConstructorParameters<typeof JournalStore>[0]) {
  const journal = new JournalStore(tx);
  let position = 0;
  let previous: Uint8Array = new Uint8Array();
  for (;;) {
    const rows = await journal.chainAfter(position, 5_000);
    if (rows.length === 0) break;
    const result = verifyChain(context.eventKey, rows, previous);
    if (result) {
      return { events: position, violations: [{ invariant: 'I6', subject: `event ${result.position}`, detail: result.reason }] };
    }
    position = Number(rows.at(-1)!.position);
    previous = rows.at(-1)!.hash;
  }
  const head = await journal.head();
  const matches = head.position === position && Buffer.from(head.hash).equals(Buffer.from(previous));
  return {
    events: position,
    violations: matches
      ? []
      : [{ invariant: 'I6', subject: 'company head', detail: `the log ends at ${position}, the company says ${head.position}: events were cut off or added` }],
  };
}
