export * from './collect.js';
export { importMandates, type MandatesImport } from './import-mandates.js';
export type { MadeOrder, OrderedPayment, OrderRequest } from './make-order.js';
export * from './order-life.js';
