import { ApiKeyRow } from './api-key.row.js';
import { BankAccountRow } from './bank-account.row.js';
import { CompanyRow } from './company.row.js';
import { ConnectionRow } from './connection.row.js';
import { CustomerRow } from './customer.row.js';
import { InboxStatementRow } from './inbox-statement.row.js';
import { TaskRow } from './task.row.js';

export { ApiKeyRow, BankAccountRow, CompanyRow, ConnectionRow, CustomerRow, InboxStatementRow, TaskRow };

/** Every entity of TypeORM: rows of the set-up tables. The books themselves are read and written in SQL, in batches. */
export const entities: readonly (new () => object)[] = [
  ApiKeyRow,
  BankAccountRow,
  CompanyRow,
  ConnectionRow,
  CustomerRow,
  InboxStatementRow,
  TaskRow,
];
