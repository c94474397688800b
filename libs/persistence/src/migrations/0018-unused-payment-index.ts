import type { SqlMigration } from './sql-migration.js';

/** What is unused of payments, added up without a look at every payment there ever was. */
export const unusedPaymentIndex: SqlMigration = {
  name: '0018-unused-payment-index',
  up: /* sql */ `
drop index books.payment_customer;
create index payment_customer on books.payment (company_id, customer_id)
  include (id, day, currency, amount, allocated, withdrawn, history) where allocated <> amount;
`,
};
