export * from './invoice-line.js';
export * from './invoice.js';
export * from './party.js';
