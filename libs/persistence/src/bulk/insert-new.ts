import type { CompanyTransaction } from '../company-transaction.js';

/** PostgreSQL's code of a row whose unique key is there already. */
const UNIQUE_VIOLATION = '23505';

/**
 * Inserts rows that are most likely all new, and leaves out those that are known. `on conflict` looks every row up
 * before it writes it, a sixth of the whole work; so the rows go in without it first, and again with it if one of them
 * turns out to be known. In overlapping statements the known lines come first, so little is done twice.
 *
 * @param hasKnown some are known for sure: no first attempt
 * @param insert runs the statement, with or without its `on conflict … do nothing`
 */
export async function insertNew<T>(
  tx: CompanyTransaction,
  hasKnown: boolean,
  insert: (onConflict: boolean) => Promise<T>,
): Promise<T> {
  if (hasKnown) return insert(true);
  await tx.query('savepoint all_new');
  try {
    const done = await insert(false);
    await tx.query('release savepoint all_new');
    return done;
  } catch (error) {
    if ((error as { code?: unknown }).code !== UNIQUE_VIOLATION) throw error;
    await tx.query('rollback to savepoint all_new');
    await tx.query('release savepoint all_new');
    return insert(true);
  }
}
