/** The stores of statements, journal, deliveries and what else is made of the books. */
export { DeliveryStore, type Delivery, type DeliveryState } from './deliveries/delivery.store.js';
export * from './journal/export-schedule.store.js';
export { ExportStore, type ExportBatch, type NewExportBatch } from './journal/export.store.js';
export type { StoredEntry } from './journal/entry-rows.js';
export { EntryReader, type EntrySelection } from './journal/entry.reader.js';
export { JournalStore } from './journal/journal.store.js';
export { LedgerPositionStore } from './journal/ledger-position.store.js';
export {
  LetteringStore,
  type LetteringSeeds,
  type LetteringSlice,
  type LetteringStep,
  type PlacedLine,
} from './journal/lettering.store.js';
export { GivenAdviceStore, type GivenAdvice } from './reconcile/given-advice.store.js';
export { LearnedStore, type KnownPayer, type PayerSource } from './reconcile/learned.store.js';
export { RuleClassQueries, type RuleClassCount, type RuleClassState } from './reconcile/rule-class.queries.js';
export { RuleStore, type DecidedLine, type Judged, type OwnRuleRow } from './reconcile/rule.store.js';
export * from './payment-orders/index.js';
export { ReconcileStore, type LineToDecide, type RecordedCandidate } from './reconcile/reconcile.store.js';
export { statementsOfAccount, type ChainedStatement } from './statements/chain.queries.js';
export { HeldLineStore, type ComparedLine, type HeldLine } from './statements/held-lines.store.js';
export { encodeStatementLines, StatementLineEncoder } from './statements/statement-line-encoder.js';
export { StatementProfileStore, type StatementProfile } from './statements/profile.store.js';
export { StatementStore, type StatementRecord, type StoredLines } from './statements/statement.store.js';
export * from './summary/indicator.queries.js';
export { SummaryStore, type CompanySummary } from './summary/summary.store.js';
export { SourceStore } from './sync/source.store.js';
export { readSealedEvents } from './verify/sealed-events.js';
export { verifyStoredInvariants, type Violation } from './verify/verify-invariants.js';
export { ReviewQueries, type QueueFilter, type QueueGroup } from './queries/review.queries.js';
export { CustomerQueries, type CustomerView } from './queries/customer.queries.js';
export { CustomerGroupQueries, type CustomerGroupView, type GroupChange } from './queries/customer-group.queries.js';
export { ItemQueries, type ItemAllocationView, type ItemFilter, type ItemView } from './queries/item.queries.js';
export {
  TransactionQueries,
  type TransactionFilter,
  type TransactionState,
  type TransactionView,
} from './queries/transaction.queries.js';
export * from './reports/bank-reconciliation.queries.js';
export { letteredLines, type LetteredLine } from './reports/lettering.queries.js';
export { PayoutQueries, type CandidateItem, type KnownPayment, type PayoutPair } from './payouts/payout.queries.js';
export {
  PayoutReportStore,
  type ItemBooked,
  type PayoutOrigin,
  type PayoutReport,
  type PayoutReportItem,
} from './payouts/payout-report.store.js';
