import type { PayoutSource } from '@lettrage/adapter-sdk';
import type { Problem } from '@lettrage/domain';
import { SourceStore, TaskStore, type Connection } from '@lettrage/persistence';
import type { OperationsContext, Progress } from '../context.js';
import { storePayouts } from '../payouts/import-payouts.js';

/** What a pull of payouts brought. */
export interface PulledPayouts {
  readonly pages: number;
  readonly counts: { readonly stored: number; readonly known: number; readonly differing: number };
  readonly problems: readonly Problem[];
}

/**
 * Stores the payouts that a provider's API has since the last time. A page and its cursor are stored in one transaction:
 * a killed process reads the page again, and a payout is known by its provider and id.
 */
export async function pullPayouts(
  context: OperationsContext,
  companyId: string,
  connection: Connection,
  source: PayoutSource,
  onProgress?: Progress,
): Promise<PulledPayouts> {
  const counts = { stored: 0, known: 0, differing: 0 };
  const problems: Problem[] = [];
  let pages = 0;
  let cursor = connection.sourceCursor;
  for (;;) {
    const page = await source.payouts(cursor);
    const from = cursor;
    const stored = await context.database.withCompany(companyId, async (tx) => {
      const store = new SourceStore(tx);
      if (!(await store.lockCursor(connection.id, from))) return undefined;
      const done = await storePayouts(tx, page.payouts, { connectionId: connection.id }, { dryRun: false });
      const found = [...(page.problems ?? []), ...done.problems];
      await askAbout(new TaskStore(tx), connection, found);
      await store.saveCursor(connection.id, page.cursor);
      return { ...done, problems: found };
    });
    // Another run reads this connection at the moment: it has the rest.
    if (stored === undefined) return { pages, counts, problems };
    pages++;
    problems.push(...stored.problems);
    for (const { state } of stored.payouts)
      counts[state === 'differs' ? 'differing' : state === 'known' ? 'known' : 'stored']++;
    onProgress?.({ what: `reading ${connection.name}`, done: pages, total: 0, unit: 'pages' });
    cursor = page.cursor;
    if (!page.more) return { pages, counts, problems };
  }
}

/** A payout that could not be taken is said once, since the next run reads past it. */
async function askAbout(tasks: TaskStore, connection: Connection, problems: readonly Problem[]): Promise<void> {
  for (const { message, rule, location = '' } of problems)
    await tasks.add({
      kind: 'payout-report',
      onceKey: `${connection.id} ${rule} ${location}`,
      message: `${connection.name}: ${message}`,
      data: { connection: connection.id, payout: location },
    });
}
