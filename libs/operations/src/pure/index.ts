/**
 * Use cases that need no database, network or configuration. A separate entry, so that the commands that use them do
 * not load the database libraries.
 */
export * from './check-ledger.js';
export * from './convert-invoices.js';
export * from './ledger-open-items.js';
export * from './match-files.js';
export * from './official-sheets.js';
export * from './check-invoices.js';
export { readInvoice, type InvoiceRead } from './read-invoice.js';
export { readPayoutFiles, type ReadPayoutFilesOptions } from './read-payouts.js';
export * from './read-statement-files.js';
export * from './statement-profile.js';
export * from './status-files.js';
export * from './transaction-report.js';
export * from './write-ledger.js';
