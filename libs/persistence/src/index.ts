export { assertSafeRole } from './assert-safe-role.js';
export type { CopyValue } from './bulk/copy-binary.js';
export { mergeRows, type Merge, type Merged } from './bulk/merge-rows.js';
export { CompanyTransaction } from './company-transaction.js';
export { Database, type DatabaseHealth, type DatabaseOptions, type TransactionOptions } from './database.js';
export { ensureServer, type EmbeddedServer, type ServerOptions } from './embedded/embedded-server.js';
export { serverSettings } from './embedded/server-settings.js';
export { wantLane, type Lane } from './lanes/lane.js';
export { Lanes, LeaseLost, type Drained, type DrainOptions, type LaneLease, type Progress } from './lanes/lanes.js';
export { startWorkers, type LaneHandler, type WorkerOptions, type Workers } from './lanes/workers.js';
export { migrate, type Migrated, type MigrateOptions } from './migrate.js';
export { isUuid, newId } from './new-id.js';
export { resolveDatabase, type ResolvedDatabase } from './resolve-database.js';
export { sqlState, withRetries } from './retry.js';
export { ApiKeyStore, verifyApiKey, type ApiKey, type VerifiedApiKey } from './setup/api-key.store.js';
export { BankAccountStore, type BankAccount, type NewBankAccount } from './setup/bank-account.store.js';
export { addCompany, CompanyStore, type Company, type CompanyChanges, type NewCompany } from './setup/company.store.js';
export { ConnectionStore, type Connection, type SourceCursor } from './setup/connection.store.js';
export { nextNumber, nextNumbers } from './setup/counter.js';
export { IdempotencyStore, type IdempotencyOutcome } from './setup/idempotency.store.js';
export { InboxStore, type InboxStatement } from './setup/inbox.store.js';
export { TaskStore, type Task } from './setup/task.store.js';
export { PeopleStore, tokenHash, type Membership, type Role, type Session, type User } from './system/people-store.js';
export { SystemStore, type CompanyRef, type RoleFacts } from './system/system-store.js';
export * from './billing/index.js';
export * from './books.js';
export {
  InvoiceStatusStore,
  type EinvoiceRow,
  type InvoiceStatusRow,
  type ReleasedVat,
} from './statuses/status.store.js';
export {
  PaymentReportStore,
  type PaymentReportRow,
  type PaymentReportView,
  type ReportedMovement,
} from './statuses/payment-report.store.js';
export {
  DispatchStore,
  type ArchivedInvoice,
  type DispatchReceipt,
  type DispatchView,
  type InvoiceDispatch,
} from './statuses/dispatch.store.js';
