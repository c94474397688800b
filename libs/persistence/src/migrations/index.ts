import { books } from './0001-books.js';
import { exportBatches } from './0002-export-batches.js';
import { sealedEvents } from './0003-sealed-events.js';
import { usesAndPayouts } from './0004-uses-and-payouts.js';
import { invoiceStatuses } from './0010-invoice-statuses.js';
import { statementTrust } from './0011-statement-trust.js';
import { automaticPosting } from './0012-automatic-posting.js';
import { exportSchedules } from './0006-export-schedules.js';
import { indicatorIndexes } from './0005-indicator-indexes.js';
import { paymentReports } from './0013-payment-reports.js';
import { archivedInvoices } from './0014-archived-invoices.js';
import { payoutReports } from './0015-payout-reports.js';
import { openItemIndexes } from './0016-open-item-indexes.js';
import { exportsByConnection } from './0017-exports-by-connection.js';
import { unusedPaymentIndex } from './0018-unused-payment-index.js';
import { pendingLines } from './0019-pending-lines.js';
import { foldedNames } from './0020-folded-names.js';
import { givenAdvice } from './0021-given-advice.js';
import type { SqlMigration } from './sql-migration.js';

/** Every migration, in the order it is run. */
export const migrations: readonly SqlMigration[] = [
  books,
  exportBatches,
  sealedEvents,
  usesAndPayouts,
  indicatorIndexes,
  exportSchedules,
  invoiceStatuses,
  statementTrust,
  automaticPosting,
  paymentReports,
  archivedInvoices,
  payoutReports,
  openItemIndexes,
  exportsByConnection,
  unusedPaymentIndex,
  pendingLines,
  foldedNames,
  givenAdvice,
];

/** The name of the last one: what a database must have for this program to use it. */
export const latestMigration = migrations.at(-1)?.name ?? '';
