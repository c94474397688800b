import type { SqlMigration } from './sql-migration.js';

/** Pending lines of an account, which are few: an import read the account whole for each part of a file to find them. */
export const pendingLines: SqlMigration = {
  name: '0019-pending-lines',
  up: /* sql */ `
create index bank_transaction_pending on books.bank_transaction (company_id, account_id, ref) where status = 'pending';
`,
};
