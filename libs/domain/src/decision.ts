import type { Day } from './day.js';
import type { TransactionLine } from './statement-line.js';

/** Decisions of the matching engine in their public shape (interfaces: Decisions). Plain data, decimal strings. */
export interface Decision {
  /** `ref` of the bank line. */
  readonly transaction: string;
  readonly decision: 'auto' | 'review' | 'none';
  readonly customer?: string;
  readonly allocations?: readonly ProposedAllocation[];
  readonly onAccount?: string;
  readonly rule?: string;
  /** Calibrated probability that the whole decision is right; nothing is posted on it alone. */
  readonly confidence: number;
  readonly evidence?: readonly Evidence[];
  readonly alternatives?: readonly Alternative[];
  /** One sentence: why it is not automatic. */
  readonly reason?: string;
  readonly category?: Category;
  readonly needs?: 'payout' | 'cheque-slip' | 'direct-debits';
  readonly reverses?: readonly { readonly transaction: string; readonly invoice: string; readonly amount: string }[];
}

/** What a line that pays no item may be about. */
export const CATEGORIES = [
  'fee',
  'tax',
  'social',
  'payroll',
  'supplier',
  'loan',
  'transfer',
  'card-sales',
  'refund',
  'return',
  'other',
] as const;
export type Category = (typeof CATEGORIES)[number];

/** Why less or more than the open amount settles an item. */
export type AdjustmentKind = 'discount' | 'bank-fee' | 'rounding' | 'write-off' | 'exchange';

/** Cash applied to one open item; negative for a credit note. Open after = open − amount − adjustment. */
export interface ProposedAllocation {
  readonly invoice: string;
  readonly amount: string;
  readonly adjustment?: { readonly kind: AdjustmentKind; readonly amount: string };
  /** Due day of the instalment meant, where the item has several. */
  readonly dueDate?: Day;
}

/** One reason for a decision. */
export interface Evidence {
  readonly kind: string;
  readonly detail: string;
}

/** Another way to explain the line. */
export interface Alternative {
  readonly allocations: readonly ProposedAllocation[];
  readonly customer?: string;
  readonly confidence: number;
  readonly why: string;
}

/** A decision a person or the books of record confirmed (interfaces: History). No allocations: it paid no item. */
export interface HistoryRecord {
  readonly transaction: TransactionLine;
  readonly customer?: string;
  readonly allocations?: readonly {
    readonly invoice: string;
    readonly amount: string;
    /** What was written off with it, where it is known: teaches what a customer keeps back. */
    readonly adjustment?: { readonly kind: AdjustmentKind; readonly amount: string };
  }[];
}

/** A document that explains a line when its total agrees to the cent (interfaces: Advice). */
export interface Advice {
  readonly kind: 'remittance' | 'cheque-slip' | 'payout' | 'direct-debits';
  readonly payer?: string;
  readonly date?: Day;
  readonly total: string;
  readonly items: readonly {
    readonly invoice?: string;
    readonly payer?: string;
    readonly amount: string;
    readonly fee?: string;
    readonly ref?: string;
  }[];
}
