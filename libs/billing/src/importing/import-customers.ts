import type { CustomerIdentity } from '@lettrage/domain';
import type { BillingStore } from '../billing-store.js';
import type { ImportCustomersReport } from '../commands.js';
import type { BillingEnvironment } from '../event-log.js';
import { bringCustomers } from './keep-customers.js';

/** Customers compared and stored at once. */
const CHUNK = 5_000;

/** Takes over customers by their code: new ones are recorded, known ones brought up to what the list says. */
export async function importCustomers(
  store: BillingStore,
  environment: BillingEnvironment,
  customers: readonly CustomerIdentity[],
  options: { readonly dryRun?: boolean },
): Promise<ImportCustomersReport> {
  await store.lockImports();
  const report = {
    read: customers.length,
    new: 0,
    known: 0,
    changed: 0,
    codes: { new: [] as string[], changed: [] as string[] },
  };
  for (let from = 0; from < customers.length; from += CHUNK) {
    const chunk = customers.slice(from, from + CHUNK);
    const { customers: all, added, changed } = await bringCustomers(store, environment, chunk, options);
    report.new += added.length;
    report.changed += changed.length;
    report.known += all.size - added.length - changed.length;
    report.codes.new.push(...added.map((customer) => customer.code));
    report.codes.changed.push(...changed.map((customer) => customer.code));
  }
  return report;
}
