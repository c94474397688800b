export { readEvents } from './event-table.js';
export { SqlBillingStore } from './sql-billing.store.js';
