import { InputError } from '@lettrage/domain';
import { CustomerQueries, eraseCustomer, isUuid, openOf, type ErasedCustomer } from '@lettrage/persistence';
import type { OperationsContext } from '../context.js';

/**
 * Erases a person's data (a customer named by id or code): his name, address and bank accounts, what his bank lines say,
 * and every text about him in the events. The event chain still verifies: it seals digests, not texts. Accounting
 * entries and files that were handed over keep what the law wants kept.
 *
 * @throws InputError where there is no such customer, or he still owes or is owed something
 */
export async function erasePerson(
  context: OperationsContext,
  companyId: string,
  name: string,
): Promise<ErasedCustomer> {
  return context.database.withCompany(companyId, async (tx) => {
    const queries = new CustomerQueries(tx);
    const found = (await queries.byCode(name)) ?? (isUuid(name) ? await queries.get(name) : undefined);
    if (!found) throw new InputError('unknown-customer', `There is no customer "${name}".`);
    const { items, credits } = await openOf(tx, found.id);
    if (items + credits > 0)
      throw new InputError(
        'customer-open',
        `Customer ${found.code} has ${items} open items and ${credits} unused receipts: settle them before his data is erased.`,
      );
    return eraseCustomer(tx, found);
  });
}
