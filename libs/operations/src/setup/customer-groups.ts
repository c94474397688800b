import { InputError } from '@lettrage/domain';
import { CustomerGroupQueries, SqlBillingStore, type CustomerGroupView } from '@lettrage/persistence';
import type { CompanyTransaction } from '@lettrage/persistence';
import { billingOf } from '../billing-of.js';
import type { OperationsContext } from '../context.js';
import { requestProjections, requestReconcile } from '../reconcile/request-reconcile.js';

/** So many changes are looked through and shown. */
const CHANGES = 200;
const CODE = /^[^\s\p{C}](?:[^\p{C}]{0,98}[^\s\p{C}])?$/u;

/** A change of a group that a person made. */
export interface CustomerGroupChange {
  readonly id: string;
  readonly at: string;
  readonly by?: string;
  readonly customer: string;
  readonly customerName: string;
  /** Code of the group before and after; absent: none. */
  readonly before?: string;
  readonly after?: string;
  /** The change this one took back, and the one that took it back. */
  readonly undoes?: string;
  readonly undoneBy?: string;
}

/** Who is to be put into a group, by code, and what it is called. */
export interface GroupMembers {
  readonly group: string;
  readonly customers: readonly string[];
  readonly name?: string;
  readonly by: string;
}

/** The groups of customers that pay for each other, with their members. */
export async function listCustomerGroups(context: OperationsContext, companyId: string): Promise<CustomerGroupView[]> {
  return context.database.withCompany(companyId, (tx) => new CustomerGroupQueries(tx).list(), { readOnly: true });
}

/**
 * Puts customers into a group, which is made if there is none, and names it where a name is given. What waits for a person
 * is decided again.
 *
 * @throws InputError where a customer is unknown, or is in another group
 */
export async function addToCustomerGroup(
  context: OperationsContext,
  companyId: string,
  { group, customers, name, by }: GroupMembers,
): Promise<CustomerGroupView> {
  if (!CODE.test(group))
    throw new InputError(
      'group-code',
      `"${group}" is no code of a group: 1 to 100 characters, without a space around them.`,
    );
  if (customers.length === 0 && name === undefined)
    throw new InputError('group-empty', 'Name the customers who pay for each other, by their codes.');
  return context.database.withCompany(companyId, async (tx) => {
    const members = await membersOf(tx, customers);
    const elsewhere = members.find(({ groupCode }) => groupCode !== undefined && groupCode !== group);
    if (elsewhere)
      throw new InputError(
        'group-other',
        `Customer ${elsewhere.code} is in the group ${elsewhere.groupCode}: take him out of it first.`,
      );
    if (name !== undefined) await new CustomerGroupQueries(tx).name(group, name);
    await move(context, tx, { ids: members.map(({ id }) => id), group, by });
    return (await new CustomerGroupQueries(tx).list(group))[0]!;
  });
}

/**
 * Takes customers out of a group. Imports that still name it don't put them back.
 *
 * @throws InputError where there is no such group, or a customer is not in it
 */
export async function removeFromCustomerGroup(
  context: OperationsContext,
  companyId: string,
  { group, customers, by }: Omit<GroupMembers, 'name'>,
): Promise<CustomerGroupView> {
  return context.database.withCompany(companyId, async (tx) => {
    const queries = new CustomerGroupQueries(tx);
    if ((await queries.list(group)).length === 0)
      throw new InputError('group-unknown', `There is no group "${group}".`);
    const members = await membersOf(tx, customers);
    const other = members.find(({ groupCode }) => groupCode !== group);
    if (other) throw new InputError('group-member', `Customer ${other.code} is not in the group ${group}.`);
    await move(context, tx, { ids: members.map(({ id }) => id), by });
    return (await queries.list(group))[0]!;
  });
}

/** What persons changed of the groups, latest first. */
export async function listCustomerGroupChanges(
  context: OperationsContext,
  companyId: string,
): Promise<CustomerGroupChange[]> {
  const changes = await context.database.withCompany(companyId, (tx) => new CustomerGroupQueries(tx).changes(CHANGES), {
    readOnly: true,
  });
  return changes.map(({ change, undoneBy }) => {
    const { id, time, actor, reverses, data } = change;
    return {
      id,
      at: time,
      ...(actor === undefined ? {} : { by: actor }),
      customer: data.customer.code,
      customerName: data.customer.name,
      ...(data.before === undefined ? {} : { before: data.before }),
      ...(data.after === undefined ? {} : { after: data.after }),
      ...(reverses === undefined ? {} : { undoes: reverses }),
      ...(undoneBy === undefined ? {} : { undoneBy }),
    };
  });
}

/**
 * Takes a change back: the customer is in the group he was in before, by a person's choice or the import's as it was then.
 *
 * @throws InputError where there is no such change, it was taken back, or the customer was moved again since
 */
export async function undoCustomerGroupChange(
  context: OperationsContext,
  companyId: string,
  { change: id, by }: { readonly change: string; readonly by: string },
): Promise<void> {
  await context.database.withCompany(companyId, async (tx) => {
    const found = (await new CustomerGroupQueries(tx).changes(CHANGES)).find(({ change }) => change.id === id);
    if (!found) throw new InputError('group-change', `There is no change "${id}" of a group.`);
    const { customer, before, after, keptBefore } = found.change.data;
    const [now] = await new SqlBillingStore(tx).customers({ ids: [customer.id] });
    if (found.undoneBy !== undefined || now?.groupCode !== after)
      throw new InputError(
        'group-changed-since',
        `Customer ${customer.code} was moved again since this change: take the later one back first.`,
      );
    const target = { ids: [customer.id], kept: keptBefore, reverses: id, by };
    await move(context, tx, before === undefined ? target : { ...target, group: before });
  });
}

async function membersOf(tx: CompanyTransaction, codes: readonly string[]) {
  const wanted = [...new Set(codes)];
  const found = await new SqlBillingStore(tx).customers({ codes: wanted });
  const missing = wanted.find((code) => !found.some((customer) => customer.code === code));
  if (missing !== undefined) throw new InputError('unknown-customer', `There is no customer "${missing}".`);
  return found;
}

async function move(
  context: OperationsContext,
  tx: CompanyTransaction,
  { ids, ...rest }: { ids: readonly string[]; group?: string; kept?: boolean; reverses?: string; by: string },
): Promise<void> {
  const moved = await billingOf(context, tx).groupCustomers({ customerIds: ids, ...rest });
  if (moved.length === 0) return;
  await requestReconcile(tx);
  await requestProjections(tx);
}
