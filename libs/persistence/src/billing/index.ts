export { readEvents } from './event-table.js';
export { SqlBillingStore } from './sql-billing.store.js';
export { SqlBook } from './sql-book.js';
