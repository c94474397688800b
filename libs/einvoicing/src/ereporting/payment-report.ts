/**
 * A report of payments to the tax administration (flux 10, XML `Report` with a `PaymentsReport`): 10.2 for invoices of
 * their own (cross-border B2B), 10.4 for what private buyers paid, added up by day. Amounts are decimal strings with tax,
 * days `YYYY-MM-DD`.
 */
export interface PaymentReport {
  /** TT-1 Unique with the platform, at most 50 characters. */
  readonly id: string;
  /** TT-3 Instant it was made, `YYYY-MM-DDTHH:MM:SSZ`. */
  readonly issuedAt: string;
  /** TT-4 IN: the first report of a period. RE: replaces the ones before, whole. */
  readonly kind: 'IN' | 'RE';
  /** The platform that transmits, by its number (scheme 0238). */
  readonly platform: { readonly id: string; readonly name?: string };
  /** Whose payments they are. */
  readonly seller: { readonly siren: string; readonly name?: string };
  readonly from: string;
  readonly to: string;
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
