import type { ReportHead } from './report-document.js';

/**
 * A report of payments to the tax administration (flux 10, XML `Report` with a `PaymentsReport`): 10.2 for invoices of
 * their own (cross-border B2B), 10.4 for what private buyers paid, added up by day. Amounts are decimal strings with tax,
 * days `YYYY-MM-DD`.
 */
export interface PaymentReport extends ReportHead {
  /** 10.2: one entry per invoice and day. */
  readonly invoices: readonly ReportedPayment[];
  /** 10.4: one entry per day. */
  readonly days: readonly DayOfPayments[];
}

/** What was paid on one day, by VAT rate. */
export interface DayOfPayments {
  readonly day: string;
  readonly parts: readonly { readonly rate: string; readonly amount: string }[];
}

/** What was paid on one day of one invoice. */
export interface ReportedPayment extends DayOfPayments {
  readonly number: string;
  readonly issueDate: string;
}
