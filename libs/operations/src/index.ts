export { giveAdvice, importAdvice, listAdvice, withdrawAdvice, type AdviceReport } from './advice/given-advice.js';
export * from './billing-of.js';
export * from './context.js';
export * from './deliveries/deliver.js';
export * from './deliveries/project-deliveries.js';
export * from './deliveries/status-events.js';
export * from './demo/load-demo.js';
export * from './export/export-ledger.js';
export { WITHOUT_SALES, type ExportOptions } from './export/export-plan.js';
export * from './export/scheduled-exports.js';
export { exportAndHandOver, type HandedOver, type WriteExport } from './export/hand-over.js';
export { handOverExport, listExports, readExport, waitingExports, type KeptExport } from './export/read-export.js';
export { actOnClaims, type ClaimAction, type ClaimOutcome } from './journal/act-on-claims.js';
export * from './journal/exchange-rates.js';
export * from './journal/revalue-items.js';
export * from './journal/ledger-settings.js';
export * from './journal/project-journal.js';
export * from './open-items/import-customers.js';
export * from './payment-orders/index.js';
export * from './open-items/import-invoices.js';
export * from './open-items/import-open-items.js';
export * from './policies/learned-payers.js';
export * from './policies/needed.js';
export {
  addOwnRule,
  listOwnRules,
  removeOwnRule,
  tryOwnRule,
  type NewOwnRule,
  type OwnRuleView,
  type RuleTrial,
} from './policies/own-rules.js';
export * from './policies/own-tolerances.js';
export * from './policies/review-queue.js';
export type { QueueGroup } from '@lettrage/persistence';
export * from './policies/rule-classes.js';
export {
  assignMovement,
  bookPayoutOnLine,
  takePayoutBack,
  type OpenMovement,
  type PayoutBooked,
} from './payouts/book-payouts.js';
export {
  importPayouts,
  payoutsRefused,
  type ImportedPayout,
  type ImportPayoutsOptions,
  type ImportPayoutsReport,
} from './payouts/import-payouts.js';
export {
  listPayouts,
  payoutDetail,
  placeOfPayout,
  type PayoutDetail,
  type PayoutItemView,
  type PayoutView,
} from './payouts/list-payouts.js';
export * from './reconcile/reconcile.js';
export * from './reconcile/request-reconcile.js';
export * from './setup/accounts.js';
export * from './setup/companies.js';
export { companyLogo, logoSetting } from './setup/company-logo.js';
export * from './setup/company-settings.js';
export * from './setup/connections.js';
export * from './statements/assign-inbox.js';
export * from './statements/import-statement.js';
export * from './statements/held-lines.js';
export * from './statements/list-statements.js';
export {
  keepStatementProfile,
  removeStatementProfile,
  statementProfile,
  type ConfirmedProfile,
} from './statements/statement-profiles.js';
export { accountChain, type AccountChain, type ChainedStatementView } from './statements/statement-chain.js';
export * from './summary/company-summary.js';
export * from './summary/indicators.js';
export type { PulledFile } from './sync/pull-statements.js';
export * from './sync/silent-accounts.js';
export * from './sync/sync-connection.js';
export * from './sync/sync-due.js';
export { anchorFolder, writeAnchor } from './verify/anchors.js';
export * from './verify/verify.js';
export * from './setup/import-companies.js';
export * from './setup/people.js';
export * from './status/cash-movements.js';
export * from './status/project-statuses.js';
export * from './status/receive-status.js';
export * from './status/record-einvoice.js';
export * from './status/status-report.js';
export * from './status/status-settings.js';
export * from './reports/bank-reconciliation.js';
export * from './reports/lettering-list.js';
export * from './setup/customer-groups.js';
export { erasePerson } from './setup/erase-person.js';
export { reconciliationCsv, reconciliationPdf } from './reports/bank-reconciliation.files.js';
export * from './status/payment-reports.js';
export * from './status/invoice-statuses.js';
export * from './status/receive-webhook.js';
export { archiveInvoice, keepUntil, syntaxOf, type DocumentRequest } from './sending/dispatch-document.js';
export { openLink, type LinkedDocument } from './sending/document-link.js';
export * from './sending/send-invoice.js';
