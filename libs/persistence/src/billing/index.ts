export * from './billing-queries.js';
export { EventTable, readEvents } from './event-table.js';
export { keysetPage, type ListDefinition, type ListRequest, type Page } from './keyset-page.js';
export { SqlBillingStore } from './sql-billing.store.js';
export { SqlBook, type SqlSlice } from './sql-book.js';
export { eraseCustomer, openOf, type ErasedCustomer } from './erase-customer.js';
