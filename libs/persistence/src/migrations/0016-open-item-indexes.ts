import type { SqlMigration } from './sql-migration.js';

/** What is open, and receipts that came in by no bank, without a look at every row of books of many years. */
export const openItemIndexes: SqlMigration = {
  name: '0016-open-item-indexes',
  up: /* sql */ `
create index item_open_issued on books.item (company_id, issue_date)
  include (id, customer_id, kind, currency, due_date, disputed, history, total, settled) where settled <> total;
create index payment_without_bank on books.payment (company_id, id) where kind in ('opening', 'netting');
`,
};
