export {
  cashStatuses,
  furtherCashStatus,
  type CashStatus,
  type CashStatuses,
  type CashStatusRequest,
  type FurtherCashStatusRequest,
} from './cash-in/cash-statuses.js';
export { cashBasisOf, type CashBasis, type CashBasisResult } from './cash-in/cash-basis.js';
export { readCashLines, type CashLine } from './cash-in/read-cash.js';
export { CashSpread, type RateShare } from './cash-in/spread-cash.js';
export { isCreditNote, vatOnReceipt, type Reportability } from './cash-in/vat-on-receipt.js';
export { looksLikeCdar, readCdar, writeCdar, type CdarOptions, type ReadLifecycleMessage } from './cdar.codec.js';
export { checkLifecycleMessage, LIFECYCLE_PACK } from './check-lifecycle-message.js';
export * from './lifecycle-codes.js';
export type * from './lifecycle-message.js';
export type { LifecycleRule } from './lifecycle-rule.js';
export { messageOfAdvice } from './advice-message.js';
export { adviceOfMessage } from './payment-advice.js';
export { readLifecycleMessage } from './read-lifecycle-message.js';
export { withStatus } from './with-status.js';
export { checkTransition } from './transitions.js';
export { normalInstant, type MessageZone } from './wall-clock.js';
