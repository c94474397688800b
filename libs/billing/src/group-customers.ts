import type { Day } from '@lettrage/domain';
import type { BillingStore, CustomerRow } from './billing-store.js';
import type { BillingEnvironment } from './event-log.js';
import { customerFact, present } from './facts.js';
import { refuse, WorkingBooks } from './working-books.js';

/** Customers that are to be in a group of those that pay for each other, or in none. */
export interface GroupCustomersCommand {
  readonly customerIds: readonly string[];
  /** Code of the group; absent: none. */
  readonly group?: string;
  /** False gives the choice back to the imports; true unless said. */
  readonly kept?: boolean;
  readonly by: string;
  /** The event this takes back. */
  readonly reverses?: string;
}

/**
 * A person puts customers into a group of those that pay for each other, or takes them out. From then on the group is
 * the person's: an import no longer changes it. Whoever is where he is wanted already stays as he is.
 *
 * @returns the customers that moved
 */
export async function groupCustomers(
  store: BillingStore,
  environment: BillingEnvironment,
  command: GroupCustomersCommand,
): Promise<CustomerRow[]> {
  const { customerIds, group, kept = true, by, reverses } = command;
  await store.lockImports();
  const books = await WorkingBooks.lock(store, environment, {});
  books.actor = by;
  const customers = await store.customers({ ids: customerIds });
  const missing = customerIds.find((id) => !customers.some((customer) => customer.id === id));
  if (missing !== undefined) refuse('not-found', `customer ${missing} is not in this company's books`);
  const moved = customers.filter((customer) => customer.groupCode !== group);
  if (moved.length === 0) return [];
  const next = moved.map(({ groupCode: _before, ...customer }) =>
    present({ ...customer, groupCode: group, groupKept: kept }),
  );
  if (group !== undefined) await store.keepGroups([group]);
  await store.updateCustomers(next);
  await store.keepKeys({ customers: next });
  for (const customer of moved) {
    books.addEvent(
      present({
        type: 'customer.grouped' as const,
        day: environment.now().slice(0, 10) as Day,
        reverses,
        data: present({
          customer: customerFact(customer),
          before: customer.groupCode,
          after: group,
          keptBefore: customer.groupKept ?? false,
        }),
      }),
    );
  }
  await books.flush();
  return next;
}
