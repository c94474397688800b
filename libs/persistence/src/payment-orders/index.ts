export * from './mandate.store.js';
export * from './payment-order.store.js';
