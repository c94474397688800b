export * from './billing-store.js';
export * from './commands.js';
