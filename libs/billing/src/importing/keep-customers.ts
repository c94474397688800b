import type { CustomerIdentity } from '@lettrage/domain';
import type { BillingStore, CustomerRow } from '../billing-store.js';
import type { BillingEnvironment } from '../event-log.js';
import { present } from '../facts.js';
import type { RowGroup } from './group-rows.js';
import type { Importing } from './import-open-items.js';

/** The customers of a chunk by code: those here brought up to what the source says, the others recorded. */
export async function keepCustomers(
  importing: Importing,
  chunk: readonly RowGroup[],
): Promise<Map<string, CustomerRow>> {
  const { store, environment, options } = importing;
  const rows = chunk.flatMap((group) => group.rows.map((row) => row.customer));
  return (await bringCustomers(store, environment, rows, options)).customers;
}

/** What became of the customers a source names. */
export interface BroughtCustomers {
  /** All of them, by code. */
  readonly customers: Map<string, CustomerRow>;
  readonly added: readonly CustomerRow[];
  readonly changed: readonly CustomerRow[];
}

/** Brings the customers here up to what a source says and records the others; in a dry run only says which. */
export async function bringCustomers(
  store: BillingStore,
  environment: BillingEnvironment,
  rows: readonly CustomerIdentity[],
  options: { readonly connection?: string; readonly dryRun?: boolean },
): Promise<BroughtCustomers> {
  const named = new Map<string, CustomerIdentity>();
  for (const row of rows) named.set(row.id, merged(named.get(row.id), row));
  const known = new Map(
    (await store.customers({ codes: [...named.keys()] })).map((customer) => [customer.code, customer]),
  );
  const added: CustomerRow[] = [];
  const changed: CustomerRow[] = [];
  const customers = new Map<string, CustomerRow>();
  for (const [code, there] of named) {
    const here = known.get(code);
    const row = here ? brought(here, there) : newCustomer(environment.newId(), there, options.connection);
    if (!here) added.push(row);
    else if (row !== here) changed.push(row);
    customers.set(code, row);
  }
  if (!options.dryRun) {
    const groups = [...added, ...changed].flatMap((row) => row.groupCode ?? []);
    if (groups.length > 0) await store.keepGroups([...new Set(groups)]);
    if (added.length > 0) await store.insertCustomers(added);
    if (changed.length > 0) await store.updateCustomers(changed);
    if (added.length + changed.length > 0) await store.keepKeys({ customers: [...added, ...changed] });
  }
  return { customers, added, changed };
}

/** Rows of one customer may each know a part: the last name wins, accounts add up. */
function merged(before: CustomerIdentity | undefined, row: CustomerIdentity): CustomerIdentity {
  if (!before) return row;
  return { ...before, ...present(row), ibans: [...new Set([...before.ibans, ...row.ibans])] };
}

function newCustomer(id: string, there: CustomerIdentity, connectionId: string | undefined): CustomerRow {
  return present({
    id,
    code: there.id,
    name: there.name,
    siren: there.siren,
    groupCode: there.groupId,
    ledgerAccount: there.account,
    connectionId,
    ibans: there.ibans,
  });
}

/**
 * What the source leaves out is no change, nor is another group than the one a person chose; accounts are added, never
 * taken away: some were learned here.
 */
function brought(here: CustomerRow, there: CustomerIdentity): CustomerRow {
  const next: CustomerRow = {
    ...here,
    ...present({
      name: there.name,
      siren: there.siren,
      groupCode: here.groupKept ? undefined : there.groupId,
      ledgerAccount: there.account,
    }),
    ibans: [...new Set([...here.ibans, ...there.ibans])],
  };
  const same =
    next.name === here.name &&
    next.siren === here.siren &&
    next.groupCode === here.groupCode &&
    next.ledgerAccount === here.ledgerAccount &&
    next.ibans.length === here.ibans.length;
  return same ? here : next;
}
