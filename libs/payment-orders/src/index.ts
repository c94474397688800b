export * from './order.js';
export * from './read-order.js';
export * from './check-order.js';
export * from './write-order.js';
export * from './order-advice.js';
export * from './business-days.js';
export { identifierOf } from './sepa-text.js';
