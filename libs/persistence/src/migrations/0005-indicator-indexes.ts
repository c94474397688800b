import type { SqlMigration } from './sql-migration.js';

/** What was settled after a day, and the sales of a period, without reading every row. */
export const indicatorIndexes: SqlMigration = {
  name: '0005-indicator-indexes',
  up: /* sql */ `
create index allocation_day on books.allocation (company_id, day) include (item_id, payment_id, amount, settled, adjustment, undoes);
create index item_issued on books.item (company_id, issue_date) include (kind, currency, total);
`,
};
