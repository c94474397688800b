import type { Database } from './database.js';

/**
 * Refuses a role that row-level security would not bind: superuser, BYPASSRLS, or owner of our tables (also by
 * membership). A forgotten condition in a query must never show another company's rows.
 *
 * @throws Error that says what the role is and what to do
 */
export async function assertSafeRole(database: Pick<Database, 'system'>): Promise<void> {
  const facts = await database.system.roleFacts();
  const why = facts.superuser
    ? 'is a superuser'
    : facts.bypassesRowSecurity
      ? 'has BYPASSRLS'
      : facts.ownsTables
        ? 'owns the tables'
        : undefined;
  if (!why) return;
  throw new Error(
    `The database role "${facts.name}" ${why}, so row-level security would not bind it. Put it into DATABASE_OWNER_URL, run ` +
      '"lettrage migrate", and set DATABASE_URL to the application\'s role that it makes.',
  );
}
