import { parseDay } from '@lettrage/domain';
import { SummaryStore, type CompanySummary } from '@lettrage/persistence';
import type { OperationsContext } from '../context.js';

export type { CompanySummary } from '@lettrage/persistence';

/** Where a company stands: bank lines by what became of them, open items, deliveries, tasks. */
export function companySummary(context: OperationsContext, companyId: string): Promise<CompanySummary> {
  return context.database.withCompany(companyId, (tx) =>
    new SummaryStore(tx).read(parseDay(context.now().toISOString().slice(0, 10))),
  );
}
