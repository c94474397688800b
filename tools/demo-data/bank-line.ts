import type { Day } from '@lettrage/domain';
import type { DemoInvoice } from './invoices.js';

/** What a line really settles: cash in cents on an invoice, and the rest that is not asked for any more. */
export interface TrueAllocation {
  readonly invoice: DemoInvoice;
  readonly amount: bigint;
  readonly adjustment?: { readonly kind: 'discount' | 'bank-fee' | 'rounding'; readonly amount: bigint };
}

/**
 * How far a person with the same papers could tell: `decidable`; `ambiguous` (two answers fit); `weak` (an amount and
 * nothing else); `side-data` (another file explains it); `none` (no customer's money).
 */
export type TruthLabel = 'decidable' | 'ambiguous' | 'weak' | 'side-data' | 'none';

/** The right answer for a bank line. */
export interface DemoTruth {
  readonly scenario: string;
  readonly label: TruthLabel;
  readonly customer?: string;
  readonly allocations: readonly TrueAllocation[];
  readonly onAccount?: bigint;
  readonly category?: string;
  readonly needs?: string;
  /** The collection that a returned direct debit undoes. */
  readonly reverses?: { readonly line: DemoLine; readonly invoice: DemoInvoice };
}

/** One movement on one of our two bank accounts. `amount` in cents, received positive. */
export interface DemoLine {
  readonly bank: 'camt' | 'csv';
  readonly day: Day;
  readonly amount: bigint;
  /** What the payer wrote; on the CSV account it is part of the label. */
  readonly text: string;
  /** The bank's own words before the text. */
  readonly label: string;
  readonly counterparty?: { readonly name: string; readonly iban?: string; readonly bic?: string };
  readonly endToEndId?: string;
  readonly mandateId?: string;
  readonly structuredReference?: string;
  /** ISO 20022 domain, family and sub-family of the movement. */
  readonly code: string;
  /** Fees that a bank on the way kept, in cents. */
  readonly charges?: bigint;
  readonly returnReason?: string;
  /** Lines that share it are details of one booking. */
  readonly batch?: string;
  readonly truth: DemoTruth;
}
