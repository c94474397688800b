export { checkPaymentReport, PAYMENT_REPORT_PACK } from './check-payment-report.js';
export type { DayOfPayments, PaymentReport, ReportedPayment } from './payment-report.js';
export { reportPeriodOf, type ReportPeriod, type VatRegime } from './report-periods.js';
export { reportContent, standingReceipts, type ReceiptMovement } from './standing-receipts.js';
export { writePaymentReport } from './write-payment-report.js';
export { checkTransactionReport } from './check-transaction-report.js';
export type {
  DayOfSales,
  ReportedBucket,
  ReportedInvoice,
  ReportedParty,
  TransactionReport,
} from './transaction-report.js';
export { transactionsOf, type ReportedTransactions } from './transactions-of-invoices.js';
export { writeTransactionReport } from './write-transaction-report.js';
