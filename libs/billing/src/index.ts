export * from './billing-store.js';
export { Billing } from './billing.js';
export { canonicalJson } from './canonical-json.js';
export * from './commands.js';
export type { GroupCustomersCommand } from './group-customers.js';
export { alteredText, ERASED, hideTexts, revealTexts, textToken, tokensAbout, type EventTexts } from './event-texts.js';
export {
  CHAIN_START,
  chainHash,
  verifyChain,
  type ChainReport,
  type SealedEvent,
  type UnchainedEvent,
} from './event-chain.js';
export type { SealedRow } from './event-seal.js';
export type { BillingEnvironment } from './event-log.js';
export { customerFact, itemFact, meansOf, paymentFact, transactionFact } from './facts.js';
export { convert, rateKeyOf, type RateKey } from './value-foreign.js';
export { itemState, openOf, restOf, type ItemAmounts } from './item-state.js';
export { catalogueFiles, EVENT_TYPES, eventSchema, type JsonSchema } from './event-catalogue.js';
export { LARGEST_BATCH } from './review.js';
export { classSubject, type Source, type Verdict } from './policies/judge.js';
export {
  AutomaticPosting,
  isOwnRule,
  isProven,
  RULE_CLASS_TITLES,
  RULE_CLASSES,
  ruleClassOf,
  type ClassSwitch,
  type HeldBack,
  type RuleClass,
} from './policies/rule-class.js';
