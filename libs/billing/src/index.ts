export * from './billing-store.js';
export { Billing } from './billing.js';
export { canonicalJson } from './canonical-json.js';
export * from './commands.js';
export { CHAIN_START, chainHash, verifyChain, type ChainReport, type UnchainedEvent } from './event-chain.js';
export type { BillingEnvironment } from './event-log.js';
export { customerFact, itemFact, meansOf, paymentFact, transactionFact } from './facts.js';
export { itemState, openOf, restOf, type ItemAmounts } from './item-state.js';
export { LARGEST_BATCH } from './review.js';
